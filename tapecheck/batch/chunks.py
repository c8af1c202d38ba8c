"""What an archive gives, in chunks that fit in memory and in one transaction, and their parts."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import TypeVar

from ingest.archives import Entry, Skipped
from tapecheck.batch.limits import CHUNK_BYTES, CHUNK_NOTES
from tapecheck.batch.types import Chunk, Item

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


def portions(chunk: Chunk, *, workers: int) -> Iterator[Chunk]:
    """A chunk dealt out so that `workers` end together: long notes first, portions ever smaller.

    Each takes a worker's share of half the bytes that are left, one note at least (guided
    self-scheduling, Polychronopoulos and Kuck 1987), so that the last ones are single short notes.
    """
    left = deque(sorted(chunk, key=lambda item: len(item.data), reverse=True))
    while left:
        room = sum(len(item.data) for item in left) / (2 * workers)
        portion = [left.popleft()]
        room -= len(portion[0].data)
        while left and len(left[0].data) <= room:
            room -= len(left[0].data)
            portion.append(left.popleft())
        yield tuple(portion)
