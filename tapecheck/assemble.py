"""Puts what the stages found into the report's form."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.metadata import version

from analytics.pictures import Picture
from analytics.types import Verdict
from ingest.types import Document
from models.types import SentimentModel
from nlp.reading import Reader, Reading
from nlp.types import Claim, Entity, Magnitude, Window
from tapecheck.charts import chart
from tapecheck.report import (
    AlternativeReport,
    ClaimReport,
    ConditionReport,
    EntityReport,
    EntitySentimentReport,
    HorizonReport,
    MagnitudeReport,
    MentionReport,
    NoteReport,
    Report,
    StatedReport,
    VersionsReport,
    WindowReport,
)
from tapecheck.sentiment import Scores, sentiment_report


def assemble(
    doc: Document,
    reading: Reading,
    scores: Scores,
    *,
    as_of: date,
    verdicts: Sequence[Verdict],
    pictures: Sequence[Picture | None],
    verdicts_now: Sequence[Verdict | None],
    model: SentimentModel,
    reader: Reader,
) -> Report:
    """The report of one note."""
    judged = list(zip(reading.claims, verdicts, strict=True))
    return Report(
        note=note_report(doc),
        text=doc.text,
        as_of=as_of,
        sentiment=sentiment_report(scores, judged),
        entities=[_entity(entity, scores.entities.get(entity.id)) for entity in reading.entities],
        claims=[
            claim_report(claim, verdict, now, drawn)
            for (claim, verdict), now, drawn in zip(judged, verdicts_now, pictures, strict=True)
        ],
        versions=VersionsReport(
            tapecheck=own_version(),
            model=model.name,
            model_sha256=model.sha256,
            spotter_sha256=reader.spotter_sha256,
            catalog=reader.catalog.version,
        ),
    )


@cache
def own_version() -> str:
    """The installed version, read from the package's files once."""
    return version("tapecheck")


def note_report(doc: Document) -> NoteReport:
    """Whose note a document is, and when it was written."""
    stated = doc.stated_sentiment
    return NoteReport(
        id=doc.id,
        title=doc.title,
        author=doc.author,
        published=doc.published,
        media_type=doc.media_type,
        stated_sentiment=StatedReport(label=stated.label, score=stated.score) if stated else None,
    )


def _entity(entity: Entity, sentiment: EntitySentimentReport | None) -> EntityReport:
    return EntityReport(
        kind=entity.kind,
        id=entity.id,
        name=entity.name,
        mentions=[MentionReport(start=m.start, end=m.end, text=m.text) for m in entity.mentions],
        sentiment=sentiment,
    )


def claim_report(
    claim: Claim, verdict: Verdict, now: Verdict | None, drawn: Picture | None
) -> ClaimReport:
    """A claim's slots in the report's form, its window in closes where a verdict found them."""
    condition, horizon = claim.condition, claim.horizon
    return ClaimReport(
        id=claim.id,
        type=claim.type,
        text=claim.text,
        start=claim.start,
        end=claim.end,
        standalone_text=claim.standalone_text,
        subject=claim.subject,
        comparators=list(claim.comparators),
        comparators_inferred=claim.comparators_inferred,
        comparators_text=claim.comparators_text,
        quantifier=claim.quantifier,
        relation=claim.relation,
        metric=claim.metric,
        basis=claim.basis,
        window=_window(claim.window, verdict),
        magnitude=_magnitude(claim.magnitude) if claim.magnitude else None,
        modality=claim.modality,
        source=claim.source,
        condition=ConditionReport(trigger=condition.trigger, consequence=condition.consequence)
        if condition
        else None,
        horizon=HorizonReport(text=horizon.text, due=horizon.due) if horizon else None,
        legs=list(claim.legs),
        repeats=claim.repeats,
        missing=list(claim.missing),
        alternatives=[
            AlternativeReport(slot=a.slot, value=a.value, weight=a.weight)
            for a in claim.alternatives
        ],
        parse_confidence=claim.parse_confidence,
        verdict=verdict,
        verdict_now=now,
        chart=chart(drawn, verdict, claim_id=claim.id, words=claim.standalone_text)
        if drawn
        else None,
    )


def _window(window: Window, verdict: Verdict) -> WindowReport:
    stated = window.kind != "none"
    return WindowReport(
        kind=window.kind,
        text=window.text,
        start=(verdict.first_session if stated else None) or window.base,
        end=(verdict.last_session if stated else None) or window.end,
        inferred=window.inferred,
    )


def _magnitude(magnitude: Magnitude) -> MagnitudeReport:
    return MagnitudeReport(
        value=magnitude.value,
        unit=magnitude.unit,
        low=_finite(magnitude.low),
        high=_finite(magnitude.high),
        approximate=magnitude.approximate,
        annualised=magnitude.annualised,
        text=magnitude.text_value,
    )


def _finite(bound: float) -> float | None:
    return bound if math.isfinite(bound) else None
