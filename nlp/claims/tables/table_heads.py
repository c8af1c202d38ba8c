"""The heads of a table's columns: which rows are heads, and what they say together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nlp.claims.tables.table_cells import figure_in, named_figure
from nlp.claims.tables.table_grid import Cell, Row
from nlp.claims.tables.table_labels import WORDED, is_gap, is_unclaimed, metric_of
from nlp.claims.tables.table_periods import period_of
from nlp.mentions import Mention
from nlp.types import Metric

# Any year is a label, whether it is over or not.
_ANY_DAY = date(2100, 1, 1)
_MONTHS = re.compile(r"\d{1,2} ?[Mm]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A column's label, put together from all rows of heads, and the names in it."""

    text: str
    cell: Cell

    @property
    def subject(self) -> Mention | None:
        """Whom the column is about; None for a measure against someone: "beta to SPY"."""
        bare = self.cell.label
        return None if metric_of(bare) or is_gap(bare) else self.cell.subject

    @property
    def shown(self) -> str:
        """Which return a column of a named fund shows, if the head says: "SPY, price"."""
        of_cell = self.cell.text and self.cell.text in self.text
        found = _SHOWN.search(self.cell.label if of_cell else self.text)
        return _RETURN.get(found[1].lower(), found[1]) if found else ""


_SHOWN = re.compile(
    r"(?:^|[,(:] ?)(price|market price|total|NAV|net|gross)(?: returns?)?\)?$", re.IGNORECASE
)
_RETURN = {"price": "price return", "total": "total return"}


def is_head(row: Row, *, known: bool) -> bool:
    """Whether a row labels columns: no figures but years, and periods, measures or names."""
    first, *others = row.cells
    shown = [cell for cell in others if cell.text]
    metric = metric_of(first.text)
    if not shown or any(_is_figure(cell, metric) for cell in shown):
        return False
    labels = [cell for cell in shown if _is_label(cell)]
    if metric in WORDED:
        named = any(cell.names for cell in shown)
        return metric == "index_tracked" and bool(labels) and not named
    if first.names:
        return not known and len(labels) == len(shown)
    return bool(labels or any(cell.names for cell in shown))


def _is_figure(cell: Cell, metric: Metric | None) -> bool:
    """Whether a cell is no label: "1M" is one unless its row is of millions."""
    figure = figure_in(cell)
    if figure is None:
        return named_figure(cell) is not None
    months = (metric is None or metric in WORDED) and _MONTHS.fullmatch(cell.text) is not None
    return not (figure.is_year or months)


def _is_label(cell: Cell) -> bool:
    if is_unclaimed(cell.text) or metric_of(cell.text):
        return True
    return not cell.names and period_of(cell.text, end=_ANY_DAY) is not None


def heads_of(row: Row, *, above: Sequence[Head]) -> list[Head]:
    """The columns' labels; a head above spans the columns to its right that have none of theirs."""
    if len(above) != len(row.cells):
        return [Head(text=cell.text, cell=cell) for cell in row.cells]
    heads: list[Head] = []
    spanning = ""
    for over, cell in zip(above, row.cells, strict=True):
        spanning = over.text or spanning
        named = cell if cell.names or not over.cell.names else over.cell
        heads.append(Head(text=f"{spanning} {cell.text}".strip(), cell=named))
    return heads
