"""Episodes of a move: which days begin one, how far apart, and what is counted after them."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.past_episodes import Move, episodes_after, episodes_over, tally, usual_size

DOWN = Move(way="falls", size=10, sessions=5)


def _path(*levels: float) -> np.ndarray:
    return np.array(levels, dtype=np.float64)


def test_an_episode_begins_where_the_fall_is_deep_enough() -> None:
    assert episodes_after(_path(100, 99, 95, 90, 85, 90), DOWN, gap=1) == (3,)


def test_a_fall_of_exactly_the_size_counts() -> None:
    assert episodes_after(_path(70, 63), DOWN, gap=1) == (1,)


def test_a_fall_slower_than_the_span_is_none() -> None:
    slow = _path(*(100 * 0.985**day for day in range(40)))
    assert episodes_after(slow, DOWN, gap=1) == ()


def test_a_fall_that_lasts_is_one_episode() -> None:
    fast = _path(*(100 * 0.97**day for day in range(40)))
    assert episodes_after(fast, DOWN, gap=1) == (4,)


def test_episodes_lie_apart() -> None:
    saw = np.tile([100.0, 100.0, 85.0, 85.0], 8)
    found = episodes_after(saw, DOWN, gap=8)
    assert len(found) > 1
    assert min(np.diff(found)) >= 8


def test_a_rise_is_measured_from_the_lowest_close() -> None:
    rise = Move(way="rises", size=10, sessions=5)
    assert episodes_after(_path(100, 90, 92, 99), rise, gap=1) == (3,)


def test_a_fall_from_a_peak_counts_once_a_peak() -> None:
    move = Move(way="falls", size=20, sessions=None)
    path = _path(100, 79, 85, 75, 90, 101, 80, 81)
    assert episodes_after(path, move, gap=1) == (1, 6)


def test_windows_of_a_move_do_not_overlap() -> None:
    fast = _path(*(100 * 0.97**day for day in range(21)))
    assert episodes_over(fast, DOWN, sessions=5) == (0, 5, 10, 15)


def test_the_usual_size_is_reached_by_a_tenth_of_moves() -> None:
    closes = 100 * np.exp(np.cumsum(np.random.default_rng(1).normal(0, 0.01, 3000)))
    size = usual_size(closes, "falls", 5)
    moves = closes[5:] / closes[:-5] - 1
    assert np.mean(moves <= -size / 100) == pytest.approx(0.1, abs=0.001)


@pytest.mark.parametrize("length", [2, 30])
def test_what_never_falls_has_no_usual_fall(length: int) -> None:
    assert usual_size(_path(*(1.01**day for day in range(length))), "falls", 5) == 0


def test_an_episode_whose_lag_is_not_over_is_not_judged() -> None:
    held = np.array([True, False, True])
    found = tally(held, (0, 1, 4), lag=1, returns=None)
    assert (found.held, found.judged, found.starts) == (1, 2, (0, 1, 4))
    assert found.base_share == pytest.approx(2 / 3)


def test_what_follows_every_episode_is_seldom_luck() -> None:
    rng = np.random.default_rng(3)
    returns = rng.normal(0, 0.01, 2000)
    starts = tuple(range(100, 1900, 60))
    for start in starts:
        returns[start + 1 : start + 6] -= 0.01
    held = np.ones(1995, dtype=bool)
    found = tally(held, starts, lag=5, returns=returns)
    assert found.p is not None
    assert found.p < 0.01
