"""A verdict as a page shows it: the label, the reason, and a row for every number behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analytics.types import (
    Direction,
    MandateSplit,
    Verdict,
    VerdictLabel,
    WindowResult,
)
from api.pages.views import facts
from api.pages.views.figures import day, gap_unit, number, signed, unit
from api.pages.views.words import FLAGS, MARKS, MEANINGS, flag_name, why

_YES_NO = {True: "yes", False: "no", None: "not judged"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """A label with its mark and what it means."""

    label: VerdictLabel
    mark: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One comparator's row; figures as printed."""

    comparator: str
    proxy: str
    subject: str
    other: str
    gap: str
    holds: str
    span: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """The table of comparators; those without prices are named below it."""

    rows: tuple[Gap, ...]
    unit: str
    gap_unit: str
    absent: tuple[str, ...]

    @property
    def spans(self) -> bool:
        """Whether comparators are judged on windows of their own."""
        return len({row.span for row in self.rows}) > 1

    @property
    def compares(self) -> bool:
        """Whether there is anything that the subject stands against."""
        return any(row.comparator for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a change of mandate, with (comparator, gap, holds) of each comparison on it."""

    label: str
    span: str
    rows: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One of the windows tried for a claim that names none."""

    name: str
    span: str
    badge: Badge


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """A flag and what it means for the reader."""

    name: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictView:
    """All that is shown of one verdict."""

    badge: Badge
    reason: str
    detail: str
    as_of: str
    span: str
    gaps: Gaps | None
    stated: tuple[facts.Fact, ...]
    luck: tuple[facts.Fact, ...]
    robust: tuple[facts.Fact, ...]
    episodes: tuple[facts.Fact, ...]
    sides: tuple[Side, ...]
    tried: tuple[Tried, ...]
    flags: tuple[Warned, ...]
    conventions: tuple[str, ...]
    source: str
    fingerprint: str
    reproduce: str


def badge(label: VerdictLabel) -> Badge:
    """A label as it is shown everywhere."""
    return Badge(label=label, mark=MARKS[label], meaning=MEANINGS[label])


def verdict_view(verdict: Verdict) -> VerdictView:
    """Every part of a verdict that has something to show."""
    prices = verdict.prices
    return VerdictView(
        badge=badge(verdict.label),
        reason=why(verdict.label, verdict.reason),
        detail=verdict.detail,
        as_of=day(verdict.as_of),
        span=_span(verdict.first_session, verdict.last_session),
        gaps=_gaps(verdict.direction),
        stated=tuple(facts.stated(verdict)),
        luck=tuple(facts.luck(verdict.significance)),
        robust=tuple(facts.robust(verdict)),
        episodes=tuple(facts.episodes(verdict.episodes)),
        sides=_sides(verdict.robustness.mandate_split) if verdict.robustness else (),
        tried=tuple(map(_tried, verdict.windows_tried)),
        flags=tuple(Warned(name=flag_name(f), sentence=FLAGS[f]) for f in verdict.flags),
        conventions=tuple(verdict.conventions),
        source=prices.source if prices else "",
        fingerprint=prices.fingerprint if prices else "",
        reproduce=verdict.reproduce,
    )


def _span(first: object, last: object) -> str:
    return f"{first} to {last}" if first and last else ""


def _gaps(lines: tuple[Direction, ...]) -> Gaps | None:
    judged = [line for line in lines if line.subject_value is not None]
    if not judged:
        return None
    absent = [line.comparator for line in lines if line.subject_value is None and line.comparator]
    names = {line.unit for line in judged}
    name = names.pop() if len(names) == 1 else ""
    return Gaps(
        rows=tuple(_gap(line, mixed=not name) for line in judged),
        unit=unit(name),
        gap_unit=gap_unit(name),
        absent=tuple(absent),
    )


def _gap(line: Direction, *, mixed: bool) -> Gap:
    told = f" {unit(line.unit)}" if mixed else ""
    return Gap(
        comparator=line.comparator or "",
        proxy=line.proxy or "",
        subject=number(line.subject_value) + told,
        other=number(line.comparator_value) + (told if line.comparator_value is not None else ""),
        gap=signed(line.gap),
        holds=_YES_NO[line.holds],
        span=_span(line.first_session, line.last_session),
    )


def _sides(parts: Sequence[MandateSplit]) -> tuple[Side, ...]:
    grouped: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for part in parts:
        rows = grouped.setdefault((part.label, _span(part.start, part.end)), [])
        rows.append((part.comparator, signed(part.gap), _YES_NO[part.holds]))
    return tuple(
        Side(label=label, span=span, rows=tuple(rows)) for (label, span), rows in grouped.items()
    )


def _tried(one: WindowResult) -> Tried:
    return Tried(name=one.name, span=_span(one.start, one.end), badge=badge(one.label))
