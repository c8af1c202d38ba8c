"""Prose below a table goes on about its periods, and a table about the note's last day."""

from __future__ import annotations

import pytest

import ingest
from nlp.reading import Reader
from nlp.types import Claim
from tests.nlp.slots import AS_OF


def _last(reader: Reader, text: str) -> Claim:
    return reader.read(ingest.read(text.encode()), as_of=AS_OF).claims[-1]


def _note(head: str, *rows: str, before: str = "", after: str = "") -> str:
    rule = "|" + "---|" * (head.count("|") + 1)
    shown = [f"| {row} |" for row in rows]
    return "\n".join(["# Review", "", before, "", f"| {head} |", rule, *shown, "", after, ""])


def _days(claim: Claim) -> tuple[str, str]:
    return str(claim.window.base), str(claim.window.end)


BELOW = [
    ("3Y to 30 June 2022", "IWM was the most volatile fund.", ("2019-06-30", "2022-06-30")),
    ("2021", "IWM lost to IJR.", ("2020-12-31", "2021-12-31")),
    ("3Y to 30 June 2022", "Over three years IWM lost to IJR.", ("2019-06-30", "2022-06-30")),
    ("3Y to 30 June 2022", "Over ten years IWM lost to IJR.", ("2012-08-19", "2022-08-19")),
    ("3Y to 30 June 2022", "IWM lost to IJR over those three years.", ("2019-06-30", "2022-06-30")),
]


@pytest.mark.parametrize(("column", "prose", "days"), BELOW, ids=[p for _, p, _ in BELOW])
def test_prose_takes_the_period_of_the_table_above(
    reader: Reader, column: str, prose: str, days: tuple[str, str]
) -> None:
    text = _note(f"Fund | {column}", "IJR | 8.0%", "IWM | 6.0%", after=prose)
    assert _days(_last(reader, text)) == days


def test_a_table_of_two_periods_gives_none_to_the_prose(reader: Reader) -> None:
    text = _note("Fund | 2021 | 2020", "IJR | 8.0% | 1.0%", after="IWM has lost to IJR.")
    assert _last(reader, text).window.kind == "none"


def test_a_heading_ends_what_the_table_said(reader: Reader) -> None:
    text = _note("Fund | 2021", "IJR | 8.0%", after="## Costs\n\nIWM has lost to IJR.")
    assert _last(reader, text).window.kind == "none"


def test_a_day_in_brackets_ends_its_column(reader: Reader) -> None:
    claim = _last(reader, _note("Fund | YTD (30 Jun)", "IJR | 8.0%"))
    assert _days(claim) == ("2021-12-31", "2022-06-30")


def test_the_day_up_to_which_a_note_measures_ends_its_tables(reader: Reader) -> None:
    before = "Data to 30 June 2022; published later.\n\nTwo funds, and what they cost to hold."
    claim = _last(reader, _note("Fund | 3Y", "IJR | 8.0%", before=before))
    assert _days(claim) == ("2019-06-30", "2022-06-30")


def test_a_gap_shares_the_one_period_of_its_table(reader: Reader) -> None:
    text = _note("Fund | Q2 2022 | vs IWM", "IJR | 8.0% | +2.0 pts")
    assert _days(_last(reader, text)) == ("2022-03-31", "2022-06-30")
