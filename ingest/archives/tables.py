"""Rows of JSONL and CSV as notes, one at a time."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO, Final

from ingest.archives.kinds import delimiter_of, header_cells
from ingest.archives.limits import MAX_ROW
from ingest.archives.lines import bounded_lines, too_large
from ingest.archives.rows import note_of, require_text_column
from ingest.archives.types import Found, Skipped
from ingest.decode import decode
from ingest.errors import UnreadableInput, UnsupportedInput

_QUOTE: Final = b'"'


def jsonl_notes(name: str, file: BinaryIO, *, text_column: str | None) -> Iterator[Found]:
    """A note a line that isn't blank; names end in the number of the line."""
    for number, line in enumerate(bounded_lines(file, limit=MAX_ROW), 1):
        if line is None or line.strip():
            yield Found(name=f"{name}:{number}", load=partial(_of_object, line, text_column))


def _of_object(line: bytes | None, text_column: str | None) -> bytes:
    if line is None:
        raise too_large(MAX_ROW)
    try:
        row = json.loads(decode(line))
    except (ValueError, RecursionError):
        raise UnreadableInput("no JSON object; write one object a line") from None
    if not isinstance(row, dict):
        raise UnsupportedInput("JSON, but no object; write one object a line")
    return note_of(row, text=require_text_column(row, text_column))


def csv_notes(name: str, file: BinaryIO, *, text_column: str | None) -> Iterator[Found | Skipped]:
    """A note a row; names end in the row's number as a spreadsheet counts, the header being 1."""
    csv.field_size_limit(MAX_ROW)
    lines = _Lines(file)
    first = next(lines, "")
    header = header_cells(first.rstrip("\r\n"))
    text = require_text_column(header, text_column)
    cells = csv.reader(lines, delimiter=delimiter_of(first))
    number = 1
    while (row := _row(cells, lines)) != []:
        number += 1
        yield Found(name=f"{name}:{number}", load=partial(_of_row, header, row, text))


def _row(cells: Iterator[list[str]], lines: _Lines) -> list[str] | None:
    """The next row that isn't blank, [] at the end, None for one that is too large."""
    while True:
        lines.begin_row()
        try:
            row = next(cells)
        except StopIteration:
            return []
        except (csv.Error, _RowTooLarge):
            lines.end_row()
            return None
        if row:
            return row


def _of_row(header: list[str], row: list[str] | None, text: str) -> bytes:
    if row is None:
        raise too_large(MAX_ROW)
    return note_of(dict(zip(header, row, strict=False)), text=text)


class _RowTooLarge(Exception):
    """The row that is being read is beyond MAX_ROW."""


class _Lines(Iterator[str]):
    """Decoded lines for `csv.reader`, which knows by the quotes passed where a row ends."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._size, self._quotes = file, 0, 0

    def begin_row(self) -> None:
        self._size = self._quotes = 0

    def end_row(self) -> None:
        """Read past the rest of a row that was given up: to a line end outside quotes."""
        while self._quotes % 2 and self._piece():
            pass

    def __next__(self) -> str:
        line = self._piece()
        if not line:
            raise StopIteration
        self._size += len(line)
        if self._size > MAX_ROW:
            while line and not line.endswith(b"\n"):
                line = self._piece()
            raise _RowTooLarge
        return decode(line).replace("\0", "")

    def _piece(self) -> bytes:
        line = self._file.readline(MAX_ROW + 1)
        self._quotes += line.count(_QUOTE)
        return line
