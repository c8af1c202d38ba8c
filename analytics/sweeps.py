"""A claim's figure had its window been another: every start, and every window of its length."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np

from analytics.pairs import Floats, Pair
from analytics.relations import Test, relation_test
from analytics.robustness import (
    FEWEST_WINDOWS,
    Windows,
    rolling_windows,
    start_windows,
    yearly_gaps,
)
from analytics.windows import Days
from nlp.types import Claim

SweepKind = Literal["same_end", "same_length"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """The figure by the base day of the window tried.

    `same_end` windows end with the claim's own; `same_length` ones are as long as it is.
    """

    kind: SweepKind
    starts: tuple[date, ...]
    figures: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherWindows:
    """A claim's figure on its own window and on others.

    The figure is the gap to `comparator`, the one that decides, in points, or where that is None
    the subject's own return in percent; a year where the claim's window is longer than one, else
    over the window. The claim holds where the figure lies in `holds`, of which an end may be
    open; None where no one figure says so.
    """

    comparator: str | None
    is_yearly: bool
    figure: float
    first: date
    last: date
    holds: tuple[float | None, float | None] | None
    sweeps: tuple[Sweep, ...]


def other_windows(claim: Claim, held: Pair) -> OtherWindows:
    """The figure of one pair on its window and, where there are enough of them, on others."""
    tried: tuple[tuple[SweepKind, Windows], ...] = (
        ("same_end", start_windows([held])[0]),
        ("same_length", rolling_windows([held])[0]),
    )
    sweeps = [_sweep(kind, held, windows) for kind, windows in tried]
    return OtherWindows(
        comparator=held.name,
        is_yearly=held.is_long,
        figure=figure(held),
        first=held.stretch.first,
        last=held.stretch.last,
        holds=_holds(claim, relation_test(claim), alone=held.comparator is None),
        sweeps=tuple(sweep for sweep in sweeps if len(sweep.starts) >= FEWEST_WINDOWS),
    )


def figure(held: Pair) -> float:
    """The figure on the claim's own window, in the unit of `OtherWindows`."""
    own = Windows(np.array([held.stretch.start]), np.array([held.stretch.stop]))
    return float(_figures(held, own)[0])


def _figures(held: Pair, windows: Windows) -> Floats:
    """The gap on each window; what a window of less than a year gave is not annualised."""
    starts, stops = windows
    if held.is_long:
        return yearly_gaps(held, starts, stops)
    gaps: Floats = 100 * (
        held.ours[stops] / held.ours[starts] - held.theirs[stops] / held.theirs[starts]
    )
    return gaps


def _sweep(kind: SweepKind, held: Pair, windows: Windows) -> Sweep:
    use = windows.covered
    known = Windows(windows.starts[use], windows.stops[use])
    return Sweep(
        kind=kind,
        starts=_dates(held.days[known.starts]),
        figures=tuple(_figures(held, known).tolist()),
    )


def _dates(days: Days) -> tuple[date, ...]:
    return tuple(days.astype("datetime64[D]").tolist())


def _holds(
    claim: Claim, test: Test | None, *, alone: bool
) -> tuple[float | None, float | None] | None:
    """Between which figures the relation holds; a number stated for one window is no such bound."""
    if test is None or (alone and claim.magnitude is not None):
        return None
    if test.side == "in_line":
        is_ratio = claim.magnitude is not None and claim.magnitude.unit == "times"
        return None if test.negated or is_ratio else (-test.margin, test.margin)
    return (0.0, None) if (test.side == "above") != test.negated else (None, 0.0)
