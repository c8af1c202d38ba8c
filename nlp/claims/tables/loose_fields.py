"""Fields without a label, whose value alone tells what they state: "72bp", "$42bn", "Vanguard"."""

from __future__ import annotations

from decimal import Decimal

from nlp.claims.facts.issuer_names import ISSUERS
from nlp.claims.tables.table_cells import Figure, figure_in
from nlp.claims.tables.table_grid import Cell

# A fund's cost, in per cent, where nothing but its size says that it is one.
_CHEAP = Decimal(1)
_DEAREST = Decimal(200)
_PLAIN = "Also "
# Where a label stands that only the value asks for.
_UNWRITTEN = -1


def labelled(cell: Cell) -> tuple[Cell, Cell] | None:
    """The value under the label that it asks for; None for a value that could be several things."""
    words = cell.text.removeprefix(_PLAIN)
    value = Cell(text=words, start=cell.start + len(cell.text) - len(words), names=())
    figure = figure_in(value)
    label = _label(figure) if figure is not None else "issuer" if words in ISSUERS else None
    return (Cell(text=label, start=_UNWRITTEN, names=()), value) if label else None


def _label(figure: Figure) -> str | None:
    if figure.scale is not None:
        return "AUM" if figure.currency else None
    if figure.span.text[:1] in "+-\u2212\u2013(" or figure.currency:
        return None
    if figure.unit == "basis_points":
        return "fee" if figure.number <= _DEAREST else None
    return "fee" if figure.unit == "percent" and figure.number < _CHEAP else None
