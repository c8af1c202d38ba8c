"""Fact sheets: pairs of a label and a value about one fund, as a table or line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from nlp import dates
from nlp.claims.tables.table_cells import Figure, figure_in
from nlp.claims.tables.table_claims import claim_of, measure_of
from nlp.claims.tables.table_frame import Frame
from nlp.claims.tables.table_grid import Cell, Row, part_of
from nlp.claims.tables.table_labels import WORDED, metric_of
from nlp.claims.tables.table_periods import period_of
from nlp.types import Claim

Pair = tuple[Row, Cell, Cell]
_IDENTITY = re.compile(
    r"(?:nasdaq |nyse(?: arca)? |exchange )?(?:ticker|symbol|fund|etf|security|product|instrument)"
    r"(?: (?:name|symbol|ticker|code))?(?: \(.{1,20}\))?|name|bloomberg(?: ticker| code)?",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"(?P<label>[A-Za-z0-9][\w&'\u2019().,/% -]{1,44}?)"
    r" ?(?:[:=\u2192\u21d2]|[-=]>|(?<=[ .\u2026])(?:\.{3}|\u2026)[.\u2026 ]{0,80}(?<! )) ?"
    r"(?P<value>[^\s.:>].{0,110})"
)
# Label and value side by side: "fee 9bp", "$66bn AUM", "since 26 May 2020", "yield - 2.4%".
_VALUE_LAST = re.compile(
    r"(?P<label>[A-Za-z0-9][\w&'\u2019().,/%-]{0,24}(?: [\w&'\u2019().,/%-]{1,24}){0,5}?)"
    r"(?: [-\u2013\u2014])? (?P<value>\S{1,12}(?: (?:bn|mn|billion|million|bps?|basis points|%"
    r"|per ?cent|USD)){0,2})"
)
_VALUE_FIRST = re.compile(
    r"(?P<value>(?:(?:about|around|some|roughly|US) )?\S{1,12}(?: (?:bn|mn|billion|million|bps?"
    r"|basis points|%|per ?cent)){0,2}) (?P<label>(?:in |of )?[A-Za-z][\w&'\u2019(). -]{1,30})"
)
_BEGINS = (
    r"(?:since|launched|listed|born|live|incepted|inception|started|trading|trades|around|began"
    r"|debuted|established|opened|(?:ticker|fund|etf|trading|live) since)"
)
_OPENS = re.compile(_BEGINS, re.IGNORECASE)
_DATED = re.compile(
    rf"(?P<label>{_BEGINS})(?: (?:since|on|in))? (?P<value>.{{4,20}})", re.IGNORECASE
)
_FEWEST = 2
# Half a unit of a whole number's last digit.
_HALF = Decimal("0.5")
# Any year is a label, whether it is over or not.
_ANY_DAY = date(2100, 1, 1)


def fact_claims(rows: Sequence[Row], frame: Frame) -> Iterator[Claim]:
    """The claims of a table that is a list of facts; none of any other table."""
    pairs = [pair for row in rows for pair in _pairs(row)]
    told = [pair for pair in pairs if is_fact(pair[1], pair[2])]
    if len(told) >= _FEWEST and not any(map(_is_of_columns, pairs)):
        yield from pair_claims(pairs, frame)


def pair_claims(pairs: Sequence[Pair], frame: Frame) -> Iterator[Claim]:
    """The claims of pairs about the fund that one of them names last, or the frame's topic.

    A fund that is named below its first facts is theirs too.
    """
    identities = (value for _, label, value in pairs if is_identity(label, value))
    subject = next(identities, frame.topic)
    for row, label, value in pairs:
        if is_identity(label, value):
            subject = value
            continue
        measure = measure_of([label.text], frame, window=None)
        if measure is not None and subject is not None:
            yield from claim_of(row, value, subject, measure, against=label)


def pair_in(cell: Cell) -> tuple[Cell, Cell] | None:
    """A cell's own label and value, or a fund's name alone, which has no label."""
    match = _FIELD.fullmatch(cell.text)
    if match is not None:
        return part_of(cell, match.span("label")), part_of(cell, match.span("value"))
    if cell.subject is not None and not cell.label.strip(" ()"):
        return part_of(cell, (0, 0)), cell
    return _side_by_side(cell)


# Words of a sentence, which is no label: "the fund's volatility fell to 12%".
_SAYS = re.compile(
    r"['\u2019]s\b|\b(?:is|was|are|were|be|been|has|have|had|of|at|by|than|the|an?|it|its|and|but|for"
    r"|from|on|only|just|about|over|under|fell|falls?|rose|rises?|dropped|climbed|jumped|grew|lost"
    r"|gained|returned|returns(?= \w)|beat|cut|raised|charges|costs|yields|pays|asks)\b",
)


def _side_by_side(cell: Cell) -> tuple[Cell, Cell] | None:
    """A label that touches its value with no mark between, if it names a measure or a period."""
    name = cell.names[-1] if cell.names else None
    if name and name.end == len(cell.text) and _IDENTITY.fullmatch(cell.text[: name.start].strip()):
        return part_of(cell, (0, name.start)), part_of(cell, (name.start, name.end))
    for form in (_DATED, _VALUE_LAST, _VALUE_FIRST):
        match = form.fullmatch(cell.text)
        if match is not None:
            label, value = part_of(cell, match.span("label")), part_of(cell, match.span("value"))
            if _belong(label, value):
                return label, value
    return None


def _belong(label: Cell, value: Cell) -> bool:
    if _SAYS.search(label.text) or label.text.count("(") != label.text.count(")"):
        return False
    metric = metric_of(label.label)
    if metric == "inception_date" and _OPENS.fullmatch(label.text):
        return bool(dates.find(value.text))
    figure = figure_in(value)
    return (
        metric not in WORDED and figure is not None and not figure.is_year and is_fact(label, value)
    )


def is_fact(label: Cell, value: Cell) -> bool:
    """Whether a label names a measure, and the value is a figure or the words that it asks for."""
    metric, figure = metric_of(label.label), figure_in(value)
    if metric is None:
        dated = not label.names and period_of(label.text, end=_ANY_DAY) is not None
        exact = figure is not None and (figure.unit == "percent" or _is_decimal(figure))
        return dated and exact
    return metric in WORDED or figure is not None


def _is_decimal(figure: Figure) -> bool:
    return figure.unit is None and figure.scale is None and figure.half < _HALF


def is_identity(label: Cell, value: Cell) -> bool:
    """Whether a pair says which fund the others are about: "Ticker: XSMO"."""
    fund = value.subject
    named = not label.text or _IDENTITY.fullmatch(label.text) is not None
    return fund is not None and fund.kind == "fund" and named


def _pairs(row: Row) -> Iterator[Pair]:
    """Label and value, in one cell or in two, once or several times a row."""
    own = [pair for cell in row.cells if (pair := pair_in(cell)) is not None]
    if any(is_fact(label, value) for label, value in own):
        yield from ((row, label, value) for label, value in own)
    elif len(row.cells) % 2 == 0:
        for label, value in zip(row.cells[::2], row.cells[1::2], strict=True):
            yield row, label, value


def _is_of_columns(pair: Pair) -> bool:
    """True where the cells stand under heads: a figure for a label, a name over a column."""
    row, label, value = pair
    figure = figure_in(label)
    heads = not label.text and bool(value.names) and value not in row.cells[:1]
    return heads or (figure is not None and not figure.is_year)
