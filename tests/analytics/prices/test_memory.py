"""Prices of one's own, handed in as frames."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from analytics.prices import MemorySource, series
from tests.analytics.prices.files import closes


def test_a_series_is_found_under_any_spelling() -> None:
    held = series("brk-b", adjusted=closes(1.0))
    assert MemorySource({"BRK/B": held}).load("brk.b") is held


def test_the_last_close_is_over_all_series() -> None:
    source = MemorySource(
        {
            "A": series("A", adjusted=closes(1.0, 2.0)),
            "B": series("B", close=closes(1.0, 2.0, 3.0)),
        }
    )
    assert source.last_close() == date(2020, 1, 6)


def test_an_empty_source_has_no_last_close() -> None:
    assert MemorySource({}).last_close() is None


@pytest.mark.parametrize(
    "given",
    [
        closes(1.0, 2.0).iloc[::-1],
        pd.concat([closes(1.0), closes(1.0)]),
        closes(1.0).tz_localize("UTC"),
        closes(1.0).reset_index(drop=True),
    ],
    ids=["descending", "a day twice", "aware", "no days"],
)
def test_closes_that_are_not_on_ascending_naive_days_are_refused(given: pd.Series) -> None:
    with pytest.raises(ValueError, match="ascending naive days"):
        series("XSMO", adjusted=given)


def test_a_series_without_a_trading_day_is_refused() -> None:
    saturday = pd.Series([1.0], index=pd.DatetimeIndex(["2020-01-04"]))
    with pytest.raises(ValueError, match="trading day"):
        series("XSMO", adjusted=saturday)
