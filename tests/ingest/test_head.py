# ruff: noqa: RUF001 - notes are written with typographic dashes, quotes and signs
from __future__ import annotations

from datetime import date

import pytest

from ingest import Document, read
from tests.ingest.builders import MORE, PROSE

DAY = date(2026, 5, 14)


def note(text: str) -> Document:
    return read(text.encode())


def test_a_first_line_like_a_title_is_the_title() -> None:
    doc = note(f"Small-Cap Momentum Review\n\n{PROSE}")
    assert (doc.title, doc.blocks[0].kind) == ("Small-Cap Momentum Review", "title")


@pytest.mark.parametrize(
    "first", [PROSE, "The fund leads.", "Dear clients,", "Key points:", "the fund leads"]
)
def test_a_first_line_that_is_no_title(first: str) -> None:
    assert note(f"{first}\n\n{MORE}").title is None


def test_one_line_alone_is_no_title() -> None:
    assert note("Small caps lead").title is None


def test_a_title_may_stand_below_its_date() -> None:
    doc = note(f"Date: 14 May 2026\nAuthor: Jane Doe\nSmall caps lead\n\n{PROSE}")
    assert (doc.title, doc.author, doc.published) == ("Small caps lead", "Jane Doe", DAY)


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("By Jane Doe, CFA", "Jane Doe, CFA"),
        ("Author: Jane Doe", "Jane Doe"),
        ("Analyst: Jane van der Doe", "Jane van der Doe"),
        ("Written by Jane Doe and John Roe", "Jane Doe and John Roe"),
        ("By Jane Doe, Senior Analyst", "Jane Doe"),
    ],
)
def test_bylines(line: str, author: str) -> None:
    assert note(f"Momentum Review\n{line}\n\n{PROSE}").author == author


@pytest.mark.parametrize(
    "line",
    [
        "Date: 14 May 2026",
        "Published 2026-05-14",
        "Published on May 14, 2026",
        "May 14, 2026",
        "Thursday, 14 May 2026",
        "14 May 2026 | New York",
        "New York, May 14, 2026",
        "Report date: 14/05/2026",
        "By Jane Doe | May 14, 2026",
        "Published 2026-05-14 by Jane Doe",
        "As of May 14, 2026",
        "Acme Research | 14 May 2026",
    ],
)
def test_date_lines_near_the_top(line: str) -> None:
    assert note(f"Momentum Review\n{line}\n\n{PROSE}").published == DAY


def test_a_title_line_may_carry_the_date() -> None:
    doc = note(f"ETF Weekly | 14 May 2026\n\n{PROSE}")
    assert (doc.title, doc.published) == ("ETF Weekly", DAY)


@pytest.mark.parametrize(
    "opening", ["NEW YORK, May 14, 2026 –", "May 14, 2026 (London) —", "London (14 May 2026) -"]
)
def test_a_dateline_dates_the_note_and_stays_body(opening: str) -> None:
    doc = note(f"Momentum Review\n\n{opening} {PROSE}\n\n{MORE}")
    assert (doc.published, doc.blocks[1].role) == (DAY, "body")


def test_bylines_and_date_lines_are_furniture() -> None:
    doc = note(f"Momentum Review\nBy Jane Doe\nMay 14, 2026\n\n{PROSE}")
    assert [block.role for block in doc.blocks] == ["body", "furniture", "furniture", "body"]


def test_a_date_in_running_prose_dates_nothing() -> None:
    assert note("The fund fell on 3 March 2021 and rose after.").published is None


def test_an_ambiguous_date_is_no_date() -> None:
    assert note(f"Momentum Review\nPublished: 03/04/2025\n\n{PROSE}").published is None


@pytest.mark.parametrize(
    "phrase",
    [
        "As of 31 October 2025",
        "As of the close on 31 October 2025",
        "As of the close of trading on October 31, 2025",
        "As at 31 October 2025",
        "Through October 31, 2025",
    ],
)
def test_as_of_dates_a_note_that_nothing_else_dates(phrase: str) -> None:
    text = f"The fund fell on 3 March 2021. {phrase}, XSMO has gained 12%."
    assert note(text).published == date(2025, 10, 31)


def test_a_date_line_outranks_as_of() -> None:
    text = f"Momentum Review\nMay 14, 2026\n\nAs of 31 October 2025, XSMO leads. {PROSE}"
    assert note(text).published == DAY


def test_the_latest_as_of_counts() -> None:
    text = "As of 31 December 2019 it lagged. As of 31 October 2025 it leads."
    assert note(text).published == date(2025, 10, 31)


def test_a_date_field_at_the_end_counts() -> None:
    assert note(f"{PROSE}\n\n{MORE}\n\nPublished: 14 May 2026").published == DAY
