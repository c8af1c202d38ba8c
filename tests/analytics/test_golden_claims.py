"""Every golden claim has the verdict, the figures and the flags that hand arithmetic gives."""

from __future__ import annotations

from typing import get_args

import pytest

from analytics.types import Flag
from nlp.types import ClaimType
from tests.analytics.golden_claims import PRICES, Golden, golden_claims, verdict_of

ALL = golden_claims()
# Of the two figures that a comment rounds to hundredths.
ROUNDED = 0.0051

needs_prices = pytest.mark.skipif(
    not PRICES.exists(), reason="the reference prices lie beside the checkout, and aren't there"
)


def expecting(*wanted: str) -> pytest.MarkDecorator:
    """The golden claims of which one of these is worked out."""
    some = [one for one in ALL if any(name in one.expect for name in wanted)]
    return pytest.mark.parametrize("golden", some, ids=lambda one: one.says)


def test_at_least_eighty_claims_of_every_type_are_worked_out() -> None:
    # A note's own sentiment is judged by its text, not by prices.
    assert {one.claim.type for one in ALL} == set(get_args(ClaimType)) - {"self_report"}
    assert len(ALL) >= 80


def test_every_flag_of_one_claim_is_worked_out() -> None:
    flagged = {flag for one in ALL for flag in one.expect.get("flags", ())}
    assert flagged == set(get_args(Flag)) - {"contradicts"}


@needs_prices
@expecting("label")
def test_the_label_is_the_one_worked_out(golden: Golden) -> None:
    assert verdict_of(golden.says).label == golden.expect["label"], verdict_of(golden.says).reason


@needs_prices
@expecting("reason", "words", "detail")
def test_the_reason_says_what_decided(golden: Golden) -> None:
    verdict = verdict_of(golden.says)
    assert golden.expect.get("reason", verdict.reason) == verdict.reason
    assert golden.expect.get("words", "") in verdict.reason
    assert golden.expect.get("detail", "") in verdict.detail


@needs_prices
@expecting("computed")
def test_a_stated_number_is_held_against_the_one_worked_out(golden: Golden) -> None:
    check = verdict_of(golden.says).magnitude
    assert check is not None
    wanted = golden.expect["computed"]
    tolerance = 0.51 if check.unit == "basis_points" else ROUNDED
    assert check.computed == pytest.approx(wanted, abs=tolerance)
    assert check.exact is golden.expect.get("exact", check.exact)
    assert check.right_for == golden.expect.get("right_for")


@needs_prices
@expecting("gaps")
def test_every_gap_is_the_one_worked_out(golden: Golden) -> None:
    lines = verdict_of(golden.says).direction
    gaps = {line.comparator: line.gap for line in lines}
    assert gaps == pytest.approx(golden.expect["gaps"], abs=ROUNDED)


@needs_prices
@expecting("value")
def test_the_return_behind_a_sign_is_the_one_worked_out(golden: Golden) -> None:
    (line,) = verdict_of(golden.says).direction
    assert line.subject_value == pytest.approx(golden.expect["value"], abs=ROUNDED)


@needs_prices
@expecting("flags", "unflagged")
def test_the_flags_are_the_ones_worked_out(golden: Golden) -> None:
    flags = set(verdict_of(golden.says).flags)
    assert set(golden.expect.get("flags", ())) <= flags
    assert not set(golden.expect.get("unflagged", ())) & flags


@needs_prices
@expecting("first")
def test_the_base_close_is_the_one_worked_out(golden: Golden) -> None:
    assert verdict_of(golden.says).first_session == golden.expect["first"]


@needs_prices
@expecting("proxy")
def test_an_index_is_judged_by_the_fund_worked_out(golden: Golden) -> None:
    assert {line.proxy for line in verdict_of(golden.says).direction} == {golden.expect["proxy"]}


@needs_prices
@expecting("split")
def test_both_sides_of_a_change_of_mandate_are_as_worked_out(golden: Golden) -> None:
    robustness = verdict_of(golden.says).robustness
    assert robustness is not None
    assert [side.holds for side in robustness.mandate_split] == golden.expect["split"]


@needs_prices
@expecting("windows")
def test_a_claim_without_a_window_is_tried_on_those_worked_out(golden: Golden) -> None:
    assert len(verdict_of(golden.says).windows_tried) == golden.expect["windows"]
