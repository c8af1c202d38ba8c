"""What a worker process is asked and answers; all of it crosses a pipe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from tapecheck.batch.types import Chunk
from tapecheck.service.errors import ServiceError
from tapecheck.service.types import Theme, Upload
from tapecheck.settings import Settings
from tapecheck.slots import Slots
from tapecheck.store.types import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """The first message to a worker: what to load, and the processors to run on; None for all."""

    settings: Settings
    prices: str | None
    model: str | None
    cores: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """The first answer: what reports hang from, and the bytes of memory held."""

    run: Run
    memory: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Read a note."""

    upload: Upload


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreChunk:
    """Read notes of an archive together."""

    items: Chunk
    as_of: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verify:
    """Judge a claim."""

    slots: Slots
    as_of: date | None
    made_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnsSince:
    """Look returns up."""

    ticker: str
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """Draw a chart; a PNG has one theme."""

    chart: Mapping[str, Any]
    form: Literal["svg", "png"]
    theme: Theme = "light"


Job = Score | ScoreChunk | Verify | ReturnsSince | Draw


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of a job, or the named error it ended with; and the bytes of memory held."""

    result: Any
    error: ServiceError | None
    memory: int
