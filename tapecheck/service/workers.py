"""The seam behind which notes are read: processes in earnest, one object in tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from tapecheck.report import Report
from tapecheck.service.types import Theme, Upload, Verified
from tapecheck.slots import Slots
from tapecheck.store.types import Run


class Workers(Protocol):
    """A few readers of notes, each busy with one thing at a time; calls wait for a free one.

    Calls raise `Refused` and `BadSlot` for what they were given, `WorkerDied` where it ended its
    reader, and `NotReady` where nothing can be read.
    """

    @property
    def count(self) -> int:
        """How many notes are read at once."""
        ...

    @property
    def run(self) -> Run | None:
        """What reports of now hang from; None until a worker has loaded."""
        ...

    def start(self) -> None:
        """Begin to load, and return at once."""
        ...

    async def loaded(self) -> Run:
        """Wait until a worker has loaded; raises `NotReady` naming what is missing."""
        ...

    async def score(self, upload: Upload) -> tuple[Report, Run]:
        """The report of a note, and the run it hangs from."""
        ...

    async def verify(self, slots: Slots, *, as_of: date | None, made_on: date | None) -> Verified:
        """One claim, judged as of a day or else of the latest close."""
        ...

    async def returns_since(self, ticker: str, days: Sequence[date]) -> list[float | None]:
        """Total return in percent from each day's close to the latest; None without prices."""
        ...

    async def svg(self, chart: Mapping[str, Any], *, theme: Theme) -> bytes:
        """A chart drawn for a light or a dark page."""
        ...

    async def png(self, chart: Mapping[str, Any]) -> bytes:
        """A chart drawn on white, twice a screen's resolution."""
        ...

    async def stop(self) -> None:
        """End every reader now; what was being read is given up with `NotReady`."""
        ...
