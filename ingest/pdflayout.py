"""Lines of a PDF to blocks, by their place: paragraphs, headings, tables, page furniture."""

# ruff: noqa: RUF001 - notes are written with typographic dashes, quotes and signs

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from statistics import median
from typing import Final

from ingest.canonical import cuts_number, cuts_word, join_lines, words_of
from ingest.pdflines import PdfLine
from ingest.raw import RawBlock
from ingest.types import BlockKind
from ingest.unwrap import is_closed, is_label, starts_item, strip_marker

_MARGIN: Final = 0.08
"""Share of the page height, at top and bottom, where running heads and page numbers stand."""

_SMALL_PRINT: Final = 0.9
_HEADING: Final = 1.15
"""Font size over the body's from which a short line is a heading."""

_LEADING: Final = 1.55
"""Baseline distance, in font heights, beyond which a new paragraph begins."""

_MAX_HEADING: Final = 160
_PAGE_NUMBER: Final = re.compile(
    r"(?:page|p\.|seite)? ?\d{1,4}(?: ?(?:of|/|\|) ?\d{1,4})?|[-–—] ?\d{1,4} ?[-–—]", re.IGNORECASE
)


def layout(lines: Sequence[PdfLine]) -> list[RawBlock]:
    """Blocks in reading order; a paragraph that a page break cuts is one block."""
    if not lines:
        return []
    words = words_of("\n".join(line.text for line in lines))
    repeated = _repeated(lines)
    size = _body_size(lines)
    content = [line for line in lines if not _is_furniture(line, repeated, size)]
    furniture = [line for line in lines if _is_furniture(line, repeated, size)]
    running = (_block([line], "paragraph", words) for line in furniture)
    return [*_content(content, size, words), *(replace(b, role="furniture") for b in running)]


def _body_size(lines: Sequence[PdfLine]) -> float:
    """The font size of the median character."""
    return median(line.size for line in lines for _ in range(1 + len(line.text) // 20))


def _shape(line: PdfLine) -> str:
    return re.sub(r"\d{1,9}", "#", line.text)


def _in_margin(line: PdfLine) -> bool:
    share = line.y / line.page_height if line.page_height > 0 else 0.5
    return share < _MARGIN or share > 1 - _MARGIN


def _repeated(lines: Sequence[PdfLine]) -> frozenset[str]:
    """Margin lines that return on half of the pages or more, whatever their page number."""
    pages = {line.page for line in lines}
    seen = {(line.page, _shape(line)) for line in lines if _in_margin(line)}
    counts = Counter(shape for _, shape in seen)
    return frozenset(s for s, count in counts.items() if count >= max(2, len(pages) / 2))


def _is_furniture(line: PdfLine, repeated: frozenset[str], size: float) -> bool:
    """A line in the margin that returns, is a page number, or is set in smaller print."""
    if not _in_margin(line):
        return False
    small = line.size < _SMALL_PRINT * size
    return small or _shape(line) in repeated or bool(_PAGE_NUMBER.fullmatch(line.text))


def _content(lines: Sequence[PdfLine], size: float, words: frozenset[str]) -> Iterator[RawBlock]:
    """Headings, tables and paragraphs of the lines that are no page furniture."""
    kinds = _kinds(lines, size)
    largest = max((line.size for line in lines), default=0.0)
    titled = False
    for kind, group in groupby(zip(kinds, lines, strict=True), key=lambda pair: pair[0]):
        run = [line for _, line in group]
        for held in _paragraphs(run, kind):
            is_item = kind == "paragraph" and starts_item(held[0].text)
            found: BlockKind = "list_item" if is_item else kind
            if kind == "heading" and not titled and held[0].size >= 0.98 * largest:
                found, titled = "title", True
            yield _block(held, found, words)


def _kinds(lines: Sequence[PdfLine], size: float) -> list[BlockKind]:
    """Large short lines are headings, neighbouring lines of several cells a table."""
    kinds: list[BlockKind] = []
    for index, line in enumerate(lines):
        near = lines[max(0, index - 1) : index + 2]
        if len(line.cells) > 1 and sum(len(other.cells) > 1 for other in near) > 1:
            kinds.append("table_row")
        elif _is_heading(line, size):
            kinds.append("heading")
        else:
            kinds.append("paragraph")
    return kinds


def _is_heading(line: PdfLine, size: float) -> bool:
    short = len(line.text) <= _MAX_HEADING and not starts_item(line.text)
    return short and line.size >= _HEADING * size


def _paragraphs(run: Sequence[PdfLine], kind: BlockKind) -> Iterator[list[PdfLine]]:
    """The lines of each block within neighbouring lines of one kind."""
    held: list[PdfLine] = []
    for line in run:
        if held and kind != "table_row" and _continues(held[-1], line, run, kind):
            held.append(line)
        else:
            if held:
                yield held
            held = [line]
    if held:
        yield held


def _continues(last: PdfLine, line: PdfLine, run: Sequence[PdfLine], kind: BlockKind) -> bool:
    """Whether `line` belongs to the paragraph that `last` is the latest line of."""
    if len(last.cells) > 1 or len(line.cells) > 1 or starts_item(line.text):
        return False
    if cuts_number(last.text, line.text) or cuts_word(last.text, line.text):
        return True
    is_open = not is_closed(last.text)
    if not 0 < last.y - line.y <= _LEADING * max(last.size, line.size) or last.page != line.page:
        return is_open and line.text[0].islower() and kind == "paragraph"
    if abs(last.size - line.size) > 0.08 * last.size:
        return False
    if kind == "heading":
        return True
    if is_label(line.text) and (is_label(last.text) or not is_open):
        return False
    return _is_full(last, line, run) or (is_open and line.text[0].islower())


def _is_full(last: PdfLine, line: PdfLine, run: Sequence[PdfLine]) -> bool:
    """Whether the next line's first word had no room left in the column of `last`."""
    column = (
        other.right for other in run
        if other.page == last.page and abs(other.left - last.left) <= 3 * last.size
    )  # fmt: skip
    letter = (last.right - last.left) / max(len(last.text), 1)
    word = line.text.partition(" ")[0]
    indented = line.left - last.left > 0.8 * line.size and is_closed(last.text)
    return not indented and last.right + letter * (len(word) + 1) > max(column)


def _block(lines: Sequence[PdfLine], kind: BlockKind, words: frozenset[str]) -> RawBlock:
    text = join_lines([" | ".join(line.cells) for line in lines], words=words)
    text = strip_marker(text) if kind == "list_item" else text
    return RawBlock(text=text, kind=kind, origin=f"page {lines[0].page}")
