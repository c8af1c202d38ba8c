"""From closes to returns: what is dropped, what pairs up, and how often a close comes."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]
SESSIONS_PER_YEAR = 252
DAYS_PER_YEAR = 365.25
# Closes may lie this many times further apart, or closer, than their frequency has them: daily
# ones 4 days (a long weekend), which no weekly series comes near.
_SPACING_SLACK = 2.761


def years(first: date, last: date) -> float:
    """Calendar days between two dates over 365.25 (ACT/365.25)."""
    return (last - first).days / DAYS_PER_YEAR


def clean(closes: pd.Series) -> pd.Series:
    """The closes that are there; ValueError for fewer than two."""
    # Looking is a tenth of the work of dropping, and sweeps look thousands of times.
    prices = closes.dropna() if pd.isna(closes.to_numpy()).any() else closes
    if len(prices) < 2:
        raise ValueError(f"a measure needs two closes, got {len(prices)}: widen the window")
    return prices


def day(prices: pd.Series, position: int) -> date:
    """The date of the close at a position."""
    return pd.Timestamp(prices.index[position]).date()


def simple_returns(closes: pd.Series) -> pd.Series:
    """Return of each session on the one before it; one shorter than the closes."""
    prices = clean(closes)
    return pd.Series(_steps(prices), index=prices.index[1:], name=prices.name)


def periodic(closes: pd.Series, periods_per_year: int) -> pd.Series:
    """Simple returns, once it's sure that the closes are as frequent as the caller says."""
    return simple_returns(_as_frequent(clean(closes), periods_per_year))


def excess(closes: pd.Series, periods_per_year: int, cash: pd.Series | None = None) -> Floats:
    """The same above cash as bare numbers, which sweeps of thousands of windows have time for."""
    prices = _as_frequent(clean(closes), periods_per_year)
    return _steps(prices) if cash is None else over_cash(simple_returns(prices), cash).to_numpy()


def _steps(prices: pd.Series) -> Floats:
    values = prices.to_numpy()
    steps: Floats = values[1:] / values[:-1] - 1
    return steps


def _as_frequent(prices: pd.Series, periods_per_year: int) -> pd.Series:
    """The closes; ValueError if they come less or more often than the caller says."""
    spacing = (day(prices, -1) - day(prices, 0)).days / (len(prices) - 1)
    expected = DAYS_PER_YEAR / periods_per_year
    if not expected / _SPACING_SLACK < spacing < expected * _SPACING_SLACK:
        raise ValueError(
            f"closes lie {spacing:.1f} days apart, so √{periods_per_year} would be wrong:"
            " pass periods_per_year"
        )
    return prices


def over_cash(returns: pd.Series, cash: pd.Series | None) -> pd.Series:
    """Returns less cash's on the same days; ValueError if cash has none for one of them."""
    if cash is None:
        return returns
    rate = cash.reindex(returns.index)
    unknown = rate.index[rate.isna()]
    if len(unknown):
        raise ValueError(
            f"cash has no return on {len(unknown)} of {len(returns)} sessions, first"
            f" {unknown[0]:%Y-%m-%d}: cut the closes to the days of cash"
        )
    return returns - rate


def common_closes(closes: pd.Series, benchmark: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Both series on the sessions that both have, so that returns pair up day by day."""
    ours, theirs = clean(closes), clean(benchmark)
    if ours.index.equals(theirs.index):
        return ours, theirs
    shared = ours.index.intersection(theirs.index)
    return ours.loc[shared], theirs.loc[shared]


def month_closes(closes: pd.Series) -> pd.Series:
    """The last close of each month, by calendar month (`PeriodIndex`); NaN for a month without.

    A last month that New York has yet to finish is left out: its return is no month's.
    """
    from analytics.prices.sessions import is_session  # brings price sources along

    prices = clean(closes)
    by_month = prices.groupby(pd.DatetimeIndex(prices.index).to_period("M")).last()
    last = np.datetime64(day(prices, -1), "D")
    rest_of_month = np.arange(last + 1, (last.astype("M8[M]") + 1).astype("M8[D]"))
    if is_session(rest_of_month).any():
        by_month = by_month.iloc[:-1]
    months = pd.PeriodIndex(by_month.index)
    return by_month.reindex(pd.period_range(months.min(), months.max(), freq="M"))


def ratio(numerator: float, denominator: float) -> float:
    """The quotient, NaN over nothing."""
    return numerator / denominator if denominator > 1e-12 else math.nan
