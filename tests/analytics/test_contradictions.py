"""Claims of one note that can't all hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from analytics.contradictions import contradictions, mark_contradictions
from nlp.types import Claim, Magnitude, Window
from tests.analytics.support import calendar, claim, judge, number, since, source, steady

AHEAD = claim(comparators=("B",), relation="above")
ROSE = claim("level", relation="rises", magnitude=number(12), window=calendar(2019))
FEE = claim(
    "reference", metric="expense_ratio", relation="equals", window=Window(kind="none"),
    magnitude=number(0.36, half=0.005),
)  # fmt: skip


def _lead(ahead: str, behind: str, **slots: Any) -> Claim:
    return claim(subject=ahead, comparators=(behind,), relation="above", **slots)


def _return(subject: str, value: float, **slots: Any) -> Claim:
    return replace(ROSE, subject=subject, magnitude=number(value), **slots)


def _day(first: date, last: date) -> Magnitude:
    low, high = float(first.toordinal()), float(last.toordinal())
    return Magnitude(value=low, unit="date", low=low, high=high)


def _named(words: str) -> Magnitude:
    return Magnitude(value=0, unit="text", low=0, high=0, text_value=words)


@pytest.mark.parametrize(
    "other",
    [
        claim(comparators=("B",), relation="below"),
        claim(subject="B", comparators=("A",), relation="above"),
        claim(comparators=("B",), relation="above", modality="negated"),
        claim("rank", subject="B", comparators=("A", "C"), relation="highest", quantifier="all"),
        claim("rank", comparators=("B", "C"), relation="lowest", quantifier="all"),
        claim(comparators=("C", "B"), relation="below", quantifier="both"),
    ],
)
def test_a_contradicts_its_opposite(other: Claim) -> None:
    assert contradictions([AHEAD, other]) == ((0, 1),)


@pytest.mark.parametrize(
    "other",
    [
        AHEAD,
        claim(comparators=("C",), relation="below"),
        claim(comparators=("B",), relation="below", window=calendar(2019)),
        claim(comparators=("B",), relation="below", metric="volatility"),
        claim(comparators=("B",), relation="in_line"),
        claim(comparators=("B",), relation="below", modality="reported", source="critics"),
        claim(comparators=("B",), relation="below", modality="forecast"),
        claim(comparators=("B",), relation="below", modality="possible"),
        claim(comparators=("B",), relation="below", modality="counterfactual"),
        claim(comparators=("B",), relation="below", basis="price"),
        claim(comparators=("B",), relation="below", read_at=date(2019, 1, 2)),
        claim(comparators=("B",), relation="below", missing=("each_period",)),
        claim(comparators=("B", "C"), relation="below", quantifier="most"),
        claim(comparators=("B", "C"), relation="above", quantifier="all", modality="negated"),
        claim("rank", comparators=("B", "C"), relation="highest", modality="negated"),
        claim("rank", subject="B", comparators=("A", "C"), relation="highest",
              magnitude=number(2, "ratio", half=0)),
        claim(
            comparators=("B", "C"), relation="below", comparators_inferred=True, quantifier="key"
        ),
    ],
)  # fmt: skip
def test_these_can_both_hold(other: Claim) -> None:
    assert contradictions([AHEAD, other]) == ()


def test_leads_in_a_circle_contradict_together() -> None:
    claims = [_lead("A", "B"), _lead("B", "C"), _lead("C", "A")]
    assert contradictions(claims) == ((0, 1, 2),)


def test_leads_in_a_line_do_not() -> None:
    assert contradictions([_lead("A", "B"), _lead("B", "C"), _lead("A", "C")]) == ()


def test_a_circle_over_two_periods_is_none() -> None:
    claims = [_lead("A", "B"), _lead("B", "C"), _lead("C", "A", window=calendar(2019))]
    assert contradictions(claims) == ()


def test_a_direct_contradiction_is_told_without_the_way_round() -> None:
    claims = [_lead("A", "B"), _lead("B", "C"), _lead("C", "A"), _lead("B", "A")]
    assert contradictions(claims) == ((0, 1, 2), (0, 3))


def test_two_best_of_one_group_contradict() -> None:
    best = claim("rank", comparators=("B", "C"), relation="highest", comparators_inferred=True)
    other = replace(best, subject="B", comparators=("A", "C"))
    assert contradictions([best, other]) == ((0, 1),)


def test_two_best_of_two_groups_do_not() -> None:
    best = claim("rank", comparators=("B",), relation="highest")
    assert contradictions([best, replace(best, subject="C", comparators=("D",))]) == ()


def test_two_best_of_a_group_in_words_contradict() -> None:
    best = claim("rank", relation="highest", comparators_text="small-cap funds")
    assert contradictions([best, replace(best, subject="B")]) == ((0, 1),)


def test_best_of_named_funds_contradicts_a_lag() -> None:
    best = claim("rank", comparators=("B", "C"), relation="highest", quantifier="named")
    assert contradictions([best, claim(comparators=("C",), relation="below")]) == ((0, 1),)


def test_two_numbers_for_one_year_contradict() -> None:
    assert contradictions([ROSE, _return("A", 15)]) == ((0, 1),)


@pytest.mark.parametrize(
    "other",
    [
        replace(ROSE, magnitude=number(12.04, half=0.005)),
        replace(ROSE, magnitude=number(1200, "basis_points", half=5)),
        replace(ROSE, magnitude=number(15, annualised=True)),
        replace(ROSE, magnitude=number(15), window=calendar(2018)),
        replace(ROSE, magnitude=number(15), basis="price"),
        replace(ROSE, magnitude=number(15), modality="reported", source="Reuters"),
        replace(ROSE, magnitude=number(15), subject="B"),
        replace(ROSE, magnitude=None),
    ],
)
def test_these_numbers_can_both_hold(other: Claim) -> None:
    assert contradictions([ROSE, other]) == ()


def test_numbers_of_no_stated_period_may_be_of_two() -> None:
    loose = replace(ROSE, window=Window(kind="none"))
    assert contradictions([loose, replace(loose, magnitude=number(30))]) == ()


def test_rising_and_falling_contradict() -> None:
    fell = claim("level", relation="falls", window=calendar(2019))
    assert contradictions([ROSE, fell]) == ((0, 1),)


def test_a_negative_figure_contradicts_a_rise() -> None:
    figure = claim("level", relation="equals", magnitude=number(-3.2), window=calendar(2019))
    assert contradictions([replace(ROSE, magnitude=None), figure]) == ((0, 1),)


def test_two_figures_contradict_a_lead_the_other_way() -> None:
    lagged = claim(comparators=("B",), relation="below", window=calendar(2019))
    assert contradictions([ROSE, _return("B", 9), lagged]) == ((0, 1, 2),)


def test_two_figures_within_rounding_make_no_lead() -> None:
    lagged = claim(comparators=("B",), relation="below", window=calendar(2019))
    assert contradictions([ROSE, _return("B", 11.9), lagged]) == ()


def test_a_gap_that_its_figures_do_not_have_contradicts() -> None:
    by_five = _lead("A", "B", window=calendar(2019), magnitude=number(5, "percentage_points"))
    assert contradictions([ROSE, _return("B", 9), by_five]) == ((0, 1, 2),)


@pytest.mark.parametrize(
    "gap", [number(3, "percentage_points"), number(300, "basis_points", half=5), number(33)]
)
def test_a_gap_in_points_or_as_a_share_fits_its_figures(gap: Magnitude) -> None:
    claims = [ROSE, _return("B", 9), _lead("A", "B", window=calendar(2019), magnitude=gap)]
    assert contradictions(claims) == ()


def test_two_gaps_of_one_pair_contradict() -> None:
    claims = [_lead("A", "B", magnitude=number(gap, "percentage_points")) for gap in (2, 4)]
    assert contradictions(claims) == ((0, 1),)


def test_two_fees_contradict() -> None:
    assert contradictions([FEE, replace(FEE, magnitude=number(0.39, half=0.005))]) == ((0, 1),)


def test_a_fee_that_was_cut_does_not() -> None:
    old = replace(FEE, text="the fee was cut from 0.39 %", magnitude=number(0.39, half=0.005))
    assert contradictions([FEE, old]) == ()


def test_two_fees_contradict_who_is_cheaper() -> None:
    cheaper = claim(
        comparators=("B",), relation="below", metric="expense_ratio", window=Window(kind="none")
    )
    other = replace(FEE, subject="B", magnitude=number(0.10, half=0.005))
    assert contradictions([FEE, other, cheaper]) == ((0, 1, 2),)


def test_two_launch_days_contradict_and_a_day_in_its_year_does_not() -> None:
    year = _day(date(2005, 1, 1), date(2005, 12, 31))
    launched = claim("reference", metric="inception_date", magnitude=year)
    inside = replace(launched, magnitude=_day(date(2005, 3, 3), date(2005, 3, 3)))
    outside = replace(launched, magnitude=_day(date(2006, 3, 3), date(2006, 3, 3)))
    assert contradictions([launched, inside]) == ()
    assert contradictions([launched, outside]) == ((0, 1),)


def test_two_indices_contradict() -> None:
    tracks = claim("reference", metric="index_tracked", comparators=("SP600",))
    assert contradictions([tracks, replace(tracks, comparators=("R2000",))]) == ((0, 1),)


def test_two_spellings_of_an_issuer_do_not() -> None:
    run = claim("reference", metric="issuer", magnitude=_named("Invesco"))
    assert contradictions([run, replace(run, magnitude=_named("Invesco Ltd."))]) == ()
    assert contradictions([run, replace(run, magnitude=_named("BlackRock"))]) == ((0, 1),)


def test_long_term_and_since_inception_are_one_window() -> None:
    whole = Window(kind="since_inception", end=since("2010-12-31").end)
    long = replace(whole, kind="long_term")
    pair = [replace(AHEAD, window=whole), replace(AHEAD, relation="below", window=long)]
    assert contradictions(pair) == ((0, 1),)


def test_both_verdicts_are_marked_with_the_others_id() -> None:
    prices = source({"A": steady(0.1), "B": steady(0.08)})
    claims = [AHEAD, replace(AHEAD, id="c2", relation="below")]
    first, second = mark_contradictions(claims, [judge(c, prices) for c in claims])
    assert "contradicts" in first.flags
    assert first.detail.endswith("contradicts c2")
    assert second.detail.endswith("contradicts c1")


def test_a_circle_names_all_its_claims() -> None:
    prices = source({t: steady(0.1) for t in "ABC"})
    claims = [replace(c, id=f"c{n}") for n, c in enumerate(
        [_lead("A", "B"), _lead("B", "C"), _lead("C", "A")]
    )]  # fmt: skip
    marked = mark_contradictions(claims, [judge(c, prices) for c in claims])
    assert marked[0].detail.endswith("contradicts c1 and c2 taken together")
