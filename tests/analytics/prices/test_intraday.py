"""A last row from before the close is told by the file's time, or by its volume."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analytics.prices import Defect, FileSource
from analytics.prices.intraday import doubtful_last
from tests.analytics.prices.files import closes, shared, write

LATER = datetime(2027, 1, 1, tzinfo=UTC)


def last(volumes: list[float], *, written: datetime = LATER) -> Defect | None:
    """The doubt about the last row of a file that ends on Friday 2020-01-10."""
    days = pd.bdate_range(end="2020-01-10", periods=len(volumes))
    values = pd.Series(volumes, index=days)
    return doubtful_last(days.to_numpy().astype("datetime64[D]"), values, written=written)


def usual(sessions: int = 60) -> list[float]:
    return list(np.random.default_rng(1).lognormal(11.0, 0.4, sessions))


def test_a_fraction_of_the_usual_volume_is_a_session_not_over() -> None:
    found = last([*usual(), 4_000.0])
    assert found is not None
    assert (found.kind, str(found.on)) == ("intraday_last", "2020-01-10")
    assert "of the usual" in found.detail
    assert "tapecheck prices import" in found.done


def test_an_ordinary_last_day_is_not() -> None:
    assert last([*usual(), 60_000.0]) is None


def test_a_quiet_day_in_a_fund_that_has_quieter_ones_is_not() -> None:
    volumes = usual()
    volumes[40] = 1_000.0
    assert last([*volumes, 4_000.0]) is None


@pytest.mark.parametrize("volumes", [[5.0], [0.0] * 60, [float("nan")] * 60])
def test_volumes_that_say_nothing_say_nothing(volumes: list[float]) -> None:
    assert last(volumes) is None


@pytest.mark.parametrize(
    ("written", "doubted"),
    [("2020-01-10 16:00", True), ("2020-01-10 21:31", False), ("1980-01-01 00:00", False)],
    ids=["while trading", "after the close", "a meaningless time"],
)
def test_a_file_written_while_the_session_ran_says_so(written: str, doubted: bool) -> None:
    moment = datetime.fromisoformat(written).replace(tzinfo=UTC)
    assert (last([60_000.0] * 60, written=moment) is not None) is doubted


@pytest.mark.parametrize("ticker", ["XSMO", "IJT", "IJR"])
def test_the_reference_files_that_end_intraday_are_told(ticker: str) -> None:
    found = FileSource(shared(f"yahoo_events/{ticker}.csv")).doubtful_last(ticker)
    assert found is not None
    assert str(found.on) == "2025-12-26"


def test_a_ticker_that_ended_earlier_is_not_doubted_for_a_files_last_row(tmp_path: Path) -> None:
    rows = "Date,IJR,XSMO\n2020-01-02,10,20\n2020-01-03,,21\n"
    path = write(tmp_path / "wide.csv", rows)
    noon = datetime(2020, 1, 3, 17, 0, tzinfo=UTC).timestamp()
    os.utime(path, (noon, noon))
    source = FileSource(path)
    assert source.doubtful_last("IJR") is None
    assert source.doubtful_last("XSMO") is not None


def test_a_file_without_volumes_and_of_today_is_not_doubted() -> None:
    days = closes(1.0, 2.0).index.to_numpy().astype("datetime64[D]")
    assert doubtful_last(days, None, written=LATER) is None
