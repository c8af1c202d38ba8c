"""First and last in a universe."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from analytics.types import VerdictLabel
from nlp.types import Claim, Magnitude, Span, Unit
from tests.analytics.support import calendar, claim, facts, judge, noisy, number, source, steady

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


def _placed(value: float, words: str = "second", unit: Unit = "ratio") -> Magnitude:
    plain = number(value, unit, half=0)
    return replace(plain, span=Span(0, len(words), words))


@pytest.mark.parametrize(
    ("magnitude", "label"),
    [
        (_placed(2), "supported"),
        (_placed(1, "first"), "refuted"),
        (_placed(3, "third"), "refuted"),
        (_placed(3, "top three"), "supported"),
        (_placed(50, "top half", "percent"), "refuted"),
        (_placed(70, "top 70 %", "percent"), "supported"),
    ],
)
def test_a_stated_place_is_held_against_the_one_computed(
    magnitude: Magnitude, label: VerdictLabel
) -> None:
    assert judge(_rank("B", "C", magnitude=magnitude), PRICES).label == label


def test_the_last_but_one_is_counted_from_below() -> None:
    last_but_one = replace(_rank("B", "C", magnitude=_placed(2)), relation="lowest")
    assert judge(last_but_one, PRICES).label == "supported"


def test_a_denied_place_is_the_opposite() -> None:
    stated = replace(_rank("B", "C", magnitude=_placed(2)), modality="negated")
    assert judge(stated, PRICES).label == "refuted"


def test_a_place_beyond_the_universe_cannot_be_told() -> None:
    verdict = judge(_rank("B", "C", magnitude=_placed(7, "seventh")), PRICES)
    assert (verdict.label, verdict.reason) == ("unverifiable", "unknown_comparator")


def test_no_robustness_of_the_best_is_shown_for_the_second() -> None:
    assert judge(_rank("B", "C", magnitude=_placed(2)), PRICES).robustness is None


def test_a_named_fund_without_prices_leaves_the_first_place_open() -> None:
    known = facts("A", "B", "E")
    assert judge(_rank("B", "E"), PRICES, known).reason == "no_price_data"
    assert judge(replace(_rank("B", "E"), comparators_inferred=True), PRICES, known).label == (
        "supported"
    )


def test_a_named_fund_without_prices_saves_no_best_that_is_beaten() -> None:
    assert judge(_rank("C", "E"), PRICES, facts("A", "C", "E")).label == "refuted"


def test_a_universe_without_members_is_unknown() -> None:
    assert judge(_rank(), PRICES).reason == "unknown_comparator"


def test_a_universe_without_prices_is_no_price_data() -> None:
    assert judge(_rank("E"), PRICES, facts("A", "E")).reason == "no_price_data"
