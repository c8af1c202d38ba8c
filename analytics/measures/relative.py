"""A fund against a benchmark, on returns between sessions on which both have a close."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from analytics.measures import bare
from analytics.measures.bare import SESSIONS_PER_YEAR, ratio
from analytics.measures.closes import common_closes, excess


def beta(
    closes: pd.Series,
    benchmark: pd.Series,
    *,
    periods_per_year: int = SESSIONS_PER_YEAR,
    cash: pd.Series | None = None,
) -> float:
    """Covariance of paired simple returns above cash over the variance of the benchmark's."""
    return bare.beta(*_paired(closes, benchmark, periods_per_year, cash))


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
    return bare.alpha(*_paired(closes, benchmark, periods_per_year, cash), periods_per_year)


def correlation(
    closes: pd.Series, benchmark: pd.Series, *, periods_per_year: int = SESSIONS_PER_YEAR
) -> float:
    """Pearson correlation of paired simple returns; NaN if either never moves."""
    return bare.correlation(*_paired(closes, benchmark, periods_per_year))


def tracking_error(
    closes: pd.Series, benchmark: pd.Series, *, periods_per_year: int = SESSIONS_PER_YEAR
) -> float:
    """Sample standard deviation of paired return differences, times the root of periods a year."""
    return bare.tracking_error(*_paired(closes, benchmark, periods_per_year), periods_per_year)


def information_ratio(
    closes: pd.Series, benchmark: pd.Series, *, periods_per_year: int = SESSIONS_PER_YEAR
) -> float:
    """Mean paired return difference a year over the tracking error (Grinold and Kahn)."""
    ours, theirs = _paired(closes, benchmark, periods_per_year)
    ahead = float(np.mean(ours - theirs)) * periods_per_year
    return ratio(ahead, float(np.std(ours - theirs, ddof=1)) * math.sqrt(periods_per_year))


def _paired(
    closes: pd.Series,
    benchmark: pd.Series,
    periods_per_year: int,
    cash: pd.Series | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    ours, theirs = common_closes(closes, benchmark)
    return excess(ours, periods_per_year, cash), excess(theirs, periods_per_year, cash)
