"""From closes to returns: what is dropped, what pairs up, and how often a close comes."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from analytics.measures.bare import DAYS_PER_YEAR, BareCloses, Floats, steps


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


def bare(closes: pd.Series) -> BareCloses:
    """The closes that are there without their dates; ValueError for fewer than two."""
    prices = clean(closes)
    return BareCloses(values=prices.to_numpy(), span=(day(prices, -1) - day(prices, 0)).days)


def simple_returns(closes: pd.Series) -> pd.Series:
    """Return of each session on the one before it; one shorter than the closes."""
    prices = clean(closes)
    return pd.Series(steps(prices.to_numpy()), index=prices.index[1:], name=prices.name)


def periodic(closes: pd.Series, periods_per_year: int) -> pd.Series:
    """Simple returns, once it's sure that the closes are as frequent as the caller says."""
    prices = clean(closes)
    returns = bare(prices).returns(periods_per_year)
    return pd.Series(returns, index=prices.index[1:], name=prices.name)


def excess(closes: pd.Series, periods_per_year: int, cash: pd.Series | None = None) -> Floats:
    """The same above cash as bare numbers."""
    if cash is None:
        return bare(closes).returns(periods_per_year)
    return over_cash(periodic(closes, periods_per_year), cash).to_numpy()


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
