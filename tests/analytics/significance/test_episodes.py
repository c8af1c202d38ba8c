"""Episodes of a trigger: planted effects are found, shifts keep what they must."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from analytics.pairs import Floats
from analytics.significance import EpisodeTest, episode_test

DAYS, LAG = 1500, 21


def _returns(seed: int) -> Floats:
    returns: Floats = np.random.default_rng(seed).standard_t(4, DAYS) * 0.007
    return returns


def _starts(*at: int) -> NDArray[np.bool_]:
    starts = np.zeros(DAYS, dtype=np.bool_)
    starts[list(at)] = True
    return starts


def _tested(returns: Floats, starts: NDArray[np.bool_], lag: int = LAG) -> EpisodeTest:
    found = episode_test(returns, starts, lag)
    assert found is not None
    return found


def test_means_are_those_of_the_sessions_after_the_start() -> None:
    returns, starts = _returns(1), _starts(10, 400, 900)
    found = _tested(returns, starts)
    after = [returns[at + 1 : at + 1 + LAG].sum() for at in (10, 400, 900)]
    assert found.mean == pytest.approx(float(np.mean(after)))


def test_the_baseline_is_the_mean_over_every_session() -> None:
    returns = _returns(2)
    after = [returns[at + 1 : at + 1 + LAG].sum() for at in range(DAYS - LAG)]
    assert _tested(returns, _starts(5, 70, 300)).baseline == pytest.approx(float(np.mean(after)))


def test_p_is_the_share_of_shifts_as_far_out() -> None:
    returns, starts = _returns(3), _starts(5, 70, 300, 801)
    later = np.array([returns[at + 1 : at + 1 + LAG].sum() for at in range(DAYS - LAG)])
    later -= later.mean()
    drawn = [np.roll(later, -shift)[np.flatnonzero(starts)] for shift in range(len(later))]
    away = np.array([abs(one.mean()) / one.std() for one in drawn])
    assert _tested(returns, starts).p == pytest.approx(float(np.mean(away >= away[0] - 1e-12)))


def test_a_planted_fall_after_each_episode_is_found() -> None:
    returns, at = _returns(4), range(50, DAYS - LAG, 120)
    for start in at:
        returns[start + 1 : start + 1 + LAG] -= 0.006
    found = _tested(returns, _starts(*at))
    assert found.mean < found.baseline
    assert found.p < 0.01


def test_a_trigger_that_picks_random_days_does_not_matter() -> None:
    rng = np.random.default_rng(5)
    at = rng.choice(DAYS - LAG, 15, replace=False)
    assert _tested(_returns(5), _starts(*at)).p > 0.05


def test_episodes_whose_lag_is_not_over_are_left_out() -> None:
    returns = _returns(6)
    whole = _tested(returns, _starts(10, 200, 600))
    assert _tested(returns, _starts(10, 200, 600, DAYS - LAG, DAYS - 1)) == whole


def test_the_last_episode_with_a_whole_lag_counts() -> None:
    assert _tested(_returns(6), _starts(10, 200, DAYS - LAG - 1)).episodes == 3


def test_two_episodes_say_nothing() -> None:
    assert episode_test(_returns(7), _starts(10, 200), LAG) is None


def test_a_fund_that_does_not_move_says_nothing() -> None:
    assert episode_test(np.zeros(DAYS), _starts(10, 200, 300), LAG) is None


def test_the_unit_of_the_returns_changes_no_p() -> None:
    returns, starts = _returns(8), _starts(10, 200, 300, 1000)
    assert _tested(100 * returns, starts).p == _tested(returns, starts).p


@pytest.mark.parametrize(("count", "lag"), [(DAYS, 0), (DAYS - 1, 21)])
def test_what_does_not_fit_together_is_an_error(count: int, lag: int) -> None:
    with pytest.raises(ValueError, match="lag"):
        episode_test(_returns(9)[:count], _starts(1), lag)
