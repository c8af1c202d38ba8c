"""What runs on the machines of a cluster: files read, and their notes scored.

Everything passes through tables of one column, one piece of work a row, so that Ray Data deals out
pieces of the size that we chose.
"""

from __future__ import annotations

import os
import pickle
import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from typing import Any, Final, Protocol

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ingest.archives import Entry, Skipped
from tapecheck.batch.chunks import chunked
from tapecheck.batch.on_ray.limits import PART_NOTES
from tapecheck.batch.on_ray.shards import Index, Shards, find
from tapecheck.batch.on_ray.sources import Source, entries_of
from tapecheck.batch.types import Engine, Item, Outcome
from tapecheck.service.errors import NotReady
from tapecheck.service.jobs import Load
from tapecheck.store.types import Run

COLUMN: Final = "work"

Group = tuple[Source | Skipped, ...]
Part = tuple[Entry | Skipped, ...]


class Opened(Protocol):
    """Opens the engine of one machine: `LocalEngine`."""

    def __call__(self, load: Load, /, *, as_of: date | None, workers: int) -> Engine:
        """Begin to load."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A part of the archive with what came of it: `outcomes`, or the `shards` that have them.

    Notes that the store has, and those of `shards`, are among `found` only.
    """

    found: Part
    outcomes: tuple[Outcome, ...]
    shards: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What every worker has to know; `stored` are the sorted keys of notes that are done."""

    load: Load
    as_of: date | None
    run: Run
    opened: Opened
    folder: str
    stored: NDArray[np.bytes_]
    shards: Shards | None
    index: Index | None


def packed(work: object) -> pa.Table:
    """A piece of work as a row."""
    return pa.table({COLUMN: pa.array([pickle.dumps(work)], type=pa.large_binary())})


def unpacked(table: pa.Table) -> Any:
    """The piece of work of a table with one row."""
    (work,) = table[COLUMN].to_pylist()
    return pickle.loads(work)  # noqa: S301 - written by this program, on a machine of the same cluster


def read_group(table: pa.Table, *, text_column: str | None) -> Iterator[pa.Table]:
    """The notes of a group of files, in parts to be scored together."""
    group: Group = unpacked(table)
    for part in chunked(_entries(group, text_column), notes=PART_NOTES):
        yield packed(part)


def _entries(group: Group, text_column: str | None) -> Iterator[Entry | Skipped]:
    for source in group:
        if isinstance(source, Skipped):
            yield source
        else:
            yield from entries_of(source, text_column=text_column)


def items_of(part: Part) -> tuple[Item, ...]:
    """The notes of a part, each content once, by its first name."""
    items: dict[str, Item] = {}
    for one in part:
        if isinstance(one, Entry):
            item = Item.of(one)
            items.setdefault(item.note_id, item)
    return tuple(items.values())


class Worker:
    """Scores parts on one processor of its machine; Ray starts it anew where that one dies."""

    def __init__(self, task: Callable[[], Task]) -> None:
        """Nothing is loaded before the first part, so that what fails fails with its reason."""
        self._given = task

    def __call__(self, table: pa.Table) -> pa.Table:
        """What came of a part."""
        part: Part = unpacked(table)
        items = items_of(part)
        shards = self._shards_of(items)
        new = tuple(item for item in items if self._is_new(item))
        outcomes = self._scored(new)
        if outcomes and self._task.shards is not None:
            shards.append(self._task.shards.write(outcomes))
            outcomes = ()
        return packed(Done(found=part, outcomes=outcomes, shards=tuple(shards)))

    def _shards_of(self, items: Iterable[Item]) -> list[str]:
        index = self._task.index
        if index is None:
            return []
        return sorted({name for item in items if (name := index.shard(item.note_id))})

    def _is_new(self, item: Item) -> bool:
        task = self._task
        if task.index is not None and task.index.shard(item.note_id) is not None:
            return False
        return find(task.stored, item.note_id) is None

    def _scored(self, items: tuple[Item, ...]) -> tuple[Outcome, ...]:
        return tuple(one for done in self._engine.score([items]) for one in done) if items else ()

    @cached_property
    def _task(self) -> Task:
        return self._given()

    @cached_property
    def _engine(self) -> Engine:
        task = self._task
        with suppress(FileNotFoundError):
            # Relative paths mean what they meant to whoever gave them.
            os.chdir(task.folder)
        take_processor()
        engine = task.opened(task.load, as_of=task.as_of, workers=1)
        if engine.run != task.run:
            raise NotReady(f"{socket.gethostname()}: {_difference(engine.run, task.run)}")
        return engine


def _difference(here: Run, there: Run) -> str:
    """The first version that is another on this machine."""
    for name in (field.name for field in fields(Run) if field.name != "id"):
        ours, theirs = getattr(here, name), getattr(there, name)
        if ours != theirs:
            return f"its {name} is {ours}, elsewhere {theirs}; make all machines alike"
    return "it isn't like the other machines; make all alike"


def take_processor() -> int | None:
    """Run on a processor that no other worker of this machine has; the descriptor that holds it.

    The model runs as many threads as there are processors, so each worker has one. It is taken by
    binding an abstract socket, which needs no file and which the kernel lets go of after any
    death. Where all are taken they are shared, and None is returned.
    """
    processors = sorted(os.sched_getaffinity(0))
    for number in processors:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as mark, suppress(OSError):
            mark.bind(f"\0tapecheck-processor-{number}")
            os.sched_setaffinity(0, {number})
            return mark.detach()
    os.sched_setaffinity(0, {processors[os.getpid() % len(processors)]})
    return None
