"""How long the blocks of the stationary bootstrap are."""

from __future__ import annotations

import numpy as np
import pytest
from arch.bootstrap import optimal_block_length

from analytics.pairs import Floats
from analytics.significance import block_length
from analytics.significance.blocks import mean_block


def _fat(seed: int, count: int = 300) -> Floats:
    values: Floats = np.random.default_rng(seed).standard_t(4, count)
    return values


@pytest.mark.parametrize("count", [20, 63, 252, 2500])
@pytest.mark.parametrize("remembered", [1, 3, 12])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_length_is_that_of_arch(count: int, remembered: int, seed: int) -> None:
    values = np.convolve(_fat(seed, count), np.ones(remembered), mode="same")
    theirs = float(optimal_block_length(values)["stationary"].iloc[0])
    assert block_length(values) == pytest.approx(max(1.0, theirs), rel=1e-12)


def test_a_walk_is_drawn_in_the_longest_blocks() -> None:
    walk = np.cumsum(_fat(1))
    theirs = float(optimal_block_length(walk)["stationary"].iloc[0])
    assert block_length(walk) == pytest.approx(theirs, rel=1e-12)


@pytest.mark.parametrize("level", [0.0, 0.0004])
def test_a_series_that_does_not_move_is_drawn_day_by_day(level: float) -> None:
    assert block_length(np.full(400, level)) == 1.0


def test_memory_makes_the_blocks_longer() -> None:
    shocks = _fat(1, 2000)
    remembering = np.convolve(shocks, np.ones(10), mode="valid")
    assert block_length(remembering) > 5 * block_length(shocks)


def test_a_block_forgets_no_sooner_than_the_error_does() -> None:
    assert mean_block(np.full(400, 0.0), lag=5) == 6.0


def test_a_draw_has_eight_blocks_however_long_the_memory() -> None:
    trend = np.linspace(0.0, 1.0, 80)
    assert mean_block(trend, lag=3) == 10.0
