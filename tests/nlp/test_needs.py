"""What a pattern's source tells of the texts and the places that it can match in."""

from __future__ import annotations

import re

import pytest

from nlp.needs import DIGIT, openings, ways


def _ways(source: str) -> list[list[set[str]]]:
    return [[set(need) for need in way] for way in ways(re.compile(source, re.IGNORECASE))]


def _openings(source: str) -> set[str] | None:
    found = openings(re.compile(source, re.IGNORECASE))
    return None if found is None else set(found)


@pytest.mark.parametrize(
    ("source", "needed"),
    [
        (r"\bBest\b", [{"bes"}]),
        (r"\b(?:best|worst)\b", [{"bes", "wor"}]),
        (r"\bw[io]n\b", [{"win", "won"}]),
        (r"\bcolou?r\b", [{"col"}]),
        (r"\bbe(?:at|tter)\b", [{"bea", "bet"}]),
        (r"\b(?:the )?lot\b", [{"lot"}]),
        (r"\b(?:far ){1,2}better\b", [{"bet"}, {"far"}]),
        (r"(?<![\w-])(?:over|in) (?:sessions|days)\b", [{"day", "ses"}, {"in", "ove"}]),
        (r"\b\d{1,3} days\b", [{"day"}, {DIGIT}]),
        (r"\b(?:\d|two) days\b", [{"day"}, {DIGIT, "two"}]),
        (r"(?<=\bnot )much(?= more)", [{"mor"}, {"muc"}]),
        (r"\bcost(?! cut)", [{"cos"}]),
        (r"\d%", [{DIGIT}, {"%"}]),
        (r"\b(?P<a>in|at) (?(a)all|any)", [{"at", "in"}]),
    ],
)
def test_a_match_shows_the_words_that_no_way_through_the_pattern_leaves_out(
    source: str, needed: list[set[str]]
) -> None:
    (way,) = _ways(source)
    assert sorted(map(sorted, way)) == sorted(map(sorted, needed))


@pytest.mark.parametrize(
    "source",
    [
        r"percent",  # the end of another word, perhaps
        r"\b\w+ly\b",
        r"\b(?:best|\w+) ?",
        r"(?:\bbest )?",
        r"\n",
        r"\b\u017fhare\b",
        r"[^b]est",
    ],
)
def test_nothing_is_needed_where_a_match_may_lack_any_word(source: str) -> None:
    assert _ways(source) == [[]]


def test_each_side_of_a_bar_is_a_way_of_its_own() -> None:
    assert _ways(r"\bbest of\b|\bworst\b") == [[{"bes"}, {"of"}], [{"wor"}]]


def test_the_rarer_of_two_words_is_the_first_need() -> None:
    assert _ways(r"\bthe lot\b") == [[{"lot"}, {"the"}]]


@pytest.mark.parametrize(
    ("source", "opened"),
    [
        (r"\b(?:the )?(?:best|worst)\b", {"bes", "the", "wor"}),
        (r"\bpack\b|\btop\b", {"pac", "top"}),
        (r"(?<=\d )points", {"poi"}),
        (r"\b\d{4}\b", {DIGIT}),
        (r"\((?:best)\)", {"("}),
        (r"\x01+ in\b", {"\x01"}),
        (r"points", None),
        (r"\b\w+ly\b", None),
        (r" ?\bbest\b", None),
        (r"(?:^|\n)best\b", None),
    ],
)
def test_a_match_begins_at_a_word_or_a_sign_that_the_source_tells(
    source: str, opened: set[str] | None
) -> None:
    assert _openings(source) == opened
