"""Items in chunks that fit in memory and in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tapecheck.batch.limits import CHUNK_BYTES, CHUNK_NOTES
from tapecheck.batch.types import Chunk, Item


def chunked(
    items: Iterable[Item], *, notes: int = CHUNK_NOTES, size: int = CHUNK_BYTES
) -> Iterator[Chunk]:
    """Consecutive items, at most `notes` of them and of `size` bytes together; one at least."""
    part: list[Item] = []
    filled = 0
    for item in items:
        if part and (len(part) == notes or filled + len(item.data) > size):
            yield tuple(part)
            part, filled = [], 0
        part.append(item)
        filled += len(item.data)
    if part:
        yield tuple(part)
