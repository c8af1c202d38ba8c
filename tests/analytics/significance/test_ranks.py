"""The places open to a fund, and whether it may be the first of them."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import numpy as np

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
    calm = rank_interval(leads, block=1.0, seed=1)
    wild = rank_interval(leads + rng.normal(0, 20, leads.shape), block=1.0, seed=1)
    assert wild[0] <= calm[0] <= calm[1] <= wild[1]
    assert wild == (1, 5)


def test_the_best_of_funds_alike_may_be_first_and_so_may_the_others() -> None:
    losses = np.random.default_rng(2).normal(0, 1, (500, 5))
    assert all(may_be_first(np.roll(losses, at, axis=1), block=1.0, seed=1) for at in range(5))


def test_ten_years_of_six_funds_are_ranked_in_a_third_of_a_second() -> None:
    losses = np.random.default_rng(3).standard_t(4, (2520, 6))
    started = time.process_time()
    may_be_first(losses, block=4.0, seed=1)
    rank_interval(losses[:, 1:] - losses[:, :1], block=4.0, seed=1)
    assert time.process_time() - started < 0.3
