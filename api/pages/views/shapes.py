"""Bars and dots as numbers; templates draw them as SVG, which needs no inline style."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from analytics.types import VerdictLabel
from api.pages.views.words import LABELS, MARKS

WIDTH = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of a bar: `x` and `width` in hundredths of it."""

    name: str
    mark: str
    count: int
    x: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A note on a time line; `x` and `y` in hundredths, `y` 0 at a score of +1."""

    x: float
    y: float
    label: str
    href: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLine:
    """Scores over time, and the two days at its ends."""

    first: date
    last: date
    dots: tuple[Dot, ...]


def tally(verdicts: Mapping[VerdictLabel, int]) -> tuple[Part, ...]:
    """Verdicts as one bar, in the fixed order of labels; those without claims are left out."""
    total = sum(verdicts.values())
    parts: list[Part] = []
    x = 0.0
    for label in LABELS:
        count = verdicts.get(label, 0)
        if count:
            width = WIDTH * count / total
            parts.append(
                Part(
                    name=label, mark=MARKS[label], count=count, x=round(x, 2), width=round(width, 2)
                )
            )
            x += width
    return tuple(parts)


def on_scale(score: float) -> float:
    """Where a score of -1 to +1 stands on a scale of 0 to 100."""
    return round(WIDTH * (1 + max(-1.0, min(1.0, score))) / 2, 2)


def time_line(points: Sequence[tuple[date, float, str, str]]) -> TimeLine | None:
    """Dots of (day, score, href, title); None for fewer than two notes."""
    if len(points) < 2:
        return None
    days = [point[0] for point in points]
    first, last = min(days), max(days)
    span = max((last - first).days, 1)
    dots = [
        Dot(
            x=round(WIDTH * (on - first).days / span, 2),
            y=round(WIDTH - on_scale(score), 2),
            label="pos" if score > 0.1 else "neg" if score < -0.1 else "flat",
            href=href,
            title=title,
        )
        for on, score, href, title in points
    ]
    return TimeLine(first=first, last=last, dots=tuple(dots))
