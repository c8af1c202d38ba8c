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


def is_session(days: Days) -> NDArray[np.bool_]:
    """One flag a day: did, or by the exchange's rules will, New York trade."""
    known = _sessions()
    nearest = known[np.minimum(known.searchsorted(days), len(known) - 1)]
    same: NDArray[np.bool_] = nearest == days
    return same


def missing_between(days: Days) -> Days:
    """The sessions from the first to the last of `days` that are not among them."""
    known = _sessions()
    span = known[(known >= days[0]) & (known <= days[-1])]
    missing: Days = span[~np.isin(span, days)]
    return missing


def last_completed(now: datetime) -> date:
    """The latest session whose close, early closes included, has settled at the moment `now`."""
    closes = _closes()
    settled = closes.searchsorted(pd.Timestamp(now.astimezone(UTC) - SETTLING), side="right")
    last: date = _sessions()[int(settled) - 1].astype(object)
    return last
