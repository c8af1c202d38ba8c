"""Pages of a ticker and of an author: how often they were right, note by note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from api.pages.views.figures import NONE, day, p_value, signed
from api.pages.views.lists import ClaimEntry, NoteLine, claim_entry, note_line, segment
from api.pages.views.note import called, side_of, title_of
from api.pages.views.shapes import Part, TimeLine, tally, time_line
from api.pages.views.words import KINDS, TYPES
from tapecheck.store.types import AuthorHistory, ClaimRow, EntityHistory, Mentioned, NoteRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entity or an author in a list of them."""

    href: str
    called: str
    name: str
    kind: str
    notes: int
    score: str
    side: str
    span: str
    tally: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionLine:
    """What one note said of a ticker, and what it returned since."""

    note: NoteLine
    score: str
    label: str
    side: str
    mentions: int
    since: str
    since_side: str
    verdicts: tuple[Part, ...]
    now: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TickerView:
    """All that a ticker's page shows."""

    id: str
    called: str
    name: str
    kind: str
    notes: int
    score: str
    side: str
    verdicts: tuple[Part, ...]
    now: tuple[Part, ...]
    lines: tuple[MentionLine, ...]
    time_line: TimeLine | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorView:
    """All that an author's page shows; `tests` are the smallest p-values, by claim."""

    author: str
    notes: int
    span: str
    score: str
    verified: str
    verdicts: tuple[Part, ...]
    types: tuple[tuple[str, int], ...]
    tests: tuple[tuple[ClaimEntry, str], ...]
    lines: tuple[NoteLine, ...]
    time_line: TimeLine | None


_TESTS_SHOWN = 10


def ticker_view(
    found: EntityHistory, mentions: Sequence[Mentioned], returns: Sequence[float | None]
) -> TickerView:
    """An entity's history; `returns` in percent, one for each mention."""
    first, then = called(found.id, found.name, found.kind)
    return TickerView(
        id=found.id,
        called=first,
        name=then,
        kind=KINDS.get(found.kind, found.kind),
        notes=found.notes,
        score=signed(found.mean_score),
        side=side_of(found.mean_score),
        verdicts=tally(found.verdicts),
        now=tally(found.verdicts_now),
        lines=tuple(map(_mention, mentions, returns)),
        time_line=time_line(
            [
                (_when(one.note), one.score, f"/notes/{one.note.id}", _dot(one.note, one.score))
                for one in mentions
                if one.score is not None
            ]
        ),
    )


def least_likely(found: AuthorHistory) -> tuple[str, ...]:
    """The claims with the smallest p-values, smallest first."""
    return tuple(sorted(found.p_values, key=found.p_values.__getitem__)[:_TESTS_SHOWN])


def author_view(
    found: AuthorHistory, notes: Sequence[NoteRow], tested: Sequence[ClaimRow]
) -> AuthorView:
    """An author's history with the notes on this page of it, and the `least_likely` claims."""
    return AuthorView(
        author=found.author,
        notes=found.notes,
        span=_span(found),
        score=signed(found.mean_score),
        verified=signed(found.mean_verified_score),
        verdicts=tally(found.verdicts),
        types=tuple((TYPES[name], count) for name, count in found.types.items() if count),
        tests=tuple((claim_entry(row), p_value(found.p_values[row.id])) for row in tested),
        lines=tuple(map(note_line, notes)),
        time_line=time_line(
            [(_when(row), row.score, f"/notes/{row.id}", _dot(row, row.score)) for row in notes]
        ),
    )


def entity_entry(found: EntityHistory) -> Entry:
    """An entity in the list of tickers."""
    first, then = called(found.id, found.name, found.kind)
    return Entry(
        href=f"/tickers/{segment(found.id)}",
        called=first,
        name=then,
        kind=KINDS.get(found.kind, found.kind),
        notes=found.notes,
        score=signed(found.mean_score),
        side=side_of(found.mean_score),
        span="",
        tally=tally(found.verdicts),
    )


def author_entry(found: AuthorHistory) -> Entry:
    """An author in the list of authors."""
    return Entry(
        href=f"/authors/{segment(found.author)}",
        called=found.author,
        name="",
        kind="",
        notes=found.notes,
        score=signed(found.mean_score),
        side=side_of(found.mean_score),
        span=_span(found),
        tally=tally(found.verdicts),
    )


def _span(found: AuthorHistory) -> str:
    if found.first is None or found.last is None:
        return ""
    return day(found.first) if found.first == found.last else f"{found.first} to {found.last}"


def _mention(one: Mentioned, since: float | None) -> MentionLine:
    return MentionLine(
        note=note_line(one.note),
        score=signed(one.score),
        label=one.label or "",
        side=side_of(one.score),
        mentions=one.mentions,
        since=NONE if since is None else f"{signed(since, 1)} %",
        since_side="flat" if since is None else side_of(since),
        verdicts=tally(one.verdicts),
        now=tally(one.verdicts_now),
    )


def _when(row: NoteRow) -> date:
    return row.published or row.as_of


def _dot(row: NoteRow, score: float) -> str:
    return f"{_when(row)}: {title_of(row)}, {signed(score)}"
