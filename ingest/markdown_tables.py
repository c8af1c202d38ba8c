"""Tables that a Markdown note sets with blanks or bare bars, which Markdown reads as prose.

They are cut out before the rest is parsed: a head set in from the margin would be code to the
parser, an underlined one a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from ingest.plain_tables import Cells, table_rows
from ingest.raw import RawBlock

_FENCE: Final = re.compile(r" {0,3}(?:```|~~~)")
_DELIMITER: Final = re.compile(r"(?=[^\n]{0,20}\|)(?=[^\n]{0,20}-)[\s|:-]{3,}")
_MARKED: Final = re.compile(r"\s{0,3}(?:[-*+>]|\d{1,2}[.)])\s")
_FIGURE: Final = re.compile(r"\W{0,3}\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Lines `start` to `end` (not included): rows of a table, or none where it is Markdown."""

    start: int
    end: int
    rows: tuple[tuple[int, RawBlock], ...]


def plain_parts(lines: Sequence[str]) -> Iterator[Part]:
    """The note in order, its blank-set tables apart; each row with its line number."""
    rows = _rows(lines)
    for is_table, run in groupby(range(len(lines)), key=lambda index: index in rows):
        indexes = list(run)
        found = ((i + 1, rows[i]) for i in indexes if is_table and rows[i])
        blocks = tuple((number, _block(cells)) for number, cells in found)
        yield Part(start=indexes[0], end=indexes[-1] + 1, rows=blocks)


def _block(cells: Cells) -> RawBlock:
    words = (re.sub(r"[*`]", "", cell) for cell in cells)
    return RawBlock(text=" | ".join(words), kind="table_row", origin="")


def _rows(lines: Sequence[str]) -> Mapping[int, Cells]:
    found: dict[int, Cells] = {}
    for is_free, run in groupby(_free(lines), key=lambda pair: pair[1]):
        chunk = [index for index, _ in run]
        words = [lines[index] for index in chunk]
        if is_free and not any(_DELIMITER.fullmatch(line) for line in words):
            rows = table_rows(words)
            if _is_of_figures([cells for cells in rows.values() if cells]):
                found |= {chunk[0] + index: cells for index, cells in rows.items()}
    return found


def _free(lines: Sequence[str]) -> Iterator[tuple[int, bool]]:
    """Each line's index, and whether it may be a table's: not blank, no list, no fenced code."""
    fenced = False
    for index, line in enumerate(lines):
        fence = _FENCE.match(line) is not None
        fenced ^= fence
        yield index, bool(line.strip()) and not (fenced or fence or _MARKED.match(line))


def _is_of_figures(rows: Sequence[Cells]) -> bool:
    figures = sum(any(map(_FIGURE.match, cells[1:])) for cells in rows)
    return 0 < len(rows) <= 2 * figures
