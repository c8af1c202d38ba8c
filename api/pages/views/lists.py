"""Lists of notes and claims: a row each, the filters that were used, and the next page's link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from analytics.types import VerdictLabel
from api.pages.views.claim import read_claim
from api.pages.views.figures import day, moment, short, signed
from api.pages.views.note import side_of, title_of
from api.pages.views.shapes import Part, tally
from api.pages.views.verdict import Badge, badge
from api.pages.views.words import LABELS, TYPES, flag_name, spelt, why
from tapecheck.store.types import ClaimRow, NoteRow


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLine:
    """A note in a list."""

    id: str
    title: str
    author: str
    published: str
    received: str
    score: str
    verified: str
    label: str
    side: str
    claims: int
    tally: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimEntry:
    """A claim in the table of claims."""

    id: str
    badge: Badge
    now: Badge | None
    words: str
    reason: str
    subject: str
    subject_name: str
    type: str
    flags: tuple[str, ...]
    note_id: str
    note_title: str
    author: str
    published: str
    corrections: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How many claims have a label, and the link that shows only those."""

    badge: Badge
    count: int
    href: str
    chosen: bool


def note_line(row: NoteRow) -> NoteLine:
    """A note in one line."""
    return NoteLine(
        id=row.id,
        title=short(title_of(row), 120),
        author=row.author or "",
        published=day(row.published),
        received=moment(row.received),
        score=signed(row.score),
        verified=signed(row.verified_score),
        label=row.label,
        side=side_of(row.score),
        claims=row.claims,
        tally=tally(row.verdicts),
    )


def claim_entry(row: ClaimRow) -> ClaimEntry:
    """A claim in one row."""
    claim = read_claim(row)
    now = claim.verdict_now
    return ClaimEntry(
        id=row.id,
        badge=badge(claim.verdict.label),
        now=badge(now.label) if now and now.label != claim.verdict.label else None,
        words=short(claim.standalone_text or claim.text, 240),
        reason=short(why(claim.verdict.label, claim.verdict.reason), 240),
        subject=claim.subject or "",
        subject_name=spelt(claim.subject or ""),
        type=TYPES[claim.type],
        flags=tuple(map(flag_name, claim.verdict.flags)),
        note_id=row.note_id,
        note_title=short(row.title or row.note_name, 80),
        author=row.author or "",
        published=day(row.published),
        corrections=row.corrections,
    )


def counted(counts: Mapping[VerdictLabel, int], filters: Mapping[str, str]) -> tuple[Counted, ...]:
    """A count for every label; the chosen one's link takes the choice back."""
    chosen = filters.get("verdict")
    return tuple(
        Counted(
            badge=badge(label),
            count=counts.get(label, 0),
            href=link("/claims", {**filters, "verdict": "" if label == chosen else label}),
            chosen=label == chosen,
        )
        for label in LABELS
    )


def link(path: str, query: Mapping[str, str]) -> str:
    """A path with those parts of a query that aren't empty."""
    given = {name: value for name, value in query.items() if value}
    return f"{path}?{urlencode(given)}" if given else path


def segment(words: str) -> str:
    """Any words as one part of a path."""
    return quote(words, safe="")
