"""Luck and other windows for claims on risk: the figure's own sampling error, and rolling windows.

A figure is the metric of one fund, its metric against a benchmark, or the difference of the
metric between two funds; what it is held against is the stated number, or zero for a difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from arch.bootstrap import StationaryBootstrap

from analytics.measures.bare import BareCloses, steps
from analytics.metrics import FEWEST_RETURNS, PAIRED, SINGLE
from analytics.pairs import Floats, Pair
from analytics.robustness import FEWEST_WINDOWS, YEAR, at_or_before, months
from analytics.significance import DETECTABLE, NORMAL, block_length, seed_of, two_sided
from analytics.types import CounterWindow, Robustness, Significance
from analytics.verdicts.risk import compute_of
from analytics.windows import to_date
from nlp.types import Metric

# The standard error of a hundred draws is itself within some 7 %.
REPLICATIONS = 100
# Evenly spaced over the history.
_MOST_WINDOWS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a risk claim holds its figure against, and when that is borne out."""

    metric: Metric
    against: float
    holds: Callable[[float], bool]


def _figure(metric: Metric, pair: Pair, ours: BareCloses, theirs: BareCloses) -> float:
    """The metric's value, or its difference between the two funds, in its own unit."""
    if metric in PAIRED or pair.comparator is None:
        return compute_of(metric, ours, theirs)
    measure = SINGLE[metric]
    return measure.scale * (measure.compute(ours) - measure.compute(theirs))


def luck(held: Held, pair: Pair) -> Significance | None:
    """The figure against what it is held against, in bootstrap standard errors.

    None for too few returns, and for what stands below a peak today: a fact, not an estimate.
    """
    if pair.returns < FEWEST_RETURNS or held.metric == "current_drawdown":
        return None
    value = _figure(held.metric, pair, *pair.inside())
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
    rolling = list(_rolling(pair, pair.days_covered))
    starts = [(start, pair.stretch.stop) for start in _starts(pair)]
    values = _figures(held.metric, pair, rolling)
    return Robustness(
        share_of_starts=_share(held, _figures(held.metric, pair, starts)),
        share_of_rolling=_share(held, values),
        counter_window=_counter(held, pair, rolling, values),
        price_return_gap=None,
    )


def _figures(metric: Metric, pair: Pair, windows: list[tuple[int, int]]) -> list[float]:
    return [_figure(metric, pair, *pair.between(*window)) for window in windows]


def redrawn_figures(metric: Metric, pair: Pair) -> list[float]:
    """The figure on each of `REPLICATIONS` draws of the pair's daily returns, in blocks."""
    return _drawn(metric, pair)[1]


def _standard_error(metric: Metric, pair: Pair) -> tuple[float, float]:
    block, drawn = _drawn(metric, pair)
    return block, float(np.std(drawn, ddof=1))


def _drawn(metric: Metric, pair: Pair) -> tuple[float, list[float]]:
    """The mean block of the draws, and the figure on each of them."""
    sides = pair.inside()
    returns = np.column_stack([steps(side.values) for side in sides])
    block = block_length(returns[:, 0])
    draws = StationaryBootstrap(block, returns, seed=seed_of(pair))  # type: ignore[arg-type]
    drawn = [
        _figure(metric, pair, *_redrawn(np.asarray(data[0], dtype=np.float64), span=sides[0].span))
        for data, _ in draws.bootstrap(REPLICATIONS)
    ]
    return block, drawn


def _redrawn(returns: Floats, *, span: int) -> tuple[BareCloses, BareCloses]:
    """Both sides with other returns on the same days, from closes of one."""
    ours, theirs = np.vstack([np.ones(2), np.cumprod(1 + returns, axis=0)]).T.copy()
    return BareCloses(values=ours, span=span), BareCloses(values=theirs, span=span)


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
