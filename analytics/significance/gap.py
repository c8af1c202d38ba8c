"""Is the gap of one pair more than luck: tests on daily log returns of common sessions."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from analytics.measures import DAYS_PER_YEAR
from analytics.measures.factor_model import newey_west_lag
from analytics.metrics import FEWEST_RETURNS
from analytics.pairs import Floats, Pair, Sample
from analytics.significance.blocks import mean_block
from analytics.significance.bootstrap import REPLICATIONS, mean_interval, seed_of
from analytics.significance.newey_west import (
    DETECTABLE,
    equivalence_p,
    mean_errors,
    two_sided,
)
from analytics.significance.sharpe import sharpe_difference
from analytics.types import Significance

# Log differences that spread less than this are rounding.
_LEAST_SPREAD = 1e-12
# Up to 128 KB each: those of a few notes, whose claims are judged for their own day and for today.
_KEPT = 128


def gap_test(pair: Pair, *, margin: float | None) -> Significance | None:
    """Newey-West t, bootstrap interval and Ledoit-Wolf Sharpe test of one pair on its window.

    `margin` (points a year) adds the two one-sided tests of equivalence. None with fewer than 20
    returns, or where the two never differ. Size of t at 5 %, simulated: 5 to 6 % over one to
    five years, 9 % over a quarter; a lead as large as the detectable gap is found 77 times of 100.
    """
    return _tested(pair.sample, margin)


@lru_cache(maxsize=_KEPT)
def _tested(sample: Sample, margin: float | None) -> Significance | None:
    ours, theirs = _log_returns(sample)
    gaps = ours - theirs
    if _says_nothing(gaps):
        return None
    sessions_per_year = len(gaps) / (sample.days_covered / DAYS_PER_YEAR)
    scale = 100 * sessions_per_year
    lag = newey_west_lag(len(gaps))
    block = mean_block(gaps, lag)
    mean, error = _mean_and_error(gaps, lag)
    low, high = mean_interval(gaps, lag=lag, block=block, seed=seed_of(sample))
    difference, sharpe_p = sharpe_difference(
        np.expm1(ours), np.expm1(theirs), lag=lag, sessions_per_year=sessions_per_year
    )
    p = two_sided(mean / error)
    return Significance(
        comparator=_comparator(sample),
        t=mean / error,
        interval=(low * scale, high * scale),
        p=p,
        p_holm=p,
        detectable_gap=DETECTABLE * error * scale,
        observations=len(gaps),
        method=_method(sample, lag, block),
        tost_p=None if margin is None else equivalence_p(mean * scale, error * scale, margin),
        sharpe_difference=difference,
        sharpe_p=sharpe_p,
    )


def t_statistic(pair: Pair) -> float:
    """Newey-West t of the mean daily log difference; 0 where there is nothing to test."""
    ours, theirs = _log_returns(pair.sample)
    gaps = ours - theirs
    if _says_nothing(gaps):
        return 0.0
    mean, error = _mean_and_error(gaps, newey_west_lag(len(gaps)))
    return mean / error


def _log_returns(sample: Sample) -> tuple[Floats, Floats]:
    ours, theirs = (side.values for side in sample.sides())
    return np.log(ours[1:] / ours[:-1]), np.log(theirs[1:] / theirs[:-1])


def _comparator(sample: Sample) -> str | None:
    return sample.names[1] if len(sample.names) > 1 else None


def _says_nothing(gaps: Floats) -> bool:
    return len(gaps) < FEWEST_RETURNS or float(gaps.std()) < _LEAST_SPREAD


def _mean_and_error(gaps: Floats, lag: int) -> tuple[float, float]:
    return float(gaps.mean()), float(mean_errors(gaps[None], lag)[0])


def _method(sample: Sample, lag: int, block: float) -> str:
    tests = f"Newey-West t (lag {lag}); studentised stationary bootstrap 95 %"
    tests += f" ({REPLICATIONS:,} draws, mean block {block:.1f})"
    if len(sample.names) == 1:
        return f"daily log returns against 0; {tests}; points a year"
    return f"paired daily log returns; {tests}; Sharpe by Ledoit-Wolf; points a year"
