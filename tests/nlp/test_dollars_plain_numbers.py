"""Sums of dollars, ratios and decades: what is read of them, and what is left alone."""

from __future__ import annotations

import math

import pytest

from nlp.dollars import find_dollars
from nlp.plain_numbers import find_decades, find_ratios
from nlp.quantities import find_quantities

SUMS = [
    ("$1.2bn in assets", 1.2e9),
    ("USD 204bn", 204e9),
    ("US$ 65 billion", 65e9),
    ("$3.4tn", 3.4e12),
    ("600 million dollars", 6e8),
    ("$750m", 7.5e8),
]
RATIOS = [
    ("a beta of 0.7", [0.7]),
    ("a correlation of 0,98", [0.98]),
    ("it is point eight", [0.8]),
    ("Sharpe .9", [0.9]),
    ("a beta of -0.4", [-0.4]),
    ("12% in 5 years", []),
    ("in 2017", []),
    ("3 funds", []),
    ("$5", []),
]
DECADES = [("in the high teens", 17, 20), ("low twenties", 21, 24), ("mid-thirties", 34, 37)]


@pytest.mark.parametrize(("text", "value"), SUMS)
def test_a_sum_is_read_in_dollars(text: str, value: float) -> None:
    assert [(m.value, m.unit) for m in find_dollars(text, offset=0)] == [(value, "usd")]


def test_a_sum_keeps_the_interval_of_its_digits() -> None:
    (found,) = find_dollars("$1.2bn", offset=0)
    assert (found.low, found.high) == (1.15e9, 1.25e9)


def test_more_than_a_sum_is_open_above() -> None:
    (found,) = find_dollars("more than $33 billion", offset=0)
    assert (found.low, found.high, found.approximate) == (33e9, math.inf, True)


def test_a_small_sum_is_no_quantity() -> None:
    assert find_quantities("a stake of $10,000", offset=0) == ()


def test_the_span_of_a_sum_is_shifted_by_the_offset() -> None:
    (found,) = find_dollars("has $1.2bn", offset=100)
    assert found.span
    assert (found.span.start, found.span.end, found.span.text) == (104, 110, "$1.2bn")


@pytest.mark.parametrize(("text", "values"), RATIOS)
def test_plain_numbers_are_ratios(text: str, values: list[float]) -> None:
    assert [m.value for m in find_ratios(text, offset=0)] == values


@pytest.mark.parametrize(("text", "low", "high"), DECADES)
def test_a_decade_is_a_range_in_per_cent(text: str, low: float, high: float) -> None:
    (found,) = find_decades(text, offset=0)
    assert (found.low, found.high, found.unit) == (low, high, "percent")
    assert found.approximate
