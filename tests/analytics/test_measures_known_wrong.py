"""Numbers that common libraries get wrong on ordinary closes: each is right here."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analytics import measures
from tests.analytics.support import (
    INCEPTION,
    FakeFacts,
    claim,
    fund,
    judge,
    noisy,
    sessions,
    source,
    steady,
)

SHARED = Path(__file__).parents[3] / "shared/prices"
RAW = SHARED / "alphavantage_raw/raw_adj_div_split_long.parquet"


def _monthly(growth: float, months: int) -> pd.Series:
    days = pd.date_range("2015-01-31", periods=months + 1, freq="ME")
    return pd.Series(100 * (1 + growth) ** np.arange(months + 1), index=days)


def test_one_percent_a_month_is_12_68_percent_a_year_and_not_1127() -> None:
    # 1.01 ** 252 - 1 is 11.27, were the months taken for days.
    assert measures.cagr(_monthly(0.01, 48)) == pytest.approx(1.01**12 - 1, abs=1e-4)


def test_monthly_closes_are_not_annualised_as_daily() -> None:
    with pytest.raises(ValueError, match="periods_per_year"):
        measures.volatility(_monthly(0.01, 36))


def test_a_missing_price_is_no_return_of_zero() -> None:
    # Read as zero returns, the falls across the two holes would vanish: +64.6 % for -6.85 %.
    closes = pd.Series([100.0, 128.3, math.nan, 82.0, 105.2, math.nan, 93.15], index=sessions()[:7])
    naive = float(np.prod(1 + closes.pct_change().fillna(0).to_numpy())) - 1
    assert naive == pytest.approx(0.646, abs=0.001)
    assert measures.total_return(closes) == pytest.approx(-0.0685)
    assert np.prod(1 + measures.simple_returns(closes).to_numpy()) == pytest.approx(1 - 0.0685)


def test_beta_to_itself_is_one_when_benchmark_days_are_missing() -> None:
    closes = noisy(0.1, seed=1)
    benchmark = closes.drop(closes.index[100:400:7])
    assert measures.beta(closes, benchmark) == pytest.approx(1.0, abs=1e-12)


def test_cagr_goes_by_calendar_days_and_not_by_252_sessions() -> None:
    closes = steady(0.08)
    by_sessions = (1 + measures.total_return(closes)) ** (252 / (len(closes) - 1)) - 1
    assert measures.cagr(closes) == pytest.approx(0.08, abs=1e-12)
    assert by_sessions != pytest.approx(0.08, abs=1e-5)


def test_a_gap_in_the_benchmark_is_not_filled_from_later_days() -> None:
    ours, theirs = noisy(0.1, seed=1), noisy(0.1, seed=2)
    holed = theirs.copy()
    holed.iloc[50:60] = math.nan
    moved = holed.copy()
    moved.iloc[60:] *= 3
    before = measures.beta(ours.iloc[:60], holed.iloc[:60])
    assert measures.beta(ours.iloc[:60], moved.iloc[:60]) == before


def test_two_inceptions_are_compared_from_the_younger_and_the_verdict_says_so() -> None:
    old, young = steady(0.10), steady(0.12, start="2014-05-01")
    known = FakeFacts(funds={"A": fund("A"), "B": fund("B", inception=date(2014, 5, 1))})
    stated = claim(window=INCEPTION, comparators=("B",), relation="above")
    found = judge(stated, source({"A": old, "B": young}), known)
    assert found.first_session == young.index[0].date()


def test_paired_measures_begin_at_the_younger_series() -> None:
    old, young = noisy(0.1, seed=1), noisy(0.1, seed=2, start="2014-04-30")
    before = old.copy()
    before.iloc[:500] *= 7
    assert measures.tracking_error(young, before) == measures.tracking_error(young, old)


def test_a_dividend_counts_once_on_an_adjusted_series() -> None:
    days = sessions()[:2]
    quoted, adjusted = pd.Series([100.0, 99.0], index=days), pd.Series([99.0, 99.0], index=days)
    once = measures.reinvested(quoted, pd.Series({days[1]: 1.0}))
    assert measures.total_return(once) == pytest.approx(measures.total_return(adjusted))


@pytest.mark.parametrize("ticker", ["SPY", "LQD", "XLU"])
def test_the_dividends_of_a_real_fund_count_once(ticker: str) -> None:
    if not RAW.exists():
        pytest.skip("the raw prices aren't beside the repository: ../shared/prices")
    rows = pd.read_parquet(RAW).query("ticker == @ticker").set_index("timestamp").sort_index()
    paid = rows["dividend_amount"]
    once = measures.cagr(measures.reinvested(rows["close"], paid[paid > 0]))
    assert once == pytest.approx(measures.cagr(rows["adjusted_close"]), abs=0.0005)
    assert measures.price_return(rows["close"]) < measures.total_return(rows["adjusted_close"])


def test_sharpe_of_a_part_year_annualises_both_sides_alike() -> None:
    closes = noisy(0.3, seed=3).loc["2019-12-31":"2020-04-30"]
    returns = measures.simple_returns(closes)
    expected = (returns.mean() * 252) / (returns.std() * math.sqrt(252))
    assert measures.sharpe(closes) == pytest.approx(expected)
