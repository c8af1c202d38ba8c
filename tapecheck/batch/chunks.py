"""What an archive gives, in chunks that fit in memory and in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from ingest.archives import Entry, Skipped
from tapecheck.batch.limits import CHUNK_BYTES, CHUNK_NOTES
from tapecheck.batch.types import Item

One = TypeVar("One", bound=Entry | Item | Skipped)


def chunked(
    found: Iterable[One], *, notes: int = CHUNK_NOTES, size: int = CHUNK_BYTES
) -> Iterator[tuple[One, ...]]:
    """Consecutive ones, at most `notes` of them and of `size` bytes together; one at least."""
    part: list[One] = []
    filled = 0
    for one in found:
        more = 0 if isinstance(one, Skipped) else len(one.data)
        if part and (len(part) == notes or filled + more > size):
            yield tuple(part)
            part, filled = [], 0
        part.append(one)
        filled += more
    if part:
        yield tuple(part)
