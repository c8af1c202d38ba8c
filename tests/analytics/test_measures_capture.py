"""Capture ratios on whole months, as Morningstar has them."""

from __future__ import annotations

import math

import empyrical
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.measures import capture, month_closes
from tests.analytics.support import noisy


def _months(*returns: float) -> pd.Series:
    days = pd.date_range("2019-12-31", periods=len(returns) + 1, freq="ME")
    return pd.Series(100 * np.cumprod([1, *(1 + r for r in returns)]), index=days)


def test_capture_is_the_ratio_of_geometric_means_by_the_benchmarks_sign() -> None:
    found = capture(_months(0.02, -0.01, 0.06, -0.03), _months(0.01, -0.02, 0.03, -0.04))
    assert found.up == pytest.approx((math.sqrt(1.02 * 1.06) - 1) / (math.sqrt(1.01 * 1.03) - 1))
    assert found.down == pytest.approx((math.sqrt(0.99 * 0.97) - 1) / (math.sqrt(0.98 * 0.96) - 1))
    assert (found.up_months, found.down_months) == (2, 2)


def test_a_flat_month_of_the_benchmark_is_neither_up_nor_down() -> None:
    found = capture(_months(0.05, 0.02), _months(0.0, 0.01))
    assert (found.up_months, found.down_months) == (1, 0)


def test_a_benchmark_that_never_fell_has_no_downside_to_capture() -> None:
    assert math.isnan(capture(_months(0.01, 0.02), _months(0.01, 0.01)).down)


def test_a_fund_that_rose_while_the_benchmark_fell_has_a_negative_downside() -> None:
    assert capture(_months(0.01), _months(-0.02)).down == pytest.approx(-0.5)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 1000))
def test_a_fund_captures_all_of_itself(seed: int) -> None:
    closes = noisy(0.05, seed=seed, start="2018-06-29")
    found = capture(closes, closes)
    assert [found.up, found.down] == pytest.approx([1, 1])


def test_capture_agrees_with_empyrical_where_a_period_is_a_year() -> None:
    # Its mean is per year: told that each return is a year's, it takes ours, per period.
    ours, theirs = noisy(0.07, seed=8), noisy(0.07, seed=9)
    found = capture(ours, theirs)
    pair = [closes.resample("ME").last().pct_change().dropna() for closes in (ours, theirs)]
    assert found.up == pytest.approx(empyrical.up_capture(*pair, period="yearly"), rel=1e-9)
    assert found.down == pytest.approx(empyrical.down_capture(*pair, period="yearly"), rel=1e-9)


def test_an_unfinished_month_is_left_out() -> None:
    closes = noisy(0.05, seed=1, start="2020-01-31", end="2020-06-29")
    assert [str(month) for month in month_closes(closes).index][-1] == "2020-05"


def test_a_month_that_ends_on_a_weekend_is_finished_on_its_friday() -> None:
    closes = noisy(0.05, seed=1, start="2020-01-31", end="2020-05-29")
    assert [str(month) for month in month_closes(closes).index][-1] == "2020-05"


def test_a_month_without_closes_takes_both_of_its_returns_away() -> None:
    whole = _months(0.01, 0.02, 0.03, 0.04)
    assert capture(whole.drop(whole.index[2]), whole).up_months == 2
