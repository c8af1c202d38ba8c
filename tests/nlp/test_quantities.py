"""Numbers in a sentence keep their sign, their unit and the interval that their rounding leaves."""

from __future__ import annotations

import math

import pytest

from nlp.quantities import find_any, find_quantities
from nlp.types import Magnitude, Unit

# (words, value, unit)
SIGNS: list[tuple[str, float, Unit]] = [
    ("it returned -3.2%", -3.2, "percent"),
    ("it returned \u22123.2%", -3.2, "percent"),
    ("it returned \u20133.2%", -3.2, "percent"),
    ("it returned +3.2%", 3.2, "percent"),
    ("it returned (3.2)%", -3.2, "percent"),
    ("it returned (3.2%)", -3.2, "percent"),
    ("(3.2%)", -3.2, "percent"),
    ("a gap of \u22120.5 points", -0.5, "percentage_points"),
    ("MTUM did better than QUAL (17.0%)", 17.0, "percent"),
    ("a steady gain (12% a year)", 12.0, "percent"),
    ("the gap \u2013 3.2 points \u2013 is wide", 3.2, "percentage_points"),
]
UNITS: list[tuple[str, float, Unit]] = [
    ("up 12%", 12.0, "percent"),
    ("up 12 %", 12.0, "percent"),
    ("up 12\u00a0%", 12.0, "percent"),
    ("up 12 percent", 12.0, "percent"),
    ("up 12 per cent", 12.0, "percent"),
    ("up 12 pct", 12.0, "percent"),
    ("up ten percent", 10.0, "percent"),
    ("a 12-percent gain", 12.0, "percent"),
    ("5 points higher", 5.0, "percentage_points"),
    ("5% higher", 5.0, "percent"),
    ("by 4.9 percentage points", 4.9, "percentage_points"),
    ("by two percentage points", 2.0, "percentage_points"),
    ("by 3 pp", 3.0, "percentage_points"),
    ("by 3ppts", 3.0, "percentage_points"),
    ("a 2-point lead", 2.0, "percentage_points"),
    ("250 bps ahead", 250.0, "basis_points"),
    ("36bp a year", 36.0, "basis_points"),
    ("25 basis points ahead", 25.0, "basis_points"),
    ("1.5x the volatility", 1.5, "times"),
    ("3 times the volatility", 3.0, "times"),
    ("a 4-fold gain", 4.0, "times"),
    ("up 1,234.5%", 1234.5, "percent"),
    ("up 12,4 %", 12.4, "percent"),
    ("up 12.4\u00b2 %", 12.4, "percent"),
    ("up 12.4\npercent", 12.4, "percent"),
    ("up 0.36%", 0.36, "percent"),
]
WORDS: list[tuple[str, float, Unit]] = [
    ("half the volatility of MTUM", 0.5, "times"),
    ("twice the volatility of MTUM", 2.0, "times"),
    ("double the drawdown", 2.0, "times"),
    ("it doubled in 2020", 2.0, "times"),
    ("it tripled", 3.0, "times"),
    ("three times the volatility", 3.0, "times"),
    ("four times the volatility", 4.0, "times"),
    ("a third of the risk", 1 / 3, "times"),
    ("one-third of the risk", 1 / 3, "times"),
    ("two-thirds of the risk", 2 / 3, "times"),
    ("a quarter of the risk", 0.25, "times"),
]
RATIOS: list[tuple[str, float, Unit]] = [
    ("a beta of 1.1 to the market", 1.1, "ratio"),
    ("its Sharpe ratio was 0.92", 0.92, "ratio"),
    ("a Sortino ratio of 1.4", 1.4, "ratio"),
    ("a correlation of 0.87 with SPY", 0.87, "ratio"),
    ("a correlation of \u22120.2 with SPY", -0.2, "ratio"),
]
NO_QUANTITY = [
    "the S&P 500 and the Russell 2000",
    "in the first half of 2020",
    "in the second half",
    "over the past quarter",
    "it fell in a quarter when nothing worked",
    "a third fund joined them",
    "over half a year",
    "double-digit returns",
    "the 60-40 portfolio",
    "over 3-6 months",
    "since 21 June 2019",
    "a half-hearted rally",
    "",
]


def _only(words: str) -> Magnitude:
    (found,) = find_quantities(words, offset=0)
    return found


@pytest.mark.parametrize(("words", "value", "unit"), [*SIGNS, *UNITS, *WORDS, *RATIOS])
def test_words_hold_one_number(words: str, value: float, unit: Unit) -> None:
    found = _only(words)
    assert found.unit == unit
    assert found.value == pytest.approx(value)


@pytest.mark.parametrize("words", NO_QUANTITY)
def test_words_hold_no_quantity(words: str) -> None:
    assert find_quantities(words, offset=0) == ()


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("94.27%", 94.265, 94.275),
        ("12%", 11.5, 12.5),
        ("12.40%", 12.395, 12.405),
        ("\u22123.2%", -3.25, -3.15),
        ("250 bps", 249.5, 250.5),
        ("1,234%", 1233.5, 1234.5),
        ("about 20%", 18.0, 22.0),
        ("twice the risk", 1.95, 2.05),
    ],
)
def test_interval_is_what_rounding_leaves_open(words: str, low: float, high: float) -> None:
    found = _only(words)
    assert [found.low, found.high] == pytest.approx([low, high])


@pytest.mark.parametrize(
    "words",
    [
        "10-12%",
        "10\u201312%",
        "10 \u2013 12 %",
        "10 to 12 percent",
        "10% to 12%",
        "10%\u201312%",
        "between 10 and 12 percent",
        "between 10% and 12%",
    ],
)
def test_range_spans_its_ends(words: str) -> None:
    found = _only(f"it should return {words} a year")
    assert (found.value, found.low, found.high) == (11.0, 9.5, 12.5)


def test_a_move_from_one_number_to_another_is_no_range() -> None:
    found = find_quantities("volatility rose from 12% to 18%", offset=0)
    assert [q.value for q in found] == [12.0, 18.0]


@pytest.mark.parametrize(
    "words",
    [
        "about 20%", "around 20%", "roughly 20%", "approximately 20%", "nearly 20%", "almost 20%",
        "some 20%", "close to 20%", "circa 20%", "~20%", "c. 20%", "approx. 20%", "just over 20%",
    ],
)  # fmt: skip
def test_approximate_words_are_heard(words: str) -> None:
    assert _only(f"it returned {words} in 2021").approximate


def test_a_plain_number_is_not_approximate() -> None:
    assert not _only("it returned 20% in 2021").approximate


@pytest.mark.parametrize(
    "words",
    [
        "more than 20%", "over 20%", "at least 20%", "above 20%", "upwards of 20%",
        "in excess of 20%", "no less than 20%", "not less than 20%",
    ],
)  # fmt: skip
def test_lower_bound_leaves_the_top_open(words: str) -> None:
    found = _only(f"it returned {words} in 2021")
    assert (found.value, found.low, found.high) == (20.0, 20.0, math.inf)


@pytest.mark.parametrize(
    "words",
    ["less than 5%", "under 5%", "at most 5%", "up to 5%", "no more than 5%", "not more than 5%"],
)
def test_upper_bound_leaves_the_bottom_open(words: str) -> None:
    found = _only(f"it lost {words} in 2021")
    assert (found.value, found.low, found.high) == (5.0, -math.inf, 5.0)


def test_more_than_twice_has_no_top() -> None:
    found = _only("it had more than twice the volatility")
    assert (found.low, found.high) == (2.0, math.inf)


def test_less_than_half_has_no_bottom() -> None:
    found = _only("it had less than half the volatility")
    assert (found.low, found.high) == (-math.inf, 0.5)


@pytest.mark.parametrize(
    "words",
    [
        "12% a year",
        "12% per year",
        "12% per annum",
        "12% p.a.",
        "12% annualised",
        "12% annualized",
        "12% annually",
        "2 percentage points a year",
        "an annualised return of 12%",
        "a CAGR of 12%",
        "a compound annual return of 12%",
        "it compounded at 12%",
    ],
)
def test_yearly_rate_is_heard(words: str) -> None:
    assert _only(words).annualised is True


@pytest.mark.parametrize("words", ["30% in total", "30% cumulatively", "a cumulative 30%"])
def test_total_over_the_period_is_heard(words: str) -> None:
    assert _only(words).annualised is False


def test_a_number_that_says_neither_is_left_open() -> None:
    assert _only("it gained 12% in 2021").annualised is None


def test_yearly_belongs_to_the_number_it_stands_by() -> None:
    found = find_quantities("an annualised 12%, or 40% in total", offset=0)
    assert [q.annualised for q in found] == [True, False]


def test_numbers_come_in_order_with_their_words() -> None:
    text = "MTUM gained 29.9%, twice what QUAL (17.0%) made, 250 bps a month"
    found = find_quantities(text, offset=1000)
    spans = [q.span for q in found if q.span]
    assert [q.value for q in found] == [29.9, 2.0, 17.0, 250.0]
    assert [text[s.start - 1000 : s.end - 1000] for s in spans] == [s.text for s in spans]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Worst peak-to-trough: SPY 7, IWM 10.", [7.0, 10.0]),
        ("VXX has shrivelled 44 this year", [44.0]),
        ("TUR, thirty-seven, so ahead", [37.0]),
        ("| 3 | 7 | 5 |", [3.0, 7.0, 5.0]),
        ("In 2021 it cost 12b-1 fees, 5%, on 3/4 of 12.5x", []),
    ],
)
def test_any_number_but_years_is_found(text: str, values: list[float]) -> None:
    assert [number.value for number in find_any(text, offset=0)] == values
