"""The figures of verdicts are those of the public measures."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from analytics import measures
from analytics.measures.bare import BareCloses
from analytics.measures.closes import bare
from analytics.metrics import PAIRED, SINGLE
from nlp.types import Metric
from tests.analytics.support import noisy

OURS, THEIRS = noisy(0.12, seed=1), noisy(0.05, seed=2)
SINGLE_MEASURES: dict[Metric, Callable[[pd.Series], float]] = {
    "volatility": measures.volatility,
    "downside_deviation": measures.downside_deviation,
    "max_drawdown": lambda closes: measures.max_drawdown(closes).depth,
    "current_drawdown": measures.current_drawdown,
    "sharpe": measures.sharpe,
    "sortino": measures.sortino,
    "calmar": measures.calmar,
}
PAIRED_MEASURES: dict[Metric, Callable[[pd.Series, pd.Series], float]] = {
    "beta": measures.beta,
    "alpha": measures.alpha,
    "correlation": measures.correlation,
    "tracking_error": measures.tracking_error,
}


def test_every_metric_is_held_against_its_measure() -> None:
    assert (set(SINGLE_MEASURES), set(PAIRED_MEASURES)) == (set(SINGLE), set(PAIRED))


@pytest.mark.parametrize("metric", SINGLE)
def test_a_metric_of_bare_closes_is_the_measure_of_dated_ones(metric: Metric) -> None:
    assert SINGLE[metric].compute(bare(OURS)) == SINGLE_MEASURES[metric](OURS)


@pytest.mark.parametrize("metric", PAIRED)
def test_a_metric_to_a_benchmark_is_the_measure_of_both(metric: Metric) -> None:
    found = PAIRED[metric].compute(bare(OURS), bare(THEIRS))
    assert found == PAIRED_MEASURES[metric](OURS, THEIRS)


def test_bare_closes_of_another_frequency_are_refused() -> None:
    months = BareCloses(values=np.linspace(100.0, 110.0, 13), span=365)
    with pytest.raises(ValueError, match="days apart"):
        SINGLE["volatility"].compute(months)
