"""Prices that are at hand already: for library users with frames of their own, and for tests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from analytics.prices.names import normalise
from analytics.prices.series import build
from analytics.types import PriceSeries


class MemorySource:
    """Series held in memory, by ticker."""

    def __init__(self, held: Mapping[str, PriceSeries], *, name: str = "memory") -> None:
        self._held = {normalise(ticker): one for ticker, one in held.items()}
        self._name = name

    @property
    def name(self) -> str:
        """The name given on construction."""
        return self._name

    def tickers(self) -> frozenset[str]:
        """Every ticker held."""
        return frozenset(self._held)

    def load(self, ticker: str) -> PriceSeries | None:
        """The series as it was handed in."""
        return self._held.get(normalise(ticker))

    def first_close(self) -> date | None:
        """The earliest day of all series."""
        return min((_ends(one)[0] for one in self._held.values()), default=None)

    def last_close(self) -> date | None:
        """The latest day of all series."""
        return max((_ends(one)[1] for one in self._held.values()), default=None)


def series(
    ticker: str,
    *,
    adjusted: pd.Series | None = None,
    close: pd.Series | None = None,
    source: str = "memory",
) -> PriceSeries:
    """A `PriceSeries` of closes on a naive ascending `DatetimeIndex`, made as a file's would be.

    Days on which New York did not trade and NaN are left out. Raises ValueError when nothing
    remains, or the days are not ascending.
    """
    both = {"adjusted": adjusted, "close": close}
    given = {field: values for field, values in both.items() if values is not None}
    for values in given.values():
        if not _is_ascending(values.index):
            raise ValueError(f"the closes of {ticker} need ascending naive days: sort them")
    rows = pd.DataFrame(given)
    made = build(normalise(ticker), rows, source=source).series
    if made is None:
        raise ValueError(f"no close of {ticker} falls on a trading day: give some that do")
    return made


def _is_ascending(days: pd.Index) -> bool:
    naive = isinstance(days, pd.DatetimeIndex) and days.tz is None
    return naive and days.is_monotonic_increasing and days.is_unique


def _ends(held: PriceSeries) -> tuple[date, date]:
    given = [values.index for values in (held.adjusted, held.close) if values is not None]
    first: date = min(days[0] for days in given).date()
    last: date = max(days[-1] for days in given).date()
    return first, last
