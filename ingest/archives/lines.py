"""Lines of a file that is never held whole, whatever its lines claim to be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from ingest.archives.limits import CHUNK
from ingest.errors import InputTooLarge


def bounded_lines(file: BinaryIO, *, limit: int) -> Iterator[bytes | None]:
    """Each line with its end; None for one beyond `limit` bytes, which is read past."""
    while line := file.readline(limit + 1):
        if len(line) <= limit:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(CHUNK)
        yield None


def read_bounded(file: BinaryIO, *, limit: int) -> bytes:
    """The rest of a file; raises InputTooLarge beyond `limit` bytes."""
    pieces: list[bytes] = []
    room = limit + 1
    while room > 0 and (piece := file.read(min(room, CHUNK))):
        pieces.append(piece)
        room -= len(piece)
    if room <= 0:
        raise too_large(limit)
    return b"".join(pieces)


def too_large(limit: int) -> InputTooLarge:
    """The refusal of something beyond `limit` bytes."""
    return InputTooLarge(f"larger than {limit:,} bytes; split it, or give its text")
