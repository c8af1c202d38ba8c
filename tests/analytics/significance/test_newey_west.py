"""Newey-West errors beside statsmodels', and what is read off them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from statsmodels.regression.linear_model import OLS

from analytics.measures.factor_model import newey_west_lag
from analytics.significance import DETECTABLE, two_sided
from analytics.significance.newey_west import equivalence_p, mean_errors


@pytest.mark.parametrize("lag", [0, 1, 8])
def test_errors_are_those_of_statsmodels(lag: int) -> None:
    values = np.convolve(np.random.default_rng(1).standard_t(4, 500), [1, 0.5, -0.2])
    options = {"maxlags": lag, "use_correction": True}
    fit = OLS(values, np.ones(len(values))).fit(cov_type="HAC", cov_kwds=options)
    assert mean_errors(values[None], lag)[0] == pytest.approx(float(fit.bse[0]), rel=1e-9)


def test_each_row_has_its_own_error() -> None:
    rows = np.random.default_rng(2).normal(0, [[1.0], [3.0]], (2, 400))
    alone = [float(mean_errors(row[None], 5)[0]) for row in rows]
    assert mean_errors(rows, 5) == pytest.approx(alone)


def test_without_lags_it_is_the_plain_error_of_a_mean() -> None:
    values = np.random.default_rng(3).normal(size=50)
    plain = values.std(ddof=1) / math.sqrt(50)
    assert mean_errors(values[None], 0)[0] == pytest.approx(plain)


def test_a_row_that_does_not_move_has_no_error() -> None:
    assert mean_errors(np.full((1, 30), 0.1), 3)[0] == pytest.approx(0, abs=1e-15)


def test_the_lag_grows_with_the_sample() -> None:
    assert [newey_west_lag(n) for n in (100, 2407, 5386)] == [4, 8, 9]


def test_a_normal_deviate_of_1_96_has_5_percent_outside() -> None:
    assert two_sided(-1.96) == pytest.approx(0.05, abs=1e-4)


def test_the_detectable_gap_is_2_8_errors() -> None:
    assert pytest.approx(2.8016, abs=1e-4) == DETECTABLE


def test_at_the_margin_equivalence_is_a_coin_toss() -> None:
    assert equivalence_p(1.0, 0.1, 1.0) == pytest.approx(0.5)


def test_the_nearer_margin_decides_equivalence() -> None:
    assert equivalence_p(0.8, 0.1, 1.0) == equivalence_p(-0.8, 0.1, 1.0)
    assert equivalence_p(0.8, 0.1, 1.0) == pytest.approx(0.02275, abs=1e-5)
