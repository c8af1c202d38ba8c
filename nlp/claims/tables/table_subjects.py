"""Whom a row of a table is about: the cell that names it, or a ticker that nobody knows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.claims.tables.table_cells import figure_in
from nlp.claims.tables.table_grid import Cell
from nlp.claims.tables.table_heads import Head
from nlp.claims.tables.table_labels import metric_of
from nlp.mentions import Mention

SUMMARY = re.compile(
    r"\W{0,3}(?:(?:simple|weighted|equal[- ]weight(?:ed)?|peer|category|group|cap[- ]weighted"
    r"|column)[- ]){0,2}(?:averages?|avg|mean|median|sum|spread|difference|diff|gap|range)\b",
    re.IGNORECASE,
)
DIFFERENCE = re.compile(
    r"\b(?:minus|less|vs\.?|versus|over|relative to)\b|\s[-\u2212\u2013/]\s", re.I
)
TICKER_HEAD = re.compile(r"\b(?:ticker|symbol|etf|fund|code)s?\b", re.IGNORECASE)
UNKNOWN_TICKER = re.compile(r"[A-Z]{3,5}")


def subject(cells: Sequence[Cell], heads: Sequence[Head]) -> Cell | None:
    """The cell that names whom the row is about."""
    if SUMMARY.match(cells[0].text):
        return None
    named = [
        cell
        for at, (cell, head) in enumerate(zip(cells, heads, strict=True))
        if cell.names and figure_in(cell) is None and (at == 0 or metric_of(head.text) is None)
    ]
    if any(head.subject for head in heads[1:]):
        named = named[:1] if cells[0].names else []
    funds = [cell for cell in named if cell.subject and cell.subject.kind == "fund"]
    chosen = next(iter(funds or named), None)
    if chosen is None:
        return cells[0].as_concept or unknown(cells[0], heads[0])
    return None if is_several(chosen) else chosen


def is_several(cell: Cell) -> bool:
    """True for "XLK minus SPY" and "XLK and XLE"."""
    funds = {name.id for name in cell.names if name.kind == "fund"}
    return len(funds) > 1 or (len(cell.names) > 1 and DIFFERENCE.search(cell.text) is not None)


def unknown(cell: Cell, head: Head) -> Cell | None:
    """A ticker that no catalogue knows, in the column of tickers: the user's own prices may."""
    if not (UNKNOWN_TICKER.fullmatch(cell.text) and TICKER_HEAD.search(head.text)):
        return None
    name = Mention(start=0, end=len(cell.text), kind="fund", id=cell.text, name=cell.text)
    return Cell(text=cell.text, start=cell.start, names=(name,))
