"""An archive through Ray Data, as the entries and the outcomes that a run over it takes."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from datetime import date
from functools import cached_property, partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from ingest.archives import Entry, Skipped
from tapecheck.batch.local import LocalEngine
from tapecheck.batch.on_ray import cluster, limits
from tapecheck.batch.on_ray.shards import Shards, keys_of
from tapecheck.batch.on_ray.sources import listed
from tapecheck.batch.on_ray.workers import (
    Done,
    Group,
    Opened,
    Task,
    Worker,
    items_of,
    packed,
    read_group,
    unpacked,
)
from tapecheck.batch.types import Chunk, Engine, Item, Outcome
from tapecheck.service.errors import NotReady
from tapecheck.service.jobs import Load
from tapecheck.store.types import Run

if TYPE_CHECKING:
    from ray.data import Dataset


class Past(Protocol):
    """What a store knows of earlier runs: `Reader`."""

    def done_as(self, note_id: str, run: str, as_of: date | None) -> str | None:
        """The name under which a run has scored or refused a note; None where it has not."""
        ...

    def done_ids(self, run: str, as_of: date | None) -> Iterable[str]:
        """All notes of which that is true."""
        ...


class RayEngine:
    """`Engine` over the machines of a cluster: `found` is what it read, `score` what it scored.

    Entries are read and scored where they are, so the chunks that `score` is given must be of
    what `found` gave. Nothing begins before the first of them is asked for.
    """

    def __init__(
        self,
        load: Load,
        *,
        as_of: date | None,
        workers: int | None,
        address: str | None,
        shards: str | None = None,
        opened: Opened = LocalEngine,
    ) -> None:
        """A cluster at `address`, or one started here; `shards` is a folder or URI for outcomes.

        `opened` is the engine of a worker.
        """
        self._load = load
        self._as_of = as_of
        self._workers = workers
        self._address = address
        self._place = shards
        self._opened = opened
        self._waiting: dict[str, Outcome] = {}
        self._stream: Generator[Done, None, None] | None = None

    @cached_property
    def run(self) -> Run:
        """What reports hang from, loaded here once to know it; raises `NotReady`."""
        with closing(self._here()) as engine:
            return engine.run

    def found(
        self, archive: str | None, *, text_column: str | None, past: Past
    ) -> Iterator[Entry | Skipped]:
        """What the archive holds, in its order; a path, a URI, or None for paths on standard input.

        Raises `NotReady` where ray isn't installed, and where the cluster can't score.
        """
        task = self._task(past)
        self._stream = self._done(archive, text_column, task)
        for done in self._stream:
            outcomes = _outcomes(done, task.shards)
            for one in done.found:
                if isinstance(one, Entry):
                    self._keep(outcomes.get(Item.of(one).note_id), past)
                yield one

    def score(self, chunks: Iterable[Chunk]) -> Iterator[tuple[Outcome, ...]]:
        """The outcomes of each chunk, in order, as they came with what was found."""
        for chunk in chunks:
            self._complete(chunk)
            yield tuple(self._waiting.pop(item.note_id) for item in chunk)

    def close(self) -> None:
        """Leave the cluster, which ends what is under way there; one started here is ended."""
        if self._stream is not None:
            import ray

            # Before Ray goes: what is under way would look for it, and start it anew.
            self._stream.close()
            ray.shutdown()

    def _task(self, past: Past) -> Task:
        run = self.run
        shards = None
        if self._place is not None:
            shards = Shards.open(self._place, run=run.id, as_of=self._as_of)
        return Task(
            load=self._load,
            as_of=self._as_of,
            run=run,
            opened=self._opened,
            folder=str(Path.cwd()),
            stored=np.sort(keys_of(past.done_ids(run.id, self._as_of))),
            shards=shards,
            index=shards.index() if shards else None,
        )

    def _done(
        self, archive: str | None, text_column: str | None, task: Task
    ) -> Generator[Done, None, None]:
        workers = cluster.join(self._address, workers=self._workers)
        from ray.exceptions import RayError

        data = _through(archive, text_column, task, workers=workers)
        try:
            for row in data.iter_batches(batch_size=1, batch_format="pyarrow"):
                yield unpacked(row)
        except RayError as error:
            raise NotReady(_why(error)) from None

    def _keep(self, outcome: Outcome | None, past: Past) -> None:
        """Hold an outcome until its chunk is asked for; that of a copy never is."""
        if outcome is None:
            return
        note_id = outcome.item.note_id
        if past.done_as(note_id, self.run.id, self._as_of) is None:
            self._waiting.setdefault(note_id, outcome)

    def _complete(self, chunk: Chunk) -> None:
        """Score here what the cluster took for stored and the store doesn't have."""
        missing = tuple(item for item in chunk if item.note_id not in self._waiting)
        if missing:
            with closing(self._here()) as engine:
                for outcomes in engine.score([missing]):
                    self._waiting |= {one.item.note_id: one for one in outcomes}

    def _here(self) -> Engine:
        return self._opened(self._load, as_of=self._as_of, workers=1)


def _through(archive: str | None, text_column: str | None, task: Task, *, workers: int) -> Dataset:
    """The archive's parts with what came of each, in order, as they are asked for."""
    import ray
    from ray.data import ActorPoolStrategy, from_arrow_refs

    groups = [_put(packed(group)) for group in _grouped(archive)]
    given = _put(task)
    return (
        from_arrow_refs(groups or [_put(packed(()))])
        .map_batches(
            partial(read_group, text_column=text_column),
            batch_format="pyarrow",
            batch_size=1,
            num_cpus=limits.READER,
        )
        .map_batches(
            Worker,
            fn_constructor_args=(partial(ray.get, given),),
            batch_format="pyarrow",
            batch_size=1,
            num_cpus=limits.WORKER,
            compute=ActorPoolStrategy(size=workers, max_tasks_in_flight_per_actor=limits.AHEAD),
        )
    )


def _put(value: object) -> Any:
    """Hand something to the cluster, which holds it once a machine."""
    import ray

    return ray.put(value)


def _grouped(archive: str | None) -> Iterator[Group]:
    sources = listed(archive)
    while group := tuple(islice(sources, limits.FILES)):
        yield group


def _outcomes(done: Done, shards: Shards | None) -> dict[str, Outcome]:
    """What came of a part, by note."""
    known = {one.item.note_id: one for one in done.outcomes}
    if shards is not None and done.shards:
        items = items_of(done.found)
        for name in done.shards:
            known |= {one.item.note_id: one for one in shards.outcomes(name, items)}
    return known


def _why(error: BaseException | None) -> str:
    """What a worker said, or else the last line of what Ray says."""
    told = str(error).strip().splitlines()[-1]
    while error is not None:
        if isinstance(error, NotReady):
            return str(error)
        error = getattr(error, "cause", None) or error.__cause__
    return f"the cluster gave up: {told}"
