"""Draws and intervals of the stationary bootstrap."""

from __future__ import annotations

import numpy as np
import pytest
from arch.bootstrap import StationaryBootstrap

from analytics.pairs import Floats
from analytics.significance.bootstrap import Drawn, draw_means, mean_interval


def _fat(seed: int, count: int = 300) -> Floats:
    values: Floats = np.random.default_rng(seed).standard_t(4, count)
    return values


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


@pytest.mark.parametrize("block", [1.0, 2.5, 12.0])
def test_means_spread_as_those_of_every_session_drawn(block: float) -> None:
    values = np.convolve(_fat(5, 809), np.ones(10), mode="valid")
    every = StationaryBootstrap(block, values, seed=1)  # type: ignore[arg-type]
    means = [float(np.mean(data[0])) for data, _ in every.bootstrap(2000)]
    away = draw_means(values[:, None], block=block, seed=1).away[0]
    assert away.std() == pytest.approx(np.std(means), rel=0.06)


def test_a_draws_own_error_is_on_average_how_far_draws_stray() -> None:
    drawn = draw_means(_fat(6, 2000)[:, None], block=8.0, seed=1)
    assert np.mean(drawn.errors**2) == pytest.approx(np.mean(drawn.away**2), rel=0.08)


def test_columns_are_drawn_together() -> None:
    values = _fat(7, 300).reshape(100, 3)
    together = np.column_stack([values, values.sum(axis=1)])
    away = draw_means(together, block=4.0, seed=1).away
    assert away[3] == pytest.approx(away[:3].sum(axis=0))


def test_a_column_more_changes_no_draw_of_the_others() -> None:
    values = _fat(8, 600).reshape(300, 2)
    alone = draw_means(values[:, :1], block=4.0, seed=1)
    both = draw_means(values, block=4.0, seed=1)
    assert both.away[0] == pytest.approx(alone.away[0], rel=1e-9)


def test_a_draw_of_one_repeated_day_has_not_strayed() -> None:
    drawn = Drawn(np.array([[2.0, -3.0]]), np.array([[0.0, 1.5]]))
    assert drawn.strayed.tolist() == [[0.0, 2.0]]
