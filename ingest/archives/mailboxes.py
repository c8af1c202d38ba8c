"""Messages of an mbox (RFC 4155), one at a time; what `Content-Length` claims is not believed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO, Final

from ingest.archives.limits import MAX_ROW
from ingest.archives.lines import bounded_lines, too_large
from ingest.archives.types import Found

_FROM: Final = re.compile(rb"From \S{1,200} [^\n]{0,40}\d:\d\d[^\n]{0,30}\d{4}[^\n]{0,20}\n?\Z")
_QUOTED: Final = re.compile(rb">{1,50}From ")


def mbox_messages(name: str, file: BinaryIO) -> Iterator[Found]:
    """The messages without their separators, so that each has the bytes of its own file."""
    for number, lines in enumerate(_messages(file), 1):
        yield Found(name=f"{name}:{number}", load=partial(_joined, lines))


def _joined(lines: list[bytes] | None) -> bytes:
    if lines is None:
        raise too_large(MAX_ROW)
    return b"".join(lines)


def _messages(file: BinaryIO) -> Iterator[list[bytes] | None]:
    """The lines of each message, None for one that is too large."""
    message: _Message | None = None
    blank = True
    for line in bounded_lines(file, limit=MAX_ROW):
        if line is not None and blank and _FROM.match(line):
            if message is not None:
                yield message.lines()
            message = _Message()
        elif message is not None:
            message.add(line)
        blank = line is not None and not line.strip()
    if message is not None:
        yield message.lines()


class _Message:
    """The lines of one message, let go where they become too many."""

    def __init__(self) -> None:
        self._lines: list[bytes] = []
        self._size = 0

    def add(self, line: bytes | None) -> None:
        """One more line; None stands for one beyond MAX_ROW."""
        self._size += MAX_ROW + 1 if line is None else len(line)
        if line is None or self._size > MAX_ROW:
            self._lines.clear()
        else:
            self._lines.append(line[1:] if _QUOTED.match(line) else line)

    def lines(self) -> list[bytes] | None:
        """Without the blank line that a mailbox puts behind each message; None if too large."""
        if self._size > MAX_ROW:
            return None
        ends_blank = self._lines and not self._lines[-1].strip()
        return self._lines[:-1] if ends_blank else self._lines
