"""Chunks hold few notes and few bytes, and every note once, in order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from tapecheck.batch.chunks import chunked
from tapecheck.batch.local import shares
from tapecheck.batch.types import Item


def _items(*sizes: int) -> list[Item]:
    return [
        Item(name=str(place), note_id=hashlib.sha256(bytes([place])).hexdigest(), data=b"a" * size)
        for place, size in enumerate(sizes)
    ]


def test_chunks_are_as_long_as_may_be() -> None:
    chunks = list(chunked(_items(1, 1, 1, 1, 1), notes=2, size=100))
    assert [[item.name for item in chunk] for chunk in chunks] == [["0", "1"], ["2", "3"], ["4"]]


def test_large_files_end_a_chunk() -> None:
    chunks = list(chunked(_items(60, 60, 200, 10, 10), notes=10, size=100))
    assert [[item.name for item in chunk] for chunk in chunks] == [["0"], ["1"], ["2"], ["3", "4"]]


def test_no_items_are_no_chunk() -> None:
    assert list(chunked([])) == []


def test_items_are_drawn_only_as_chunks_are() -> None:
    drawn: list[str] = []

    def items() -> Iterator[Item]:
        for item in _items(*[1] * 100):
            drawn.append(item.name)
            yield item

    first = next(chunked(items(), notes=4, size=100))
    assert len(first) == 4
    assert len(drawn) == 5


def test_every_worker_has_a_processor_and_every_processor_a_worker() -> None:
    import os

    cores = os.sched_getaffinity(0)
    assert {core for share in shares(1) for core in share} == cores
    assert all(shares(len(cores) + 3))
