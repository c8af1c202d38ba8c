"""Table rows as cells that know their place in the note and the names in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from nlp.mentions import TRADED, Mention
from nlp.parsing import ParsedBlock
from nlp.types import Span

_GROUPS = {"sector", "factor", "asset_class"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Words at `start` of the note; `names` are the traded things in them, by their own offsets.

    `concept` is a group of things that the words are, and no more than that.
    """

    text: str
    start: int
    names: tuple[Mention, ...]
    concept: Mention | None = None

    @property
    def as_concept(self) -> Cell | None:
        """The cell as one about the sector, factor or asset class that fills it: "Energy"."""
        return replace(self, names=(self.concept,)) if self.concept else None

    def span_of(self, name: Mention) -> Span:
        """Where a name of the cell stands in the note."""
        start = self.start + name.start
        return Span(start, start + name.end - name.start, self.text[name.start : name.end])

    @property
    def label(self) -> str:
        """The words without the names, which may hold a measure's word: "Premium Income ETF"."""
        text = self.text
        for name in reversed(self.names):
            text = text[: name.start] + text[name.end :]
        return text.strip()

    @property
    def subject(self) -> Mention | None:
        """Whom the cell names: of "Technology SPDR (S&P 500 sector)" the fund."""
        funds = (name for name in self.names if name.kind == "fund")
        return next(funds, self.names[0] if self.names else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The cells of one row, and the stretch of the note that all of it takes."""

    cells: tuple[Cell, ...]
    span: Span


def row_of(parsed: ParsedBlock, mentions: Iterable[Mention]) -> Row:
    """The cells of a block that is a table's row."""
    text, start = parsed.text, parsed.offset
    found = list(mentions)
    cells = tuple(cell_of(text, place, found, offset=start) for place in _places(text))
    return Row(cells=cells, span=Span(start, start + len(text), text))


def _places(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for part in text.split("|"):
        yield at, at + len(part)
        at += len(part) + 1


def cell_of(text: str, place: tuple[int, int], mentions: Sequence[Mention], *, offset: int) -> Cell:
    """The words of a block between two places, without the blanks around them."""
    words = text[place[0] : place[1]]
    start = place[0] + len(words) - len(words.lstrip())
    words = words.strip()
    end = start + len(words)
    inside = (m for m in mentions if start <= m.start and m.end <= end)
    own = [replace(m, start=m.start - start, end=m.end - start) for m in inside]
    filling = (m for m in own if m.kind in _GROUPS and m.end - m.start == len(words))
    names = tuple(m for m in own if m.kind in TRADED)
    return Cell(text=words, start=offset + start, names=names, concept=next(filling, None))


def part_of(cell: Cell, place: tuple[int, int]) -> Cell:
    """The words of a cell between two places in it."""
    return cell_of(cell.text, place, cell.names, offset=cell.start)


def blank(row: Row) -> Cell:
    """An empty cell for a row that leaves its first column out."""
    return Cell(text="", start=row.span.start, names=())
