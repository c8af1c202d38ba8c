"""Measures against hand-computed numbers, and against libraries where conventions agree."""

from __future__ import annotations

import math
from datetime import date

import empyrical
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


def test_a_missing_price_is_no_return_of_zero() -> None:
    # Read as zero returns, the two moves across the hole would vanish: +0 % instead of -10 %.
    closes = pd.Series([100.0, math.nan, 80.0, math.nan, 90.0], index=sessions()[:5])
    assert measures.total_return(closes) == pytest.approx(-0.10)
    assert measures.simple_returns(closes).tolist() == pytest.approx([-0.2, 0.125])


def test_cagr_goes_by_calendar_days_and_not_by_sessions() -> None:
    ten_years = pd.Series([100.0, 200.0], index=pd.to_datetime(["2010-12-31", "2020-12-31"]))
    assert measures.cagr(ten_years) == pytest.approx(2 ** (365.25 / 3653) - 1)


def test_cagr_of_half_the_sessions_is_the_same() -> None:
    closes = steady(0.08)
    assert measures.cagr(closes.iloc[::2]) == pytest.approx(0.08)


def test_monthly_closes_are_not_annualised_as_daily() -> None:
    months = pd.date_range("2015-01-31", periods=36, freq="ME")
    closes = pd.Series(100 * 1.01 ** np.arange(36), index=months)
    assert measures.cagr(closes) == pytest.approx(0.1268, abs=0.0005)
    with pytest.raises(ValueError, match="periods_per_year"):
        measures.volatility(closes)


def test_monthly_closes_have_a_volatility_once_their_frequency_is_stated() -> None:
    months = pd.date_range("2015-01-31", periods=24, freq="ME")
    closes = pd.Series(100 * np.cumprod(np.tile([1.02, 1 / 1.02], 12)), index=months)
    returns = closes.pct_change().dropna()
    expected = returns.std() * math.sqrt(12)
    assert measures.volatility(closes, periods_per_year=12) == pytest.approx(expected)


def test_beta_to_itself_is_one_when_benchmark_days_are_missing() -> None:
    closes = noisy(0.1, seed=1)
    benchmark = closes.drop(closes.index[100:400:7])
    assert measures.beta(closes, benchmark) == pytest.approx(1.0, abs=1e-12)


def test_a_gap_in_the_benchmark_is_not_filled_from_later_days() -> None:
    ours, theirs = noisy(0.1, seed=1), noisy(0.1, seed=2)
    holed = theirs.copy()
    holed.iloc[50:60] = math.nan
    moved = holed.copy()
    moved.iloc[60:] *= 3
    before = measures.beta(ours.iloc[:60], holed.iloc[:60])
    assert measures.beta(ours.iloc[:60], moved.iloc[:60]) == before


def test_sharpe_of_a_part_year_annualises_both_sides_alike() -> None:
    closes = noisy(0.3, seed=3).loc["2019-12-31":"2020-04-30"]
    returns = measures.simple_returns(closes)
    expected = (returns.mean() * 252) / (returns.std() * math.sqrt(252))
    assert measures.sharpe(closes) == pytest.approx(expected)


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


def test_one_close_is_not_enough() -> None:
    with pytest.raises(ValueError, match="two closes"):
        measures.total_return(pd.Series([100.0], index=sessions()[:1]))


def test_years_count_calendar_days() -> None:
    assert measures.years(date(2016, 12, 31), date(2020, 12, 31)) == pytest.approx(4.0)


def _returns(seed: int) -> tuple[pd.Series, pd.Series]:
    closes = noisy(0.07, seed=seed)
    return closes, closes.pct_change().dropna()


def test_volatility_agrees_with_empyrical() -> None:
    closes, returns = _returns(5)
    assert measures.volatility(closes) == pytest.approx(empyrical.annual_volatility(returns))


def test_downside_deviation_agrees_with_empyrical() -> None:
    closes, returns = _returns(5)
    assert measures.downside_deviation(closes) == pytest.approx(empyrical.downside_risk(returns))


def test_sharpe_and_sortino_agree_with_empyrical() -> None:
    closes, returns = _returns(6)
    assert measures.sharpe(closes) == pytest.approx(empyrical.sharpe_ratio(returns))
    assert measures.sortino(closes) == pytest.approx(empyrical.sortino_ratio(returns))


def test_max_drawdown_agrees_with_empyrical() -> None:
    closes, returns = _returns(7)
    assert measures.max_drawdown(closes).depth == pytest.approx(-empyrical.max_drawdown(returns))


def test_beta_agrees_with_empyrical() -> None:
    closes, returns = _returns(8)
    theirs, benchmark = _returns(9)
    assert measures.beta(closes, theirs) == pytest.approx(empyrical.beta(returns, benchmark))


def test_jensen_alpha_is_the_regression_intercept_a_year() -> None:
    closes, returns = _returns(8)
    theirs, benchmark = _returns(9)
    intercept = np.polyfit(benchmark.to_numpy(), returns.to_numpy(), 1)[1]
    assert measures.alpha(closes, theirs) == pytest.approx(252 * intercept)


def test_tracking_error_and_information_ratio_agree_with_empyrical() -> None:
    closes, returns = _returns(8)
    theirs, benchmark = _returns(9)
    active = returns - benchmark
    assert measures.tracking_error(closes, theirs) == pytest.approx(
        empyrical.annual_volatility(active)
    )
    assert measures.information_ratio(closes, theirs) == pytest.approx(
        empyrical.excess_sharpe(returns, benchmark) * math.sqrt(252)
    )


def test_correlation_of_a_series_with_its_double_is_one() -> None:
    closes = noisy(0.1, seed=1)
    assert measures.correlation(closes, 2 * closes) == pytest.approx(1.0)


@settings(max_examples=25, deadline=None)
@given(scale=st.floats(0.01, 1000), seed=st.integers(0, 1000))
def test_no_measure_depends_on_the_price_level(scale: float, seed: int) -> None:
    closes = noisy(0.05, seed=seed, start="2019-12-31")
    for measure in (measures.cagr, measures.volatility, measures.sharpe, measures.current_drawdown):
        assert measure(scale * closes) == pytest.approx(measure(closes), rel=1e-6, abs=1e-9)
