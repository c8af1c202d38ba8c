"""Takes notes in, has them read, keeps what came of it; knows no HTTP.

upload ─store─▶ Task (queued) ─Workers─▶ Report ─store─▶ Task (done) ─▶ whoever waits

An upload is in the store, bytes and all, before `submit` returns; the queue in memory only holds
the ids of tasks and is filled from the store at start. Everything that writes does so on one
thread, everything that reads has connections of its own.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from tapecheck.service import limits
from tapecheck.service.bulletin import Bulletin
from tapecheck.service.calls import STOPPING, Calls
from tapecheck.service.correcting import corrected
from tapecheck.service.errors import NotReady
from tapecheck.service.forgetting import forget_daily
from tapecheck.service.intake import Intake
from tapecheck.service.spawning import Spawned
from tapecheck.service.types import Upload
from tapecheck.service.workers import Workers
from tapecheck.settings import Settings
from tapecheck.store import Reader, Store
from tapecheck.store.types import FINISHED, Batch, Correction, Event, Run, Task

T = TypeVar("T")


class Service(Calls):
    """One store, its writer, and the workers that read notes; made by `start` or `over`."""

    def __init__(
        self, *, store: Store, reader: Reader, workers: Workers, writer: ThreadPoolExecutor
    ) -> None:
        super().__init__(workers)
        self.reader = reader
        self._store = store
        self._writer = writer
        self._bulletin = Bulletin()
        self._intake = Intake(
            write=self.write, reader=reader, workers=workers, bulletin=self._bulletin
        )
        self._forgetting: asyncio.Task[None] | None = None
        self._end: asyncio.Task[None] | None = None

    @classmethod
    async def start(
        cls,
        settings: Settings,
        *,
        store: Path,
        prices: str | None,
        model: str | None,
        workers: int = 1,
        spawned: Sequence[Spawned] = (),
    ) -> Service:
        """A service over real worker processes, which load while this returns.

        `spawned` ones are taken as the first. Raises the store's named errors. `loaded` waits for
        the workers.
        """
        from tapecheck.service.processes import Processes

        processes = Processes(settings, prices=prices, model=model, count=workers, spawned=spawned)
        return await cls.over(store, processes)

    @classmethod
    async def over(cls, path: Path, workers: Workers) -> Service:
        """A service on the store at `path`, its left-over tasks queued again."""
        loop = asyncio.get_running_loop()
        writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store-writer")
        try:
            store = await loop.run_in_executor(writer, Store.open, path)
            service = cls(store=store, reader=Reader.open(path), workers=workers, writer=writer)
        except BaseException:
            writer.shutdown()
            raise
        workers.start()
        await service._intake.start()
        service._forgetting = asyncio.create_task(forget_daily(service.write))
        return service

    @property
    def run(self) -> Run | None:
        """What new reports hang from; None until a worker has loaded."""
        return self._workers.run

    @property
    def ready(self) -> bool:
        """True once a worker has loaded, until the service is stopped."""
        return self.why_not_ready() is None

    def why_not_ready(self) -> str | None:
        """What is missing for new notes to be read; None where nothing is."""
        if self._closed is not None:
            return STOPPING
        if self._workers.run is None:
            return "the models and prices are being loaded"
        return self._intake.trouble

    @property
    def queued(self) -> int:
        """How many notes wait or are being read."""
        return self._intake.length

    async def loaded(self) -> Run:
        """Wait until a worker has loaded; raises `NotReady` with what keeps it from that."""
        return await self._workers.loaded()

    async def submit(self, upload: Upload) -> Task:
        """Take one note in; what is known under this run and day is done already.

        Raises `Refused` for a file that is too large, `Busy` for a full queue.
        """
        self._require_open()
        return await self._intake.take(upload)

    async def submit_batch(self, uploads: Sequence[Upload]) -> Batch:
        """Take notes in together; each is a task of its own.

        Raises `Refused` for too many or too large files, `Busy` for a full queue.
        """
        self._require_open()
        return await self._intake.take_batch(uploads)

    async def finished(self, task_id: str) -> Task:
        """Wait for the end of a task; giving the wait up leaves the task alone.

        Raises `NotReady` where the service stops first: the task is kept for its next start.
        """
        while True:
            news = self._bulletin.on(task_id)
            task = await asyncio.to_thread(self.reader.task, task_id)
            if task.state in FINISHED:
                return task
            if self._closed is not None and (task.state == "queued" or self._end is not None):
                raise NotReady("the service stops; the note is kept and read when it is back")
            await news.wait()

    async def cancel(self, batch_id: str) -> Batch:
        """Give up what of a batch still waits; what is being read is finished."""
        batch = await self.write(lambda store: store.cancel_batch(batch_id))
        self._bulletin.post_all()
        return batch

    async def correct(
        self, claim_id: str, changed: Mapping[str, Any], *, by: str | None
    ) -> Correction:
        """Judge a stored claim with slots changed, as of the day it was read at, and keep that.

        The claim itself stays as it was. Raises the store's `NotThere`, and `BadSlot`.
        """
        row = await asyncio.to_thread(self.reader.claim, claim_id)
        asked = corrected(row.claim, changed)
        found = await self.verify(asked.slots, as_of=asked.as_of, made_on=asked.made_on)
        slots = asked.slots.model_dump(mode="json", include=set(changed))
        return await self.write(
            lambda store: store.add_correction(claim_id, slots=slots, verdict=found.verdict, by=by)
        )

    async def delete_note(self, note_id: str) -> bool:
        """Forget a note with everything that hangs from it; False where it isn't there."""
        gone = await self.write(lambda store: store.delete_note(note_id))
        self._bulletin.post_all()
        return gone

    async def events(
        self, *, batch_id: str | None = None, task_id: str | None = None, after: int = 0
    ) -> AsyncIterator[Event]:
        """What happened to a batch or a task after event `after`, then what happens, to the end.

        The end is that of the last task, or of the service.
        Each event is read from the store after its transaction: none is missed, none comes twice.
        """
        while True:
            news = self._bulletin.on(batch_id or task_id or "")
            ended, found = await asyncio.to_thread(self._news, batch_id, task_id, after)
            for event in found:
                yield event
                after = event.id
            if found:
                continue
            if ended or self._closed is not None:
                return
            await news.wait()

    def _news(
        self, batch_id: str | None, task_id: str | None, after: int
    ) -> tuple[bool, tuple[Event, ...]]:
        """Whether all is over, asked first, and the events so far."""
        if batch_id is not None:
            states = self.reader.batch(batch_id).states
            ended = not (states.get("queued") or states.get("running"))
        else:
            ended = self.reader.task(task_id or "").state in FINISHED
        return ended, self.reader.events(batch_id=batch_id, task_id=task_id, after=after)

    async def write(self, do: Callable[[Store], T]) -> T:
        """Have the one writer do something, after what it is doing; its errors come through."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._writer, do, self._store)

    def close(self) -> None:
        """Take nothing more and begin no further note; reading goes on until `stop`."""
        if self._closed is None:
            self._closed = asyncio.get_running_loop().time()
            self._intake.close()
            self._bulletin.post_all()

    async def stop(self) -> None:
        """Close, let running notes finish, leave the queue in the store."""
        self.close()
        if self._end is None:
            self._end = asyncio.create_task(self._stop())
        await asyncio.shield(self._end)

    async def _stop(self) -> None:
        gone = asyncio.get_running_loop().time() - (self._closed or 0.0)
        await self._intake.finish(within=max(0.0, limits.STOP_SECONDS - gone))
        await self._workers.stop()
        if self._forgetting is not None:
            self._forgetting.cancel()
        self._bulletin.post_all()
        # The writer goes last: only then can it fold the log into the store.
        self.reader.close()
        await self.write(Store.close)
        self._writer.shutdown()
