"""A small run of the simulation whose full figures are in docs/simulation.md."""

from __future__ import annotations

from functools import lru_cache

import pytest

from bench.coverage import Shares, Trigger, measure, measure_episodes, outside, own_volatility
from bench.simulated_funds import World

YEAR = World(name="a year", sessions=252, autocorrelation=0.1)


@lru_cache
def _shares() -> Shares:
    return measure(YEAR, runs=200, seed=7)


def test_the_interval_covers_the_true_gap_of_fat_tailed_clustered_pairs() -> None:
    assert 0.90 <= _shares().bootstrap <= 0.985


def test_the_t_test_rejects_a_true_zero_about_one_time_in_twenty() -> None:
    assert 0.01 <= 1 - _shares().newey_west <= 0.10


def test_the_sharpe_test_rejects_equal_funds_about_one_time_in_twenty() -> None:
    assert 0.01 <= _shares().sharpe_size <= 0.12


def test_equivalence_is_not_shown_at_the_margin_more_often_than_stated() -> None:
    assert _shares().equivalence_size <= 0.09


def test_the_detectable_gap_is_found_four_times_out_of_five() -> None:
    assert 0.70 <= _shares().power <= 0.90


@pytest.mark.parametrize("trigger", [outside, own_volatility])
def test_a_trigger_without_effect_seldom_seems_to_matter(trigger: Trigger) -> None:
    assert measure_episodes(trigger, runs=100, seed=7) <= 0.12
