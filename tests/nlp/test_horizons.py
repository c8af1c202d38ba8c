"""A forecast falls due on a day that can be read off a calendar when the note is read."""

from __future__ import annotations

from datetime import date

import pytest

from nlp.horizons import find_horizon

# (words, note date, due)
DUE = [
    ("over the next 12 months", "2020-01-17", "2021-01-17"),
    ("over the next twelve months", "2018-09-05", "2019-09-05"),
    ("over the next 3-6 months", "2022-08-19", "2023-02-19"),
    ("over 3\u20136 months", "2022-08-19", "2023-02-19"),
    ("over the next three to six months", "2022-08-19", "2023-02-19"),
    ("over the coming decade", "2020-01-17", "2030-01-17"),
    ("in the coming year", "2020-01-17", "2021-01-17"),
    ("over the next year", "2024-02-29", "2025-02-28"),
    ("within six months", "2025-08-31", "2026-02-28"),
    ("within two years", "2020-01-17", "2022-01-17"),
    ("in the next six weeks", "2020-01-17", "2020-02-28"),
    ("in the next 10 days", "2020-01-17", "2020-01-27"),
    ("over the next few months", "2020-01-17", "2020-04-17"),
    ("over the next couple of quarters", "2020-01-17", "2020-07-17"),
    ("twelve months ahead", "2020-01-17", "2021-01-17"),
    ("on a 12-month horizon", "2020-01-17", "2021-01-17"),
    ("three years out", "2020-01-17", "2023-01-17"),
    ("by year end", "2021-06-11", "2021-12-31"),
    ("by year-end", "2021-06-11", "2021-12-31"),
    ("by the end of the year", "2021-06-11", "2021-12-31"),
    ("before the end of this year", "2021-06-11", "2021-12-31"),
    ("this year", "2021-06-11", "2021-12-31"),
    ("later this year", "2021-06-11", "2021-12-31"),
    ("for the rest of the year", "2021-06-11", "2021-12-31"),
    ("for the remainder of 2021", "2021-06-11", "2021-12-31"),
    ("next year", "2021-06-11", "2022-12-31"),
    ("next quarter", "2021-06-11", "2021-09-30"),
    ("next month", "2021-06-11", "2021-07-31"),
    ("by the end of 2021", "2021-02-12", "2021-12-31"),
    ("by 2030", "2021-02-12", "2030-12-31"),
    ("by the end of March 2019", "2018-11-23", "2019-03-31"),
    ("by the end of March", "2018-11-23", "2019-03-31"),
    ("by March", "2018-11-23", "2019-03-31"),
    ("by the end of November", "2018-11-23", "2018-11-30"),
    ("by 30 June", "2022-02-01", "2022-06-30"),
    ("before 15 January 2026", "2025-11-14", "2026-01-15"),
    ("through 2023", "2022-08-19", "2023-12-31"),
    ("before 2026", "2025-03-01", "2025-12-31"),
    ("in 2022", "2021-06-11", "2022-12-31"),
    ("in 2021", "2021-01-08", "2021-12-31"),
    ("in the second half of 2021", "2021-06-11", "2021-12-31"),
    ("in the second half", "2021-06-11", "2021-12-31"),
    ("in Q3", "2021-06-11", "2021-09-30"),
    ("in the first quarter", "2021-06-11", "2022-03-31"),
    ("in December", "2018-11-23", "2018-12-31"),
]
# A horizon that the words don't bound: the text is kept, the day is not.
OPEN = ["in the coming months", "over the next years", "in the coming quarters"]
NONE = [
    "soon",
    "eventually",
    "over the past three years",
    "since 2017",
    "in 2019",
    "in March of last year",
    "last March",
    "by 2015",
    "the three-month low",
    "by 3 points",
    "",
]


@pytest.mark.parametrize(("words", "as_of", "due"), DUE)
def test_horizon_falls_due(words: str, as_of: str, due: str) -> None:
    text = f"We expect MTUM to beat VLUE {words}."
    found = find_horizon(text, offset=0, as_of=date.fromisoformat(as_of))
    assert found is not None
    assert str(found.due) == due


@pytest.mark.parametrize("words", OPEN)
def test_unbounded_horizon_has_words_and_no_day(words: str) -> None:
    found = find_horizon(f"It should recover {words}.", offset=0, as_of=date(2021, 6, 11))
    assert found is not None
    assert found.due is None


@pytest.mark.parametrize("words", NONE)
def test_words_without_a_future_name_no_horizon(words: str) -> None:
    found = find_horizon(f"It should recover {words}", offset=0, as_of=date(2021, 6, 11))
    assert found is None


def test_span_leads_back_to_the_words() -> None:
    text = "XSMO could add to its gains over the next three to six months, we think."
    found = find_horizon(text, offset=50, as_of=date(2022, 8, 19))
    assert found is not None
    assert found.span is not None
    assert text[found.span.start - 50 : found.span.end - 50] == found.text == found.span.text
    assert found.text == "over the next three to six months"


def test_a_horizon_beyond_the_calendar_has_no_day() -> None:
    found = find_horizon("over the next 999 decades", offset=0, as_of=date(2021, 6, 11))
    assert found is not None
    assert found.due is None
