"""Chunks hold few notes and few bytes, and every note once, in order."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence

from tapecheck.batch.chunks import chunked, portions
from tapecheck.batch.local import shares
from tapecheck.batch.types import Chunk, Item


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


def _ends(dealt: Sequence[Chunk], workers: int) -> list[int]:
    """When each of some workers is done, where whoever is free takes the next portion."""
    ends = [0] * workers
    for portion in dealt:
        ends[ends.index(min(ends))] += sum(len(item.data) for item in portion)
    return ends


def test_portions_hold_every_note_once_the_longest_first() -> None:
    dealt = list(portions(tuple(_items(1, 9, 3, 3, 40, 2, 2, 2)), workers=2))
    assert [[item.name for item in portion] for portion in dealt] == [
        *(["4"], ["1"], ["2"], ["3"], ["5"], ["6"], ["7"], ["0"])
    ]
    assert list(portions((), workers=2)) == []


def test_notes_that_one_worker_has_to_itself_go_together() -> None:
    dealt = portions(tuple(_items(*[10] * 16)), workers=1)
    assert [len(portion) for portion in dealt] == [8, 4, 2, 1, 1]


def test_workers_end_together_whatever_the_notes() -> None:
    dice = random.Random(3)
    spread = []
    for _ in range(200):
        sizes = [int(dice.lognormvariate(7, 0.7)) + 1 for _ in range(16)]
        ends = _ends(list(portions(tuple(_items(*sizes)), workers=2)), 2)
        assert sum(ends) == sum(sizes)
        spread.append(1 - sum(ends) / (2 * max(ends)))
    assert sum(spread) / len(spread) < 0.02


def test_every_worker_has_a_processor_and_every_processor_a_worker() -> None:
    import os

    cores = os.sched_getaffinity(0)
    assert {core for share in shares(1) for core in share} == cores
    assert all(shares(len(cores) + 3))
