"""First and last in a universe."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from nlp.types import Claim
from tests.analytics.support import calendar, claim, facts, judge, noisy, source, steady

PRICES = source(
    {"A": steady(0.10), "B": steady(0.08), "C": steady(0.12), "D": steady(0.3, start="2014-05-01")}
)


def _rank(*comparators: str, **slots: Any) -> Claim:
    return claim("rank", comparators=comparators, relation="highest", quantifier="all", **slots)


def test_the_best_is_first() -> None:
    verdict = judge(replace(_rank("A", "B"), subject="C"), PRICES)
    assert verdict.label == "supported"
    assert "ranks 1 of 3" in verdict.reason


def test_one_fund_ahead_refutes_the_best() -> None:
    verdict = judge(_rank("B", "C"), PRICES)
    assert verdict.label == "refuted"
    assert "ranks 2 of 3" in verdict.reason
    assert "behind C" in verdict.reason


def test_the_worst_is_lowest() -> None:
    worst = replace(_rank("A", "C"), subject="B", relation="lowest")
    assert judge(worst, PRICES).label == "supported"


def test_not_the_best_is_the_opposite() -> None:
    assert judge(replace(_rank("B", "C"), modality="negated"), PRICES).label == "supported"
    assert judge(replace(_rank("B"), modality="negated"), PRICES).label == "refuted"


def test_a_fund_that_came_later_is_not_ranked() -> None:
    verdict = judge(_rank("B", "D"), PRICES)
    assert verdict.label == "supported"
    assert "D" in verdict.detail
    late = _rank("B", "D", window=calendar(2018))
    assert judge(late, PRICES).label == "refuted"


def test_the_calmest_is_ranked_by_volatility() -> None:
    prices = source({t: noisy(0.1, seed=n, daily=0.005 * (n + 1)) for n, t in enumerate("ABC")})
    stated = replace(_rank("B", "C"), relation="lowest", metric="volatility")
    verdict = judge(stated, prices)
    assert verdict.label == "supported"
    assert "by volatility" in verdict.reason


def test_a_universe_without_members_is_unknown() -> None:
    assert judge(_rank(), PRICES).reason == "unknown_comparator"


def test_a_universe_without_prices_is_no_price_data() -> None:
    assert judge(_rank("E"), PRICES, facts("A", "E")).reason == "no_price_data"
