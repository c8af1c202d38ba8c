from __future__ import annotations

import io
from datetime import date

import pytest
from docx import Document as WordDocument

from ingest import Document, UnreadableInput, read
from tests.ingest.builders import MORE, PROSE, docx_of, note_docx, word_xml, zipped


def shown(doc: Document) -> list[tuple[str, str]]:
    return [(block.kind, doc.text_of(block)) for block in doc.blocks]


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_a_note_is_read_with_its_kinds() -> None:
    assert shown(read(note_docx())) == [
        ("title", "Small-Cap Momentum Review"),
        ("paragraph", PROSE),
        ("heading", "Risks"),
        ("list_item", "Rates stay elevated"),
        ("list_item", "Breadth narrows again"),
        ("table_row", "Fund | 1Y | 3Y"),
        ("table_row", "XSMO | 12.1% | 9.0%"),
        ("paragraph", MORE),
    ]


def test_the_paragraphs_are_those_of_python_docx() -> None:
    data = note_docx()
    expected = [p.text for p in WordDocument(io.BytesIO(data)).paragraphs if p.text]
    assert [text for kind, text in shown(read(data)) if kind != "table_row"] == expected


def test_the_core_properties_give_author_and_day() -> None:
    doc = read(note_docx())
    assert (doc.author, doc.published) == ("Jane Doe", date(2026, 5, 14))


def test_properties_of_an_untouched_template_say_nothing() -> None:
    doc = read(note_docx(author="python-docx"))
    assert (doc.author, doc.published) == (None, None)


def test_runs_tabs_and_breaks() -> None:
    runs = "<w:r><w:t>Out</w:t></w:r><w:r><w:t>perform</w:t><w:tab/><w:t>IJR.</w:t></w:r>"
    doc = read(docx_of(word_xml(f"<w:p>{runs}<w:r><w:br/><w:t>Buy.</w:t></w:r></w:p>")))
    assert shown(doc) == [("paragraph", "Outperform IJR."), ("paragraph", "Buy.")]


def test_deleted_text_field_codes_and_fallbacks_are_not_read() -> None:
    doc = read(
        docx_of(
            word_xml(
                paragraph("The fund leads.")
                + "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
                "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
                f"<mc:AlternateContent><mc:Fallback>{paragraph('copy')}</mc:Fallback>"
                "</mc:AlternateContent>"
            )
        )
    )
    assert doc.text == "The fund leads."


def test_a_table_in_a_cell_stays_in_its_row() -> None:
    inner = (
        f"<w:tbl><w:tr><w:tc>{paragraph('a')}</w:tc><w:tc>{paragraph('b')}</w:tc></w:tr></w:tbl>"
    )
    row = f"<w:tr><w:tc>{inner}</w:tc><w:tc>{paragraph('The fund leads.')}</w:tc></w:tr>"
    doc = read(docx_of(word_xml(f"<w:tbl>{row}</w:tbl>")))
    assert shown(doc) == [("table_row", "a | b | The fund leads.")]


def test_style_names_count_not_their_ids() -> None:
    styles = (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style></w:styles>'
    )
    head = '<w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr><w:r><w:t>Risiken</w:t></w:r></w:p>'
    data = docx_of(word_xml(paragraph("The fund leads.") + head), {"word/styles.xml": styles})
    doc = read(data)
    assert shown(doc)[1] == ("heading", "Risiken")


def test_external_entities_are_not_read() -> None:
    doctype = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    doc = read(docx_of(word_xml(paragraph("The fund leads. &x;"), doctype=doctype)))
    assert "root:" not in doc.text


def test_a_docx_of_pictures_points_to_ocr() -> None:
    with pytest.raises(UnreadableInput, match=r"no text.*OCR"):
        read(docx_of(word_xml("<w:p/>")))


def test_a_docx_without_its_main_part_is_unreadable() -> None:
    with pytest.raises(UnreadableInput, match=r"word/document\.xml"):
        read(zipped({"[Content_Types].xml": "<T/>", "word/other.xml": "<x/>"}))
