"""A pattern tried at fitting words only finds what it finds when it is tried at every letter."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest

from nlp.claims.cues import load_predicates
from nlp.openings import PatternIndex
from nlp.window_rules import RULES

TEXT = (
    "XSMO did far better than XMMO; it outperformed, and came out on top of the pack in 2021. "
    "MTUM fell less, was the best of the lot, and the colour of its lead over SPY was 3 points. "
    "Won by a nose: more volatile than IJR, the cheapest fund, nobody lost less. BETTER THAN SPY. "
    "QUAL's smaller drawdown than USMV's, higher yield than VYM, in last place, worst of all."
)


PERIODS = (
    "Since last quarter it led; year-to-date, and over the past five years, it lags. Week on week, "
    "month-to-date, in the last 10 sessions and since inception, w/w, yesterday, on Thursday."
)


def _found(patterns: Iterable[re.Pattern[str]], text: str) -> list[tuple[int, tuple[int, int]]]:
    index = PatternIndex((pattern, number) for number, pattern in enumerate(patterns))
    return [(number, match.span()) for match, number in index.find(text)]


def _searched(patterns: Iterable[re.Pattern[str]], text: str) -> list[tuple[int, tuple[int, int]]]:
    return [
        (number, match.span())
        for number, pattern in enumerate(patterns)
        for match in pattern.finditer(text)
    ]


def test_every_predicate_finds_what_a_plain_search_finds() -> None:
    patterns = [pattern for row in load_predicates() for pattern in row.regexes]
    assert _found(patterns, TEXT) == _searched(patterns, TEXT) != []


def test_every_window_rule_finds_what_a_plain_search_finds() -> None:
    patterns = [pattern for pattern, _ in RULES]
    assert _found(patterns, PERIODS) == _searched(patterns, PERIODS) != []


@pytest.mark.parametrize(
    "source",
    [
        r"\bcolou?r\b",
        r"\b(?:the )?(?:best|worst)\b",
        r"\b(?:a|b)? ?lot\b",
        r"\bw[io]n\b",
        r"\bpack\b|\btop\b",
        r"\b(?:[(|]|best) of\b",
        r"(?<=\d )points",
        r"\b(?:(?:far|much) ){0,2}better\b",
        r"\b\d{4}\b",
    ],
)
def test_any_opening_finds_what_a_plain_search_finds(source: str) -> None:
    pattern = re.compile(source, re.IGNORECASE)
    assert _found([pattern], TEXT) == _searched([pattern], TEXT) != []


def test_matches_do_not_overlap() -> None:
    pattern = re.compile(r"\bno\w* no\w*", re.IGNORECASE)
    text = "no no no no"
    assert _found([pattern], text) == [(0, (0, 5)), (0, (6, 11))]
