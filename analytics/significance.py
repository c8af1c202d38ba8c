"""Is the gap more than luck: tests on paired daily log returns of common sessions.

All gaps, intervals and margins are percentage points a year of continuously compounded return:
daily log differences times the window's own sessions a year. Against no comparator the other
side is cash at zero.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import replace
from statistics import NormalDist

import numpy as np
from arch.bootstrap import StationaryBootstrap, optimal_block_length
from statsmodels.regression.linear_model import OLS
from statsmodels.stats.sandwich_covariance import S_hac_simple

from analytics.measures import DAYS_PER_YEAR
from analytics.metrics import FEWEST_RETURNS
from analytics.pairs import Floats, Pair
from analytics.types import Significance, Verdict

REPLICATIONS = 1_000
# Daily moves of less than a hundredth of a basis point are rounding.
_LEAST_VARIANCE = 1e-12
# Power and two-sided size of the detectable gap: z(0.975) + z(0.8).
NORMAL = NormalDist()
DETECTABLE = NORMAL.inv_cdf(0.975) + NORMAL.inv_cdf(0.8)


def gap_test(pair: Pair, *, margin: float | None) -> Significance | None:
    """Newey-West t, bootstrap interval and Ledoit-Wolf Sharpe test of one pair on its window.

    `margin` (points a year) adds the two one-sided tests of equivalence. None with fewer than 20
    returns, or where the two never differ.
    """
    ours, theirs = _log_returns(pair)
    gaps = ours - theirs
    if len(gaps) < FEWEST_RETURNS or float(gaps.std()) < 1e-12:
        return None
    scale = 100 * len(gaps) / (pair.days_covered / DAYS_PER_YEAR)
    lag = newey_west_lag(len(gaps))
    mean, error = _hac_mean(gaps, lag)
    difference, sharpe_p = _sharpe_difference(np.expm1(ours), np.expm1(theirs), lag, scale)
    p = two_sided(mean / error)
    block, interval = _bootstrap(gaps, seed=seed_of(pair))
    return Significance(
        comparator=pair.name,
        t=mean / error,
        interval=(interval[0] * scale, interval[1] * scale),
        p=p,
        p_holm=p,
        detectable_gap=DETECTABLE * error * scale,
        observations=len(gaps),
        method=_method(pair, lag, block),
        tost_p=None if margin is None else _tost(mean * scale, error * scale, margin),
        sharpe_difference=difference,
        sharpe_p=sharpe_p,
    )


def t_statistic(pair: Pair) -> float:
    """Newey-West t of the mean daily log difference; 0 where there is nothing to test."""
    ours, theirs = _log_returns(pair)
    gaps = ours - theirs
    if len(gaps) < FEWEST_RETURNS or float(gaps.std()) < 1e-12:
        return 0.0
    mean, error = _hac_mean(gaps, newey_west_lag(len(gaps)))
    return mean / error


def holm(verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """The verdicts of one note with `p_holm` adjusted over all of the note's tests (Holm 1979)."""
    tested = [at for at, verdict in enumerate(verdicts) if verdict.significance is not None]
    adjusted = list(verdicts)
    values = [found.p for found in (verdicts[at].significance for at in tested) if found]
    if values:
        for at, p in zip(tested, holm_adjusted(values), strict=True):
            adjusted[at] = _with_holm(verdicts[at], p)
    return tuple(adjusted)


def holm_adjusted(values: Sequence[float]) -> list[float]:
    """P-values times the number of hypotheses still standing, never falling, at most 1.

    As statsmodels' multipletests(method="holm"), which collects all garbage at every call: a
    fifth of a second beside a language model.
    """
    order = np.argsort(values, kind="stable")
    steps = np.asarray(values)[order] * np.arange(len(values), 0, -1)
    adjusted = np.empty(len(values))
    adjusted[order] = np.minimum(np.maximum.accumulate(steps), 1.0)
    return [float(p) for p in adjusted]


def newey_west_lag(observations: int) -> int:
    """Automatic lag floor(4 (n / 100)^(2/9)), Newey and West (1994)."""
    return math.floor(4.0 * math.pow(observations / 100, 2 / 9))


def two_sided(z: float) -> float:
    """P of a standard normal at least this far from zero on either side."""
    return 2 * NORMAL.cdf(-abs(z))


def _log_returns(pair: Pair) -> tuple[Floats, Floats]:
    inside = slice(pair.stretch.start, pair.stretch.stop + 1)
    ours, theirs = pair.ours[inside], pair.theirs[inside]
    return np.log(ours[1:] / ours[:-1]), np.log(theirs[1:] / theirs[:-1])


def _hac_mean(gaps: Floats, lag: int) -> tuple[float, float]:
    """Mean and its Bartlett-kernel standard error, by regression on a constant."""
    options = {"maxlags": lag, "use_correction": True}
    fit = OLS(gaps, np.ones(len(gaps))).fit(cov_type="HAC", cov_kwds=options)
    return float(fit.params[0]), float(fit.bse[0])


def _bootstrap(gaps: Floats, *, seed: int) -> tuple[float, tuple[float, float]]:
    """Block length (Politis and White) and the 95 % percentile interval of the daily mean."""
    block = block_length(gaps)
    # The annotation says int; the mean of a geometric length needs no rounding.
    draws = StationaryBootstrap(block, gaps, seed=seed)  # type: ignore[arg-type]
    means = draws.apply(np.mean, REPLICATIONS)
    low, high = np.percentile(means, [2.5, 97.5])
    return block, (float(low), float(high))


def block_length(values: Floats) -> float:
    """Mean block of the stationary bootstrap, by Politis and White; at least one.

    A series that does not move has no length of memory to estimate: one.
    """
    if np.var(values) < _LEAST_VARIANCE:
        return 1.0
    return max(1.0, float(optimal_block_length(values)["stationary"].iloc[0]))


def seed_of(pair: Pair) -> int:
    """A seed from who and when, so that a verdict repeats and a rescaled price changes nothing."""
    names = "/".join(quote.ticker for quote in pair.quotes)
    text = f"{names} {pair.stretch.first} {pair.stretch.last} {pair.returns}"
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")


def _tost(gap: float, error: float, margin: float) -> float:
    """P of the two one-sided tests: small means that the gap lies inside ±margin (Schuirmann)."""
    return max(NORMAL.cdf(-(gap + margin) / error), NORMAL.cdf((gap - margin) / error))


def _sharpe_difference(
    ours: Floats, theirs: Floats, lag: int, scale: float
) -> tuple[float, float] | tuple[None, None]:
    """Yearly Sharpe difference and its p, Ledoit and Wolf (2008), HAC by the delta method.

    Nothing where either side never moves: it has no Sharpe ratio.
    """
    per_year = math.sqrt(scale / 100)
    moments = np.column_stack([ours, theirs, ours**2, theirs**2])
    m1, m2, s1, s2 = moments.mean(axis=0)
    v1, v2 = s1 - m1**2, s2 - m2**2
    if min(v1, v2) < _LEAST_VARIANCE:
        return None, None
    slope = np.array([s1 / v1**1.5, -s2 / v2**1.5, -m1 / (2 * v1**1.5), m2 / (2 * v2**1.5)])
    spread = S_hac_simple(moments - moments.mean(axis=0), nlags=lag) / len(ours)
    error = math.sqrt(float(slope @ spread @ slope) / len(ours))
    difference = float(m1 / math.sqrt(v1) - m2 / math.sqrt(v2))
    return difference * per_year, two_sided(difference / error)


def _with_holm(verdict: Verdict, p: float) -> Verdict:
    assert verdict.significance is not None
    return replace(verdict, significance=replace(verdict.significance, p_holm=p))


def _method(pair: Pair, lag: int, block: float) -> str:
    tests = f"Newey-West t (lag {lag}); stationary bootstrap 95 % ({REPLICATIONS:,} draws, mean"
    tests += f" block {block:.1f})"
    if pair.comparator is None:
        return f"daily log returns against 0; {tests}; points a year"
    return f"paired daily log returns; {tests}; Sharpe by Ledoit-Wolf; points a year"
