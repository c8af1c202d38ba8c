from __future__ import annotations

from datetime import date

from ingest import Document, read
from tests.ingest.builders import PROSE


def note(text: str) -> Document:
    return read(text.encode())


def shown(doc: Document) -> list[tuple[str, str]]:
    return [(block.kind, doc.text_of(block)) for block in doc.blocks]


def test_marks_go_and_kinds_stay() -> None:
    doc = note(
        "# Momentum *Review*\n\nThe **fund** leads its [peers](https://example.com/p).\n\n"
        "## Risks\n\n- rates\n- breadth\n\n> They said so.\n\n```\na = 1\nb = 2\n```\n"
    )
    assert shown(doc) == [
        ("title", "Momentum Review"),
        ("paragraph", "The fund leads its peers."),
        ("heading", "Risks"),
        ("list_item", "rates"),
        ("list_item", "breadth"),
        ("quote", "They said so."),
        ("code", "a = 1\nb = 2"),
    ]


def test_tables_are_rows_with_the_header_first() -> None:
    doc = note("# R\n\n| Fund | 1Y |\n|---|---|\n| XSMO | 12% |\n| IJR | |\n")
    assert shown(doc)[1:] == [
        ("table_row", "Fund | 1Y"),
        ("table_row", "XSMO | 12%"),
        ("table_row", "IJR |"),
    ]


def test_a_soft_break_is_a_space_but_fields_stay_apart() -> None:
    doc = note("# R\n\nThe fund\nleads.\n\nTicker: XSMO\nRating: Buy\n")
    assert [text for _, text in shown(doc)[1:]] == [
        "The fund leads.",
        "Ticker: XSMO",
        "Rating: Buy",
    ]


def test_front_matter_is_metadata() -> None:
    doc = note(f"---\ntitle: Review\nauthor: 'Jane Doe'\ndate: 2026-05-14\n---\n\n{PROSE}\n")
    assert (doc.title, doc.author, doc.published) == ("Review", "Jane Doe", date(2026, 5, 14))
    assert doc.text == PROSE


def test_raw_html_leaves_its_words_only() -> None:
    doc = note("# R\n\n<div class='x'>Breadth narrows.</div>\n\nThe <b>fund</b> leads.\n")
    assert [text for _, text in shown(doc)[1:]] == ["Breadth narrows.", "The fund leads."]


def test_origins_are_lines_of_the_file() -> None:
    doc = note("---\ntitle: R\n---\n# A\n\nThe **fund** leads.\n")
    assert [block.origin for block in doc.blocks] == ["line 4", "line 6"]
