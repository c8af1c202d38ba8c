"""A pattern run only where it may match finds what it finds when it is run on every text."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest

from nlp.claims.cues import load_predicates
from nlp.screening import Alternation, PatternIndex, Screened
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


# Each may be searched for as a small letter without regard to case.
@pytest.mark.parametrize("text", ["\u0130S IT", "\u0131s it", "i\u017f it", "IS IT", "\n is it\n"])
def test_any_form_of_a_letter_is_found(text: str) -> None:
    pattern = re.compile(r"\bis\b", re.IGNORECASE)
    assert _found([pattern], text) == _searched([pattern], text) != []


def test_a_line_break_is_found_at_the_end_of_a_text() -> None:
    pattern = re.compile(r"\blot\n|\n")
    assert _found([pattern], "the lot\n") == _searched([pattern], "the lot\n") != []


def test_only_patterns_whose_words_all_stand_in_a_text_fit_it() -> None:
    both, one = re.compile(r"\bbest of\b"), re.compile(r"\bbest\b")
    index = PatternIndex([(both, "both"), (one, "one")])
    assert [value for _, value in index.fitting("the best fund")] == ["one"]


def test_the_first_match_of_each_pattern_is_given_in_their_order() -> None:
    index = PatternIndex([(re.compile(r"\bfund\b"), 1), (re.compile(r"\bthe\b"), 2)])
    found = [(match.start(), value) for match, value in index.searched("the fund of the fund")]
    assert found == [(4, 1), (0, 2)]


def test_a_screened_pattern_is_run_where_its_words_stand() -> None:
    pattern = Screened(r"\bbest of\b", re.IGNORECASE)
    texts = ["Of all the best", "the best fund"]
    assert [text for text in texts if pattern.fits(text)] == texts[:1]


def test_a_screened_pattern_searches_a_stretch_of_a_text() -> None:
    pattern = Screened(r"\bbest\b")
    found = [match.start() for match in pattern.finditer("best, best, best", 3, 11)]
    assert found == [6]


def test_a_word_cut_by_the_end_of_a_stretch_is_found() -> None:
    assert Screened(r"\bbe$").search("the best", 0, 6) is not None


def test_an_alternation_finds_what_its_patterns_find_with_bars_between() -> None:
    sources = [r"\bfund\b", r"\bthe\b", r"\bthe fund\b"]
    match = Alternation(sources).search("of the fund")
    plain = re.search("|".join(sources), "of the fund")
    assert match is not None
    assert plain is not None
    assert match.span() == plain.span()


def test_an_alternation_without_a_match_finds_nothing() -> None:
    assert Alternation([r"\bbest\b", r"\bworst\b"]).search("of the fund") is None
