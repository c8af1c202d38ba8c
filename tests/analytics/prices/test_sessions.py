"""New York's calendar: special closures, early closes, and the moment a close has settled."""

from __future__ import annotations

from datetime import UTC, date, datetime

import numpy as np
import pandas as pd
import pytest

from analytics.prices.sessions import is_session, last_completed, missing_between
from tests.analytics.prices.files import shared


@pytest.mark.parametrize(
    ("day", "traded"),
    [
        ("2020-01-02", True),
        ("2020-01-04", False),
        ("2001-09-12", False),
        ("2012-10-29", False),
        ("2025-01-09", False),
        ("1987-10-19", True),
        ("2045-07-04", False),
        ("1799-12-31", False),
        ("2200-01-02", False),
    ],
)
def test_a_day_is_a_session_when_new_york_traded(day: str, traded: bool) -> None:
    assert bool(is_session(np.array([day], dtype="datetime64[D]"))[0]) is traded


@pytest.mark.parametrize(
    ("moment", "last"),
    [
        ("2020-01-03 20:59", date(2020, 1, 2)),
        ("2020-01-03 21:29", date(2020, 1, 2)),
        ("2020-01-03 21:30", date(2020, 1, 3)),
        ("2020-01-05 12:00", date(2020, 1, 3)),
        ("2020-11-27 18:31", date(2020, 11, 27)),
        ("2020-07-02 20:31", date(2020, 7, 2)),
    ],
    ids=["open", "unsettled", "settled", "Sunday", "early close", "daylight time"],
)
def test_a_session_is_completed_half_an_hour_after_its_close(moment: str, last: date) -> None:
    assert last_completed(datetime.fromisoformat(moment).replace(tzinfo=UTC)) == last


def test_missing_sessions_are_those_between_the_first_and_the_last() -> None:
    days = np.array(["2020-01-02", "2020-01-07"], dtype="datetime64[D]")
    assert missing_between(days).astype(str).tolist() == ["2020-01-03", "2020-01-06"]


def test_the_calendar_agrees_with_thirty_years_of_reference_prices() -> None:
    wide = pd.read_parquet(shared("yahoo_adjusted/adj_close_wide.parquet"), columns=["XSMO"])
    days = wide.index.to_numpy().astype("datetime64[D]")
    assert is_session(days).all()
    assert missing_between(days).size == 0
