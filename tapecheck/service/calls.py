"""What is asked of a worker while the asker waits, and of which nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from tapecheck.report import Report
from tapecheck.service import limits
from tapecheck.service.errors import Busy, NotReady
from tapecheck.service.types import Theme, Upload, Verified
from tapecheck.service.workers import Workers
from tapecheck.slots import Slots

STOPPING = "the service is stopping; try again when it is back"


class Calls:
    """Calls to the workers, of which only so many may wait; `Service` is one.

    Each raises what the workers raise, `Busy` where too many wait, `NotReady` once closed.
    """

    def __init__(self, workers: Workers) -> None:
        self._workers = workers
        self._calls = 0
        # The moment of the event loop at which the service was closed.
        self._closed: float | None = None

    async def score(self, upload: Upload) -> Report:
        """The report of a note, of which nothing is kept."""
        with self._call():
            report, _ = await self._workers.score(upload)
        return report

    async def verify(
        self, slots: Slots, *, as_of: date | None = None, made_on: date | None = None
    ) -> Verified:
        """One claim given as slots, judged as of a day or else of the latest close."""
        with self._call():
            return await self._workers.verify(slots, as_of=as_of, made_on=made_on)

    async def returns_since(self, ticker: str, days: Sequence[date]) -> list[float | None]:
        """Total return in percent from the close on or before each day to the latest."""
        with self._call():
            return await self._workers.returns_since(ticker, days)

    async def svg(self, chart: Mapping[str, Any], *, theme: Theme) -> bytes:
        """A chart of a claim, drawn for a light or a dark page."""
        with self._call():
            return await self._workers.svg(chart, theme=theme)

    async def png(self, chart: Mapping[str, Any]) -> bytes:
        """A chart of a claim, drawn on white for a slide."""
        with self._call():
            return await self._workers.png(chart)

    @contextmanager
    def _call(self) -> Iterator[None]:
        """One more call that waits for a worker; raises `Busy` where too many do."""
        self._require_open()
        if self._calls >= limits.CALLS:
            raise Busy(f"{self._calls} requests wait for a worker; come again", retry_after=5)
        self._calls += 1
        try:
            yield
        finally:
            self._calls -= 1

    def _require_open(self) -> None:
        if self._closed is not None:
            raise NotReady(STOPPING)
