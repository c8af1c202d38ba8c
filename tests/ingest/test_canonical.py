# ruff: noqa: RUF001 - notes are written with typographic dashes, quotes and signs
from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.canonical import clean, join_lines, one_line, words_of


def test_characters_are_composed() -> None:
    assert clean("cafe\u0301") == "café"


@pytest.mark.parametrize(
    "hidden", ["\u00ad", "\u200b", "\ufeff", "\u200e", "\u2060", "\x00", "\x7f"]
)
def test_invisible_characters_go(hidden: str) -> None:
    assert clean(f"out{hidden}perform") == "outperform"


@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u202f", "\t", "  ", " \u3000 "])
def test_every_space_is_one_space(space: str) -> None:
    assert clean(f"a{space}b") == "a b"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\x0b", "\x85"])
def test_every_line_end_is_a_newline(end: str) -> None:
    assert clean(f"a {end} b") == "a\nb"


@pytest.mark.parametrize("sign", ["−", "–", "—", "“", "’", "€", "±", "≥", "×", "…"])
def test_signs_with_a_meaning_stay(sign: str) -> None:
    assert clean(f"a {sign}5") == f"a {sign}5"


def test_ligatures_are_letters() -> None:
    assert clean("pro\ufb01t o\ufb00ers") == "profit offers"


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text())
def test_the_result_is_composed_and_encodable(text: str) -> None:
    line = one_line(text)
    assert unicodedata.is_normalized("NFC", line)
    assert line.encode() is not None


def test_long_runs_of_combining_marks_take_no_quadratic_time() -> None:
    start = time.perf_counter()
    clean("\u0300\u0316" * 500_000)
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("it has outper-", "formed since", "it has outperformed since"),
        ("the small-", "cap index", "the small-cap index"),
        ("the risk-", "adjusted return", "the risk-adjusted return"),
        ("a point-in-", "time series", "a point-in-time series"),
        ("the S&P-", "Dow index", "the S&P-Dow index"),
        ("over 3-", "6 months", "over 3-6 months"),
        ("lost 1,", "234 points", "lost 1,234 points"),
        ("gained 12.", "5% more", "gained 12.5% more"),
        ("costs $", "5 a share", "costs $5 a share"),
        ("fell −", "5%", "fell −5%"),
        ("gained 12", "% more", "gained 12% more"),
        ("in 2024,", "500 names", "in 2024, 500 names"),
        ("it rose.", "5 funds fell", "it rose. 5 funds fell"),
        ("plain", "words", "plain words"),
    ],
)
def test_words_and_numbers_that_a_line_break_cut(before: str, after: str, joined: str) -> None:
    assert join_lines([before, after]) == joined


def test_the_document_itself_settles_a_hyphen() -> None:
    words = words_of("the drawdown and the catch-all fund")
    assert join_lines(["the draw-", "down"], words=words) == "the drawdown"
    assert join_lines(["the catch-", "all"], words=words) == "the catch-all"
