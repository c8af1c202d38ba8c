"""The places open to a fund, and whether it may be the first of them."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from arch.bootstrap import MCS

from analytics.pairs import Floats
from analytics.significance.bootstrap import Drawn, draw_means
from analytics.significance.ranks import may_be_first, rank_interval
from analytics.types import Significance
from nlp.types import Claim, Relation, Window
from tests.analytics.support import claim, facts, index, judge, noisy, source

# A leads B by far, B and C can't be told apart, D trails all.
PRICES = source(
    {
        "A": noisy(0.30, seed=1, daily=0.002),
        "B": noisy(0.08, seed=2, daily=0.002),
        "C": noisy(0.08, seed=3, daily=0.002),
        "D": noisy(-0.1, seed=4, daily=0.002),
    }
)


def _rank(subject: str, *others: str, relation: Relation = "highest") -> Claim:
    stated = claim("rank", comparators=others, quantifier="all")
    return replace(stated, subject=subject, relation=relation)


def _tested(stated: Claim) -> Significance:
    found = judge(stated, PRICES).significance
    assert found is not None
    return found


def test_a_fund_far_ahead_can_only_be_first() -> None:
    found = _tested(_rank("A", "B", "C", "D"))
    assert (found.rank_interval, found.in_confidence_set) == ((1, 1), True)


def test_two_funds_alike_share_their_places() -> None:
    assert _tested(_rank("B", "A", "C", "D")).rank_interval == (2, 3)


def test_a_fund_far_behind_is_not_among_those_that_may_be_first() -> None:
    found = _tested(_rank("D", "A", "B", "C"))
    assert (found.rank_interval, found.in_confidence_set) == ((4, 4), False)


def test_the_lowest_counts_from_the_other_end() -> None:
    found = _tested(_rank("D", "A", "B", "C", relation="lowest"))
    assert (found.rank_interval, found.in_confidence_set) == ((1, 1), True)


def test_the_order_of_the_others_changes_nothing_to_speak_of() -> None:
    one, other = _tested(_rank("B", "A", "C", "D")), _tested(_rank("B", "D", "C", "A"))
    assert one.rank_interval == other.rank_interval
    assert one.in_confidence_set == other.in_confidence_set


def test_the_same_ranking_gives_the_same_places() -> None:
    assert _tested(_rank("B", "C", "D")) == _tested(_rank("B", "C", "D"))


def test_an_index_beside_the_fund_that_stands_for_it_is_one_more_place_and_no_error() -> None:
    known = facts("A", "B", "D", indices={"I": index("I", proxy="B")})
    found = judge(_rank("D", "A", "B", "I"), PRICES, known).significance
    assert found is not None
    assert (found.rank_interval, found.in_confidence_set) == ((4, 4), False)


def test_a_comparison_has_no_place() -> None:
    found = judge(claim(comparators=("B",), relation="above"), PRICES).significance
    assert found is not None
    assert (found.rank_interval, found.in_confidence_set) == (None, None)


def test_a_month_has_too_few_sessions_for_a_place() -> None:
    window = Window(kind="between", base=date(2017, 12, 29), end=date(2018, 1, 20))
    found = judge(replace(_rank("A", "B", "C"), window=window), PRICES).significance
    assert found is None or found.rank_interval is None


def test_the_method_is_told() -> None:
    assert "model confidence set" in _tested(_rank("A", "B")).method


def test_more_noise_opens_more_places() -> None:
    rng = np.random.default_rng(1)
    leads = rng.normal(0, 1, (600, 4)) + np.array([0.3, 0.1, -0.1, -0.3])
    noise = rng.normal(0, 20, leads.shape)
    calm, wild = (rank_interval(one, _drawn(one)) for one in (leads, leads + noise))
    assert wild[0] <= calm[0] <= calm[1] <= wild[1]
    assert wild == (1, 5)


def test_the_best_of_funds_alike_may_be_first_and_so_may_the_others() -> None:
    losses = np.random.default_rng(2).normal(0, 1, (500, 5))
    assert all(_may_be_first(np.roll(losses, at, axis=1)) for at in range(5))


@pytest.mark.parametrize("step", [0.0, 0.05, 0.1, 0.2])
def test_the_confidence_set_is_archs(step: float) -> None:
    losses = np.random.default_rng(5).standard_t(4, (500, 6)) + step * np.arange(6)
    theirs = MCS(losses, 0.05, reps=2000, block_size=5, seed=1)
    theirs.compute()
    ours = [at for at in range(6) if _may_be_first(np.roll(losses, -at, axis=1))]
    assert ours == theirs.included


def test_a_fund_that_trails_by_the_same_every_day_is_not_first() -> None:
    first = np.random.default_rng(6).normal(0, 1, 300)
    assert not _may_be_first(np.column_stack([first + 0.01, first]))


def test_ten_years_of_six_funds_are_ranked_in_a_twentieth_of_a_second() -> None:
    losses = np.random.default_rng(3).standard_t(4, (2520, 6))
    leads = losses[:, 1:] - losses[:, :1]
    started = time.process_time()
    drawn = draw_means(leads, block=9.0, seed=1)
    rank_interval(leads, drawn)
    may_be_first(leads.mean(axis=0), drawn.away)
    assert time.process_time() - started < 0.05


def _drawn(leads: Floats) -> Drawn:
    return draw_means(leads, block=5.0, seed=1)


def _may_be_first(losses: Floats) -> bool:
    """Of column 0, less is better."""
    leads = losses[:, 1:] - losses[:, :1]
    return may_be_first(leads.mean(axis=0), _drawn(leads).away)
