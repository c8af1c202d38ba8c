"""Luck and other windows for claims on risk: the figure's own sampling error, and rolling windows.

A figure is the metric of one fund, its metric against a benchmark, or the difference of the
metric between two funds; what it is held against is the stated number, or zero for a difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from arch.bootstrap import StationaryBootstrap

from analytics.metrics import FEWEST_RETURNS, PAIRED, SINGLE
from analytics.pairs import Floats, Pair
from analytics.robustness import FEWEST_WINDOWS, YEAR, at_or_before, months
from analytics.significance import DETECTABLE, NORMAL, block_length, seed_of, two_sided
from analytics.types import CounterWindow, Robustness, Significance
from analytics.verdicts.risk import compute_of
from analytics.windows import to_date
from nlp.types import Metric

# The standard error of a hundred draws is itself within some 7 %; a figure takes about 1 ms.
REPLICATIONS = 100
# Evenly spaced over the history: a sweep of figures costs a millisecond a window.
_MOST_WINDOWS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a risk claim holds its figure against, and when that is borne out."""

    metric: Metric
    against: float
    holds: Callable[[float], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sides:
    """Closes of both sides on one index; `alone` where the second stands for nothing."""

    ours: pd.Series
    theirs: pd.Series
    alone: bool

    def on(self, start: int, stop: int) -> _Sides:
        inside = slice(start, stop + 1)
        return replace(self, ours=self.ours.iloc[inside], theirs=self.theirs.iloc[inside])

    def figure(self, metric: Metric) -> float:
        """The metric's value, or its difference between the two funds, in its own unit."""
        if metric in PAIRED or self.alone:
            return compute_of(metric, self.ours, self.theirs)
        measure = SINGLE[metric]
        return measure.scale * (measure.compute(self.ours) - measure.compute(self.theirs))


def _sides(pair: Pair) -> _Sides:
    ours, theirs = pair.all_closes()
    return _Sides(ours=ours, theirs=theirs, alone=pair.comparator is None)


def luck(held: Held, pair: Pair) -> Significance | None:
    """The figure against what it is held against, in bootstrap standard errors.

    None for too few returns, and for what stands below a peak today: a fact, not an estimate.
    """
    if pair.returns < FEWEST_RETURNS or held.metric == "current_drawdown":
        return None
    value = _sides(pair).on(pair.stretch.start, pair.stretch.stop).figure(held.metric)
    block, error = _standard_error(held.metric, pair)
    if not error > 0:
        return None
    t = (value - held.against) / error
    p = two_sided(t)
    reach = NORMAL.inv_cdf(0.975) * error
    return Significance(
        comparator=pair.name,
        t=t,
        interval=(value - reach, value + reach),
        p=p,
        p_holm=p,
        detectable_gap=DETECTABLE * error,
        observations=pair.returns,
        method=f"{held.metric} in its own unit; standard error by stationary bootstrap of paired"
        f" daily returns, block {block:.1f}, {REPLICATIONS} replications; normal interval",
    )


def other_windows(held: Held, pair: Pair) -> Robustness:
    """Shares of start dates and of rolling windows on which the claim holds, and the worst one."""
    sides, rolling = _sides(pair), list(_rolling(pair, pair.days_covered))
    starts = [(start, pair.stretch.stop) for start in _starts(pair)]
    values = [sides.on(*window).figure(held.metric) for window in rolling]
    return Robustness(
        share_of_starts=_share(held, [sides.on(*w).figure(held.metric) for w in starts]),
        share_of_rolling=_share(held, values),
        counter_window=_counter(held, pair, rolling, values),
        price_return_gap=None,
    )


def redrawn_figures(metric: Metric, pair: Pair) -> list[float]:
    """The figure on each of `REPLICATIONS` draws of the pair's daily returns, in blocks."""
    return _drawn(metric, pair)[1]


def _standard_error(metric: Metric, pair: Pair) -> tuple[float, float]:
    block, drawn = _drawn(metric, pair)
    return block, float(np.std(drawn, ddof=1))


def _drawn(metric: Metric, pair: Pair) -> tuple[float, list[float]]:
    """The mean block of the draws, and the figure on each of them."""
    inside = _sides(pair).on(pair.stretch.start, pair.stretch.stop)
    closes = np.column_stack([inside.ours, inside.theirs])
    returns = closes[1:] / closes[:-1] - 1
    block = block_length(returns[:, 0])
    draws = StationaryBootstrap(block, returns, seed=seed_of(pair))  # type: ignore[arg-type]
    drawn = [
        _redrawn(inside, np.asarray(data[0], dtype=np.float64)).figure(metric)
        for data, _ in draws.bootstrap(REPLICATIONS)
    ]
    return block, drawn


def _redrawn(sides: _Sides, returns: Floats) -> _Sides:
    """Both sides on their days with other returns, from closes of one."""
    ours, theirs = np.vstack([np.ones(2), np.cumprod(1 + returns, axis=0)]).T
    index = sides.ours.index
    return replace(sides, ours=pd.Series(ours, index=index), theirs=pd.Series(theirs, index=index))


def _starts(pair: Pair) -> list[int]:
    first, last = pair.days[pair.stretch.start], pair.days[pair.stretch.stop]
    shortest = min(YEAR, pair.days_covered // 4)
    found = at_or_before(pair.days, months(first, last - np.timedelta64(shortest, "D")))
    return _spaced([int(start) for start in found if start >= pair.stretch.start])


def _rolling(pair: Pair, length: int) -> Iterator[tuple[int, int]]:
    span = np.timedelta64(length, "D")
    ends = months(pair.days[0] + span, pair.days[-1])
    for at in _spaced(list(range(len(ends)))):
        start, stop = at_or_before(pair.days, np.array([ends[at] - span, ends[at]]))
        if 0 <= start < stop - FEWEST_RETURNS:
            yield int(start), int(stop)


def _spaced(values: list[int]) -> list[int]:
    """At most `_MOST_WINDOWS` of the values, evenly over all of them."""
    if len(values) <= _MOST_WINDOWS:
        return values
    return [values[round(at)] for at in np.linspace(0, len(values) - 1, _MOST_WINDOWS)]


def _share(held: Held, values: list[float]) -> float | None:
    if len(values) < FEWEST_WINDOWS:
        return None
    return sum(held.holds(value) for value in values) / len(values)


def _counter(
    held: Held, pair: Pair, windows: list[tuple[int, int]], values: list[float]
) -> CounterWindow | None:
    """The rolling window that bears the claim out least: furthest off on the wrong side."""
    wrong = [
        (abs(value - held.against), value, window)
        for value, window in zip(values, windows, strict=True)
        if not held.holds(value)
    ]
    if not wrong:
        return None
    _, value, (start, stop) = max(wrong)
    return CounterWindow(start=to_date(pair.days[start]), end=to_date(pair.days[stop]), gap=value)
