"""A pattern tried at fitting words only finds what it finds when it is tried at every letter."""

from __future__ import annotations

import re

import pytest

from nlp.claims.cues import load_predicates
from nlp.claims.openings import search, word_starts

TEXT = (
    "XSMO did far better than XMMO; it outperformed, and came out on top of the pack in 2021. "
    "MTUM fell less, was the best of the lot, and the colour of its lead over SPY was 3 points. "
    "Won by a nose: more volatile than IJR, the cheapest fund, nobody lost less. BETTER THAN SPY. "
    "QUAL's smaller drawdown than USMV's, higher yield than VYM, in last place, worst of all."
)


def _spans(found: object) -> list[tuple[int, int]]:
    assert hasattr(found, "__iter__")
    return [match.span() for match in found]


def test_every_predicate_finds_what_a_plain_search_finds() -> None:
    starts = word_starts(TEXT)
    for pattern in (pattern for row in load_predicates() for pattern in row.regexes):
        assert _spans(search(pattern, TEXT, starts)) == _spans(pattern.finditer(TEXT))


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
    expected = _spans(pattern.finditer(TEXT))
    assert expected
    assert _spans(search(pattern, TEXT, word_starts(TEXT))) == expected


def test_matches_do_not_overlap() -> None:
    pattern = re.compile(r"\bno\w* no\w*", re.IGNORECASE)
    text = "no no no no"
    assert _spans(search(pattern, text, word_starts(text))) == [(0, 5), (6, 11)]
