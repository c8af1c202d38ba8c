from __future__ import annotations

import subprocess
import sys

import pytest

from ingest import Document, UnreadableInput, read
from tests.ingest.builders import MORE, PROSE, THIRD, drawn_pdf, image_pdf, note_pdf, two_column_pdf


def body(doc: Document) -> list[tuple[str, str]]:
    return [(block.kind, doc.text_of(block)) for block in doc.blocks if block.role == "body"]


def test_a_note_is_read_in_order_with_its_kinds() -> None:
    assert body(read(note_pdf())) == [
        ("title", "Small-Cap Momentum Review"),
        ("heading", "Performance"),
        ("paragraph", PROSE),
        ("paragraph", MORE),
        ("list_item", "Rates stay elevated"),
        ("list_item", "Breadth narrows again"),
        ("table_row", "Fund | 1Y | 3Y"),
        ("table_row", "XSMO | 12.1% | 9.0%"),
        ("table_row", "IJR | 10.0% | 8.0%"),
    ]


def test_title_author_and_date_come_from_the_page() -> None:
    doc = read(note_pdf())
    assert (doc.title, doc.author, str(doc.published)) == (
        "Small-Cap Momentum Review",
        "Jane Doe",
        "2026-05-14",
    )


def test_running_heads_and_page_numbers_are_furniture() -> None:
    doc = read(note_pdf(pages=3))
    furniture = [doc.text_of(block) for block in doc.blocks if block.role == "furniture"]
    assert furniture[1:] == [
        "Acme Research", "Page 1", "Acme Research", "Page 2", "Acme Research", "Page 3",
    ]  # fmt: skip


def test_a_paragraph_repeated_on_a_page_is_kept_each_time() -> None:
    assert body(read(note_pdf(pages=3))).count(("paragraph", THIRD)) == 6


def test_origins_name_the_page() -> None:
    assert {block.origin for block in read(note_pdf(pages=2)).blocks} == {"page 1", "page 2"}


def test_words_and_numbers_cut_by_a_line_end_are_mended() -> None:
    doc = read(
        drawn_pdf(
            ["The fund has outper-", "formed since 2017 and the small-", "cap index gained 12.",
             "5% over the last three years, no more."]
        )
    )  # fmt: skip
    assert doc.text == (
        "The fund has outperformed since 2017 and the small-cap index gained 12.5% over the last"
        " three years, no more."
    )


def test_field_lines_stay_apart() -> None:
    doc = read(drawn_pdf(["Ticker: XSMO", "Rating: Buy", "Expense ratio: 0.39%"]))
    assert doc.text.split("\n\n") == ["Ticker: XSMO", "Rating: Buy", "Expense ratio: 0.39%"]


def test_columns_are_read_one_after_the_other() -> None:
    left = ["The left column speaks of momentum", "in small caps, which leads."]
    right = ["Breadth is narrowing, and that is what", "the right column speaks of."]
    text = read(two_column_pdf(left, right)).text
    assert text.index("which leads.") < text.index("Breadth is narrowing")


def test_a_scan_points_to_ocr() -> None:
    with pytest.raises(UnreadableInput, match=r"no text layer.*run OCR first"):
        read(image_pdf())


def test_an_encrypted_file_is_named_so() -> None:
    with pytest.raises(UnreadableInput, match=r"scan\.pdf: .*encrypted"):
        read(drawn_pdf(["secret"], encrypt="key"), name="scan.pdf")


def test_a_cut_off_file_is_damaged() -> None:
    with pytest.raises(UnreadableInput, match="damaged"):
        read(note_pdf()[:700])


def test_pypdf_reads_what_pdfium_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    import pypdfium2

    from ingest import pdf

    def refuse(_: bytes) -> None:
        raise pypdfium2.PdfiumError("Failed to load document (PDFium: Data format error).")

    monkeypatch.setattr(pypdfium2, "PdfDocument", refuse)
    texts = [block.text for block in pdf.parse(drawn_pdf(["The fund leads its peers."])).blocks]
    assert texts == ["The fund leads its peers."]


def test_the_parsers_are_not_loaded_in_the_parent() -> None:
    code = (
        "import sys, ingest; ingest.read(b'The fund leads.');"
        "print([m for m in ('pypdf', 'pypdfium2', 'lxml', 'trafilatura') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
