"""Measures against numbers worked out by hand, and what holds of them for any closes."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics import measures
from tests.analytics.support import noisy, sessions, steady


def test_total_return_is_last_over_first() -> None:
    closes = pd.Series([100.0, 90.0, 125.0], index=sessions()[:3])
    assert measures.total_return(closes) == pytest.approx(0.25)


def test_cagr_of_half_the_sessions_is_the_same() -> None:
    closes = steady(0.08)
    assert measures.cagr(closes.iloc[::2]) == pytest.approx(0.08)


def test_monthly_closes_have_a_volatility_once_their_frequency_is_stated() -> None:
    months = pd.date_range("2015-01-31", periods=24, freq="ME")
    closes = pd.Series(100 * np.cumprod(np.tile([1.02, 1 / 1.02], 12)), index=months)
    returns = closes.pct_change().dropna()
    expected = returns.std() * math.sqrt(12)
    assert measures.volatility(closes, periods_per_year=12) == pytest.approx(expected)


def test_max_drawdown_names_its_peak_trough_and_recovery() -> None:
    days = sessions()[:6]
    found = measures.max_drawdown(pd.Series([100.0, 120, 90, 60, 100, 120], index=days))
    assert found.depth == pytest.approx(0.5)
    assert [found.peak, found.trough, found.recovered] == [days[n].date() for n in (1, 3, 5)]


def test_a_drawdown_that_lasts_has_no_recovery() -> None:
    found = measures.max_drawdown(pd.Series([100.0, 50.0, 80.0], index=sessions()[:3]))
    assert found.recovered is None


def test_current_drawdown_is_below_the_highest_close() -> None:
    closes = pd.Series([100.0, 200.0, 56.0], index=sessions()[:3])
    assert measures.current_drawdown(closes) == pytest.approx(0.72)


def test_calmar_is_growth_over_the_worst_drawdown() -> None:
    closes = noisy(0.1, seed=4)
    expected = measures.cagr(closes) / measures.max_drawdown(closes).depth
    assert measures.calmar(closes) == pytest.approx(expected)


def test_a_ratio_over_nothing_is_nan() -> None:
    flat = pd.Series(100.0, index=sessions()[:30])
    assert math.isnan(measures.sharpe(flat))
    assert math.isnan(measures.sortino(flat))
    assert math.isnan(measures.correlation(flat, flat))


def test_one_return_has_no_spread() -> None:
    two = pd.Series([100.0, 101.0], index=sessions()[:2])
    assert math.isnan(measures.volatility(two))
    assert math.isnan(measures.sharpe(two))
    assert math.isnan(measures.beta(two, two * 2))
    assert math.isnan(measures.tracking_error(two, two * 2))


def test_one_close_is_not_enough() -> None:
    with pytest.raises(ValueError, match="two closes"):
        measures.total_return(pd.Series([100.0], index=sessions()[:1]))


def test_years_count_calendar_days() -> None:
    assert measures.years(date(2016, 12, 31), date(2020, 12, 31)) == pytest.approx(4.0)


def test_correlation_of_a_series_with_its_double_is_one() -> None:
    closes = noisy(0.1, seed=1)
    assert measures.correlation(closes, 2 * closes) == pytest.approx(1.0)


def test_price_return_leaves_dividends_out() -> None:
    quoted = pd.Series([100.0, 99.0, 103.0], index=sessions()[:3])
    assert measures.price_return(quoted) == pytest.approx(0.03)


def test_reinvested_dividends_buy_shares_at_the_ex_days_close() -> None:
    days = sessions()[:3]
    quoted = pd.Series([100.0, 50.0, 60.0], index=days)
    grown = measures.reinvested(quoted, pd.Series({days[1]: 10.0}))
    assert grown.tolist() == pytest.approx([100.0, 60.0, 72.0])


def test_a_dividend_on_the_first_day_was_paid_to_others() -> None:
    days = sessions()[:2]
    quoted = pd.Series([100.0, 110.0], index=days)
    assert measures.reinvested(quoted, pd.Series({days[0]: 5.0})).equals(quoted)


def test_a_dividend_without_a_close_is_refused() -> None:
    days = sessions()[:3]
    quoted = pd.Series([100.0, 110.0], index=[days[0], days[2]])
    with pytest.raises(ValueError, match="no close to be reinvested at"):
        measures.reinvested(quoted, pd.Series({days[1]: 5.0}))


def test_downside_deviation_counts_what_falls_short_of_the_target() -> None:
    closes = 100 * pd.Series(np.cumprod([1, 1.01, 1.03, 0.99]), index=sessions()[:4])
    found = measures.downside_deviation(closes, target=0.02)
    assert found == pytest.approx(math.sqrt((0.01**2 + 0.03**2) / 3) * math.sqrt(252))


def test_sharpe_of_cash_itself_is_nothing() -> None:
    closes = noisy(0.1, seed=5)
    assert math.isnan(measures.sharpe(closes, cash=measures.simple_returns(closes)))


def test_alpha_above_cash_charges_a_fund_of_low_beta_for_it() -> None:
    market = noisy(0.1, seed=6)
    half = 100 * (1 + measures.simple_returns(market) / 2).cumprod()
    cash = pd.Series(0.0001, index=market.index)
    assert measures.alpha(half, market) == pytest.approx(0.0, abs=1e-12)
    assert measures.alpha(half, market, cash=cash) == pytest.approx(-0.5 * 0.0001 * 252)


def test_days_without_a_return_of_cash_are_refused() -> None:
    closes = noisy(0.1, seed=5)
    cash = measures.simple_returns(closes).iloc[:-3] * 0
    with pytest.raises(ValueError, match="no return on 3 of"):
        measures.sharpe(closes, cash=cash)


def test_daily_closes_are_not_annualised_as_monthly() -> None:
    with pytest.raises(ValueError, match="√12 would be wrong"):
        measures.volatility(noisy(0.1, seed=5), periods_per_year=12)


def test_drawdowns_are_every_fall_deepest_first() -> None:
    days = sessions()[:8]
    closes = pd.Series([100.0, 90, 100, 120, 60, 90, 120, 108], index=days)
    found = measures.drawdowns(closes)
    assert [round(fall.depth, 9) for fall in found] == [0.5, 0.1, 0.1]
    assert [fall.peak for fall in found] == [days[n].date() for n in (3, 0, 6)]
    assert [fall.recovered for fall in found] == [days[6].date(), days[2].date(), None]


def test_closes_that_only_rise_have_no_drawdowns() -> None:
    assert measures.drawdowns(steady(0.05)) == ()


def test_underwater_is_nothing_at_every_new_high() -> None:
    closes = pd.Series([100.0, 80.0, 120.0], index=sessions()[:3])
    assert measures.underwater(closes).tolist() == pytest.approx([0.0, 0.2, 0.0])


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 1000))
def test_the_deepest_of_all_drawdowns_is_the_maximum(seed: int) -> None:
    closes = noisy(0.02, seed=seed, start="2019-06-28")
    assert measures.drawdowns(closes)[0] == measures.max_drawdown(closes)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 1000), cut=st.integers(5, 370))
def test_total_return_chains_over_any_day_between(seed: int, cut: int) -> None:
    closes = noisy(0.05, seed=seed, start="2019-06-28")
    before, after = closes.iloc[: cut + 1], closes.iloc[cut:]
    chained = (1 + measures.total_return(before)) * (1 + measures.total_return(after)) - 1
    assert measures.total_return(closes) == pytest.approx(chained)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 1000), geared=st.floats(0.1, 3.0))
def test_beta_and_volatility_of_a_geared_benchmark_are_its_gearing(
    seed: int, geared: float
) -> None:
    market = noisy(0.05, seed=seed, start="2019-12-31")
    returns = measures.simple_returns(market)
    fund = 100 * pd.concat([market.iloc[:1] * 0 + 1, (1 + geared * returns).cumprod()])
    assert measures.beta(fund, market) == pytest.approx(geared)
    assert measures.volatility(fund) == pytest.approx(geared * measures.volatility(market))


@settings(max_examples=25, deadline=None)
@given(scale=st.floats(0.01, 1000), seed=st.integers(0, 1000))
def test_no_measure_depends_on_the_price_level(scale: float, seed: int) -> None:
    closes = noisy(0.05, seed=seed, start="2019-12-31")
    for measure in (measures.cagr, measures.volatility, measures.sharpe, measures.current_drawdown):
        assert measure(scale * closes) == pytest.approx(measure(closes), rel=1e-6, abs=1e-9)
