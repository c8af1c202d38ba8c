"""Fewer points, and which of them are kept."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from analytics.thinning import thin
from tests.analytics.support import noisy, steady

DECADE = noisy(0.07, seed=5)


@pytest.mark.parametrize("points", [30, 60, 140, 600])
def test_first_last_lowest_and_highest_are_kept(points: int) -> None:
    kept = thin(DECADE, points=points).index
    wanted = {DECADE.index[0], DECADE.index[-1], DECADE.idxmin(), DECADE.idxmax()}
    assert wanted <= set(kept)


@pytest.mark.parametrize("points", [30, 60, 140, 600])
def test_there_are_no_more_points_than_asked_for_beside_the_extremes(points: int) -> None:
    assert len(thin(DECADE, points=points)) <= points + 4


def test_a_line_that_is_short_enough_is_whole() -> None:
    week = DECADE.iloc[:5]
    assert thin(week, points=5) is week


def test_a_year_is_thinned_to_fridays() -> None:
    year = steady(0.1, start="2019-12-31", end="2020-12-31")
    days = thin(year, points=60).index
    # Good Friday, and 3 July for Independence Day, were no sessions.
    thursdays = [day.date() for day in days if day.weekday() == 3]
    assert {date(2020, 4, 9), date(2020, 7, 2)} <= set(thursdays)
    assert sum(day.weekday() == 4 for day in days) >= 48


def test_a_decade_is_thinned_to_the_last_sessions_of_months() -> None:
    days = thin(steady(0.1), points=140).index
    assert pd.Timestamp("2015-05-29") in days
    assert pd.Timestamp("2015-05-28") not in days


def test_no_value_is_changed() -> None:
    kept = thin(DECADE, points=60)
    assert kept.equals(DECADE.loc[kept.index])
