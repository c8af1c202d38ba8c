"""Closes of several series on the sessions that all of them have.

In bare numbers: pandas infers a frequency at every cut of an index, a third of a millisecond.
"""

from __future__ import annotations

from functools import reduce
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Days = NDArray[np.datetime64]
Floats = NDArray[np.float64]


class Aligned(NamedTuple):
    """Common sessions, ascending, and each series' closes on them."""

    days: Days
    closes: tuple[Floats, ...]


def align(series: tuple[pd.Series, ...]) -> Aligned:
    """The series, of ascending days without repeats, on their common sessions."""
    known = [days_of(closes) for closes in series]
    days = reduce(_common, known)
    return Aligned(
        days=days,
        closes=tuple(
            closes.to_numpy(dtype=np.float64)[_places(own, days)]
            for own, closes in zip(known, series, strict=True)
        ),
    )


def days_of(closes: pd.Series) -> Days:
    """The days of a series as `datetime64[D]`."""
    return closes.index.to_numpy().astype("datetime64[D]")


def _common(days: Days, others: Days) -> Days:
    # By a table of all days between: numpy takes ten times as long to hash dates, or to sort them.
    shared = np.isin(days.view(np.int64), others.view(np.int64), kind="table")
    return days[shared]


def _places(own: Days, days: Days) -> slice | NDArray[np.intp]:
    """Where the common days are among a series' own."""
    return slice(None) if len(days) == len(own) else np.searchsorted(own, days)
