"""What the store takes and gives; rows are frozen, ids are what callers may show.

A note is bytes. A run is what every figure hangs from: versions of the pipeline, the model, the
catalogue and the prices. A report is one run's reading of one note as of one day, and claims are
its claims. Moments are aware UTC `datetime`s.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, Literal, TypeVar

from analytics.types import Flag, VerdictLabel
from nlp.types import ClaimType
from tapecheck.report import Report

TaskState = Literal["queued", "running", "done", "refused", "failed", "cancelled"]
BatchState = Literal["running", "done", "cancelled"]
Scope = Literal["read", "write", "admin"]
Row = TypeVar("Row")
FINISHED: frozenset[TaskState] = frozenset({"done", "refused", "failed", "cancelled"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Versions that a report was made with; `id` is a hash over the rest, the same for the same.

    `prices` is the source's spec and `prices_until` its latest close; each verdict has the
    fingerprint of the series it stands on. Without `spotter_sha256` claims were read by rules
    alone, or before runs kept it.
    """

    id: str
    tapecheck: str
    model: str
    model_sha256: str
    spotter_sha256: str | None
    catalog: str
    prices: str
    prices_until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A note's bytes as they came; `id` is their SHA-256 and `name` what the file was called."""

    id: str
    data: bytes
    name: str
    received: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRow:
    """One note with its current report in short, as lists show it; `verdicts` counts labels."""

    id: str
    report_id: int
    run: str
    name: str
    title: str | None
    author: str | None
    published: date | None
    media_type: str
    received: datetime
    as_of: date
    score: float
    label: str
    verified_score: float
    claims: int
    verdicts: Mapping[VerdictLabel, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """One stored claim; `claim` is the JSON of `ClaimReport` without its chart.

    `id` is the report's number and the claim's id in it, "42-c3". `note` names whose claim it is.
    """

    id: str
    note_id: str
    note_name: str
    title: str | None
    author: str | None
    published: date | None
    run: str
    corrections: int
    claim: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimQuery:
    """Which claims are asked for; every part that is given must hold.

    `ticker` is an entity id as subject or comparator. `since` and `until` bound the note's date,
    both included. `words` are sought in the claim's text, its restatement and the note's title:
    plain words, all of which must be there. Without `run`, each note's current report counts.
    """

    ticker: str | None = None
    type: ClaimType | None = None
    verdict: VerdictLabel | None = None
    author: str | None = None
    flag: Flag | None = None
    since: date | None = None
    until: date | None = None
    words: str | None = None
    run: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[Row]):
    """Rows, and the key to give as `after` for the next ones; None at the end of the list."""

    rows: tuple[Row, ...]
    after: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A claim with a slot changed by a reader, and its verdict then; the original stays."""

    id: int
    claim_id: str
    made: datetime
    by: str | None
    slots: Mapping[str, Any]
    verdict: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentioned:
    """What one note said of an entity: its sentiment towards it, and verdicts of claims on it."""

    note: NoteRow
    score: float | None
    label: str | None
    mentions: int
    verdicts: Mapping[VerdictLabel, int]
    verdicts_now: Mapping[VerdictLabel, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityHistory:
    """An entity over all current reports; `verdicts` are of claims with it as subject."""

    id: str
    kind: str
    name: str
    notes: int
    mean_score: float | None
    verdicts: Mapping[VerdictLabel, int]
    verdicts_now: Mapping[VerdictLabel, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorHistory:
    """An author's notes, scores and verdicts; `p_values` are of tested claims, by claim id."""

    author: str
    notes: int
    first: date | None
    last: date | None
    mean_score: float | None
    mean_verified_score: float | None
    verdicts: Mapping[VerdictLabel, int]
    types: Mapping[ClaimType, int]
    p_values: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One upload on its way through the pipeline; `problem` says why it was refused or failed."""

    id: str
    batch_id: str | None
    state: TaskState
    name: str
    note_id: str
    as_of: date | None
    created: datetime
    started: datetime | None
    finished: datetime | None
    attempts: int
    report_id: int | None
    problem: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Uploads that were given together; `states` counts its tasks."""

    id: str
    state: BatchState
    created: datetime
    finished: datetime | None
    total: int
    states: Mapping[TaskState, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened to a task; `id` ascends, so that a reader can go on after it."""

    id: int
    task_id: str
    batch_id: str | None
    at: datetime
    state: TaskState
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """A key as it may be shown: its id and name, never its secret."""

    id: str
    name: str
    scope: Scope
    created: datetime
    revoked: datetime | None
    last_used: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The stored answer to a request that came with an idempotency key."""

    request_hash: str
    status: int | None
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A report of an archive's note to be stored; `signature` is the MinHash of its text."""

    original: Original
    report: Report
    signature: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A file of an archive that is no note, or that could not be read; its bytes are not kept."""

    note_id: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """The bytes of a note under another name than it is stored by."""

    note_id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """A note whose text an earlier one has too, or nearly; `similarity` is of Jaccard, in [0, 1].

    "text" is the same text in other bytes, white space and case aside.
    """

    note_id: str
    of: str
    kind: Literal["text", "near"]
    similarity: float
