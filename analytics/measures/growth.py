"""What an investment grew by, with its dividends and without."""

from __future__ import annotations

import pandas as pd

from analytics.measures import bare, closes
from analytics.measures.closes import clean


def total_return(adjusted: pd.Series) -> float:
    """Last close over first, minus one, of closes adjusted for splits and dividends."""
    return bare.total_return(closes.bare(adjusted))


def price_return(quoted: pd.Series) -> float:
    """The same of closes adjusted for splits only: what a holder who spends the dividends keeps."""
    return total_return(quoted)


def reinvested(quoted: pd.Series, dividends: pd.Series) -> pd.Series:
    """Total-return closes from quoted ones: each dividend buys shares at its ex-day's close.

    `quoted` is adjusted for splits and not for dividends, or these would count twice; `dividends`
    is cash a share by ex-day, on the same share basis. Return of an ex-day: (close + dividend) /
    close before - 1 (CRSP; Bacon 2008, ch. 3). The first close stays as quoted. ValueError for a
    dividend on a day without a close, after the first.
    """
    prices = clean(quoted)
    paid = dividends[dividends.index > prices.index[0]]
    stray = paid.index.difference(prices.index)
    if len(stray):
        raise ValueError(
            f"a dividend of {stray[0]:%Y-%m-%d} has no close to be reinvested at: add that close,"
            " or cut the dividends to the closes"
        )
    shares = (1 + paid / prices.loc[paid.index]).reindex(prices.index, fill_value=1.0).cumprod()
    grown: pd.Series = prices * shares
    return grown


def cagr(adjusted: pd.Series) -> float:
    """Compound growth a year by calendar days, (last / first) ** (365.25 / days) - 1 (GIPS)."""
    return bare.cagr(closes.bare(adjusted))
