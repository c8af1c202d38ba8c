"""Rolling measures are the measure of each window, whatever way they are computed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics import measures
from tests.analytics.support import noisy, sessions

SINGLE: list[tuple[Callable[..., pd.Series], Callable[..., float]]] = [
    (measures.rolling_return, measures.total_return),
    (measures.rolling_volatility, measures.volatility),
    (measures.rolling_sharpe, measures.sharpe),
    (measures.rolling_drawdown, lambda closes: measures.max_drawdown(closes).depth),
]
PAIRED: list[tuple[Callable[..., pd.Series], Callable[..., float]]] = [
    (measures.rolling_beta, measures.beta),
    (measures.rolling_correlation, measures.correlation),
]


@pytest.mark.parametrize(("fast", "measure"), SINGLE)
@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 1000), returns=st.integers(20, 60))
def test_a_fast_rolling_measure_is_the_measure_of_each_window(
    fast: Callable[..., pd.Series], measure: Callable[..., float], seed: int, returns: int
) -> None:
    closes = noisy(0.05, seed=seed, start="2020-06-30")
    expected = measures.rolling(measure, closes, returns=returns)
    pd.testing.assert_series_equal(
        fast(closes, returns=returns), expected, check_names=False, rtol=1e-9, atol=1e-12
    )


@pytest.mark.parametrize(("fast", "measure"), PAIRED)
@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 1000), returns=st.integers(20, 60))
def test_a_fast_rolling_measure_of_a_pair_is_the_measure_of_each_window(
    fast: Callable[..., pd.Series], measure: Callable[..., float], seed: int, returns: int
) -> None:
    closes = noisy(0.05, seed=seed, start="2020-06-30")
    market = noisy(0.05, seed=seed + 1, start="2020-06-30").drop(closes.index[30:50:4])
    expected = measures.rolling(measure, closes, market, returns=returns)
    pd.testing.assert_series_equal(
        fast(closes, market, returns=returns), expected, check_names=False, rtol=1e-8, atol=1e-12
    )


def test_a_window_is_named_for_its_last_session() -> None:
    closes = pd.Series([100.0, 110.0, 99.0, 120.0], index=sessions()[:4])
    found = measures.rolling_return(closes, returns=2)
    assert found.index.tolist() == closes.index[2:].tolist()
    assert found.tolist() == pytest.approx([-0.01, 120 / 110 - 1])


def test_a_missing_close_makes_no_window_of_its_own() -> None:
    closes = pd.Series([100.0, np.nan, 99.0, 120.0], index=sessions()[:4])
    assert measures.rolling_return(closes, returns=1).tolist() == pytest.approx(
        [-0.01, 120 / 99 - 1]
    )


@pytest.mark.parametrize("fast", [fast for fast, _ in SINGLE])
def test_too_few_closes_for_a_window_give_none(fast: Callable[..., pd.Series]) -> None:
    assert fast(noisy(0.05, seed=1, start="2020-06-30"), returns=252).empty


def test_a_later_close_changes_no_earlier_window() -> None:
    closes = noisy(0.05, seed=1, start="2019-12-31")
    changed = closes.copy()
    changed.iloc[-20:] *= 2
    before = measures.rolling_volatility(closes, returns=60).iloc[:-20]
    assert measures.rolling_volatility(changed, returns=60).iloc[:-20].equals(before)


def test_a_series_that_stands_still_has_no_rolling_sharpe() -> None:
    flat = pd.Series(100.0, index=sessions()[:60])
    assert measures.rolling_sharpe(flat, returns=20).isna().all()
