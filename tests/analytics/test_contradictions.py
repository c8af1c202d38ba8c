"""Claims of one note that can't both hold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analytics.contradictions import contradictions, mark_contradictions
from nlp.types import Claim, Window
from tests.analytics.support import calendar, claim, judge, number, since, source, steady

AHEAD = claim(comparators=("B",), relation="above")
ROSE = claim("level", relation="rises", magnitude=number(12), window=calendar(2019))


@pytest.mark.parametrize(
    "other",
    [
        claim(comparators=("B",), relation="below"),
        claim(subject="B", comparators=("A",), relation="above"),
        claim(comparators=("B",), relation="above", modality="negated"),
        claim("rank", subject="B", comparators=("A", "C"), relation="highest", quantifier="all"),
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
        claim(comparators=("B", "C"), relation="below", quantifier="most"),
        claim(
            comparators=("B", "C"), relation="below", comparators_inferred=True, quantifier="key"
        ),
    ],
)
def test_these_can_both_hold(other: Claim) -> None:
    assert contradictions([AHEAD, other]) == ()


def test_two_numbers_for_one_year_contradict() -> None:
    assert contradictions([ROSE, replace(ROSE, magnitude=number(15))]) == ((0, 1),)


def test_two_roundings_of_one_number_do_not() -> None:
    assert contradictions([ROSE, replace(ROSE, magnitude=number(12.04, half=0.005))]) == ()


def test_a_yearly_and_a_total_number_are_of_different_kinds() -> None:
    yearly = replace(ROSE, magnitude=number(15, annualised=True))
    assert contradictions([ROSE, yearly]) == ()


def test_rising_and_falling_contradict() -> None:
    fell = claim("level", relation="falls", window=calendar(2019))
    assert contradictions([ROSE, fell]) == ((0, 1),)


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
