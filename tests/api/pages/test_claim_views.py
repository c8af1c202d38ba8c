"""A claim's views: slots in words, numbers with units, corrections as changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from analytics.types import (
    CounterWindow,
    Direction,
    Episodes,
    MagnitudeCheck,
    MandateSplit,
    Robustness,
    Verdict,
    WindowResult,
)
from api.pages.views.claim import claim_view, options
from api.pages.views.slots import changed_slots, changes, form_values, slots
from api.pages.views.verdict import verdict_view
from tapecheck.report import (
    AlternativeReport,
    ClaimReport,
    ConditionReport,
    HorizonReport,
    MagnitudeReport,
)
from tapecheck.store.types import ClaimRow, Correction
from tapecheck.testing_claims import canned_claim

DAY = date(2022, 3, 1)


def claim(**slots: Any) -> ClaimReport:
    made = canned_claim(
        "supported", subject="XSMO", comparators=("IJR", "DWAS"), as_of=DAY, text="XSMO leads"
    )
    return made.model_copy(update=slots)


def verdict(**parts: Any) -> Verdict:
    return replace(claim().verdict, **parts)


def facts(found: Any) -> dict[str, str]:
    return {fact.name: fact.value for fact in found}


def magnitude(**parts: Any) -> MagnitudeReport:
    usual = {"value": 94.27, "unit": "percent", "low": 94.265, "high": 94.275}
    usual |= {"approximate": False, "annualised": None, "text": None}
    return MagnitudeReport(**{**usual, **parts})


def values(made: ClaimReport) -> dict[str, str]:
    return {slot.name: slot.value or ", ".join(slot.links) for slot in slots(made)}


def test_slots_are_told_in_plain_words() -> None:
    told = values(claim(quantifier="both", metric="max_drawdown"))
    assert told["Compared with"] == "IJR, DWAS"
    assert told["How many of them"] == "both of them"
    assert told["Measure"] == "maximum drawdown"


def test_slots_without_a_value_are_left_out() -> None:
    assert "Stated number" not in values(claim())


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({}, "94.27 %"),
        ({"approximate": True, "annualised": True}, "about 94.27 % a year"),
        ({"annualised": False, "unit": "percentage_points"}, "94.27 points in total"),
        ({"unit": "text", "text": "moderate"}, "moderate"),
    ],
)
def test_a_stated_number_keeps_its_unit(parts: dict[str, Any], told: str) -> None:
    assert values(claim(magnitude=magnitude(**parts)))["Stated number"] == told


def test_a_condition_is_told_in_two_parts() -> None:
    told = values(claim(condition=ConditionReport(trigger="rates fall", consequence="XSMO leads")))
    assert (told["If"], told["Then"]) == ("rates fall", "XSMO leads")


def test_another_reading_is_told_with_its_slot() -> None:
    other = AlternativeReport(slot="comparators", value="funds of any size", weight=0.25)
    assert values(claim(alternatives=[other]))["May also mean"].endswith("funds of any size")


def test_a_horizon_tells_when_it_falls_due() -> None:
    made = claim(horizon=HorizonReport(text="twelve months", due=date(2023, 3, 1)))
    (found,) = [slot for slot in slots(made) if slot.name == "Horizon"]
    assert found.note == "due 2023-03-01"


def test_the_form_holds_the_slots_as_they_are_typed() -> None:
    form = form_values(claim(magnitude=magnitude()))
    assert (form["comparators"], form["magnitude"]) == ("IJR, DWAS", "94.27 percent")


def test_a_form_sent_as_it_was_changes_nothing() -> None:
    form = form_values(claim(magnitude=magnitude()))
    assert changed_slots(form, form) == {}


@pytest.mark.parametrize(
    ("slot", "typed", "changed"),
    [
        ("subject", " MTUM ", "MTUM"),
        ("comparators", "IJR ,  DWAS, SPY", ("IJR", "DWAS", "SPY")),
        ("comparators", "IJR DWAS", None),
        ("comparators", "", ()),
        ("relation", "below", "below"),
        ("since", "", None),
        ("magnitude", "3 percent", "3 percent"),
    ],
)
def test_only_slots_with_other_words_are_changed(slot: str, typed: str, changed: object) -> None:
    form = form_values(claim())
    found = changed_slots({**form, slot: typed}, form)
    assert found == ({} if typed == "IJR DWAS" else {slot: changed})


def test_unknown_fields_of_a_form_change_nothing() -> None:
    form = form_values(claim())
    assert changed_slots({**form, "as_of": "2020-01-01"}, form) == {}


def test_a_correction_is_told_as_before_and_after() -> None:
    found = changes({"relation": "below", "comparators": ["SPY"]}, form_values(claim()))
    assert [(one.before, one.after) for one in found] == [("IJR, DWAS", "SPY"), ("above", "below")]


def test_numbers_stand_by_comparator_with_their_unit() -> None:
    gaps = verdict_view(verdict()).gaps
    assert gaps is not None
    assert [(row.comparator, row.gap) for row in gaps.rows] == [("IJR", "+2.48"), ("DWAS", "+2.48")]
    assert (gaps.unit, gaps.gap_unit) == ("% a year", "points a year")


def test_comparators_without_prices_are_named_below() -> None:
    absent = replace(verdict().direction[0], comparator="DES", subject_value=None)
    gaps = verdict_view(verdict(direction=(*verdict().direction, absent))).gaps
    assert gaps is not None
    assert gaps.absent == ("DES",)


def test_rows_of_different_units_carry_their_own() -> None:
    ratio = Direction(
        comparator="IJR", subject_value=1.5, comparator_value=1.0, gap=0.5, unit="times", holds=True
    )
    gaps = verdict_view(verdict(direction=(*verdict().direction, ratio))).gaps
    assert gaps is not None
    assert (gaps.unit, gaps.rows[-1].subject) == ("", "1.50 times")


def test_a_level_stands_against_nothing() -> None:
    level = Direction(
        comparator=None,
        subject_value=24.1,
        comparator_value=None,
        gap=None,
        unit="percent",
        holds=False,
    )
    gaps = verdict_view(verdict(direction=(level,))).gaps
    assert gaps is not None
    assert not gaps.compares


def test_a_verdict_without_numbers_has_no_table() -> None:
    assert verdict_view(verdict(direction=())).gaps is None


@pytest.mark.parametrize(
    ("within", "exact", "agrees"),
    [(True, True, "exactly"), (True, False, "yes"), (False, False, "no")],
)
def test_stated_stands_against_computed(within: bool, exact: bool, agrees: str) -> None:
    check = MagnitudeCheck(
        claimed=29.9, computed=29.86, unit="percent", tolerance=0.5, within=within, exact=exact
    )
    told = facts(verdict_view(verdict(magnitude=check)).stated)
    assert (told["The note says"], told["Computed"], told["Agrees"]) == (
        "29.9 %",
        "29.860 %",
        agrees,
    )


def test_the_interval_is_told_with_its_unit() -> None:
    told = facts(verdict_view(verdict()).luck)
    assert told["95 % interval"] == "−3.90 to +8.80 points a year"  # noqa: RUF001


def test_an_interval_of_risk_is_in_its_own_unit() -> None:
    luck = verdict().significance
    assert luck is not None
    own = replace(luck, method="bootstrap in its own unit")
    told = facts(verdict_view(verdict(significance=own)).luck)
    assert told["95 % interval"] == "−3.90 to +8.80"  # noqa: RUF001


def test_a_rank_tells_its_places() -> None:
    luck = verdict().significance
    assert luck is not None
    ranked = replace(luck, rank_interval=(1, 4), in_confidence_set=True)
    assert facts(verdict_view(verdict(significance=ranked)).luck)["Place, 95 %"] == "1 to 4"


def test_other_windows_are_told_with_the_worst_one() -> None:
    worst = CounterWindow(start=date(2019, 1, 1), end=date(2020, 1, 1), gap=-11.2)
    found = Robustness(
        share_of_starts=0.9, share_of_rolling=None, counter_window=worst, price_return_gap=None
    )
    (_, against) = verdict_view(verdict(robustness=found)).robust
    assert (against.value, against.note) == (
        "2019-01-01 to 2020-01-01",
        "gap −11.20 points a year",  # noqa: RUF001
    )


def test_sides_of_a_mandate_are_grouped() -> None:
    parts = tuple(
        MandateSplit(label=label, start=DAY, end=DAY, comparator=comparator, gap=1.0, holds=True)
        for label in ("before", "after")
        for comparator in ("IJR", "DWAS")
    )
    found = Robustness(
        share_of_starts=None,
        share_of_rolling=None,
        counter_window=None,
        price_return_gap=None,
        mandate_split=parts,
    )
    sides = verdict_view(verdict(robustness=found)).sides
    assert [(side.label, len(side.rows)) for side in sides] == [("before", 2), ("after", 2)]


def test_windows_tried_have_verdicts_of_their_own() -> None:
    one = WindowResult(name="5 years", start=DAY, end=DAY, label="refuted")
    (tried,) = verdict_view(verdict(windows_tried=(one,))).tried
    assert (tried.name, tried.badge.mark) == ("5 years", "✗")


def test_past_episodes_are_counted() -> None:
    found = Episodes(
        trigger="SPY",
        rule="a month up",
        on=(DAY,),
        lag=63,
        held=4,
        judged=6,
        base_share=0.55,
        independent=30,
    )
    told = facts(verdict_view(verdict(episodes=found)).episodes)
    assert told["Consequence followed"] == "4 of 6 episodes"


def test_each_flag_is_explained_in_a_sentence() -> None:
    (flag,) = verdict_view(verdict(flags=("survivorship",))).flags
    assert flag.sentence.endswith(".")


def test_a_command_in_parts_is_the_command() -> None:
    command = "tapecheck verify --subject XSMO --words 'a -- b'"
    assert " ".join(options(command)) == command


def test_a_corrected_claim_keeps_its_verdict_beside_the_new_one() -> None:
    made = claim()
    row = ClaimRow(
        id="1-c1",
        note_id="n",
        note_name="note.txt",
        title=None,
        author=None,
        published=DAY,
        run="r",
        corrections=1,
        claim=made.model_dump(mode="json", exclude={"chart"}),
    )
    new = canned_claim("refuted", subject="XSMO", as_of=DAY).model_dump(mode="json")["verdict"]
    correction = Correction(
        id=1,
        claim_id="1-c1",
        made=datetime(2026, 1, 1, tzinfo=UTC),
        by=None,
        slots={"relation": "below"},
        verdict=new,
    )
    view = claim_view(row, chart=None, corrections=(correction,))
    assert (view.then.badge.label, view.corrections[0].verdict.badge.label) == (
        "supported",
        "refuted",
    )
