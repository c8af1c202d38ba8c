"""Stated numbers: half a unit of the last digit, plus 1 %."""

from __future__ import annotations

import math

import pytest

from analytics import tolerance
from nlp.types import Magnitude
from tests.analytics.support import number


@pytest.mark.parametrize(
    ("computed", "within", "exact"),
    [
        (94.27, True, True),
        (94.2749, True, True),
        (94.28, True, False),
        (95.21, True, False),
        (95.22, False, False),
        (93.33, True, False),
        (93.31, False, False),
        (-94.27, False, False),
    ],
)
def test_a_number_of_two_decimals(computed: float, within: bool, exact: bool) -> None:
    check = tolerance.check(number(94.27, half=0.005), computed)
    assert (check.within, check.exact) == (within, exact)


def test_the_tolerance_shown_is_rounding_plus_a_hundredth() -> None:
    assert tolerance.check(number(94.27, half=0.005), 0).tolerance == pytest.approx(0.9477)


def test_a_bound_holds_on_its_whole_side() -> None:
    over = Magnitude(value=20, unit="percent", low=20, high=math.inf)
    assert tolerance.check(over, 500.0).within
    assert not tolerance.check(over, 19.0).within
    assert math.isfinite(tolerance.check(over, 500.0).tolerance)


def test_a_verb_of_loss_makes_the_number_negative() -> None:
    fell = tolerance.signed(number(23, half=0.5), -1)
    assert (fell.value, fell.low, fell.high) == (-23, -23.5, -22.5)


def test_a_number_with_the_verbs_sign_stays() -> None:
    assert tolerance.signed(number(-23), -1) == number(-23)


def test_a_depth_has_no_sign() -> None:
    assert tolerance.unsigned(number(-35)).value == 35
