"""Comparisons and equivalences: per comparator, as quantified, with a stated gap."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from nlp.types import Window
from tests.analytics.support import (
    AS_OF,
    DECADE,
    INCEPTION,
    FakeFacts,
    calendar,
    claim,
    facts,
    fund,
    index,
    judge,
    noisy,
    number,
    sessions,
    since,
    source,
    steady,
)

PRICES = source({"A": steady(0.10), "B": steady(0.08), "C": steady(0.12), "D": steady(0.095)})


def test_a_fund_ahead_is_ahead() -> None:
    verdict = judge(claim(comparators=("B",), relation="above"), PRICES)
    assert verdict.label == "supported"
    (line,) = verdict.direction
    assert (line.comparator, line.holds, line.unit) == ("B", True, "percent_per_year")
    assert line.gap == pytest.approx(2.0, abs=0.01)


def test_ahead_of_a_better_fund_is_refuted() -> None:
    assert judge(claim(comparators=("C",), relation="above"), PRICES).label == "refuted"


def test_ahead_of_some_is_mixed() -> None:
    stated = claim(comparators=("B", "C"), relation="above", quantifier="both")
    assert judge(stated, PRICES).label == "mixed"


def test_most_needs_more_than_half() -> None:
    stated = claim(comparators=("B", "C", "D"), relation="above", quantifier="most")
    assert judge(stated, PRICES).label == "supported"
    assert judge(replace(stated, comparators=("B", "C")), PRICES).label == "mixed"


@pytest.mark.parametrize("comparators", [("B",), ("C",), ("B", "D")])
def test_negating_flips(comparators: tuple[str, ...]) -> None:
    stated = claim(comparators=comparators, relation="above")
    flipped = {"supported": "refuted", "refuted": "supported"}
    label = judge(stated, PRICES).label
    assert judge(replace(stated, modality="negated"), PRICES).label == flipped[label]


def test_turning_the_relation_flips() -> None:
    stated = claim(comparators=("B",), relation="below")
    assert judge(stated, PRICES).label == "refuted"


def test_swapping_the_sides_flips() -> None:
    stated = claim(subject="B", comparators=("A",), relation="above")
    assert judge(stated, PRICES).label == "refuted"


def test_the_right_gap_is_supported() -> None:
    stated = claim(comparators=("B",), relation="above", magnitude=number(2.0, "percentage_points"))
    assert judge(stated, PRICES).label == "supported"


def test_the_right_direction_with_a_wrong_gap_is_mixed() -> None:
    stated = claim(comparators=("B",), relation="above", magnitude=number(5.0, "percentage_points"))
    verdict = judge(stated, PRICES)
    assert verdict.label == "mixed"
    assert verdict.magnitude is not None
    assert not verdict.magnitude.within
    assert "claimed 5" in verdict.reason


def test_the_wrong_direction_is_refuted_whatever_the_gap() -> None:
    stated = claim(comparators=("C",), relation="above", magnitude=number(2.0, "percentage_points"))
    assert judge(stated, PRICES).label == "refuted"


def test_a_gap_behind_is_stated_without_sign() -> None:
    stated = claim(
        comparators=("C",), relation="below", magnitude=number(200, "basis_points", half=5)
    )
    assert judge(stated, PRICES).label == "supported"


def test_a_gap_in_total_is_read_when_the_note_leaves_it_open() -> None:
    years = 3653 / 365.25
    total = 100 * (1.10**years - 1.08**years)
    stated = claim(
        comparators=("B",), relation="above", magnitude=number(total, "percentage_points")
    )
    assert judge(stated, PRICES).label == "supported"
    yearly = replace(stated, magnitude=number(total, "percentage_points", annualised=True))
    assert judge(yearly, PRICES).label == "mixed"


def test_five_percent_higher_is_points_and_the_relative_reading_is_named() -> None:
    # 10 % against 8 % is 2 points, or 25 % more.
    stated = claim(comparators=("B",), relation="above", magnitude=number(25, half=0.5))
    verdict = judge(stated, PRICES)
    assert verdict.label == "mixed"
    assert verdict.magnitude is not None
    assert verdict.magnitude.right_for == "a relative difference"


def test_twice_the_return_is_a_ratio_of_total_returns() -> None:
    prices = source({"A": steady(0.10), "B": steady(0.0575)})
    stated = claim(comparators=("B",), relation="above", magnitude=number(2.13, "times"))
    assert judge(stated, prices).label == "supported"
    assert judge(replace(stated, magnitude=number(3, "times")), prices).label == "mixed"


def test_a_year_or_less_is_not_annualised() -> None:
    stated = claim(comparators=("B",), relation="above", window=calendar(2020))
    assert judge(stated, PRICES).direction[0].unit == "percent"


def test_a_match_is_within_a_point_a_year() -> None:
    stated = claim("equivalence", comparators=("D",), relation="in_line")
    assert judge(stated, PRICES).label == "supported"
    assert judge(replace(stated, comparators=("B",)), PRICES).label == "refuted"


def test_a_stated_margin_replaces_the_point() -> None:
    stated = claim(
        "equivalence", comparators=("D",), relation="in_line", magnitude=number(20, "basis_points")
    )
    assert judge(stated, PRICES).label == "refuted"


def test_a_match_shows_its_equivalence_test() -> None:
    prices = source({"A": noisy(0.1, seed=1), "B": noisy(0.1, seed=2)})
    stated = claim("equivalence", comparators=("B",), relation="in_line")
    verdict = judge(stated, prices)
    assert verdict.significance is not None
    assert verdict.significance.tost_p is not None


def test_comparators_of_different_age_each_have_their_own_window() -> None:
    prices = source({"A": steady(0.1), "B": steady(0.08), "C": steady(0.05, start="2014-05-01")})
    known = FakeFacts(
        funds={"A": fund("A"), "B": fund("B"), "C": fund("C", inception=date(2014, 5, 1))}
    )
    verdict = judge(claim(comparators=("B", "C"), relation="above"), prices, known)
    assert [line.first_session for line in verdict.direction] == [
        date(2010, 12, 31),
        date(2014, 5, 1),
    ]
    assert "window_shortened" in verdict.flags
    assert verdict.label == "supported"


def test_since_inception_is_of_the_younger() -> None:
    prices = source({"A": steady(0.1), "B": steady(0.08, start="2014-05-01")})
    known = FakeFacts(funds={"A": fund("A"), "B": fund("B", inception=date(2014, 5, 1))})
    verdict = judge(claim(comparators=("B",), relation="above", window=INCEPTION), prices, known)
    assert verdict.first_session == date(2014, 5, 1)
    assert "window_shortened" not in verdict.flags


def test_no_comparator_is_unknown() -> None:
    verdict = judge(claim(relation="above"), PRICES)
    assert (verdict.label, verdict.reason) == ("unverifiable", "unknown_comparator")


def test_no_subject_is_unknown() -> None:
    verdict = judge(claim(subject=None, comparators=("B",), relation="above"), PRICES)
    assert (verdict.label, verdict.reason) == ("unverifiable", "unknown_subject")


def test_a_comparator_nobody_knows_is_unknown() -> None:
    verdict = judge(claim(comparators=("growth",), relation="above"), PRICES)
    assert (verdict.label, verdict.reason) == ("unverifiable", "unknown_comparator")


def test_all_missing_tickers_are_fetched_by_one_command() -> None:
    known = facts("A", "B", "E", "F")
    verdict = judge(claim(subject="E", comparators=("F", "B"), relation="above"), PRICES, known)
    assert verdict.reason == "no_price_data"
    assert "tapecheck prices fetch E F" in verdict.detail


def test_a_named_comparator_without_prices_leaves_the_claim_open() -> None:
    known = facts("A", "B", "E")
    verdict = judge(
        claim(comparators=("B", "E"), relation="above", quantifier="all"), PRICES, known
    )
    assert (verdict.label, verdict.reason) == ("unverifiable", "no_price_data")
    assert [line.holds for line in verdict.direction] == [True, None]


def test_a_member_of_a_described_group_may_lack_prices() -> None:
    known = facts("A", "B", "E")
    stated = claim(
        comparators=("B", "E"), comparators_inferred=True, relation="above", quantifier="key"
    )
    verdict = judge(stated, PRICES, known)
    assert verdict.label == "supported"
    assert "tapecheck prices fetch E" in verdict.detail


def test_a_price_only_index_is_never_held_against_a_total_return() -> None:
    prices = source({"A": steady(0.1)}, close={"SP600": steady(0.07)})
    known = FakeFacts(funds={"A": fund("A")}, indices={"SP600": index("SP600", proxy=None)})
    verdict = judge(claim(comparators=("SP600",), relation="above"), prices, known)
    assert (verdict.label, verdict.reason) == ("unverifiable", "no_price_data")


def test_two_price_only_indices_compare_without_dividends() -> None:
    prices = source({}, close={"SP600": steady(0.07), "R2000": steady(0.06)})
    known = FakeFacts(
        indices={"SP600": index("SP600", proxy=None), "R2000": index("R2000", proxy=None)}
    )
    stated = claim(subject="SP600", comparators=("R2000",), relation="above")
    verdict = judge(stated, prices, known)
    assert verdict.label == "supported"
    assert "price return" in verdict.conventions[0]


def test_a_proxy_is_named_in_the_direction() -> None:
    known = facts("A", "B", indices={"SP600": index("SP600", proxy="B")})
    verdict = judge(claim(comparators=("SP600",), relation="above"), PRICES, known)
    assert verdict.direction[0].proxy == "B"
    assert "proxy_used" in verdict.flags
    assert "B, whose fee is 0.36 % a year" in verdict.detail


def test_a_fund_is_not_compared_with_itself_as_proxy() -> None:
    known = facts("A", indices={"SP600": index("SP600", proxy="A")})
    verdict = judge(claim(comparators=("SP600",), relation="in_line"), PRICES, known)
    assert (verdict.label, verdict.reason) == ("unverifiable", "no_price_data")


def test_a_stated_week_is_enough_for_a_return() -> None:
    window = since("2020-12-18")
    assert (
        judge(claim(comparators=("B",), relation="above", window=window), PRICES).label
        == "supported"
    )


def test_a_few_closes_in_a_long_window_are_too_few() -> None:
    sparse = pd.concat([steady(0.1).iloc[::200], steady(0.1).iloc[-1:]])
    verdict = judge(
        claim(comparators=("B",), relation="above"), source({"A": sparse, "B": steady(0.08)})
    )
    assert (verdict.label, verdict.reason) == ("unverifiable", "too_few_observations")


def test_a_window_before_the_prices_is_out_of_coverage() -> None:
    verdict = judge(claim(comparators=("B",), relation="above", window=calendar(2005)), PRICES)
    assert (verdict.label, verdict.reason) == ("unverifiable", "out_of_coverage")


def test_without_window_the_verdict_speaks_only_if_five_windows_agree() -> None:
    steady_lead = claim(comparators=("B",), relation="above", window=Window(kind="none"))
    assert judge(steady_lead, PRICES).label == "supported"
    prices = source(
        {
            "A": steady(0.10)
            / steady(0.25, start="2020-06-30").reindex(sessions()).fillna(100)
            * 100,
            "B": steady(0.08),
        }
    )
    assert judge(steady_lead, prices).label == "mixed"


def test_more_volatile_than_compares_volatility() -> None:
    prices = source({"A": noisy(0.1, seed=1, daily=0.02), "B": noisy(0.1, seed=2, daily=0.01)})
    stated = claim("risk", comparators=("B",), relation="above", metric="volatility")
    verdict = judge(stated, prices)
    assert verdict.label == "supported"
    assert "volatility" in verdict.reason


def test_half_the_volatility_is_a_ratio() -> None:
    prices = source({"A": noisy(0.1, seed=1, daily=0.01), "B": noisy(0.1, seed=2, daily=0.02)})
    stated = claim(
        "risk",
        comparators=("B",),
        relation="below",
        metric="volatility",
        magnitude=number(0.5, "times"),
    )
    assert judge(stated, prices).label == "supported"
    assert judge(replace(stated, magnitude=number(0.8, "times")), prices).label == "mixed"


def test_volatility_of_a_fortnight_is_too_few_observations() -> None:
    stated = claim("risk", comparators=("B",), relation="above", metric="volatility")
    verdict = judge(replace(stated, window=since("2020-12-15")), PRICES)
    assert (verdict.label, verdict.reason) == ("unverifiable", "too_few_observations")


def test_an_unadjusted_split_is_refused() -> None:
    split = noisy(0.1, seed=1).copy()
    split[split.index > "2015-06-30"] /= 2
    verdict = judge(
        claim(comparators=("B",), relation="above"), source({"A": split, "B": steady(0.08)})
    )
    assert (verdict.label, verdict.reason) == ("unverifiable", "no_price_data")
    assert "2015-07-01" in verdict.detail


def test_reported_and_hedged_claims_are_judged_as_stated() -> None:
    for modality in ("reported", "hedged"):
        stated = claim(comparators=("B",), relation="above", modality=modality, source="critics")
        assert judge(stated, PRICES).label == "supported"


def test_missing_days_are_not_filled() -> None:
    holed = steady(0.10).drop(sessions()[1000:1100])
    verdict = judge(
        claim(comparators=("B",), relation="above"), source({"A": holed, "B": steady(0.08)})
    )
    assert verdict.significance is not None
    assert verdict.significance.observations == len(sessions("2010-12-31")) - 1 - 100


def test_as_of_inside_the_history_ends_the_window_there() -> None:
    window = replace(DECADE, end=date(2016, 6, 30))
    stated = claim(comparators=("B",), relation="above", window=window)
    assert judge(stated, PRICES, as_of=date(2016, 6, 30)).last_session == date(2016, 6, 30)


def test_the_facets_stand_beside_the_label() -> None:
    prices = source({t: noisy(0.05 + 0.02 * n, seed=n) for n, t in enumerate("BDA")})
    verdict = judge(claim(comparators=("B", "D"), relation="above", quantifier="all"), prices)
    assert verdict.significance is not None
    assert verdict.robustness is not None
    assert verdict.prices is not None
    assert verdict.as_of == AS_OF
    assert verdict.first_session == date(2010, 12, 31)
