from __future__ import annotations

from datetime import date

import pytest

from ingest.dates import find_dates, parse_date


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-14",
        "2026/05/14",
        "14 May 2026",
        "14th May, 2026",
        "14th of May 2026",
        "14-May-2026",
        "May 14, 2026",
        "May 14th 2026",
        "Thursday, May 14, 2026",
        "Thu 14 May 2026",
        "14/05/2026",
        "05/14/2026",
        "14.05.2026",
        "MAY 14, 2026",
        "May 14, 2026 9:30 AM EDT",
        "2026-05-14T09:30:00Z",
    ],
)
def test_unambiguous_forms(text: str) -> None:
    assert parse_date(text) == date(2026, 5, 14)


@pytest.mark.parametrize("text", ["Sept. 3, 2025", "Sep 3 2025", "3 September 2025", "3 sept 2025"])
def test_abbreviated_months(text: str) -> None:
    assert parse_date(text) == date(2025, 9, 3)


@pytest.mark.parametrize("text", ["03/04/2025", "3.4.2025", "03-04-2025"])
def test_day_and_month_are_not_guessed(text: str) -> None:
    assert parse_date(text) is None


def test_equal_day_and_month_are_not_ambiguous() -> None:
    assert parse_date("04/04/2025") == date(2025, 4, 4)


@pytest.mark.parametrize(
    "text",
    ["31 February 2026", "2026-13-01", "May 2026", "14 May", "14/05/26", "12%", "2026", "",
     "May 14, 2026 and May 15, 2026", "the fund rose on May 14, 2026", "version 1.2026-05-14",
     "12-2026-05-14", "5 May 2026%"],
)  # fmt: skip
def test_what_is_no_single_date(text: str) -> None:
    assert parse_date(text) is None


def test_spans_cover_the_dates_in_order() -> None:
    text = "from 3 March 2021 to 2025-10-31"
    assert [text[start:end] for start, end, _ in find_dates(text)] == ["3 March 2021", "2025-10-31"]
