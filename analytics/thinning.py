"""Fewer points of a line, none of those that a reader would miss."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.windows import Days

_MONDAY = np.datetime64("1970-01-05", "D")
_MONTHS = (1, 2, 3, 6, 12)


def thin(values: pd.Series, *, points: int) -> pd.Series:
    """The last session of every week or month, whichever first gives at most `points` of them.

    Longer steps follow for longer histories, up to a year, whatever number that leaves. The
    first session, the last, and those of the lowest and highest value are always kept.
    """
    if len(values) <= points:
        return values
    days = values.index.to_numpy().astype("datetime64[D]")
    for ends in _ends(days):
        if len(ends) <= points:
            break
    extremes = [0, len(values) - 1, int(values.argmin()), int(values.argmax())]
    return values.iloc[np.union1d(ends, extremes)]


def _ends(days: Days) -> Iterator[NDArray[np.intp]]:
    """Positions of the last sessions of ever longer periods."""
    yield _last_of((days - _MONDAY).astype(np.int64) // 7)
    for count in _MONTHS:
        yield _last_of(_months(days) // count)


def _months(days: Days) -> NDArray[np.int64]:
    return days.astype("datetime64[M]").astype(np.int64)


def _last_of(periods: NDArray[np.int64]) -> NDArray[np.intp]:
    return np.flatnonzero(np.diff(periods, append=periods[-1] + 1))
