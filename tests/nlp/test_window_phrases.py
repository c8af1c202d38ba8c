"""Sentences as a note writes them, each with the one window its words name, or with none.

The answers in `data/window_phrases.csv` were worked out by hand from a calendar, by the annotation
guide's table, before the code was run on them; `note` says why where the words leave a choice.
"""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from nlp.windows import find_windows

TABLE = Path(__file__).parent / "data" / "window_phrases.csv"
# (kind, base, end, inferred) as the table writes them
Answer = tuple[str, str, str, str]
Case = tuple[str, str, Answer]


def _cases() -> list[Case]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return [
            (row["phrase"], row["as_of"], (row["kind"], row["base"], row["end"], row["inferred"]))
            for row in csv.DictReader(lines)
        ]


CASES = _cases()


def _read(phrase: str, as_of: str) -> list[Answer]:
    return [
        (window.kind, str(window.base or ""), str(window.end), str(window.inferred).lower())
        for window in find_windows(phrase, offset=0, as_of=date.fromisoformat(as_of))
    ]


@pytest.mark.parametrize(
    ("phrase", "as_of", "answer"), CASES, ids=[f"{phrase}@{as_of}" for phrase, as_of, _ in CASES]
)
def test_sentence_names_the_window_of_the_table(phrase: str, as_of: str, answer: Answer) -> None:
    assert _read(phrase, as_of) == ([] if answer[0] == "none" else [answer])


def test_table_is_long_enough() -> None:
    assert len({(phrase, as_of) for phrase, as_of, _ in CASES}) >= 700


def test_table_holds_every_kind_many_times() -> None:
    assert min(Counter(answer[0] for _, _, answer in CASES).values()) >= 20


def test_signs_that_stand_for_dates_inside_are_no_dates_in_a_note() -> None:
    assert _read("XSMO has led since \ue000\ue001.", "2022-08-19") == []


def test_a_capital_tells_the_month_from_the_verb() -> None:
    assert _read("In may it fell.", "2022-08-19") == []
    assert len(_read("In May it fell.", "2022-08-19")) == 1


def test_a_year_told_by_its_end_keeps_that_end_where_the_note_is_read_earlier() -> None:
    (window,) = find_windows(
        "XSMO lost 9% in 2022.", offset=0, as_of=date(2022, 8, 19), written=date(2023, 1, 5)
    )
    assert window.end == date(2022, 12, 31)
