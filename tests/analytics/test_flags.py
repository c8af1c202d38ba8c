"""Warnings beside a verdict."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from analytics.types import Flag, Verdict
from nlp.catalog_types import EventKind, FundEvent
from tests.analytics.support import (
    FakeFacts,
    claim,
    facts,
    fund,
    judge,
    noisy,
    number,
    since,
    source,
    steady,
)

OURS = noisy(0.1, seed=1)
PRICES = source({"A": OURS, "B": noisy(0.08, seed=2)})
BEAT = claim(comparators=("B",), relation="above")


def _event(kind: EventKind, on: str, before: str = "Old", ticker: str = "A") -> FundEvent:
    return FundEvent(
        ticker=ticker, on=date.fromisoformat(on), kind=kind, before=before, after="New"
    )


def _verdict(*events: FundEvent, **slots: Any) -> Verdict:
    known = replace(facts("A", "B", "C", "D"), happened=events)
    return judge(replace(BEAT, **slots), PRICES, known)


def test_a_plain_comparison_has_no_flag() -> None:
    assert _verdict().flags == ()


def test_a_change_of_mandate_inside_the_window_is_flagged_and_split() -> None:
    verdict = _verdict(_event("index_change", "2016-06-30"))
    assert verdict.flags == ("mandate_change",)
    assert verdict.robustness is not None
    assert len(verdict.robustness.mandate_split) == 2


def test_the_comparators_change_of_mandate_counts_too() -> None:
    assert "mandate_change" in _verdict(_event("index_change", "2016-06-30", ticker="B")).flags


def test_a_change_before_the_window_is_no_matter() -> None:
    assert _verdict(_event("index_change", "2010-06-30")).flags == ()


def test_only_the_latest_of_two_changes_is_split() -> None:
    verdict = _verdict(
        _event("index_change", "2013-06-28"), _event("index_change", "2016-06-30", before="Middle")
    )
    assert verdict.robustness is not None
    assert {side.end for side in verdict.robustness.mandate_split} == {
        date(2016, 6, 30),
        date(2020, 12, 31),
    }


def test_an_inferred_group_without_closed_funds_has_survivors_only() -> None:
    flags = _verdict(comparators_inferred=True).flags
    assert flags == ("inferred_comparators", "survivorship")


def test_a_group_that_keeps_its_closed_funds_is_no_survivors_club() -> None:
    known = FakeFacts(funds={"A": fund("A"), "B": fund("B", closed=date(2020, 12, 31))})
    verdict = judge(replace(BEAT, comparators_inferred=True), PRICES, known)
    assert verdict.flags == ("inferred_comparators",)


def test_less_than_three_years_of_common_history_is_thin() -> None:
    young = noisy(0.1, seed=3, start="2018-06-29")
    known = FakeFacts(funds={"A": fund("A"), "B": fund("B", inception=date(2018, 6, 29))})
    prices = source({"A": OURS, "B": young})
    verdict = judge(replace(BEAT, window=since("2018-12-31")), prices, known)
    assert "thin_history" in verdict.flags


def test_a_short_window_of_a_long_history_is_not_thin() -> None:
    assert "thin_history" not in _verdict(window=since("2020-06-30")).flags


def _with_tick(on: str) -> pd.Series:
    bad = OURS.copy()
    bad.loc[on] *= 0.85
    return bad


@pytest.mark.parametrize(
    ("on", "flags"), [("2015-12-03", ("bad_tick_suspected",)), ("2010-06-03", ())]
)
def test_a_bad_tick_counts_inside_the_window(on: str, flags: tuple[Flag, ...]) -> None:
    prices = source({"A": _with_tick(on), "B": steady(0.08)})
    assert judge(BEAT, prices).flags == flags


def test_a_ticker_that_another_fund_gave_up_is_reused() -> None:
    assert "ticker_reused" in _verdict(_event("ticker_change", "2012-06-29", "A", "Z")).flags


def _began(inception: str, base: str) -> Verdict:
    began = fund("A", inception=date.fromisoformat(inception))
    known = FakeFacts(funds={"A": began, "B": fund("B")})
    return judge(replace(BEAT, window=since(base)), PRICES, known)


def test_closes_from_before_the_fund_began_are_of_a_reused_ticker() -> None:
    assert "ticker_reused" in _began("2014-06-30", "2010-12-31").flags


def test_a_window_of_the_present_fund_alone_has_no_reused_ticker() -> None:
    assert _began("2014-06-30", "2015-12-31").flags == ()


def test_a_ticker_that_the_fund_itself_gave_up_for_a_while_is_not() -> None:
    assert _verdict(_event("ticker_change", "2012-06-29", "A", "A")).flags == ()


def test_a_lead_that_was_a_lag_would_flip_a_decision() -> None:
    prices = source({"A": steady(0.05), "B": steady(0.08)})
    assert judge(BEAT, prices).flags == ("decision_error",)


def test_a_lag_of_a_hair_flips_no_decision() -> None:
    prices = source({"A": steady(0.075), "B": steady(0.08)})
    assert judge(BEAT, prices).flags == ()


def test_a_place_missed_flips_no_decision() -> None:
    prices = source({"A": steady(0.02), "B": steady(0.08), "C": steady(0.1)})
    second = claim(
        "rank", comparators=("B", "C"), relation="highest", magnitude=number(2, "ratio", half=0)
    )
    assert judge(second, prices).flags == ()


def test_a_wrong_sign_of_a_level_would_flip_a_decision() -> None:
    fell = claim("level", relation="falls")
    assert judge(fell, source({"A": steady(0.05)})).flags == ("decision_error",)
