"""Slots that no calendar and no file can hold are refused by name."""

from __future__ import annotations

from datetime import date

import pytest

from tapecheck.slots import SlotError, claim_of, read_slots


@pytest.mark.parametrize("word", ["0000", "0001", "20170101", "2017-W01-1", "٢٠١٧", "17"])
def test_a_period_that_begins_at_no_day_is_refused(word: str) -> None:
    with pytest.raises(SlotError, match="--since"):
        claim_of(read_slots(subject="MTUM", since=word), as_of=date(2022, 1, 3))


def test_a_period_that_ends_behind_the_calendar_is_refused() -> None:
    with pytest.raises(SlotError, match="--until"):
        claim_of(read_slots(subject="MTUM", until="9999"), as_of=date(2022, 1, 3))


@pytest.mark.parametrize("slots", [{"subject": "\ud800"}, {"comparators": ("IJR", "\udfff")}])
def test_half_a_character_is_refused(slots: dict[str, object]) -> None:
    with pytest.raises(SlotError):
        read_slots(**slots)
