"""A line's fields: "TER: 0.09% · Launch → 2020", "EEM $42bn, 72bp, yld 1.4", "Vanguard. 0.03%."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from nlp.claims.tables.loose_fields import labelled
from nlp.claims.tables.spread_fields import spread
from nlp.claims.tables.table_cells import figure_in, named_figure
from nlp.claims.tables.table_facts import Pair, is_fact, is_identity, pair_in
from nlp.claims.tables.table_grid import Cell, Row, cell_of
from nlp.claims.tables.table_labels import metric_of
from nlp.mentions import Mention
from nlp.metric_families import FACTS
from nlp.parsing import ParsedBlock
from nlp.types import Span

_PARTING = re.compile(r"\s[|\u00b7\u2022]\s|; |, (?=[A-Za-z][\w&() /%-]{1,30}: )")
# Marks that part fields only where every part of the line is one.
_LOOSE = tuple(
    re.compile(marks)
    for marks in (
        r"\s[|\u00b7\u2022/]\s|; ",
        r"\s[\u2014\u2013-]\s",
        r"[,;:] | \((?=[^()]{3,60}\)$)",
        r"(?<=[a-z%])\. ",
    )
)
_FEWEST = 2
# Of so many fields, one may be something else: "Rebalanced quarterly".
_MANY = 4
# Words before the fields of a line, which head them: "Key facts · TER: 0.09 %".
_LONGEST_LEAD = 30

Labelled = tuple[Cell, Cell]


def fields_in(parsed: ParsedBlock, traded: Sequence[Mention]) -> tuple[Pair, ...]:
    """Every part of a block as a field; nothing where one of them is none."""
    strict = _strict(parsed, traded)
    if strict:
        return strict
    found = (_loose(parsed, traded, parting) for parting in _LOOSE)
    return next(filter(None, found), ())


def parts_of(text: str, parting: re.Pattern[str], start: int = 0) -> Iterator[tuple[int, int]]:
    """Where the parts of a text stand between the marks that part it."""
    for match in parting.finditer(text, start):
        yield start, match.start()
        start = match.end()
    end = len(text.rstrip(" .;,"))
    if end > start:
        yield start, end


def row_at(parsed: ParsedBlock, place: tuple[int, int], cells: tuple[Cell, ...]) -> Row:
    """Cells that stand in one stretch of a block as a row."""
    start, end = place
    span = Span(parsed.offset + start, parsed.offset + end, parsed.text[start:end])
    return Row(cells=cells, span=span)


def _strict(parsed: ParsedBlock, traded: Sequence[Mention]) -> tuple[Pair, ...]:
    """The parts as labels with values; words that head several of them are passed over."""
    parts = [*parts_of(parsed.text, _PARTING)]
    if len(parts) == _FEWEST and _is_one_field(parsed, traded):
        parts = [(0, len(parsed.text.rstrip(" .;,")))]
    cells = [cell_of(parsed.text, part, traded, offset=parsed.offset) for part in parts]
    if len(parts) > _FEWEST and pair_in(cells[0]) is None and len(cells[0].text) <= _LONGEST_LEAD:
        parts, cells = parts[1:], cells[1:]
    pairs = [pair_in(cell) for cell in cells]
    told = [(part, pair) for part, pair in zip(parts, pairs, strict=True) if pair is not None]
    every = [(part, one) for part, pair in told for one in spread(*pair)]
    missing = len(pairs) - len(told)
    if missing > (len(pairs) >= _MANY) or not _tells([pair for _, pair in every]):
        return ()
    return tuple((row_at(parsed, part, pair), *pair) for part, pair in every)


def _is_one_field(parsed: ParsedBlock, traded: Sequence[Mention]) -> bool:
    """True where a comma stands in the label: "Maximum drawdown, ten years: 71%"."""
    pair = pair_in(cell_of(parsed.text, (0, len(parsed.text)), traded, offset=parsed.offset))
    return pair is not None and is_fact(*pair) and figure_in(pair[1]) is not None


def _tells(pairs: Sequence[Labelled]) -> bool:
    if any(is_fact(label, value) for label, value in pairs):
        return True
    return len(pairs) == 1 and bool(pairs[0][1].text) and is_identity(*pairs[0])


def _loose(
    parsed: ParsedBlock, traded: Sequence[Mention], parting: re.Pattern[str]
) -> tuple[Pair, ...]:
    """A line of several fields, some of them bare values; a fund may be named in the first."""
    parts = [*parts_of(parsed.text, parting)]
    if len(parts) < _FEWEST:
        return ()
    pairs: list[Pair] = []
    for order, part in enumerate(parts):
        cell = cell_of(parsed.text, part, traded, offset=parsed.offset)
        found = _field(cell) or (_opening(cell) if order == 0 else ())
        if not found or (order and any(value.names for _, value in found)):
            return ()
        pairs += [(row_at(parsed, part, pair), *pair) for pair in found]
    told = [label for _, label, value in pairs if is_fact(label, value)]
    sheet = sum(metric_of(label.label) in FACTS for label in told)
    said = sum(label.start >= 0 for label in told)
    return tuple(pairs) if max(sheet, said) >= _FEWEST else ()


def _field(cell: Cell) -> tuple[Labelled, ...]:
    pair = pair_in(cell) or labelled(cell)
    if pair is None and not cell.names and _is_inert(cell):
        pair = replace(cell, text=""), cell
    return (pair,) if pair else ()


def _is_inert(cell: Cell) -> bool:
    """True for a figure that nothing says what it is of: "26", "px 100.6"."""
    return figure_in(replace(cell, text=cell.text.rpartition(" ")[2])) is not None and (
        cell.text.count(" ") <= 1
    )


def _opening(cell: Cell) -> tuple[Labelled, ...]:
    """A fund with its first value: "EEM $42bn"; a share of it in per cent could be a return."""
    told = named_figure(cell)
    pair = labelled(told[1]) if told else None
    if told is None or pair is None or "%" in pair[1].text:
        return ()
    return ((replace(cell, text="", names=()), told[0]), pair)
