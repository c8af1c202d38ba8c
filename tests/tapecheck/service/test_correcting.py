"""The slots of a stored claim come from its command; what a change makes stale goes."""

from __future__ import annotations

import pickle
from datetime import date
from typing import Any

import pytest

from analytics.reproduce import command
from tapecheck.service import BadSlot
from tapecheck.service.correcting import corrected
from tapecheck.slots import Slots, claim_of

AS_OF = date(2021, 2, 12)
AHEAD = Slots(
    type="comparison",
    subject="MTUM",
    relation="above",
    comparators=("USMV", "VLUE"),
    quantifier="both",
    window="since",
    since="2016-12-31",
)


def stored(slots: Slots, *, made_on: date = AS_OF) -> dict[str, Any]:
    """As much of a stored claim as is looked at."""
    claim = claim_of(slots, as_of=AS_OF)
    told = command(claim, prices="sample", as_of=AS_OF, made_on=made_on, fingerprint="sha256:00")
    return {"verdict": {"reproduce": told}}


@pytest.mark.parametrize(
    "slots",
    [
        AHEAD,
        Slots(type="level", subject="MTUM", magnitude="-5.25 percent", since="2019", until="2020"),
        Slots(type="level", subject="MTUM", magnitude="5 percent", annualised=False, since="2019"),
        Slots(type="reference", subject="MTUM", metric="index_tracked", text="SP600"),
        Slots(type="reference", subject="MTUM", metric="inception_date", dates=(AS_OF, AS_OF)),
        Slots(type="causal", subject="MTUM", words='it rose "because" of $(rates) -- and more'),
        Slots(type="conditional", trigger="if it falls", consequence="-x then", each_period=True),
        Slots(type="forecast", subject="MTUM", horizon="by 2022", due=date(2022, 1, 1)),
        Slots(type="possibility", subject="MTUM", modality="possible", cue="may", inferred=True),
    ],
    ids=lambda slots: f"{slots.type} {slots.metric}",
)
def test_a_claim_keeps_every_slot_that_is_not_changed(slots: Slots) -> None:
    asked = corrected(stored(slots), {"subject": "QUAL"})
    same = claim_of(slots.model_copy(update={"subject": "QUAL"}), as_of=AS_OF)
    assert claim_of(asked.slots, as_of=AS_OF) == same
    assert asked.as_of == AS_OF


def test_the_day_a_forecast_was_made_is_kept() -> None:
    made = date(2020, 1, 2)
    forecast = Slots(type="forecast", subject="MTUM", horizon="a year", due=date(2021, 1, 2))
    assert corrected(stored(forecast, made_on=made), {"subject": "QUAL"}).made_on == made


def test_another_start_makes_a_window_since_then() -> None:
    asked = corrected(stored(AHEAD.model_copy(update={"window": "ytd"})), {"since": "2015"})
    window = claim_of(asked.slots, as_of=AS_OF).window
    assert (window.kind, window.base, window.end) == ("since", date(2014, 12, 31), AS_OF)


def test_another_kind_of_window_drops_the_old_days() -> None:
    asked = corrected(stored(AHEAD), {"window": "since_inception"})
    assert claim_of(asked.slots, as_of=AS_OF).window.base is None


def test_another_number_drops_the_old_interval() -> None:
    stated = Slots(type="level", subject="MTUM", magnitude="5 percent", rounding=(4.0, 6.0))
    magnitude = claim_of(
        corrected(stored(stated), {"magnitude": "7 percent"}).slots, as_of=AS_OF
    ).magnitude
    assert magnitude is not None
    assert (magnitude.value, magnitude.low, magnitude.high) == (7.0, 6.5, 7.5)


def test_without_comparators_a_comparison_is_a_level() -> None:
    asked = corrected(stored(AHEAD), {"comparators": []})
    assert claim_of(asked.slots, as_of=AS_OF).type == "level"


def test_a_subject_is_not_compared_with_itself() -> None:
    assert corrected(stored(AHEAD), {"subject": "USMV"}).slots.comparators == ("VLUE",)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "no slot is changed"),
        ({"relation": "beats"}, "relation"),
        ({"colour": "red"}, "colour"),
        ({"comparators": "USMV"}, "comparators"),
    ],
)
def test_a_change_that_cannot_be_read_names_the_slot(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(BadSlot, match=said):
        corrected(stored(AHEAD), changed)


CALENDAR = Slots(
    type="level",
    subject="MTUM",
    magnitude="5 percent",
    window="calendar",
    since="2018-12-31",
    until="2019-12-31",
)


@pytest.mark.parametrize(
    ("changed", "slot", "said"),
    [
        ({"since": "2021"}, "until", "since 2021, until 2019-12-31; change until"),
        ({"until": "2017"}, "since", "since 2018-12-31, until 2017; change since"),
        ({"since": "2020", "until": "2019"}, "until", "since 2020, until 2019; change until"),
        (
            {"since": "2021-06-01", "until": None},
            "since",
            "since 2021-06-01, until 2021-02-12; change since",
        ),
    ],
)
def test_a_period_that_would_end_before_it_begins_names_the_slot_to_change(
    changed: dict[str, Any], slot: str, said: str
) -> None:
    with pytest.raises(BadSlot) as refused:
        corrected(stored(CALENDAR), changed)
    assert "would end before it begins" in str(refused.value)
    assert str(refused.value).endswith(said)
    assert refused.value.slot == slot


def test_a_bad_slot_is_the_same_behind_a_pipe() -> None:
    sent = BadSlot("the period would end before it begins", "until")
    assert pickle.loads(pickle.dumps(sent)).slot == "until"


def test_what_a_note_says_of_itself_cannot_be_corrected() -> None:
    with pytest.raises(BadSlot, match="no claim on prices"):
        corrected({"verdict": {"reproduce": ""}}, {"subject": "QUAL"})
