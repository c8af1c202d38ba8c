"""Fact sheets: pairs of a label and a value about one fund, as a table or line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from nlp.claims.tables.table_cells import figure_in
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
    r"(?P<label>[A-Za-z0-9][\w&'\u2019().,/% -]{1,44}?) ?[:=] ?(?P<value>\S.{0,110})"
)
_FEWEST = 2
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
    return None


def is_fact(label: Cell, value: Cell) -> bool:
    """Whether a label names a measure, and the value is a figure or the words that it asks for."""
    metric, figure = metric_of(label.label), figure_in(value)
    if metric is None:
        dated = not label.names and period_of(label.text, end=_ANY_DAY) is not None
        return dated and figure is not None and figure.unit == "percent"
    return metric in WORDED or figure is not None


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
