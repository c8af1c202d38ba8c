"""A fund against a benchmark, on returns between sessions on which both have a close."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from analytics.measures.closes import (
    SESSIONS_PER_YEAR,
    common_closes,
    excess,
    ratio,
)


def beta(
    closes: pd.Series,
    benchmark: pd.Series,
    *,
    periods_per_year: int = SESSIONS_PER_YEAR,
    cash: pd.Series | None = None,
) -> float:
    """Covariance of paired simple returns above cash over the variance of the benchmark's."""
    return _slope(*_paired(closes, benchmark, periods_per_year, cash))


def alpha(
    closes: pd.Series,
    benchmark: pd.Series,
    *,
    periods_per_year: int = SESSIONS_PER_YEAR,
    cash: pd.Series | None = None,
) -> float:
    """Jensen's alpha a year: periods times (mean return - beta times the benchmark's) (1968).

    Returns are above cash, which earns 0 unless its returns are given.
    """
    ours, theirs = _paired(closes, benchmark, periods_per_year, cash)
    return (float(ours.mean()) - _slope(ours, theirs) * float(theirs.mean())) * periods_per_year


def correlation(
    closes: pd.Series, benchmark: pd.Series, *, periods_per_year: int = SESSIONS_PER_YEAR
) -> float:
    """Pearson correlation of paired simple returns; NaN if either never moves."""
    ours, theirs = _paired(closes, benchmark, periods_per_year)
    if ours.std() == 0 or theirs.std() == 0:
        return math.nan
    return float(np.corrcoef(ours, theirs)[0, 1])


def tracking_error(
    closes: pd.Series, benchmark: pd.Series, *, periods_per_year: int = SESSIONS_PER_YEAR
) -> float:
    """Sample standard deviation of paired return differences, times the root of periods a year."""
    ours, theirs = _paired(closes, benchmark, periods_per_year)
    return float(np.std(ours - theirs, ddof=1)) * math.sqrt(periods_per_year)


def information_ratio(
    closes: pd.Series, benchmark: pd.Series, *, periods_per_year: int = SESSIONS_PER_YEAR
) -> float:
    """Mean paired return difference a year over the tracking error (Grinold and Kahn)."""
    ours, theirs = _paired(closes, benchmark, periods_per_year)
    ahead = float(np.mean(ours - theirs)) * periods_per_year
    return ratio(ahead, float(np.std(ours - theirs, ddof=1)) * math.sqrt(periods_per_year))


def _slope(ours: np.ndarray, theirs: np.ndarray) -> float:
    covariance = np.cov(ours, theirs, ddof=1)
    return ratio(float(covariance[0, 1]), float(covariance[1, 1]))


def _paired(
    closes: pd.Series,
    benchmark: pd.Series,
    periods_per_year: int,
    cash: pd.Series | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    ours, theirs = common_closes(closes, benchmark)
    return excess(ours, periods_per_year, cash), excess(theirs, periods_per_year, cash)
