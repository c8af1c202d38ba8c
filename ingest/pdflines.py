"""One PDF page as lines with their place on it, in the order of the page's content."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, replace
from statistics import median
from typing import Final

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.canonical import one_line

_CELL_GAP: Final = 1.3
"""Horizontal gap, in font sizes, that separates two cells rather than two words."""

_SAME_LINE: Final = 0.35
_USUAL_SIZE: Final = 12.0
_SOFT_HYPHENS: Final = ("\x02", "\ufffe", "\xad")


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfLine:
    """Cells of one line; lengths in points, `y` the baseline from the bottom of the page.

    `size` is the height of the font's box with its scaling, some 1.15 times the nominal size.
    """

    cells: tuple[str, ...]
    page: int
    left: float
    right: float
    y: float
    size: float
    page_height: float

    @property
    def text(self) -> str:
        """The line as it reads, cells a space apart."""
        return " ".join(self.cells)


@dataclass(slots=True)
class _Glyph:
    char: str
    left: float
    right: float
    y: float
    size: float


def page_lines(page: pdfium.PdfPage, *, number: int) -> list[PdfLine]:
    """The lines of `page`; pieces side by side that follow each other are cells of one line."""
    height = page.get_height()
    textpage = page.get_textpage()
    lines: list[PdfLine] = []
    try:
        for glyphs in _runs(textpage):
            line = _line(glyphs, number=number, height=height)
            if line and lines and _beside(lines[-1], line):
                lines[-1] = _joined(lines[-1], line)
            elif line:
                lines.append(line)
    finally:
        textpage.close()
    return lines


def _runs(textpage: pdfium.PdfTextPage) -> Iterator[list[_Glyph]]:
    """Glyphs between the line breaks that PDFium sets."""
    run: list[_Glyph] = []
    for index in range(textpage.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(textpage, index))
        glyph = _glyph(textpage, index, char)
        if run and (char in "\r\n" or _jumps(run[-1], glyph)):
            yield run
            run = []
        if char not in "\r\n":
            run.append(glyph)
    if run:
        yield run


def _jumps(last: _Glyph, glyph: _Glyph) -> bool:
    """Whether the pen moved to another line without a break from PDFium (as at a hyphen)."""
    if glyph.char.isspace() or last.char.isspace():
        return False
    rise = abs(glyph.y - last.y)
    return rise > 3 * last.size or (rise > 0.5 * last.size and glyph.left < last.left)


def _glyph(textpage: pdfium.PdfTextPage, index: int, char: str) -> _Glyph:
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetLooseCharBox(textpage, index, box)
    raw.FPDFText_GetCharOrigin(textpage, index, x, y)
    char = "-" if char in _SOFT_HYPHENS else char
    return _Glyph(char, box.left, box.right, y.value, box.top - box.bottom)


def _line(glyphs: list[_Glyph], *, number: int, height: float) -> PdfLine | None:
    inked = [glyph for glyph in glyphs if not glyph.char.isspace()]
    if not inked:
        return None
    size = median(glyph.size for glyph in inked) or _USUAL_SIZE
    cells = tuple(filter(None, map(one_line, _cells(glyphs, size))))
    if not cells:
        return None
    return PdfLine(
        cells=cells,
        page=number,
        left=min(glyph.left for glyph in inked),
        right=max(glyph.right for glyph in inked),
        y=inked[0].y,
        size=size,
        page_height=height,
    )


def _cells(glyphs: list[_Glyph], size: float) -> Iterator[str]:
    """The text between horizontal gaps too wide for a space."""
    cell: list[str] = []
    right: float | None = None
    for glyph in glyphs:
        if not glyph.char.isspace():
            if right is not None and glyph.left - right > _CELL_GAP * size:
                yield "".join(cell)
                cell = []
            right = glyph.right
        cell.append(glyph.char)
    yield "".join(cell)


def _beside(last: PdfLine, line: PdfLine) -> bool:
    same = abs(last.y - line.y) <= _SAME_LINE * min(last.size, line.size)
    return same and line.left >= last.right - 0.1 * line.size


def _joined(last: PdfLine, line: PdfLine) -> PdfLine:
    """Two pieces of one line; a narrow gap between them is only a space."""
    near = line.left - last.right <= _CELL_GAP * line.size
    middle = (f"{last.cells[-1]} {line.cells[0]}",) if near else (last.cells[-1], line.cells[0])
    cells = (*last.cells[:-1], *middle, *line.cells[1:])
    return replace(last, cells=cells, right=line.right, size=max(last.size, line.size))
