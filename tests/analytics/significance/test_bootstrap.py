"""Blocks, draws and intervals of the stationary bootstrap."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.pairs import Floats
from analytics.significance import block_length
from analytics.significance.bootstrap import draws, mean_interval, strayed


def _fat(seed: int, count: int = 300) -> Floats:
    values: Floats = np.random.default_rng(seed).standard_t(4, count)
    return values


@pytest.mark.parametrize("level", [0.0, 0.0004])
def test_a_series_that_does_not_move_is_drawn_day_by_day(level: float) -> None:
    assert block_length(np.full(400, level)) == 1.0


def test_memory_makes_the_blocks_longer() -> None:
    shocks = _fat(1, 2000)
    remembering = np.convolve(shocks, np.ones(10), mode="valid")
    assert block_length(remembering) > 5 * block_length(shocks)


def test_the_interval_has_the_mean_in_its_middle() -> None:
    values = _fat(2)
    low, high = mean_interval(values, lag=4, block=2.0, seed=1)
    assert (low + high) / 2 == pytest.approx(float(values.mean()))


def test_a_shift_moves_the_interval_and_a_scale_stretches_it() -> None:
    values = _fat(3)
    low, high = mean_interval(values, lag=4, block=2.0, seed=1)
    moved = mean_interval(3 * values + 7, lag=4, block=2.0, seed=1)
    assert moved == pytest.approx((3 * low + 7, 3 * high + 7))


def test_on_many_independent_normal_days_the_interval_is_the_textbooks() -> None:
    values = np.random.default_rng(4).normal(0, 1, 4000)
    low, high = mean_interval(values, lag=0, block=1.0, seed=1)
    assert (high - low) / 2 == pytest.approx(1.96 / np.sqrt(4000), rel=0.08)


def test_one_jump_among_still_days_gives_a_finite_interval() -> None:
    values = np.zeros(30)
    values[12] = 0.1
    assert np.isfinite(mean_interval(values, lag=3, block=1.0, seed=1)).all()


def test_draws_keep_runs_of_the_block_length() -> None:
    drawn = np.vstack(list(draws(1000, block=10.0, seed=1, replications=50)))
    breaks = np.mean(np.diff(drawn, axis=1) % 1000 != 1)
    assert 1 / breaks == pytest.approx(10, rel=0.05)


def test_a_draw_of_one_repeated_day_has_not_strayed() -> None:
    drawn = np.array([[3, 3, 3, 3]])
    assert strayed(np.array([1.0, 2.0, 3.0, 9.0]), drawn, lag=1)[0] == 0.0


def test_straying_is_counted_in_the_draws_own_errors() -> None:
    values = np.array([0.0, 1.0, 2.0, 5.0])
    own = values[[0, 1, 1, 2]].std(ddof=1) / 2
    assert strayed(values, np.array([[0, 1, 1, 2]]), lag=0)[0] == pytest.approx(1.0 / own)
