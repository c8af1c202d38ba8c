"""Known defects of real prices are found, and real market days are left alone."""

from __future__ import annotations

import time
from datetime import date

import numpy as np
import pandas as pd
import pytest

from analytics.prices import Defect, FileSource, check, series
from analytics.types import PriceSeries
from tests.analytics.prices.files import closes, shared

AROUND_THE_CRASHES = (
    (date(2008, 9, 1), date(2008, 12, 31)),
    (date(2010, 5, 1), date(2010, 5, 31)),
    (date(2020, 3, 1), date(2020, 3, 31)),
)
YAHOO = "yahoo_adjusted/adj_close_wide.parquet"
ALPHA_VANTAGE = "alphavantage_raw/raw_adj_div_split_long.parquet"
EODHD = "mit_raw_adjusted/raw_adj_long.parquet"


def walk(sessions: int = 300) -> pd.Series:
    """A calm random walk of 1 % a day on consecutive sessions."""
    moves = np.random.default_rng(7).normal(0.0, 0.01, sessions)
    prices = 100 * np.exp(np.cumsum(moves))
    made = series(
        "XSMO", adjusted=pd.Series(prices, index=pd.bdate_range("2022-01-03", periods=sessions))
    )
    assert made.adjusted is not None
    return made.adjusted


def kinds(values: pd.Series) -> list[tuple[str, date]]:
    return [(found.kind, found.on) for found in check(series("XSMO", adjusted=values))]


def on(values: pd.Series, at: int) -> date:
    return pd.Timestamp(values.index[at]).date()


def reference(file: str, ticker: str) -> tuple[Defect, ...]:
    held = FileSource(shared(file)).load(ticker)
    assert held is not None
    return check(held)


def suspicions(file: str, ticker: str) -> list[tuple[str, str]]:
    """Ticks and breaks of a reference series."""
    found = reference(file, ticker)
    return [(d.kind, str(d.on)) for d in found if d.kind in ("bad_tick", "split_jump")]


def test_a_calm_series_has_no_defect() -> None:
    assert kinds(walk()) == []


@pytest.mark.parametrize("lasting", [1, 2])
def test_a_jump_that_is_taken_back_is_a_bad_tick(lasting: int) -> None:
    values = walk()
    values.iloc[100 : 100 + lasting] *= 0.8
    assert kinds(values) == [("bad_tick", on(values, 100))]


def test_a_fall_that_stays_is_no_bad_tick() -> None:
    values = walk()
    values.iloc[100:] *= 0.88
    assert kinds(values) == []


@pytest.mark.parametrize("ratio", [2.0, 3.0, 1.5, 0.1])
def test_a_split_that_nobody_adjusted_for_is_found(ratio: float) -> None:
    values = walk()
    values.iloc[100:] /= ratio
    assert kinds(values) == [("split_jump", on(values, 100))]


def test_the_detail_of_a_split_names_its_ratio() -> None:
    values = walk()
    values.iloc[100:] /= 3
    (found,) = check(series("XSMO", adjusted=values))
    assert "a 3-for-1 split?" in found.detail


def test_five_equal_closes_are_a_stale_run() -> None:
    values = walk()
    values.iloc[100:105] = values.iloc[100]
    assert kinds(values) == [("stale_run", on(values, 100))]


def test_four_equal_closes_are_not() -> None:
    values = walk()
    values.iloc[100:104] = values.iloc[100]
    assert kinds(values) == []


def test_missing_sessions_are_one_gap_a_run() -> None:
    values = walk()
    left = values.drop(values.index[[50, 51, 52, 80]])
    assert kinds(left) == [("gap", on(values, 50)), ("gap", on(values, 80))]


def test_another_level_behind_a_long_hole_is_a_reused_ticker() -> None:
    values = walk()
    values.iloc[160:] *= 6
    left = values.drop(values.index[100:160])
    assert ("ticker_reused", on(values, 160)) in kinds(left)


def test_the_same_level_behind_a_long_hole_is_a_gap_only() -> None:
    values = walk()
    left = values.drop(values.index[100:160])
    assert [kind for kind, _ in kinds(left)] == ["gap"]


def test_every_defect_says_what_was_done_about_it() -> None:
    values = walk()
    values.iloc[50] *= 0.8
    values.iloc[100:105] = values.iloc[100]
    values.iloc[200:] /= 2
    found = check(series("XSMO", adjusted=values.drop(values.index[150])))
    assert [(defect.kind, defect.done) for defect in found] == [
        ("bad_tick", "kept; a verdict over it is flagged bad_tick_suspected"),
        ("stale_run", "kept as given"),
        ("gap", "not filled; the next return spans it"),
        ("split_jump", "kept; no verdict is computed over a window that holds it"),
    ]


def test_a_day_that_comes_twice_in_a_series_made_elsewhere_is_found() -> None:
    values = walk()
    twice = pd.concat([values, values.iloc[[9]]]).sort_index()
    held = PriceSeries(ticker="XSMO", adjusted=twice, close=None, source="x", fingerprint="x")
    assert [found.kind for found in check(held)] == ["duplicate"]


def test_a_holiday_in_a_series_made_elsewhere_is_found() -> None:
    holiday = pd.concat([walk(), pd.Series([100.0], index=[pd.Timestamp("2022-12-26")])])
    held = PriceSeries(
        ticker="XSMO", adjusted=holiday.sort_index(), close=None, source="x", fingerprint="x"
    )
    assert "non_session" in {found.kind for found in check(held)}


@pytest.mark.parametrize("sessions", [0, 1, 2, 5, 15])
def test_a_short_series_is_no_error(sessions: int) -> None:
    held = PriceSeries(
        ticker="XSMO",
        adjusted=closes(*range(1, sessions + 1)),
        close=None,
        source="x",
        fingerprint="x",
    )
    assert isinstance(check(held), tuple)


def test_scaling_every_price_changes_no_suspicion() -> None:
    values = walk()
    values.iloc[100] *= 0.8
    assert kinds(values * 1000) == kinds(values)


@pytest.mark.parametrize(
    ("file", "ticker", "expected"),
    [
        (YAHOO, "XSMO", [("bad_tick", "2015-12-03")]),
        (ALPHA_VANTAGE, "IJT", [("bad_tick", "2010-05-06")]),
        (ALPHA_VANTAGE, "SLY", [("bad_tick", "2008-09-18")]),
        (EODHD, "SLY", [("bad_tick", "2008-09-18")]),
        (EODHD, "XLF", [("split_jump", "2016-09-19")]),
        (YAHOO, "XLF", []),
        (YAHOO, "IJR", []),
        (YAHOO, "IJT", []),
    ],
)
def test_the_known_defects_of_the_reference_prices(
    file: str, ticker: str, expected: list[tuple[str, str]]
) -> None:
    assert suspicions(file, ticker) == expected


def test_no_crash_of_the_market_is_taken_for_a_bad_tick() -> None:
    source = FileSource(shared(YAHOO))
    alarms = []
    for ticker in sorted(source.tickers()):
        held = source.load(ticker)
        assert held is not None
        alarms += [
            (ticker, defect.on)
            for defect in check(held)
            if defect.kind in ("bad_tick", "split_jump")
            and any(first <= defect.on <= last for first, last in AROUND_THE_CRASHES)
        ]
    assert alarms == []


def test_every_split_of_unadjusted_reference_closes_is_found() -> None:
    raw = pd.read_parquet(shared(ALPHA_VANTAGE))
    stated = raw[raw.split_coefficient != 1]
    missed = []
    for ticker, events in stated.groupby("ticker", observed=True):
        values = raw[raw.ticker == ticker].set_index("timestamp").close
        found = {d.on for d in check(series(str(ticker), close=values)) if d.kind == "split_jump"}
        missed += [(ticker, day) for day in events.timestamp.dt.date if day not in found]
    assert missed == []


def test_a_long_series_is_checked_within_20_milliseconds() -> None:
    values = walk(8_000)
    held = series("XSMO", adjusted=values)
    check(held)  # loads the calendar, once a process
    spent = []
    for _ in range(5):
        started = time.perf_counter()
        check(held)
        spent.append(time.perf_counter() - started)
    assert min(spent) < 0.02
