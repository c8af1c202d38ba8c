"""Fields that hold several figures under several periods: "Return (1y / 3y / 5y): 8 / 17 / 15"."""

from __future__ import annotations

import re
from datetime import date

from nlp.claims.tables.table_cells import figure_in
from nlp.claims.tables.table_grid import Cell, part_of
from nlp.claims.tables.table_periods import period_of

_SLASH = re.compile(r"\s?/\s?")
_ANY_DAY = date(2100, 1, 1)

Labelled = tuple[Cell, Cell]


def spread(label: Cell, value: Cell) -> tuple[Labelled, ...]:
    """One pair of label and value a figure, or the pair itself where it is one."""
    values = _cut(value)
    opening, _, rest = label.text.rpartition("(")
    periods = [words.strip(" )") for words in _SLASH.split(rest)]
    dated = all(period_of(words, end=_ANY_DAY) for words in periods)
    if len(values) < 2 or len(values) != len(periods) or not dated:
        return ((label, value),)
    if not all(map(figure_in, values)):
        return ((label, value),)
    labels = (Cell(text=f"{opening}{words}", start=label.start, names=()) for words in periods)
    return tuple(zip(labels, values, strict=True))


def _cut(value: Cell) -> list[Cell]:
    edges = [0, *(at for mark in _SLASH.finditer(value.text) for at in mark.span())]
    ends = [*edges[1:], len(value.text)]
    return [part_of(value, place) for place in list(zip(edges, ends, strict=True))[::2]]
