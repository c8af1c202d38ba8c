"""Luck and other windows for claims on risk: the figure's own sampling error, and rolling windows.

A figure is the metric of one fund, its metric against a benchmark, or the difference of the
metric between two funds; what it is held against is the stated number, or zero for a difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

import numpy as np
from arch.bootstrap import StationaryBootstrap
from numpy.typing import NDArray

from analytics.measures.bare import steps
from analytics.measures.rows import Draws, Rows, Windows
from analytics.metrics import FEWEST_RETURNS, PAIRED, SINGLE
from analytics.pairs import Floats, Pair, Sample
from analytics.robustness import FEWEST_WINDOWS, YEAR, at_or_before, months
from analytics.significance import DETECTABLE, NORMAL, block_length, seed_of, two_sided
from analytics.types import CounterWindow, Robustness, Significance
from analytics.windows import to_date
from nlp.types import Metric

Positions = NDArray[np.intp]
T = TypeVar("T", bound=np.generic)
# The standard error of a hundred draws is itself within some 7 %.
REPLICATIONS = 100
# Evenly spaced over the history.
_MOST_WINDOWS = 60
# Closes of the rows that are computed at once: 256 KB, which stay in the processor's cache.
_CACHED = 32_768
# Some claims' draws, which today's verdict asks for again if their window was over.
_KEPT = 128


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a risk claim holds its figure against, and which figures bear it out."""

    metric: Metric
    against: float
    holds: Callable[[Floats], NDArray[np.bool_]]


def _figures(metric: Metric, ours: Rows, theirs: Rows | None) -> Floats:
    """The metric's values, or their differences between two funds, in the metric's own unit."""
    if metric in PAIRED:
        assert theirs is not None, "a metric against a benchmark has one"
        paired = PAIRED[metric]
        return paired.scale * paired.compute_rows(ours, theirs)
    single = SINGLE[metric]
    values = single.compute_rows(ours)
    return single.scale * (values if theirs is None else values - single.compute_rows(theirs))


def luck(held: Held, pair: Pair) -> Significance | None:
    """The figure against what it is held against, in bootstrap standard errors.

    None for too few returns, and for what stands below a peak today: a fact, not an estimate.
    """
    if pair.returns < FEWEST_RETURNS or held.metric == "current_drawdown":
        return None
    window = np.array([pair.stretch.start]), np.array([pair.stretch.stop])
    value = float(_on_windows(held.metric, pair, *window)[0])
    block, drawn = _drawn(held.metric, pair.sample)
    error = float(np.std(drawn, ddof=1))
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
    rolling = _rolling(pair, pair.days_covered)
    starts = _starts(pair)
    values = _on_windows(held.metric, pair, *rolling)
    own = _on_windows(held.metric, pair, starts, np.full_like(starts, pair.stretch.stop))
    return Robustness(
        share_of_starts=_share(held, own),
        share_of_rolling=_share(held, values),
        counter_window=_counter(held, pair, rolling, values),
        price_return_gap=None,
    )


def redrawn_figures(metric: Metric, pair: Pair) -> Floats:
    """The figure on each of `REPLICATIONS` draws of the pair's daily returns, in blocks."""
    return _drawn(metric, pair.sample)[1]


def _on_windows(metric: Metric, pair: Pair, starts: Positions, stops: Positions) -> Floats:
    """The figure on each window."""
    found = [np.empty(0)]
    for part in _parts(len(starts), int((stops - starts).max(initial=0))):
        ours, theirs = (
            Windows(closes, pair.days, starts[part], stops[part])
            for closes in (pair.ours, pair.theirs)
        )
        found.append(_figures(metric, ours, None if pair.comparator is None else theirs))
    return np.concatenate(found)


@lru_cache(maxsize=_KEPT)
def _drawn(metric: Metric, sample: Sample) -> tuple[float, Floats]:
    """The mean block of the draws, and the figure on each of them."""
    sides = [steps(side.values) for side in sample.sides()[: len(sample.tickers)]]
    block = block_length(sides[0])
    draws = StationaryBootstrap(block, sides[0], seed=seed_of(sample))  # type: ignore[arg-type]
    days = np.array([draws.update_indices() for _ in range(REPLICATIONS)])
    found = [
        _figures(metric, *_redrawn(sides, days[part], span=sample.days_covered))
        for part in _parts(REPLICATIONS, len(sides[0]))
    ]
    return block, np.concatenate(found)


def _redrawn(sides: Sequence[Floats], days: Positions, *, span: int) -> tuple[Rows, Rows | None]:
    """Each side with the returns of other days, the same for both."""
    ours, *others = (Draws(returns.take(days), span) for returns in sides)
    return ours, others[0] if others else None


def _parts(rows: int, length: int) -> Iterator[slice]:
    """The rows by so many as the cache holds."""
    step = max(1, _CACHED // max(1, length))
    return (slice(first, first + step) for first in range(0, rows, step))


def _starts(pair: Pair) -> Positions:
    first, last = pair.days[pair.stretch.start], pair.days[pair.stretch.stop]
    shortest = min(YEAR, pair.days_covered // 4)
    found = at_or_before(pair.days, months(first, last - np.timedelta64(shortest, "D")))
    return _spaced(found[found >= pair.stretch.start])


def _rolling(pair: Pair, length: int) -> tuple[Positions, Positions]:
    """Base and end closes of the windows as long, by month."""
    span = np.timedelta64(length, "D")
    ends = _spaced(months(pair.days[0] + span, pair.days[-1]))
    starts, stops = at_or_before(pair.days, ends - span), at_or_before(pair.days, ends)
    known = (starts >= 0) & (starts < stops - FEWEST_RETURNS)
    return starts[known], stops[known]


def _spaced(values: NDArray[T]) -> NDArray[T]:
    """At most `_MOST_WINDOWS` of the values, evenly over all of them."""
    if len(values) <= _MOST_WINDOWS:
        return values
    return values[np.round(np.linspace(0, len(values) - 1, _MOST_WINDOWS)).astype(np.intp)]


def _share(held: Held, values: Floats) -> float | None:
    return float(held.holds(values).mean()) if len(values) >= FEWEST_WINDOWS else None


def _counter(
    held: Held, pair: Pair, windows: tuple[Positions, Positions], values: Floats
) -> CounterWindow | None:
    """The rolling window that bears the claim out least: furthest off on the wrong side."""
    wrong = np.flatnonzero(~held.holds(values))
    if not len(wrong):
        return None
    against, starts, stops = values[wrong], *(positions[wrong] for positions in windows)
    # Of equals the last: a fall that lies inside many windows is shown on the latest.
    worst = np.lexsort((stops, starts, against, np.abs(against - held.against)))[-1]
    return CounterWindow(
        start=to_date(pair.days[starts[worst]]),
        end=to_date(pair.days[stops[worst]]),
        gap=float(against[worst]),
    )
