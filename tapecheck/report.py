"""The report, defined once: what the Python call, the command line and later HTTP all give.

The names are a contract (`docs/report.md`): fields may be added, none renamed or dropped.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from analytics.types import Verdict
from models.note_score import Label
from nlp.types import (
    ClaimType,
    EntityKind,
    Metric,
    Modality,
    Quantifier,
    Relation,
    Unit,
    WindowKind,
)


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class StatedReport(_Part):
    """What the note says of its own sentiment."""

    label: str
    score: float | None


class NoteReport(_Part):
    """Whose note it is and when it was written; `id` is the SHA-256 of its bytes."""

    id: str
    title: str | None
    author: str | None
    published: date | None
    media_type: str
    stated_sentiment: StatedReport | None


class ProbabilitiesReport(_Part):
    """Chances of the three polarities; they sum to 1."""

    positive: float
    neutral: float
    negative: float


class SentenceReport(_Part):
    """A sentence's part of the score; the contributions add up to the note's score."""

    start: int
    end: int
    score: float
    weight: float
    contribution: float


class SentimentReport(_Part):
    """The note's score with its evidence, and what is left of it once verdicts are in."""

    score: float
    label: Label
    probabilities: ProbabilitiesReport
    sentences: list[SentenceReport]
    truncated: bool
    verified_score: float
    reconciliation: str


class MentionReport(_Part):
    """Where the note names an entity."""

    start: int
    end: int
    text: str


class EntitySentimentReport(_Part):
    """How the note speaks of one entity."""

    score: float
    label: Label


class EntityReport(_Part):
    """A thing that the note speaks of."""

    kind: EntityKind
    id: str
    name: str
    mentions: list[MentionReport]
    sentiment: EntitySentimentReport | None


class WindowReport(_Part):
    """The claim's period: the words, and the two closes (or calendar days) they mean."""

    kind: WindowKind
    text: str | None
    start: date | None
    end: date | None
    inferred: bool


class MagnitudeReport(_Part):
    """A stated number with its rounding interval; an open end of the interval is null."""

    value: float
    unit: Unit
    low: float | None
    high: float | None
    approximate: bool
    annualised: bool | None
    text: str | None


class ConditionReport(_Part):
    """The if-part and the then-part of a conditional."""

    trigger: str
    consequence: str


class HorizonReport(_Part):
    """How far a forecast looks, and when it falls due."""

    text: str
    due: date | None


class AlternativeReport(_Part):
    """Another reading of one slot."""

    slot: str
    value: str
    weight: float


class ClaimReport(_Part):
    """One claim as an executable query, with its verdict."""

    id: str
    type: ClaimType
    text: str
    start: int
    end: int
    standalone_text: str
    subject: str | None
    comparators: list[str]
    comparators_inferred: bool
    comparators_text: str | None
    quantifier: Quantifier | None
    relation: Relation | None
    metric: Metric | None
    basis: str | None
    window: WindowReport
    magnitude: MagnitudeReport | None
    modality: Modality
    source: str | None
    condition: ConditionReport | None
    horizon: HorizonReport | None
    legs: list[str]
    repeats: str | None
    missing: list[str]
    alternatives: list[AlternativeReport]
    parse_confidence: float
    verdict: Verdict
    verdict_now: Verdict | None
    chart: dict[str, Any] | None = Field(
        default=None, description="Vega-Lite v6; null where no return decided the verdict."
    )


class VersionsReport(_Part):
    """What every figure hangs from; without `spotter_sha256` claims were read by rules alone."""

    tapecheck: str
    model: str
    model_sha256: str
    spotter_sha256: str | None = None
    catalog: str


class Report(_Part):
    """One note in, one report out."""

    model_config = ConfigDict(frozen=True, populate_by_name=True, serialize_by_alias=True)

    schema_: Literal["tapecheck.report/1"] = Field(default="tapecheck.report/1", alias="schema")
    note: NoteReport
    text: str
    as_of: date
    sentiment: SentimentReport
    entities: list[EntityReport]
    claims: list[ClaimReport]
    versions: VersionsReport


class Refusal(_Part):
    """What `--json` prints for an input that is no research note."""

    model_config = ConfigDict(frozen=True, populate_by_name=True, serialize_by_alias=True)

    schema_: Literal["tapecheck.refusal/1"] = Field(default="tapecheck.refusal/1", alias="schema")
    file: str
    reason: str


if __name__ == "__main__":
    print(json.dumps(Report.model_json_schema(mode="serialization"), indent=2))
