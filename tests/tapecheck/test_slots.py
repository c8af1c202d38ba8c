"""Claims given as slots, and the command that every verdict names."""

from __future__ import annotations

from datetime import date

import pytest

from tapecheck.slots import SlotError, claim_of, read_slots

AS_OF = date(2020, 6, 30)


def test_a_year_starts_at_the_last_close_before_it() -> None:
    claim = claim_of(read_slots(subject="XSMO", since="2017"), as_of=AS_OF)
    assert claim.window.base == date(2016, 12, 31)


def test_a_day_starts_at_its_own_close() -> None:
    claim = claim_of(read_slots(subject="XSMO", since="2019-06-21"), as_of=AS_OF)
    assert claim.window.base == date(2019, 6, 21)


def test_a_closing_year_ends_at_its_last_day() -> None:
    claim = claim_of(read_slots(subject="XSMO", since="2017", until="2018"), as_of=AS_OF)
    assert claim.window.end == date(2018, 12, 31)


def test_no_days_leave_the_window_open() -> None:
    assert claim_of(read_slots(subject="XSMO"), as_of=AS_OF).window.kind == "none"


@pytest.mark.parametrize(
    ("slots", "kind"),
    [
        ({"comparators": ("IJR",), "relation": "above"}, "comparison"),
        ({"comparators": ("IJR",), "relation": "in_line"}, "equivalence"),
        ({"comparators": ("IJR",), "relation": "highest"}, "rank"),
        ({"magnitude": "12 percent"}, "level"),
    ],
)
def test_the_type_follows_from_the_slots(slots: dict[str, object], kind: str) -> None:
    assert claim_of(read_slots(subject="XSMO", **slots), as_of=AS_OF).type == kind


def test_a_number_keeps_the_rounding_of_its_digits() -> None:
    claim = claim_of(read_slots(subject="XSMO", magnitude="94.27 percent"), as_of=AS_OF)
    assert claim.magnitude is not None
    assert (claim.magnitude.low, claim.magnitude.high) == (94.265, 94.275)


@pytest.mark.parametrize(
    ("slots", "said"),
    [
        ({"relation": "over"}, "--relation"),
        ({"since": "spring"}, "--since"),
        ({"magnitude": "much"}, "--magnitude"),
        ({"metric": "luck"}, "--metric"),
    ],
)
def test_a_slot_that_cannot_be_read_is_named(slots: dict[str, object], said: str) -> None:
    with pytest.raises(SlotError, match=said):
        claim_of(read_slots(subject="XSMO", **slots), as_of=AS_OF)
