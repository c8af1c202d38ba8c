"""Splits are settled, dividends reinvested, and the fingerprint follows the prices alone."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analytics.prices.series import build
from analytics.types import PriceSeries
from tests.analytics.prices.files import closes, shared


def made(rows: pd.DataFrame, ticker: str = "XSMO") -> PriceSeries:
    series = build(ticker, rows, source="test").series
    assert series is not None
    return series


def price_changes(rows: pd.DataFrame) -> list[float]:
    close = made(rows).close
    assert close is not None
    return [round(float(change), 6) for change in close.pct_change().dropna()]


def test_a_stated_split_is_taken_out_of_closes_that_fell_by_it() -> None:
    rows = pd.DataFrame({"close": closes(100.0, 51.0, 52.0), "split": closes(1.0, 2.0, 1.0)})
    assert price_changes(rows) == [0.02, 0.019608]


def test_a_stated_split_is_left_alone_in_closes_that_ignore_it() -> None:
    rows = pd.DataFrame({"close": closes(50.0, 51.0, 52.0), "split": closes(0.0, 2.0, 0.0)})
    assert price_changes(rows) == [0.02, 0.019608]


@pytest.mark.parametrize("ratio", [2.0, 3.0, 1.5, 10.0, 0.5, 0.1])
def test_a_split_is_read_from_the_step_of_adjusted_over_close(ratio: float) -> None:
    close = closes(100.0, 100 / ratio, 101 / ratio)
    rows = pd.DataFrame({"close": close, "adjusted": closes(40.0, 40.0, 40.4)})
    assert price_changes(rows) == [0.0, 0.01]


def test_a_large_dividend_is_no_split() -> None:
    rows = pd.DataFrame({"close": closes(100.0, 75.0), "adjusted": closes(75.0, 75.0)})
    assert price_changes(rows) == [-0.25]


def test_a_dividend_and_a_split_on_one_day_give_the_total_return() -> None:
    rows = pd.DataFrame(
        {"close": closes(100.0, 50.0), "dividend": closes(0.0, 1.0), "split": closes(1.0, 2.0)}
    )
    adjusted = made(rows).adjusted
    assert adjusted is not None
    assert adjusted.pct_change().iloc[-1] == pytest.approx(0.01)


def test_a_dividend_on_a_day_without_a_close_counts_on_the_next() -> None:
    rows = pd.DataFrame({"close": closes(100.0, np.nan, 100.0), "dividend": closes(0.0, 1.0, 0.0)})
    adjusted = made(rows).adjusted
    assert adjusted is not None
    assert adjusted.pct_change().iloc[-1] == pytest.approx(0.01)


def test_given_adjusted_closes_are_never_adjusted_again() -> None:
    rows = pd.DataFrame({"adjusted": closes(10.0, 11.0), "dividend": closes(0.0, 1.0)})
    adjusted = made(rows).adjusted
    assert adjusted is not None
    assert adjusted.tolist() == [10.0, 11.0]


def test_the_fingerprint_changes_with_ticker_day_value_and_meaning() -> None:
    base = closes(10.0, 11.0)
    prints = {
        made(pd.DataFrame({"adjusted": base})).fingerprint,
        made(pd.DataFrame({"close": base})).fingerprint,
        made(pd.DataFrame({"adjusted": base}), "IJR").fingerprint,
        made(pd.DataFrame({"adjusted": base.shift(freq="7D")})).fingerprint,
        made(pd.DataFrame({"adjusted": closes(10.0, np.nextafter(11.0, 12.0))})).fingerprint,
    }
    assert len(prints) == 5


def test_days_without_trading_do_not_change_the_fingerprint() -> None:
    week = closes(1.0, 2.0, 3.0, 4.0)
    days = pd.date_range(week.index[0], week.index[-1])
    assert (
        made(pd.DataFrame({"adjusted": week.reindex(days).ffill()})).fingerprint
        == made(pd.DataFrame({"adjusted": week})).fingerprint
    )


def test_total_return_from_raw_closes_agrees_with_alpha_vantage() -> None:
    raw = pd.read_parquet(shared("alphavantage_raw/raw_adj_div_split_long.parquet"))
    names = {"dividend_amount": "dividend", "split_coefficient": "split"}
    for ticker in ("IJR", "IJT", "EEM", "AGG"):
        rows = raw[raw.ticker == ticker].set_index("timestamp").rename(columns=names)
        ours = made(rows[["close", "dividend", "split"]], ticker).adjusted
        assert ours is not None
        apart = (ours.pct_change() - rows.adjusted_close.pct_change()).abs().max()
        assert apart < 2e-6, ticker


def test_every_split_of_the_reference_funds_is_settled() -> None:
    raw = pd.read_parquet(shared("mit_raw_adjusted/raw_adj_long.parquet"))
    for ticker in ("IJR", "IYW", "IHI", "QQQ", "VTI", "KIE"):
        rows = raw[raw.ticker == ticker].set_index("Date")
        close = made(
            rows[["Close", "Adjusted_close"]].set_axis(["close", "adjusted"], axis=1)
        ).close
        assert close is not None
        assert close.pct_change().abs().max() < 0.25, ticker
