"""The example note: one plain text file with a glued widget at its end."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest import Document, StatedSentiment, read_file

NOTE = Path(__file__).resolve().parents[2].parent / "shared" / "notes" / "xsmo.txt"


@pytest.fixture
def doc() -> Document:
    if not NOTE.exists():
        pytest.skip("the example note is not beside this checkout")
    return read_file(NOTE)


def test_both_paragraphs_are_body_and_nothing_else_is(doc: Document) -> None:
    body = [doc.text_of(block) for block in doc.blocks if block.role == "body"]
    assert [text.split()[:2] for text in body] == [["The", "Invesco"], ["The", "key"]]


def test_the_widget_is_furniture(doc: Document) -> None:
    furniture = [doc.text_of(block) for block in doc.blocks if block.role == "furniture"]
    assert furniture[0].startswith("AI-powered research")
    assert furniture[1:] == ["Request Demo"]


def test_its_stated_sentiment(doc: Document) -> None:
    statement = "Overall Sentiment mildly positive Sentiment Score 0.25"
    start = doc.text.index(statement)
    assert doc.stated_sentiment == StatedSentiment(
        label="mildly positive", score=0.25, start=start, end=start + len(statement)
    )


def test_it_has_neither_title_nor_author_nor_date(doc: Document) -> None:
    assert (doc.title, doc.author, doc.published) == (None, None, None)
