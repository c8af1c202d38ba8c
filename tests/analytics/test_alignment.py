"""Closes of several series on the sessions that all have."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analytics.alignment import align

DAYS = pd.bdate_range("2020-01-01", periods=12)
some_days = st.sets(st.integers(0, 11), min_size=1).map(sorted)


def _series(places: list[int], scale: float = 1.0) -> pd.Series:
    return pd.Series(scale * (1.0 + np.array(places)), index=DAYS[places])


@given(some_days, some_days, some_days)
def test_common_days_are_those_of_all_series(
    one: list[int], other: list[int], third: list[int]
) -> None:
    found = align((_series(one), _series(other), _series(third))).days
    expected = DAYS[sorted(set(one) & set(other) & set(third))]
    assert found.tolist() == [day.date() for day in expected]


@given(some_days, some_days)
def test_every_close_stays_with_its_day(one: list[int], other: list[int]) -> None:
    days, (ours, theirs) = align((_series(one), _series(other, 10.0)))
    places = DAYS.get_indexer(pd.DatetimeIndex(days))
    assert ours.tolist() == (places + 1.0).tolist()
    assert theirs.tolist() == (10 * (places + 1.0)).tolist()


def test_days_are_days_whatever_unit_the_index_has() -> None:
    seconds = pd.Series([1.0, 2.0], index=DAYS[:2].as_unit("s"))
    nanoseconds = pd.Series([3.0, 4.0], index=DAYS[1:3].as_unit("ns"))
    assert align((seconds, nanoseconds)).days.tolist() == [DAYS[1].date()]
