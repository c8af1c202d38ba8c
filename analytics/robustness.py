"""Does a claim hold on other windows than the one its author chose.

Gaps are percentage points a year (ACT/365.25). Windows step by months, on the last session of
each; no window reaches past the as-of date, because the pairs don't.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.measures import DAYS_PER_YEAR
from analytics.pairs import Floats, Pair
from analytics.relations import Test, bears_out
from analytics.types import CounterWindow, MandateSplit, Robustness
from analytics.windows import Days, to_date
from nlp.catalog_types import FundEvent
from nlp.types import Quantifier

Positions = NDArray[np.intp]
YEAR = 365
# Fewer windows than a year of monthly steps say nothing about "any window".
FEWEST_WINDOWS = 12
# A side of a split needs a quarter of a year, or its yearly gap is noise.
_SHORTEST_SPLIT = timedelta(days=91)
_MISSING = -1


class Windows(NamedTuple):
    """Positions of the base and end closes of many windows; some a pair's closes don't cover."""

    starts: Positions
    stops: Positions

    @property
    def covered(self) -> NDArray[np.bool_]:
        """Which of them the pair has both closes of, the end after the base."""
        known = (self.starts != _MISSING) & (self.stops != _MISSING)
        covered: NDArray[np.bool_] = known & (self.stops > self.starts)
        return covered


def examine(
    pairs: Sequence[Pair],
    *,
    test: Test,
    quantifier: Quantifier | None,
    weakest: Pair,
    changes: Sequence[FundEvent] = (),
) -> Robustness:
    """All of the facet for one claim; `weakest` is the pair whose price-return gap is shown."""
    return Robustness(
        share_of_starts=share_of_starts(pairs, test=test, quantifier=quantifier),
        share_of_rolling=share_of_rolling(pairs, test=test, quantifier=quantifier),
        counter_window=counter_window(pairs, test=test),
        price_return_gap=price_return_gap(weakest),
        mandate_split=tuple(
            side
            for pair in pairs
            for event in _own_changes(pair, changes)
            for side in mandate_split(pair, event, test)
        ),
    )


def _own_changes(pair: Pair, changes: Sequence[FundEvent]) -> list[FundEvent]:
    """The changes of the pair's own two funds, each day once, the subject's first."""
    days: dict[date, FundEvent] = {}
    for quote in pair.quotes:
        for event in changes:
            if event.ticker == quote.ticker:
                days.setdefault(event.on, event)
    return [days[day] for day in sorted(days)]


def share_of_starts(
    pairs: Sequence[Pair], *, test: Test, quantifier: Quantifier | None
) -> float | None:
    """Share of start dates inside the window, its end kept, from which the claim holds."""
    return _share(pairs, start_windows(pairs), test=test, quantifier=quantifier)


def share_of_rolling(
    pairs: Sequence[Pair], *, test: Test, quantifier: Quantifier | None
) -> float | None:
    """Share of all windows as long as the claim's, over the common history, on which it holds."""
    return _share(pairs, rolling_windows(pairs), test=test, quantifier=quantifier)


def start_windows(pairs: Sequence[Pair]) -> list[Windows]:
    """By pair, the windows from every month inside the claim's to its end.

    The shortest is a year, or a quarter of the claim's own if that is less.
    """
    first = min(pair.stretch.first for pair in pairs)
    last = max(pair.stretch.last for pair in pairs)
    shortest = min(YEAR, (last - first).days // 4)
    steps = months(np.datetime64(first, "D"), np.datetime64(last, "D") - shortest)
    return [
        Windows(
            at_or_before(pair.days, steps, floor=pair.stretch.first),
            np.full(len(steps), pair.stretch.stop),
        )
        for pair in pairs
    ]


def rolling_windows(pairs: Sequence[Pair]) -> list[Windows]:
    """By pair, the windows as long as the claim's that end in every month of the common history."""
    length = max(pair.days_covered for pair in pairs)
    first = min(pair.days[0] for pair in pairs)
    last = max(pair.days[-1] for pair in pairs)
    ends = months(first + length, last)
    return [
        Windows(at_or_before(pair.days, ends - length), at_or_before(pair.days, ends))
        for pair in pairs
    ]


def counter_window(pairs: Sequence[Pair], *, test: Test) -> CounterWindow | None:
    """The window of a year or more on which the claim fails most; None if it never fails."""
    found = [worst for pair in pairs if (worst := _worst(pair, test)) is not None]
    return min(found, key=lambda worst: worst[0])[1] if found else None


def price_return_gap(pair: Pair) -> float | None:
    """The gap on price-only closes of the same window; None unless both sides have them."""
    if pair.comparator is None or any(quote.price_closes is None for quote in pair.quotes):
        return None
    edges = pd.DatetimeIndex([pair.days[pair.stretch.start], pair.days[pair.stretch.stop]])
    growth = [_price_growth(quote.price_closes, edges) for quote in pair.quotes]
    if any(rate is None for rate in growth):
        return None
    span = pair.days_covered / DAYS_PER_YEAR
    ours, theirs = (math.pow(rate, 1 / span) for rate in growth if rate is not None)
    return 100 * (ours - theirs)


def mandate_split(pair: Pair, event: FundEvent, test: Test) -> tuple[MandateSplit, ...]:
    """The pair's gap before and after a change of mandate inside its window."""
    if pair.name is None or not pair.stretch.first < event.on < pair.stretch.last:
        return ()
    cut = int(np.searchsorted(pair.days, np.datetime64(event.on, "D"), side="right")) - 1
    sides = (
        (f"before {event.on} ({event.ticker} on {event.before})", pair.stretch.start, cut),
        (f"after {event.on} ({event.ticker} on {event.after})", cut, pair.stretch.stop),
    )
    return tuple(
        _side(pair, label, start, stop, test)
        for label, start, stop in sides
        if to_date(pair.days[stop]) - to_date(pair.days[start]) >= _SHORTEST_SPLIT
    )


def yearly_gaps(pair: Pair, starts: Positions, stops: Positions) -> Floats:
    """Subject's growth a year minus the comparator's, in points, between positions."""
    spans = (pair.days[stops] - pair.days[starts]).astype(np.float64) / DAYS_PER_YEAR
    ours = (pair.ours[stops] / pair.ours[starts]) ** (1 / spans)
    theirs = (pair.theirs[stops] / pair.theirs[starts]) ** (1 / spans)
    gaps: Floats = 100 * (ours - theirs)
    return gaps


def _share(
    pairs: Sequence[Pair],
    windows: Sequence[Windows],
    *,
    test: Test,
    quantifier: Quantifier | None,
) -> float | None:
    """Share of windows (columns) on which the quantified claim holds; uncovered pairs left out."""
    covered = np.array([tried.covered for tried in windows])
    holds = np.zeros(covered.shape, dtype=bool)
    for row, (pair, tried) in enumerate(zip(pairs, windows, strict=True)):
        use = covered[row]
        holds[row, use] = test.holds(yearly_gaps(pair, tried.starts[use], tried.stops[use]))
    known = covered.any(axis=0)
    if known.sum() < FEWEST_WINDOWS:
        return None
    borne_out = bears_out(holds[:, known], covered[:, known], quantifier, test=test)
    return float(borne_out.mean())


def _worst(pair: Pair, test: Test) -> tuple[float, CounterWindow] | None:
    """(support, window) where the claim's support is lowest, if that is below nothing."""
    steps = months(pair.days[0], pair.days[-1])
    at = np.unique(np.append(at_or_before(pair.days, steps), [0, len(pair.days) - 1]))
    days = pair.days[at].astype(np.int64)
    spans = days - days[:, None]
    rows, columns = np.nonzero(spans >= YEAR)
    if not len(rows):
        return None
    ours, theirs = np.log(pair.ours[at]), np.log(pair.theirs[at])
    years = spans[rows, columns] / DAYS_PER_YEAR
    gaps = 100 * (
        np.exp((ours[columns] - ours[rows]) / years)
        - np.exp((theirs[columns] - theirs[rows]) / years)
    )
    support = test.support(gaps)
    worst = int(support.argmin())
    if test.holds_for(float(gaps[worst])):
        return None
    window = CounterWindow(
        start=to_date(pair.days[at[rows[worst]]]),
        end=to_date(pair.days[at[columns[worst]]]),
        gap=float(gaps[worst]),
    )
    return float(support[worst]), window


def _side(pair: Pair, label: str, start: int, stop: int, test: Test) -> MandateSplit:
    gap = float(yearly_gaps(pair, np.array([start]), np.array([stop]))[0])
    return MandateSplit(
        label=label,
        start=to_date(pair.days[start]),
        end=to_date(pair.days[stop]),
        comparator=pair.name or "",
        gap=gap,
        holds=test.holds_for(gap),
    )


def _price_growth(closes: pd.Series | None, edges: pd.DatetimeIndex) -> float | None:
    if closes is None or not edges.isin(closes.index).all():
        return None
    first, last = closes.loc[edges]
    return float(last / first)


def months(first: np.datetime64, last: np.datetime64) -> Days:
    """`first`, then the last day of every month up to `last`."""
    if last < first:
        return np.array([], dtype="datetime64[D]")
    months = np.arange(first.astype("datetime64[M]") + 1, last.astype("datetime64[M]") + 1)
    ends = months.astype("datetime64[D]") - 1
    steps: Days = np.append(first, ends[ends > first])
    return steps


def at_or_before(days: Days, steps: Days, *, floor: object = None) -> Positions:
    """Position of the last session on or before each step; -1 before the first or `floor`."""
    at = np.searchsorted(days, steps, side="right") - 1
    if floor is not None:
        at[steps < np.datetime64(str(floor), "D")] = _MISSING
    return at
