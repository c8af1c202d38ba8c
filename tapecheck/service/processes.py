"""Workers as processes, each with the whole pipeline loaded once: spaCy holds the interpreter.

A process that dies is replaced and its job tried once more; one that is worn is replaced after its
job. A job whose asker has gone away is finished, then dropped.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from typing import Any, TypeVar

import structlog

from tapecheck.report import Report
from tapecheck.service import limits
from tapecheck.service.child import Child, Gone, Overtime
from tapecheck.service.errors import Busy, NotReady, WorkerDied
from tapecheck.service.jobs import Answer, Draw, Job, Load, ReturnsSince, Score, Verify
from tapecheck.service.spawning import Spawned
from tapecheck.service.types import Theme, Upload, Verified
from tapecheck.settings import Settings
from tapecheck.slots import Slots
from tapecheck.store.types import Run

T = TypeVar("T")
log = structlog.get_logger(__name__)
_PAUSE_SECONDS = 5.0


class Processes:
    """`Workers` that are `count` processes, the first of which may have been spawned already."""

    def __init__(
        self,
        settings: Settings,
        *,
        prices: str | None,
        model: str | None,
        count: int,
        spawned: Sequence[Spawned] = (),
    ) -> None:
        self.count = count
        self._spawned = list(spawned)
        self.run: Run | None = None
        self._load = Load(settings=settings, prices=prices, model=model)
        # One thread a process blocks on its answer.
        self._threads = ThreadPoolExecutor(max_workers=count, thread_name_prefix="worker")
        self._children: set[Child] = set()
        # Idle processes; None, put back by whoever takes it, says that there will be no more.
        self._idle: asyncio.Queue[tuple[Child, Run] | None] = asyncio.Queue()
        self._ready: asyncio.Future[Run] = asyncio.get_running_loop().create_future()
        self._under_way: set[asyncio.Task[Any]] = set()
        self._stopped = False

    def start(self) -> None:
        """Begin to load."""
        for _ in range(self.count):
            self._spawn(self._open())

    async def loaded(self) -> Run:
        """Wait for the first process; raises `NotReady` naming what is missing."""
        return await asyncio.shield(self._ready)

    async def score(self, upload: Upload) -> tuple[Report, Run]:
        """The report of a note, and the run of the process that read it."""
        report, run = await self._call(Score(upload=upload), limits.NOTE_SECONDS, patience=None)
        return report, run

    async def verify(self, slots: Slots, *, as_of: date | None, made_on: date | None) -> Verified:
        """One claim given as slots."""
        job = Verify(slots=slots, as_of=as_of, made_on=made_on)
        found: Verified
        found, _ = await self._call(job, limits.CALL_SECONDS)
        return found

    async def returns_since(self, ticker: str, days: Sequence[date]) -> list[float | None]:
        """Total return in percent from each day's close to the latest."""
        job = ReturnsSince(ticker=ticker, days=tuple(days))
        found: list[float | None]
        found, _ = await self._call(job, limits.CALL_SECONDS, patience=limits.LOOK_SECONDS)
        return found

    async def svg(self, chart: Mapping[str, Any], *, theme: Theme) -> bytes:
        """A chart for a page."""
        drawn: bytes
        drawn, _ = await self._call(Draw(chart=chart, form="svg", theme=theme), limits.CALL_SECONDS)
        return drawn

    async def png(self, chart: Mapping[str, Any]) -> bytes:
        """A chart for a slide."""
        drawn: bytes
        drawn, _ = await self._call(Draw(chart=chart, form="png"), limits.CALL_SECONDS)
        return drawn

    async def stop(self) -> None:
        """Kill every process; who waits for one gets `NotReady`."""
        self._give_up(NotReady("the service is stopping; try again when it is back"))
        for child in self._children:
            child.end()
        await asyncio.gather(*self._under_way, return_exceptions=True)
        self._threads.shutdown()
        for child in self._children:
            child.close()

    def _give_up(self, why: NotReady) -> None:
        self._stopped = True
        if not self._ready.done():
            self._ready.set_exception(why)
            # Nobody need have asked.
            self._ready.exception()
        self._idle.put_nowait(None)

    async def _open(self) -> None:
        """Have one more process idle; what keeps the first from loading ends the service."""
        while not self._stopped:
            spawned = self._spawned.pop() if self._spawned else None
            child = Child(self._load, spawned=spawned)
            self._children.add(child)
            try:
                loaded = await self._on_thread(child.load)
            except NotReady as error:
                self._drop(child)
                if self._stopped:
                    return
                if self.run is None:
                    self._give_up(error)
                    return
                log.error("a worker can't be replaced yet", reason=str(error))
                await asyncio.sleep(_PAUSE_SECONDS)
                continue
            self.run = loaded.run
            if not self._ready.done():
                self._ready.set_result(loaded.run)
            log.info("a worker has loaded", worker=child.pid, run=loaded.run.id)
            self._idle.put_nowait((child, loaded.run))
            return

    async def _call(
        self, job: Job, seconds: float, *, patience: float | None = limits.CALL_SECONDS
    ) -> tuple[Any, Run]:
        """Ask a free process, and another one if that dies of it.

        Raises `Busy` where none is free within `patience` seconds; None waits for as long as it
        takes.
        """
        for _ in range(limits.ATTEMPTS):
            child, run = await self._free(patience)
            try:
                answer = await asyncio.shield(self._spawn(self._ask(child, run, job, seconds)))
            except Gone:
                continue
            except Overtime:
                raise WorkerDied(
                    f"it took longer than {seconds:.0f} s and was stopped; split it"
                ) from None
            if answer.error is not None:
                raise answer.error
            return answer.result, run
        raise WorkerDied(
            f"the reader died on it {limits.ATTEMPTS} times; save it anew, or give its text"
        )

    async def _free(self, patience: float | None) -> tuple[Child, Run]:
        """An idle process that lives, which this call now has to itself."""
        while True:
            try:
                found = await asyncio.wait_for(self._idle.get(), patience)
            except TimeoutError:
                raise Busy("every worker reads a note; come again", retry_after=10) from None
            if found is None:
                self._idle.put_nowait(None)
                await self._ready
                raise NotReady("the service is stopping; try again when it is back")
            if found[0].alive:
                return found
            self._replace(found[0])

    async def _ask(self, child: Child, run: Run, job: Job, seconds: float) -> Answer:
        """One exchange; then the process is idle again, or replaced."""
        try:
            answer = await self._on_thread(partial(child.ask, job, seconds=seconds))
        except (Gone, Overtime) as error:
            self._replace(child)
            if self._stopped:
                raise NotReady("the service was stopped meanwhile; try again") from None
            log.warning("a worker died", worker=child.pid, how=type(error).__name__)
            raise
        if child.worn:
            self._replace(child)
        else:
            self._idle.put_nowait((child, run))
        return answer

    def _replace(self, child: Child) -> None:
        self._drop(child)
        if not self._stopped:
            self._spawn(self._open())

    def _drop(self, child: Child) -> None:
        self._children.discard(child)
        child.close()

    def _spawn(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task

    async def _on_thread(self, do: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, do)
