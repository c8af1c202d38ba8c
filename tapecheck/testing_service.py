"""A whole service without models: the real one over workers that read notes by a simple rule.

Uploads, tasks, batches, events, corrections and the store are the real ones, and so is ingestion
with its refusals. Only reading is made up: see `testing_reports`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

from analytics.types import VerdictLabel
from tapecheck.report import Report
from tapecheck.service import BadSlot, Service, Theme, Upload, Verified
from tapecheck.slots import SlotError, Slots, claim_of
from tapecheck.store.types import Run
from tapecheck.testing_claims import LATEST, canned_claim
from tapecheck.testing_reports import CANNED_RUN, canned_report

_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="200" viewBox="0 0 640 200">'
    '<text x="10" y="30" fill="{ink}">{title}</text></svg>'
)
_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c63f8ffff3f0005fe02fea7356a0b0000000049454e44ae426082"
)


async def open_service(folder: Path, *, seconds_a_note: float = 0.0) -> Service:
    """A started service on `folder/notes.db`, ready at once; stop it on the same event loop.

    `seconds_a_note` makes notes take their time. Every sentence with a ticker becomes a claim;
    verdicts go round supported (with a chart), refuted, mixed, unverifiable, pending.
    """
    return await Service.over(folder / "notes.db", CannedWorkers(seconds_a_note=seconds_a_note))


class CannedWorkers:
    """`Workers` in this process, one note at a time."""

    count = 1
    run: Run | None = CANNED_RUN

    def __init__(self, *, seconds_a_note: float = 0.0) -> None:
        self._seconds = seconds_a_note
        self._turn = asyncio.Lock()

    def start(self) -> None:
        """Nothing is to be loaded."""

    async def loaded(self) -> Run:
        """At once."""
        return CANNED_RUN

    async def score(self, upload: Upload) -> tuple[Report, Run]:
        """A canned report of what ingestion makes of the bytes; raises `Refused`."""
        async with self._turn:
            await asyncio.sleep(self._seconds)
            report = await asyncio.to_thread(canned_report, upload)
        return report, CANNED_RUN

    async def verify(self, slots: Slots, *, as_of: date | None, made_on: date | None) -> Verified:
        """ "above" is supported, "below" refuted, anything else mixed; raises `BadSlot`."""
        day = as_of or LATEST
        try:
            claim = claim_of(slots, as_of=day)
        except SlotError as error:
            raise BadSlot(str(error)) from None
        labels: Mapping[str | None, VerdictLabel] = {"above": "supported", "below": "refuted"}
        label = labels.get(claim.relation, "mixed")
        told = canned_claim(
            label, subject=claim.subject, comparators=claim.comparators, as_of=day
        ).model_dump(mode="json")
        return Verified(claim=told, verdict=told["verdict"], chart=told["chart"])

    async def returns_since(self, ticker: str, days: Sequence[date]) -> list[float | None]:
        """One percent for each 100 days up to the latest close; None for tickers with a Z."""
        return [None if "Z" in ticker else (LATEST - day).days / 100 for day in days]

    async def svg(self, chart: Mapping[str, Any], *, theme: Theme) -> bytes:
        """The chart's description, as SVG."""
        ink = {"light": "#333333", "dark": "#dddddd"}[theme]
        return _SVG.format(ink=ink, title=escape(str(chart["description"]))).encode()

    async def png(self, chart: Mapping[str, Any]) -> bytes:
        """One white pixel."""
        return _PNG

    async def stop(self) -> None:
        """Nothing is to be ended."""
