"""Lines to blocks: which line breaks end a paragraph and which only end a line.

Serves plain text, mail, and whatever other readers find between two block boundaries.
"""

# ruff: noqa: RUF001 - notes are written with typographic dashes, quotes and signs

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final

from ingest.canonical import characters, cuts_number, cuts_word, join_lines, squeeze, words_of
from ingest.errors import InputTooLarge
from ingest.limits import MAX_LINES, MAX_WRAP
from ingest.plain_tables import columns_of, is_rule, table_rows
from ingest.raw import RawBlock
from ingest.types import BlockKind

_BULLET: Final = re.compile(r"(?:[•◦▪●‣∙·■□➢➤✓]\s?|[-*–—+]\s)(?=\S)")
_NUMBER: Final = re.compile(r"\(?(\d{1,2})[.)]\s(?=\S)")
_LABEL: Final = re.compile(
    r"[A-Z][\w&/()'’.-]{0,24}(?: [\w&/()'’.-]{1,24}){0,4} ?(?::(?:\s|$)|[→⇒]\s)"
)
# Dots that lead from a label to its value: "Launched ........ 16 Apr 2013".
_LEADERS: Final = re.compile(r"\w.{0,50}?[ .…](?:\.{3}|…)[.… ]{0,80}[^.… ]")
_CLOSED: Final = re.compile(r"[.!?:;][\"'”’)\]]{0,3}$")
_MIN_WIDTH: Final = 40
_MIN_OPEN: Final = 20
_MAX_HEADING: Final = 80
_MIN_COLUMNS: Final = 3
"""Rows of so many columns belong together across a blank line."""


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str
    raw: str


def unwrap(text: str, *, origin: str = "line") -> list[RawBlock]:
    """The blocks of `text`, each with `origin` and the number of its first line.

    Raises InputTooLarge beyond MAX_LINES.
    """
    lines = _lines(text)
    width, words = _wrap_width(lines), words_of(text)
    blocks: list[RawBlock] = []
    for is_blank, group in groupby(_without_gaps(lines), key=lambda line: not line.text):
        if not is_blank:
            blocks += _chunk(list(group), width=width, words=words, origin=origin)
    return blocks


def starts_item(line: str) -> bool:
    """Whether `line` opens with a bullet."""
    return bool(_BULLET.match(line))


def is_label(line: str) -> bool:
    """Whether `line` opens like a field: "Expense ratio: 0.39%"."""
    return bool(_LABEL.match(line))


def _is_field(line: str) -> bool:
    """Whether `line` is set out as a label and its value, so that it continues no other."""
    return is_label(line) or _LEADERS.match(line) is not None


def is_closed(line: str) -> bool:
    """Whether `line` ends as a sentence or an announcement does."""
    return bool(_CLOSED.search(line[-8:]))


def strip_marker(line: str) -> str:
    """A list item's words without its bullet or number."""
    marker = _BULLET.match(line) or _NUMBER.match(line)
    return line[marker.end() :].strip() if marker else line


def looks_like_heading(line: str) -> bool:
    """Whether a line that stands alone announces what follows rather than saying something."""
    return (
        len(line) <= _MAX_HEADING
        and len(line.split()) <= 12
        and line[:1].isupper()
        and not re.search(r"[.,;!]$|\d$|%$|[.!?] [A-Z]", line)
        and not re.match(r".{1,40}: \S", line)
        and any(ch.islower() or ch.isupper() for ch in line[1:])
    )


def _lines(text: str) -> list[_Line]:
    raws = characters(text).split("\n")
    if len(raws) > MAX_LINES:
        raise InputTooLarge(f"more than {MAX_LINES:,} lines; split it into notes")
    return [_Line(number, squeeze(raw), raw) for number, raw in enumerate(raws, 1)]


def _without_gaps(lines: Sequence[_Line]) -> list[_Line]:
    """The lines without the blank ones that stand between two rows of one table."""
    shown = [line for line in lines if line.text]
    gaps = {
        after.number - 1
        for before, after in pairwise(shown)
        if after.number - before.number == 2
        and columns_of(before.raw) >= _MIN_COLUMNS
        and columns_of(after.raw) >= _MIN_COLUMNS
    }
    return [line for line in lines if line.number not in gaps]


def _wrap_width(lines: Sequence[_Line]) -> int:
    """The column where an editor broke the lines, or 0 where it didn't.

    Wrapped prose shows as several lines that end near one column, mostly in mid-sentence.
    """
    inner = [
        a.text for a, b in pairwise(lines)
        if b.text and a.text and len(a.text) <= MAX_WRAP and not _is_field(b.text)
    ]  # fmt: skip
    width = max(map(len, inner), default=0)
    full = [line for line in inner if len(line) >= 0.8 * width]
    open_ended = [line for line in full if not is_closed(line)]
    wrapped = len(open_ended) >= 2 and 2 * len(open_ended) >= len(full)
    return width if width >= _MIN_WIDTH and wrapped else 0


def _chunk(
    lines: Sequence[_Line], *, width: int, words: frozenset[str], origin: str
) -> Iterator[RawBlock]:
    """Blocks of one run of lines without a blank line in it."""
    rows = table_rows([line.raw for line in lines])
    in_table = {lines[index].number: cells for index, cells in rows.items()}
    for is_table, group in groupby(lines, key=lambda line: line.number in in_table):
        if is_table:
            shown = ((line, in_table[line.number]) for line in group)
            yield from (_row(cells, line, origin) for line, cells in shown if cells)
        else:
            yield from _prose(list(group), width=width, words=words, origin=origin)


def _row(cells: tuple[str, ...], line: _Line, origin: str) -> RawBlock:
    return _block(" | ".join(cells), "table_row", line, origin)


def _prose(
    lines: Sequence[_Line], *, width: int, words: frozenset[str], origin: str
) -> Iterator[RawBlock]:
    """Paragraphs, list items, field lines and headings of lines that are no table."""
    held: list[_Line] = []
    kind: BlockKind = "paragraph"
    item = 0
    for line in lines:
        if is_rule(line.text):
            yield from _flush(held, _heading_or(kind, held), words, origin)
            held = []
        elif held and _continues(held[-1].text, line.text, width=width, item=item):
            held.append(line)
        else:
            yield from _flush(held, kind, words, origin)
            held = [line]
            item, kind = _item(line.text, item)
    yield from _flush(held, _heading_or(kind, lines), words, origin)


def _heading_or(kind: BlockKind, lines: Sequence[_Line]) -> BlockKind:
    """A paragraph of one line that stands apart may be a heading."""
    alone = len(lines) == 1 and kind == "paragraph" and looks_like_heading(lines[0].text)
    return "heading" if alone else kind


def _item(line: str, before: int) -> tuple[int, BlockKind]:
    """The running number and kind of a block that opens with `line`."""
    number = _NUMBER.match(line)
    if number and int(number[1]) == before + 1:
        return before + 1, "list_item"
    return before, "list_item" if starts_item(line) else "paragraph"


def _continues(last: str, line: str, *, width: int, item: int) -> bool:
    """Whether `line` goes on with the paragraph whose latest line is `last`."""
    number = _NUMBER.match(line)
    if starts_item(line) or (number and int(number[1]) == item + 1):
        return False
    if _LEADERS.match(line) or _LEADERS.match(last):
        return False
    is_open = not is_closed(last)
    word, _, _ = line.partition(" ")
    is_full = 0 < width < len(last) + 1 + len(word) and len(last) <= MAX_WRAP
    if is_label(line) or (is_label(last) and not is_full):
        return is_full and is_open
    if is_full or cuts_number(last, line) or (cuts_word(last, line) and line[0].islower()):
        return True
    return is_open and len(last) >= _MIN_OPEN and _runs_on(last, line)


def _runs_on(last: str, line: str) -> bool:
    """Whether an unfinished line of several words meets one that starts in mid-sentence."""
    return line[0].isdigit() or (line[0].islower() and last.count(" ") >= 3)


def _flush(
    held: Sequence[_Line], kind: BlockKind, words: frozenset[str], origin: str
) -> Iterator[RawBlock]:
    if held:
        text = join_lines([line.text for line in held], words=words)
        text = strip_marker(text) if kind == "list_item" else text
        yield _block(text, kind, held[0], origin)


def _block(text: str, kind: BlockKind, line: _Line, origin: str) -> RawBlock:
    return RawBlock(text=text, kind=kind, origin=f"{origin} {line.number}")
