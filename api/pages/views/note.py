"""A note's page: the score and what moves it, the text, the claims beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analytics.types import VerdictLabel
from api.pages.views.figures import day, moment, share, short, signed
from api.pages.views.marked import Passage, passages
from api.pages.views.shapes import Part, on_scale, tally
from api.pages.views.verdict import Badge, badge
from api.pages.views.words import KINDS, PRICED_KINDS, TYPES, flag_name, why
from tapecheck.report import ClaimReport, EntityReport, Report
from tapecheck.store.types import NoteRow

_STRONGEST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """One polarity's probability as part of a bar."""

    name: str
    value: str
    x: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreView:
    """The score as printed and where it stands on the scale."""

    score: str
    label: str
    side: str
    at: float
    verified: str
    verified_at: float
    chances: tuple[Chance, ...]
    reconciliation: str
    stated: str
    truncated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Moving:
    """A sentence that moves the score, and its part as a bar to either side."""

    text: str
    contribution: str
    score: str
    side: str
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """An entity with how the note speaks of it; `href` where there is a page of it."""

    id: str
    called: str
    name: str
    kind: str
    mentions: int
    score: str
    label: str
    side: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """A claim in the list beside the text."""

    id: str
    number: str
    badge: Badge
    words: str
    reason: str
    type: str
    now: Badge | None
    flags: tuple[str, ...]
    repeats: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteView:
    """All that a note's page shows."""

    id: str
    title: str
    name: str
    author: str
    published: str
    as_of: str
    received: str
    media_type: str
    score: ScoreView
    tally: tuple[Part, ...]
    entities: tuple[Spoken, ...]
    moving: tuple[Moving, ...]
    passages: tuple[Passage, ...]
    claims: tuple[ClaimLine, ...]
    versions: Mapping[str, str]


def note_view(row: NoteRow, report: Report) -> NoteView:
    """A stored note with its current report."""
    return NoteView(
        id=row.id,
        title=title_of(row),
        name=row.name,
        author=row.author or "",
        published=day(row.published) if row.published else "",
        as_of=day(report.as_of),
        received=moment(row.received),
        media_type=row.media_type,
        score=_score(report),
        tally=tally(_counted(report.claims)),
        entities=tuple(map(_spoken, report.entities)),
        moving=_moving(report),
        passages=passages(
            report.text, report.sentiment.sentences, report.claims, report_id=row.report_id
        ),
        claims=tuple(_line(claim, row.report_id) for claim in report.claims),
        versions=report.versions.model_dump(),
    )


def title_of(row: NoteRow) -> str:
    """What a note is called in lists: its title, or else its file's name."""
    return row.title or row.name or f"Note {row.id[:8]}"


def side_of(score: float | None) -> str:
    """Class of a score: the bands of neutral end at 0.1."""
    if score is None:
        return "flat"
    return "pos" if score > 0.1 else "neg" if score < -0.1 else "flat"


def _counted(claims: list[ClaimReport]) -> dict[VerdictLabel, int]:
    counts: dict[VerdictLabel, int] = {}
    for claim in claims:
        counts[claim.verdict.label] = counts.get(claim.verdict.label, 0) + 1
    return counts


def _score(report: Report) -> ScoreView:
    mood, stated = report.sentiment, report.note.stated_sentiment
    said = ""
    if stated is not None:
        said = stated.label + ("" if stated.score is None else f" ({signed(stated.score)})")
    return ScoreView(
        score=signed(mood.score),
        label=mood.label,
        side=side_of(mood.score),
        at=on_scale(mood.score),
        verified=signed(mood.verified_score),
        verified_at=on_scale(mood.verified_score),
        chances=_chances(report),
        reconciliation=mood.reconciliation,
        stated=said,
        truncated=mood.truncated,
    )


def _chances(report: Report) -> tuple[Chance, ...]:
    chances, x = report.sentiment.probabilities, 0.0
    found = []
    for name, value in (
        ("negative", chances.negative),
        ("neutral", chances.neutral),
        ("positive", chances.positive),
    ):
        width = round(100 * value, 2)
        found.append(Chance(name=name, value=share(value), x=round(x, 2), width=width))
        x += width
    return tuple(found)


def _moving(report: Report) -> tuple[Moving, ...]:
    weighed = [one for one in report.sentiment.sentences if one.weight and one.contribution]
    weighed.sort(key=lambda one: -abs(one.contribution))
    largest = abs(weighed[0].contribution) if weighed else 1.0
    return tuple(
        Moving(
            text=short(report.text[one.start : one.end], 220),
            contribution=signed(one.contribution, 3),
            score=signed(one.score),
            side="pos" if one.contribution > 0 else "neg",
            width=round(50 * abs(one.contribution) / largest, 2),
        )
        for one in weighed[:_STRONGEST]
    )


def _spoken(entity: EntityReport) -> Spoken:
    mood = entity.sentiment
    first, then = called(entity.id, entity.name, entity.kind)
    return Spoken(
        id=entity.id,
        called=first,
        name=then,
        kind=KINDS[entity.kind],
        mentions=len(entity.mentions),
        score=signed(mood.score) if mood else "",
        label=mood.label if mood else "",
        side=side_of(mood.score if mood else None),
    )


def _line(claim: ClaimReport, report_id: int) -> ClaimLine:
    now = claim.verdict_now
    return ClaimLine(
        id=f"{report_id}-{claim.id}",
        number=claim.id.removeprefix("c"),
        badge=badge(claim.verdict.label),
        words=claim.standalone_text,
        reason=why(claim.verdict.label, claim.verdict.reason),
        type=TYPES[claim.type],
        now=badge(now.label) if now and now.label != claim.verdict.label else None,
        flags=tuple(map(flag_name, claim.verdict.flags)),
        repeats=(claim.repeats or "").removeprefix("c"),
    )


def is_priced(kind: str) -> bool:
    """Whether an entity of this kind has returns."""
    return kind in PRICED_KINDS


def called(entity_id: str, name: str, kind: str) -> tuple[str, str]:
    """What an entity is called first and then: a ticker and its name, or a theme's name alone."""
    return (entity_id, name) if is_priced(kind) else (name, "")
