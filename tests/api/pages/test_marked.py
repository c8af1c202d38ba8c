"""The marked text: letter for letter the note's, however spans lie."""

from __future__ import annotations

from datetime import date
from typing import Any

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.types import VerdictLabel
from api.pages.render import html
from api.pages.views.marked import Passage, passages, tint
from tapecheck.report import ClaimReport, SentenceReport
from tapecheck.testing_claims import canned_claim

LETTERS = st.characters(exclude_categories=["Cc", "Cs", "Cn"], include_characters="\n\t")


def sentence(
    start: int, end: int, *, contribution: float = 0.1, weight: float = 0.5
) -> SentenceReport:
    return SentenceReport(start=start, end=end, score=0.2, weight=weight, contribution=contribution)


def claim(start: int, end: int, *, number: int = 1, label: VerdictLabel = "mixed") -> ClaimReport:
    made = canned_claim(label, subject="MTUM", as_of=date(2022, 3, 1), number=number)
    return made.model_copy(update={"start": start, "end": end})


def marked(
    text: str, sentences: list[SentenceReport], claims: list[ClaimReport]
) -> tuple[Passage, ...]:
    return passages(text, sentences, claims, report_id=7)


def shown(found: tuple[Passage, ...]) -> Any:
    text = html("text.html", note={"passages": found})
    return lxml.html.fragment_fromstring(f"<div>{text}</div>")


def under(found: tuple[Passage, ...]) -> list[tuple[str, list[str]]]:
    """Each piece with the claims over it, outermost first."""
    return [
        (piece.text, [one.number for one in piece.claims])
        for passage in found
        for piece in passage.pieces
    ]


@st.composite
def readings(draw: st.DrawFn) -> tuple[str, list[SentenceReport], list[ClaimReport]]:
    text = draw(st.text(LETTERS, max_size=60))
    spans = st.tuples(st.integers(-2, len(text) + 2), st.integers(-2, len(text) + 2))
    sentences = [sentence(*span) for span in draw(st.lists(spans, max_size=5))]
    claims = [
        claim(*span, number=number)
        for number, span in enumerate(draw(st.lists(spans, max_size=5)), 1)
    ]
    return text, sentences, claims


@given(readings())
def test_pieces_joined_are_the_text(
    reading: tuple[str, list[SentenceReport], list[ClaimReport]],
) -> None:
    assert "".join(words for words, _ in under(marked(*reading))) == reading[0]


@given(readings())
def test_the_page_shows_the_text_letter_for_letter(
    reading: tuple[str, list[SentenceReport], list[ClaimReport]],
) -> None:
    assert shown(marked(*reading)).text_content() == reading[0]


def test_of_nested_claims_the_inner_one_is_clicked() -> None:
    page = shown(marked("abcdef", [sentence(0, 6)], [claim(0, 6), claim(2, 4, number=2)]))
    links = {link.text: link.get("href") for link in page.iter("a") if link.text}
    assert links == {"ab": "/claims/7-c1", "cd": "/claims/7-c2", "ef": "/claims/7-c1"}


def test_the_outer_of_nested_claims_goes_on_under_the_inner() -> None:
    found = marked("abcdef", [], [claim(0, 6), claim(2, 4, number=2)])
    assert under(found) == [("ab", ["1"]), ("cd", ["1", "2"]), ("ef", ["1"])]


def test_overlapping_claims_share_the_middle() -> None:
    found = marked("abcdef", [], [claim(0, 4), claim(2, 6, number=2)])
    assert under(found) == [("ab", ["1"]), ("cd", ["1", "2"]), ("ef", ["2"])]


def test_two_claims_on_the_same_words_are_both_marked() -> None:
    page = shown(marked("abc", [], [claim(0, 3), claim(0, 3, number=2)]))
    assert [mark.get("data-mark") for mark in page.find_class("at-end")] == ["±1", "±2"]


def test_each_of_two_claims_on_the_same_words_can_be_opened() -> None:
    page = shown(marked("abc", [], [claim(0, 3), claim(0, 3, number=2)]))
    assert [link.get("href") for link in page.iter("a")] == ["/claims/7-c1", "/claims/7-c2"]


def test_a_claim_over_two_sentences_has_one_mark() -> None:
    page = shown(marked("One. Two.", [sentence(0, 4), sentence(5, 9)], [claim(0, 9)]))
    assert len(page.find_class("at-end")) == 1


def test_a_claim_over_two_sentences_is_one_stop_of_the_keyboard() -> None:
    page = shown(marked("One. Two.", [sentence(0, 4), sentence(5, 9)], [claim(0, 9)]))
    assert [link.get("tabindex") for link in page.iter("a")] == [None, "-1", "-1"]


def test_a_claim_in_a_table_cell_is_the_cell() -> None:
    row = "MTUM | 29.9% | 13.4%\nVLUE | -0.2% | 29.2%"
    start = row.index("-0.2%")
    page = shown(marked(row, [], [claim(start, start + 5)]))
    assert [link.text for link in page.iter("a")] == ["-0.2%"]


@pytest.mark.parametrize(
    ("share", "name"),
    [(1.0, "pos3"), (0.5, "pos2"), (0.2, "pos1"), (0.01, ""), (-1.0, "neg3"), (-0.2, "neg1")],
)
def test_the_tint_is_by_share_of_the_strongest(share: float, name: str) -> None:
    assert tint(sentence(0, 1, contribution=share * 0.3), strongest=0.3) == name


def test_an_unweighed_sentence_is_mute() -> None:
    assert tint(sentence(0, 1, weight=0.0, contribution=0.0), strongest=0.3) == "mute"


def test_nothing_is_tinted_where_no_sentence_has_a_tone() -> None:
    assert tint(sentence(0, 1, contribution=0.0), strongest=0.0) == ""


def test_a_sentence_tells_its_part_in_words() -> None:
    page = shown(marked("One.", [sentence(0, 4, contribution=-0.041)], []))
    assert "−0.041 of the score" in page.find_class("s")[0].get("title")  # noqa: RUF001
