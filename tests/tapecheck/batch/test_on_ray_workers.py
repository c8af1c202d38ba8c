"""A worker scores what is new to it, keeps it, and refuses to work where versions differ."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from ingest.archives import Entry, Skipped
from tapecheck.batch.chunks import chunked
from tapecheck.batch.on_ray.shards import Shards, keys_of
from tapecheck.batch.on_ray.sources import Source
from tapecheck.batch.on_ray.workers import (
    Done,
    Part,
    Task,
    Worker,
    packed,
    read_group,
    take_processor,
    unpacked,
)
from tapecheck.batch.types import Item
from tapecheck.service.errors import NotReady
from tapecheck.service.jobs import Load
from tapecheck.settings import Settings
from tests.tapecheck.batch.light_engine import LightEngine

FIRST = Entry(
    name="1.txt",
    data=b"MTUM has outperformed QUAL since 2015, a strong record. We expect the fund to go on,"
    b" and the market rewarded patience with factor ETFs.",
)
SECOND = Entry(name="2.txt", data=FIRST.data.replace(b"QUAL", b"USMV"))
LOAD = Load(settings=Settings(), prices=None, model=None)


@pytest.fixture(autouse=True)
def _stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker takes a processor for good, which the tests' process may not."""
    monkeypatch.setattr("tapecheck.batch.on_ray.workers.take_processor", lambda: None)


@pytest.fixture(scope="module")
def engine() -> LightEngine:
    return LightEngine(LOAD, as_of=None, workers=1)


@pytest.fixture
def task(engine: LightEngine) -> Task:
    def opened(load: Load, /, *, as_of: date | None, workers: int) -> LightEngine:
        return engine

    return Task(
        load=LOAD,
        as_of=None,
        run=engine.run,
        opened=opened,
        folder=str(Path.cwd()),
        stored=keys_of([]),
        shards=None,
        index=None,
    )


def work(task: Task, *part: Entry | Skipped) -> Done:
    """What a worker makes of a part."""
    done: Done = unpacked(Worker(lambda: task)(packed(part)))
    return done


def scored(done: Done) -> list[str]:
    return [one.item.name for one in done.outcomes]


def test_a_part_comes_back_with_its_outcomes(task: Task) -> None:
    skipped = Skipped(name="x", reason="damaged")
    done = work(task, FIRST, skipped, SECOND)
    assert done.found == (FIRST, skipped, SECOND)
    assert scored(done) == ["1.txt", "2.txt"]


def test_the_same_bytes_are_scored_once_by_the_first_name(task: Task) -> None:
    assert scored(work(task, FIRST, replace(FIRST, name="copy.txt"))) == ["1.txt"]


def test_what_the_store_has_is_found_but_not_scored(task: Task) -> None:
    stored = np.sort(keys_of([Item.of(FIRST).note_id]))
    done = work(replace(task, stored=stored), FIRST, SECOND)
    assert (done.found, scored(done)) == ((FIRST, SECOND), ["2.txt"])


def test_with_shards_outcomes_are_kept_there(task: Task, tmp_path: Path) -> None:
    shards = Shards.open(str(tmp_path), run="r1", as_of=None)
    done = work(replace(task, shards=shards, index=shards.index()), FIRST)
    assert (done.outcomes, done.shards) == ((), tuple(shards.names()))


def test_what_a_shard_has_is_pointed_to_and_not_scored(task: Task, tmp_path: Path) -> None:
    shards = Shards.open(str(tmp_path), run="r1", as_of=None)
    (before,) = work(replace(task, shards=shards, index=shards.index()), FIRST).shards
    later = replace(task, shards=shards, index=shards.index())
    done = work(later, FIRST, SECOND)
    (new,) = set(shards.names()) - {before}
    assert done.shards == (before, new)
    assert not shards.outcomes(new, [Item.of(FIRST)])


def test_a_machine_with_another_model_is_named_and_does_nothing(task: Task) -> None:
    other = replace(task, run=replace(task.run, id="other", model="another"))
    with pytest.raises(NotReady, match=r": its model is keywords, elsewhere another; make all"):
        work(other, FIRST)


def test_nothing_is_loaded_for_a_part_without_new_notes(task: Task) -> None:
    def unable(load: Load, /, *, as_of: date | None, workers: int) -> LightEngine:
        raise NotReady("must not load")

    assert not scored(work(replace(task, opened=unable), Skipped(name="x", reason="damaged")))


def test_a_group_of_files_is_read_in_parts(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(FIRST.data)
    skipped = Skipped(name="link", reason="a link")
    group = (Source(name="a.txt", at=str(tmp_path / "a.txt")), skipped)
    (part,) = map(unpacked, read_group(packed(group), text_column=None))
    assert part == (replace(FIRST, name="a.txt"), skipped)


@pytest.mark.parametrize(
    ("notes", "size", "expected"),
    [(2, 100, [2, 2, 1]), (10, 25, [2, 2, 1]), (10, 5, [1, 1, 1, 1, 1]), (10, 100, [5])],
)
def test_parts_are_bounded_by_notes_and_by_bytes(
    notes: int, size: int, expected: list[int]
) -> None:
    found: Part = tuple(Entry(name=str(number), data=b"0123456789") for number in range(5))
    cut = list(chunked(found, notes=notes, size=size))
    assert [len(part) for part in cut] == expected
    assert tuple(one for part in cut for one in part) == found


def test_two_workers_of_a_machine_take_two_processors() -> None:
    everywhere = os.sched_getaffinity(0)
    marks, taken = [], []
    try:
        for _ in range(2):
            os.sched_setaffinity(0, everywhere)
            marks.append(take_processor())
            taken.append(os.sched_getaffinity(0))
    finally:
        os.sched_setaffinity(0, everywhere)
        for mark in marks:
            if mark is not None:
                os.close(mark)
    if None in marks:
        pytest.skip("this machine has no two processors that are free")
    assert [len(one) for one in taken] == [1, 1]
    assert taken[0] != taken[1]
