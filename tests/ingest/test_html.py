# ruff: noqa: RUF001 - notes are written with typographic dashes, quotes and signs
from __future__ import annotations

from datetime import date

import pytest

from ingest import Document, UnreadableInput, read
from tests.ingest.builders import MORE, PROSE, THIRD, page_html, paragraphs_html

REPEATED = "Small caps led the market again this week, and the momentum sleeve did best of all."


def body(doc: Document) -> list[str]:
    return [doc.text_of(block) for block in doc.blocks if block.role == "body"]


def kinds(doc: Document) -> list[tuple[str, str]]:
    return [(block.kind, doc.text_of(block)) for block in doc.blocks]


def test_the_main_text_is_body_and_the_frame_is_not() -> None:
    doc = read(page_html(paragraphs_html(PROSE, MORE, THIRD)))
    assert body(doc) == ["Small-Cap Momentum Review", PROSE, MORE, THIRD]


@pytest.mark.parametrize("hidden", ["tracker", "track()", "color", "Markets"])
def test_scripts_styles_and_navigation_are_not_in_the_text(hidden: str) -> None:
    assert hidden not in read(page_html(paragraphs_html(PROSE, MORE))).text


def test_a_repeated_paragraph_is_kept_each_time() -> None:
    doc = read(page_html(paragraphs_html(PROSE, REPEATED, MORE, REPEATED, THIRD)))
    assert body(doc).count(REPEATED) == 2


def test_a_short_paragraph_between_long_ones_is_kept() -> None:
    assert "We stay long." in body(read(page_html(paragraphs_html(PROSE, "We stay long.", MORE))))


def test_title_author_and_date_come_from_the_head() -> None:
    head = (
        '<meta name="author" content="Jane Doe">'
        '<meta property="article:published_time" content="2026-05-14T10:00:00Z">'
    )
    doc = read(page_html(paragraphs_html(PROSE, MORE), head=head))
    assert (doc.title, doc.author) == ("Small-Cap Momentum Review", "Jane Doe")
    assert doc.published == date(2026, 5, 14)


def test_a_date_in_the_prose_is_not_the_pages_date() -> None:
    doc = read(page_html(paragraphs_html(PROSE, MORE, "It fell on 3 March 2021, then rose.")))
    assert doc.published is None


def test_tables_lists_quotes_and_headings_keep_their_kind() -> None:
    table = "<table><tr><th>Fund</th><th>1Y</th></tr><tr><td>XSMO</td><td>12%</td></tr></table>"
    extra = f"<h2>Data</h2>{table}<ul><li>rates</li></ul><blockquote>They said so.</blockquote>"
    doc = read(page_html(paragraphs_html(PROSE, MORE) + extra + paragraphs_html(THIRD)))
    assert kinds(doc)[4:9] == [
        ("heading", "Data"),
        ("table_row", "Fund | 1Y"),
        ("table_row", "XSMO | 12%"),
        ("list_item", "rates"),
        ("quote", "They said so."),
    ]


def test_a_table_for_layout_is_read_as_paragraphs() -> None:
    cell = paragraphs_html(PROSE, MORE)
    doc = read(f"<html><body><table><tr><td>{cell}</td></tr></table></body></html>".encode())
    assert kinds(doc) == [("paragraph", PROSE), ("paragraph", MORE)]


def test_entities_and_breaks_are_resolved() -> None:
    doc = read(b"<p>S&amp;P fell &minus;5%&nbsp;in&#160;May.</p><p>Ticker: XSMO<br>Rating: Buy</p>")
    assert doc.text == "S&P fell −5% in May.\n\nTicker: XSMO\n\nRating: Buy"


def test_the_declared_charset_is_used() -> None:
    data = "<html><head><meta charset='iso-8859-2'></head><p>Wzrost akcji małych spółek.</p></html>"
    assert "małych spółek" in read(data.encode("iso-8859-2")).text


def test_hidden_elements_are_not_read() -> None:
    doc = read(b"<p>The fund leads.</p><p style='display: none'>secret</p><p hidden>secret</p>")
    assert doc.text == "The fund leads."


def test_a_stated_sentiment_in_boxes_is_found() -> None:
    boxes = "<button>Request Demo</button><div>Overall Sentiment</div><div>mildly positive</div>"
    boxes += "<div>Sentiment Score</div><div>−0.25</div>"
    doc = read(f"<html><body>{paragraphs_html(PROSE, MORE)}{boxes}</body></html>".encode())
    assert doc.stated_sentiment is not None
    assert (doc.stated_sentiment.label, doc.stated_sentiment.score) == ("mildly positive", -0.25)


def test_a_page_without_text_says_what_to_do() -> None:
    with pytest.raises(UnreadableInput, match="save it from a browser"):
        read(b"<html><body><script>draw()</script></body></html>")
