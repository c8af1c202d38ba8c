"""The days on which New York traded; every other day is no evidence.

Checked against the reference prices: no session too many or too few from 1993-01-29 to 2026-07-31.
"""

from __future__ import annotations

import warnings
from datetime import UTC, date, datetime, timedelta
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Days = NDArray[np.datetime64]

# The library's own default is the last 20 years only; a longer calendar takes the same 0.1 s.
FIRST_DAY, LAST_DAY = "1900-01-01", "2049-12-31"
# Vendors correct the closing print for some minutes after the bell.
SETTLING = timedelta(minutes=30)


@cache
def _closes() -> pd.Series:
    """The closing moment (UTC) of every session, early closes included."""
    import exchange_calendars  # 0.35 s, not to be paid by `--help`

    with warnings.catch_warnings():
        # The library still uses calls that pandas 3.1 deprecates.
        warnings.simplefilter("ignore", pd.errors.Pandas4Warning)
        calendar = exchange_calendars.get_calendar("XNYS", start=FIRST_DAY, end=LAST_DAY)
        closes: pd.Series = calendar.closes
    return closes


@cache
def _sessions() -> Days:
    return _closes().index.to_numpy().astype("datetime64[D]")


@cache
def _traded() -> tuple[np.datetime64, NDArray[np.bool_]]:
    """The first session, and a flag for it and each day from there to the last."""
    known = _sessions()
    traded = np.zeros(int((known[-1] - known[0]).astype(int)) + 1, dtype=bool)
    traded[(known - known[0]).astype(np.int64)] = True
    return known[0], traded


def is_session(days: Days) -> NDArray[np.bool_]:
    """One flag a day: did, or by the exchange's rules will, New York trade."""
    first, traded = _traded()
    at = (days - first).astype(np.int64)
    inside = (at >= 0) & (at < len(traded))
    known: NDArray[np.bool_] = inside & traded[np.where(inside, at, 0)]
    return known


def missing_between(days: Days) -> Days:
    """The sessions from the first to the last of `days` that are not among them."""
    known = _sessions()
    span = known[known.searchsorted(days[0]) : known.searchsorted(days[-1], side="right")]
    if np.array_equal(span, days):
        return span[:0]
    # Dates are hashed one by one, whole numbers looked up in a table.
    there = np.isin(span.view(np.int64), days.view(np.int64), kind="table")
    missing: Days = span[~there]
    return missing


def last_completed(now: datetime) -> date:
    """The latest session whose close, early closes included, has settled at the moment `now`."""
    closes = _closes()
    settled = closes.searchsorted(pd.Timestamp(now.astimezone(UTC) - SETTLING), side="right")
    last: date = _sessions()[int(settled) - 1].astype(object)
    return last
