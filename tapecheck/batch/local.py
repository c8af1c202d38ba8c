"""The engine of one machine: worker processes, each on its own share of the processors."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from queue import SimpleQueue

from ingest.archives import Entry, Skipped, entries
from tapecheck.batch.chunks import portions
from tapecheck.batch.limits import CHUNK_WORKERS, TRIES
from tapecheck.batch.types import Chunk, Item, Outcome, RefusedItem
from tapecheck.service import limits
from tapecheck.service.child import Child, Gone, Overtime
from tapecheck.service.jobs import Load, ScoreChunk
from tapecheck.store.types import Run

Dealt = list[Future[tuple[Outcome, ...]]]


class LocalEngine:
    """`Engine` over processes that load once; a dead one is replaced, its notes tried alone."""

    def __init__(self, load: Load, *, as_of: date | None, workers: int) -> None:
        """Begin to load `workers` processes."""
        self._as_of = as_of
        self._workers = workers
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="batch")
        self._loads = [replace(load, cores=cores) for cores in shares(workers)]
        self._idle: SimpleQueue[int] = SimpleQueue()
        self._children = [Child(one) for one in self._loads]
        self._loading = [self._threads.submit(child.load) for child in self._children]
        for number in range(workers):
            self._idle.put(number)

    @property
    def run(self) -> Run:
        """What reports hang from; raises `NotReady` naming what is missing."""
        return self._loading[0].result().run

    def found(
        self, archive: str | None, *, text_column: str | None, past: object
    ) -> Iterator[Entry | Skipped]:
        """What the archive holds, in its order; None for paths on standard input.

        `past` is for engines that read elsewhere and want to know what needs no scoring.
        """
        return entries(None if archive is None else Path(archive), text_column=text_column)

    def score(self, chunks: Iterable[Chunk]) -> Iterator[tuple[Outcome, ...]]:
        """The outcomes of each chunk, in order; one is drawn while those before are scored."""
        for loading in self._loading:
            loading.result()
        most = max(1, self._workers // CHUNK_WORKERS)
        under_way: deque[tuple[Chunk, Dealt]] = deque()
        for chunk in chunks:
            if len(under_way) == most:
                yield _in_order(*under_way.popleft())
            under_way.append((chunk, self._deal(chunk)))
        while under_way:
            yield _in_order(*under_way.popleft())

    def close(self) -> None:
        """End every process now."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for child in self._children:
            child.close()

    def _deal(self, chunk: Chunk) -> Dealt:
        workers = min(self._workers, CHUNK_WORKERS)
        dealt = portions(chunk, workers=workers)
        return [self._threads.submit(self._portion, portion) for portion in dealt]

    def _portion(self, portion: Chunk) -> tuple[Outcome, ...]:
        try:
            return self._asked(portion)
        except _Failed as failure:
            if len(portion) == 1:
                return (self._alone(portion[0], failure),)
        return tuple(outcome for item in portion for outcome in self._portion((item,)))

    def _alone(self, item: Item, failure: _Failed) -> Outcome:
        """A note that ended its worker has its other tries, then is refused."""
        for _ in range(TRIES - 1):
            try:
                (outcome,) = self._asked((item,))
            except _Failed as again:
                failure = again
            else:
                return outcome
        return RefusedItem(item=item, reason=f"{item.name}: {failure}")

    def _asked(self, items: Chunk) -> tuple[Outcome, ...]:
        number = self._idle.get()
        try:
            return self._answer(number, ScoreChunk(items=items, as_of=self._as_of))
        finally:
            self._idle.put(number)

    def _answer(self, number: int, job: ScoreChunk) -> tuple[Outcome, ...]:
        child = self._children[number]
        try:
            answer = child.ask(job, seconds=limits.NOTE_SECONDS * len(job.items))
        except Overtime:
            self._replace(number)
            raise _Failed("it took too long to read and was stopped; split it") from None
        except Gone:
            self._replace(number)
            raise _Failed("the reader died on it; save it anew, or give its text") from None
        if child.worn:
            self._replace(number)
        if answer.error is not None:
            raise _Failed(str(answer.error))
        outcomes: tuple[Outcome, ...] = answer.result
        return outcomes

    def _replace(self, number: int) -> None:
        self._children[number].close()
        self._children[number] = Child(self._loads[number])
        self._children[number].load()


def _in_order(chunk: Chunk, dealt: Dealt) -> tuple[Outcome, ...]:
    """What came of a chunk's portions, once all have ended, in the order of its items."""
    found = {one.item.note_id: one for portion in dealt for one in portion.result()}
    return tuple(found[item.note_id] for item in chunk)


class _Failed(Exception):
    """A portion without an answer; the message says why."""


def shares(workers: int) -> list[tuple[int, ...]]:
    """The processors at hand, dealt out to workers; some share one where there are too few.

    A worker then runs as many threads as it has processors, and none waits for another's.
    """
    cores = sorted(os.sched_getaffinity(0))
    dealt = [tuple(cores[number::workers]) for number in range(workers)]
    return [share or (cores[number % len(cores)],) for number, share in enumerate(dealt)]
