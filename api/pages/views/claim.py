"""A claim's page: the claim as a query, its verdict then and now, corrections beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import TypeAdapter

from analytics.types import Verdict
from api.pages.views.figures import day, moment
from api.pages.views.slots import Changed, Slot, changes, form_values, slots
from api.pages.views.verdict import VerdictView, verdict_view
from tapecheck.report import ClaimReport
from tapecheck.store.types import ClaimRow, Correction

_VERDICT = TypeAdapter(Verdict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A chart's shape by its panels, so that nothing moves when it comes, and what it shows."""

    panels: Literal["one", "two"]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """One correction: what was changed, by whom, and its verdict."""

    made: str
    by: str
    changes: tuple[Changed, ...]
    verdict: VerdictView
    command: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """All that a claim's page shows."""

    id: str
    number: str
    words: str
    quote: str
    note_id: str
    note_title: str
    author: str
    published: str
    run: str
    slots: tuple[Slot, ...]
    then: VerdictView
    now: VerdictView | None
    picture: Picture | None
    corrections: tuple[Corrected, ...]
    form: Mapping[str, str]
    repeats: str
    command: tuple[str, ...]


def read_claim(row: ClaimRow) -> ClaimReport:
    """The stored JSON as the report's own type."""
    return ClaimReport.model_validate(row.claim)


def claim_view(
    row: ClaimRow, *, chart: Mapping[str, Any] | None, corrections: Sequence[Correction]
) -> ClaimView:
    """A stored claim with its chart's measures and its corrections."""
    claim = read_claim(row)
    form = form_values(claim)
    return ClaimView(
        id=row.id,
        number=claim.id.removeprefix("c"),
        words=claim.standalone_text or claim.text,
        quote="" if _alike(claim.text, claim.standalone_text) else claim.text,
        note_id=row.note_id,
        note_title=row.title or row.note_name or f"Note {row.note_id[:8]}",
        author=row.author or "",
        published=day(row.published) if row.published else "",
        run=row.run,
        slots=slots(claim),
        then=verdict_view(claim.verdict),
        now=verdict_view(claim.verdict_now) if claim.verdict_now else None,
        picture=_picture(chart) if chart else None,
        corrections=tuple(_corrected(one, form) for one in corrections),
        form=form,
        repeats=(claim.repeats or "").removeprefix("c"),
        command=options(claim.verdict.reproduce),
    )


def options(command: str) -> tuple[str, ...]:
    """A command in parts that lines may break between; with blanks between they are the command."""
    first, *rest = command.split(" --")
    return (first, *(f"--{option}" for option in rest))


def _alike(text: str, restated: str) -> bool:
    """Whether the restatement adds nothing but a full stop."""
    return text.rstrip(".") == restated.rstrip(".") or not restated


def _picture(chart: Mapping[str, Any]) -> Picture:
    return Picture(
        panels="two" if len(chart.get("vconcat", ())) > 1 else "one",
        words=str(chart.get("description", "")),
    )


def _corrected(one: Correction, form: Mapping[str, str]) -> Corrected:
    verdict = verdict_view(_VERDICT.validate_python(dict(one.verdict)))
    return Corrected(
        made=moment(one.made),
        by=one.by or "",
        changes=changes(one.slots, form),
        verdict=verdict,
        command=options(verdict.reproduce),
    )
