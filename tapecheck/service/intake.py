"""The way of a note: taken in, queued, read by a worker, finished; nothing is lost on it.

A task's row is written before it is queued here, and ended in the same transaction that stores
its report. Whatever is killed in between is found by `requeue` at the next start.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any, Protocol, TypeVar

import structlog

from tapecheck.service import limits
from tapecheck.service.bulletin import Bulletin
from tapecheck.service.errors import Busy, NotReady, ReadingFailed, Refused, ServiceError
from tapecheck.service.faults import told
from tapecheck.service.types import Upload
from tapecheck.service.workers import Workers
from tapecheck.store import Reader, Store
from tapecheck.store.errors import NotThere, StoreError, StoreFull
from tapecheck.store.types import Batch, Original, Task, TaskState

T = TypeVar("T")
log = structlog.get_logger(__name__)


class Write(Protocol):
    """Has the one writer do something."""

    async def __call__(self, do: Callable[[Store], T]) -> T:
        """What `do` returns, once it is committed."""
        ...


class Intake:
    """The queue of notes, and as many hands as there are workers to empty it."""

    def __init__(
        self, *, write: Write, reader: Reader, workers: Workers, bulletin: Bulletin
    ) -> None:
        self._write = write
        self._reader = reader
        self._workers = workers
        self._bulletin = bulletin
        self._queue: asyncio.Queue[str] = asyncio.Queue()
        self._hands: list[asyncio.Task[None]] = []
        self._under_way: set[asyncio.Task[Any]] = set()
        self._reading = 0
        self._closed = False
        self.trouble: str | None = None

    @property
    def length(self) -> int:
        """How many notes wait or are being read."""
        return self._queue.qsize() + self._reading

    async def start(self) -> None:
        """Queue what an earlier service left, and begin to read."""
        left = await self._write(lambda store: store.requeue(attempts=limits.ATTEMPTS))
        for task in left:
            self._queue.put_nowait(task.id)
        self._hands = [asyncio.create_task(self._hand()) for _ in range(self._workers.count)]
        if left:
            log.info("notes left by an earlier run are queued again", notes=len(left))

    def close(self) -> None:
        """Begin no further note."""
        self._closed = True
        for hand in self._hands:
            hand.cancel()

    async def finish(self, *, within: float) -> None:
        """Wait for what is under way, and put back what then still is."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=within)
        for left in self._under_way:
            left.cancel()
        await asyncio.gather(*self._hands, *self._under_way, return_exceptions=True)
        try:
            await self._write(Store.put_back)
        except StoreError as error:
            log.warning("a note cut off by the stop counts as tried", reason=str(error))

    async def take(self, upload: Upload) -> Task:
        """Store an upload and queue it, whole even where the asker goes away meanwhile."""
        self._require_room([upload])
        return await asyncio.shield(self._spawn(self._take(upload)))

    async def take_batch(self, uploads: Sequence[Upload]) -> Batch:
        """Store uploads as one batch and queue them."""
        if len(uploads) > limits.BATCH_FILES:
            raise Refused(
                "too_large",
                f"{len(uploads):,} files; a batch takes {limits.BATCH_FILES:,}, send several",
            )
        if not uploads:
            raise Refused("empty", "the batch holds no file; give at least one")
        self._require_room(uploads)
        return await asyncio.shield(self._spawn(self._take_batch(uploads)))

    def _require_room(self, uploads: Sequence[Upload]) -> None:
        if self.trouble is not None:
            raise StoreFull(self.trouble)
        for upload in uploads:
            if len(upload.data) > limits.NOTE_BYTES:
                raise Refused(
                    "too_large",
                    f"{upload.name}: larger than {limits.NOTE_BYTES:,} bytes; split it",
                )
        if self.length + len(uploads) > limits.QUEUE:
            raise Busy(
                f"{self.length:,} notes are waiting, and {limits.QUEUE:,} may; come again later",
                retry_after=max(1, self.length // (2 * self._workers.count)),
            )

    def _spawn(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Run `work` to its end whoever waits for it; `stop` waits for it too."""
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task

    async def _take(self, upload: Upload) -> Task:
        note_id = upload.note_id
        known = await self._known(note_id, upload.as_of)
        task = await self._write(
            lambda store: store.add_task(
                note_id=note_id, name=upload.name, data=upload.data, as_of=upload.as_of
            )
        )
        if known is not None:
            # Deleted meanwhile, it is read anew.
            with suppress(NotThere):
                return await self._end(task.id, "done", report_id=known)
        self._queue.put_nowait(task.id)
        return task

    async def _take_batch(self, uploads: Sequence[Upload]) -> Batch:
        hashed = [(upload.note_id, upload.name, upload.data, upload.as_of) for upload in uploads]
        batch = await self._write(lambda store: store.add_batch(hashed))
        tasks = await asyncio.to_thread(self._reader.tasks, batch.id, limit=limits.BATCH_FILES)
        for task in tasks.rows:
            self._queue.put_nowait(task.id)
        return batch

    async def _known(self, note_id: str, as_of: date | None) -> int | None:
        """The report that this note has already, under the run of now."""
        run = self._workers.run
        if run is None:
            return None
        return await asyncio.to_thread(self._reader.find_report, note_id, run.id, as_of)

    async def _hand(self) -> None:
        """Read one note after the other; stopping this lets the note at hand finish."""
        while True:
            task_id = await self._queue.get()
            self._reading += 1
            note = self._spawn(self._one(task_id))
            note.add_done_callback(self._put_down)
            await asyncio.wait([note])

    def _put_down(self, _: asyncio.Task[None]) -> None:
        self._reading -= 1

    async def _one(self, task_id: str) -> None:
        """From queued to finished, whatever happens on the way."""
        try:
            await self._workers.loaded()
            if not self._closed:
                await self._read(task_id)
        except NotReady:
            log.info("a note is left for the next start", task=task_id)
        except Refused as refusal:
            await self._end(task_id, "refused", problem=_problem(refusal.kind, str(refusal)))
        except ReadingFailed as fault:
            await self._fail(task_id, fault=str(fault))
        except ServiceError as error:
            await self._end(task_id, "failed", problem=_problem("failed", str(error)))
        except Exception as bug:
            await self._fail(task_id, fault=told(bug))

    async def _fail(self, task_id: str, *, fault: str) -> None:
        """End a task that met a fault of ours, whose place is for the log alone."""
        log.error("a note failed", task=task_id, reason=fault)
        reason = (
            f"a fault in the program kept this note from being read; the log has it under {task_id}"
        )
        await self._end(task_id, "failed", problem=_problem("failed", reason))

    async def _read(self, task_id: str) -> None:
        started = await self._patiently(lambda store: store.start_task(task_id))
        if started is None:
            # It was cancelled while it waited.
            return
        task, data = started
        self._bulletin.post(task.id, task.batch_id)
        known = await self._known(task.note_id, task.as_of)
        if known is not None:
            with suppress(NotThere):
                await self._end(task_id, "done", report_id=known)
                return
        report, run = await self._workers.score(Upload(name=task.name, data=data, as_of=task.as_of))
        original = Original(id=task.note_id, data=data, name=task.name, received=task.created)
        await self._finish(lambda store: store.finish_with_report(task_id, original, report, run))

    async def _end(
        self,
        task_id: str,
        state: TaskState,
        *,
        report_id: int | None = None,
        problem: Mapping[str, str] | None = None,
    ) -> Task:
        return await self._finish(
            lambda store: store.finish_task(
                task_id, state=state, report_id=report_id, problem=problem
            )
        )

    async def _finish(self, do: Callable[[Store], Task]) -> Task:
        ended = await self._patiently(do)
        self._bulletin.post(ended.id, ended.batch_id)
        return ended

    async def _patiently(self, do: Callable[[Store], T]) -> T:
        """Have the store do something, waiting for room where its disk is full."""
        while True:
            try:
                done = await self._write(do)
            except StoreFull as error:
                self.trouble = str(error)
                log.error("a report can't be stored yet", reason=str(error))
                await asyncio.sleep(limits.FULL_DISK_SECONDS)
                continue
            self.trouble = None
            return done


def _problem(kind: str, reason: str) -> dict[str, str]:
    """Why a task came to nothing, as the store keeps it."""
    return {"kind": kind, "reason": reason}
