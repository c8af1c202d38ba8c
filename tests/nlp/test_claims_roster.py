"""Which of a note's own lists its counting words mean."""

from __future__ import annotations

import pytest

from nlp.claims.comparing.roster import count_words, counted, longest, pair, whole

SECTORS = ("XLK", "XLF", "XLE")
LISTS = (SECTORS, ("SPY", "IVV"))
FUNDS = ("SPY", "IVV", *SECTORS)


@pytest.mark.parametrize(
    ("text", "subject", "ids"),
    [
        (" of the three", "XLF", SECTORS),
        (" all four", "SPY", FUNDS),
        (" the other four", "XLK", FUNDS),
        (" of the five", "XLK", FUNDS),
    ],
)
def test_number_means_the_list_of_that_length(
    text: str, subject: str, ids: tuple[str, ...]
) -> None:
    found = counted(text, subject=subject, lists=LISTS, funds=FUNDS, recent=list(FUNDS))
    assert found is not None
    assert found.ids == ids


def test_list_of_the_others_is_completed_by_the_subject() -> None:
    found = counted(" of our four", subject="QQQ", lists=LISTS, funds=FUNDS, recent=[])
    assert found is not None
    assert found.ids == ("QQQ", *SECTORS)


@pytest.mark.parametrize(
    "text", [" over the five years", " by three points", " in the four quarters", " of the 12%"]
)
def test_number_of_something_else_counts_no_funds(text: str) -> None:
    assert counted(text, subject="XLF", lists=LISTS, funds=FUNDS, recent=list(FUNDS)) is None


def test_count_without_a_list_keeps_its_words() -> None:
    assert count_words(" of the seven in 2021") == "of the seven"


def test_both_are_the_last_two_named() -> None:
    found = pair(" both of them", recent=["A", "B", "C"], joined=(), subject="C")
    assert found is not None
    assert found.ids == ("A", "B")


def test_of_the_two_leaves_the_other() -> None:
    found = pair(" of the two", recent=["A", "B"], joined=(), subject="B")
    assert found is not None
    assert found.ids == ("A",)


def test_everything_else_is_the_longest_list_of_the_subject() -> None:
    found = whole(" everything else on the sheet", subject="XLE", lists=LISTS, funds=FUNDS)
    assert found is not None
    assert found.ids == SECTORS


def test_two_names_are_no_field_to_be_best_of() -> None:
    assert longest("SPY", lists=LISTS, funds=()) is None
