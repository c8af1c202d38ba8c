"""A measure on every run of so many consecutive returns.

`returns` is the length of a window in returns (252 is a year of daily closes), so that a window
holds one close more. Results are series by the window's last session, without the sessions that
have no full window before them; empty if there are none. Pairs are matched first, as everywhere.
The named ones are `rolling` of the measure of the same name, only faster.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pandas as pd

from analytics.measures.bare import SESSIONS_PER_YEAR
from analytics.measures.closes import (
    clean,
    common_closes,
    over_cash,
    periodic,
    simple_returns,
)


def rolling(
    measure: Callable[..., float],
    closes: pd.Series,
    benchmark: pd.Series | None = None,
    *,
    returns: int = SESSIONS_PER_YEAR,
) -> pd.Series:
    """Any measure of closes, or of closes and a benchmark, on each window."""
    series = [clean(closes)] if benchmark is None else list(common_closes(closes, benchmark))
    ends = range(returns, len(series[0]))
    values = [measure(*(s.iloc[end - returns : end + 1] for s in series)) for end in ends]
    return pd.Series(values, index=series[0].index[returns:], dtype=float)


def rolling_return(closes: pd.Series, *, returns: int = SESSIONS_PER_YEAR) -> pd.Series:
    """Last close over the first of each window, minus one; not annualised."""
    prices = clean(closes)
    return (prices / prices.shift(returns) - 1).iloc[returns:]


def rolling_volatility(
    closes: pd.Series,
    *,
    returns: int = SESSIONS_PER_YEAR,
    periods_per_year: int = SESSIONS_PER_YEAR,
) -> pd.Series:
    """Sample standard deviation of each window's returns, yearly."""
    each = periodic(closes, periods_per_year)
    return each.rolling(returns).std(ddof=1).iloc[returns - 1 :] * math.sqrt(periods_per_year)


def rolling_sharpe(
    closes: pd.Series,
    *,
    returns: int = SESSIONS_PER_YEAR,
    periods_per_year: int = SESSIONS_PER_YEAR,
    cash: pd.Series | None = None,
) -> pd.Series:
    """Mean over standard deviation of each window's returns above cash, yearly."""
    windows = over_cash(periodic(closes, periods_per_year), cash).rolling(returns)
    spread = windows.std(ddof=1).iloc[returns - 1 :]
    return windows.mean().iloc[returns - 1 :] / _unless_still(spread) * math.sqrt(periods_per_year)


def rolling_beta(
    closes: pd.Series, benchmark: pd.Series, *, returns: int = SESSIONS_PER_YEAR
) -> pd.Series:
    """Covariance over the benchmark's variance of each window's paired returns."""
    ours, theirs = map(simple_returns, common_closes(closes, benchmark))
    spread = theirs.rolling(returns).var(ddof=1).iloc[returns - 1 :]
    return ours.rolling(returns).cov(theirs, ddof=1).iloc[returns - 1 :] / _unless_still(spread)


def rolling_correlation(
    closes: pd.Series, benchmark: pd.Series, *, returns: int = SESSIONS_PER_YEAR
) -> pd.Series:
    """Pearson correlation of each window's paired returns; NaN where either never moves."""
    ours, theirs = map(simple_returns, common_closes(closes, benchmark))
    return ours.rolling(returns).corr(theirs).iloc[returns - 1 :].clip(-1, 1)


def rolling_drawdown(closes: pd.Series, *, returns: int = SESSIONS_PER_YEAR) -> pd.Series:
    """Depth of the deepest fall within each window; the peak before the window doesn't count."""
    prices = clean(closes)
    if len(prices) <= returns:
        return prices.iloc[:0]
    windows = np.lib.stride_tricks.sliding_window_view(prices.to_numpy(), returns + 1)
    # One window at a time: a table of all running peaks would take gigabytes on long windows.
    depths = [float((1 - w / np.maximum.accumulate(w)).max()) for w in windows]
    return pd.Series(depths, index=prices.index[returns:])


def _unless_still(spread: pd.Series) -> pd.Series:
    return spread.where(spread > 1e-12)
