"""Measures of many windows at once are those of each window alone."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analytics.alignment import days_of
from analytics.measures.bare import BareCloses, steps
from analytics.measures.rows import Draws, Rows, Windows
from analytics.metrics import PAIRED, SINGLE
from nlp.types import Metric
from tests.analytics.support import noisy

OURS, THEIRS = noisy(0.12, seed=1), noisy(0.05, seed=2)
DAYS = days_of(OURS)
# Of unlike lengths, one of them inside another.
STARTS, STOPS = np.array([0, 300, 310, 2000]), np.array([252, 900, 340, len(OURS) - 1])


def _windows(closes: pd.Series) -> Rows:
    return Windows(closes.to_numpy(), DAYS, STARTS, STOPS)


def _alone(closes: pd.Series) -> list[BareCloses]:
    return [
        BareCloses(
            values=closes.to_numpy()[start : stop + 1],
            span=int((DAYS[stop] - DAYS[start]).astype(int)),
        )
        for start, stop in zip(STARTS, STOPS, strict=True)
    ]


@pytest.mark.parametrize("metric", SINGLE)
def test_a_metric_of_windows_is_that_of_each(metric: Metric) -> None:
    measure = SINGLE[metric]
    alone = [measure.compute(closes) for closes in _alone(OURS)]
    assert measure.compute_rows(_windows(OURS)) == pytest.approx(alone, rel=1e-12)


@pytest.mark.parametrize("metric", PAIRED)
def test_a_metric_to_a_benchmark_is_that_of_each_window(metric: Metric) -> None:
    measure = PAIRED[metric]
    alone = [measure.compute(*both) for both in zip(_alone(OURS), _alone(THEIRS), strict=True)]
    found = measure.compute_rows(_windows(OURS), _windows(THEIRS))
    assert found == pytest.approx(alone, rel=1e-12)


@pytest.mark.parametrize("metric", SINGLE)
def test_a_metric_of_draws_is_that_of_closes_that_grow_by_them(metric: Metric) -> None:
    returns = steps(OURS.to_numpy())[:600].reshape(3, 200)
    closes = [np.cumprod(np.append(1.0, 1 + drawn)) for drawn in returns]
    alone = [SINGLE[metric].compute(BareCloses(values=grown, span=290)) for grown in closes]
    found = SINGLE[metric].compute_rows(Draws(returns, span=290))
    assert found == pytest.approx(alone, rel=1e-9)


@pytest.mark.parametrize("metric", ["sharpe", "sortino", "calmar"])
def test_a_ratio_of_a_fund_that_never_moves_is_nothing(metric: Metric) -> None:
    still = pd.Series(np.full(len(OURS), 100.0), index=OURS.index)
    assert np.isnan(SINGLE[metric].compute_rows(_windows(still))).all()


@pytest.mark.parametrize("metric", ["beta", "correlation"])
def test_nothing_moves_with_a_benchmark_that_never_does(metric: Metric) -> None:
    still = pd.Series(np.full(len(OURS), 100.0), index=OURS.index)
    assert np.isnan(PAIRED[metric].compute_rows(_windows(OURS), _windows(still))).all()


def test_windows_of_closes_of_another_frequency_are_refused() -> None:
    weekly = Windows(OURS.to_numpy()[::5], DAYS[::5], np.array([0]), np.array([60]))
    with pytest.raises(ValueError, match="days apart"):
        SINGLE["volatility"].compute_rows(weekly)
