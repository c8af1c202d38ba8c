from __future__ import annotations

import pytest

from ingest import EmptyInput, UnreadableInput, UnsupportedInput
from ingest.sniff import sniff
from tests.ingest.builders import EVERY_FORMAT, PROSE, mail, zipped


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("text", "text/plain"),
        ("markdown", "text/markdown"),
        ("html", "text/html"),
        ("pdf", "application/pdf"),
        ("mail", "message/rfc822"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)
def test_each_kind_is_told_by_its_content(name: str, media_type: str) -> None:
    assert sniff(EVERY_FORMAT[name]()) == media_type


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        "#1 pick: XSMO\n\nThe fund leads.",
        "The file starts with %PDF- and goes on.",
        "Ratings use the <html> tag rarely, and we say so.",
        "From: Jane\nTo: All\nThe fund leads, and this line is no header.",
        "Subject to change, the fund leads.\n\nText.",
        "BMY and XSMO lead.",
        "- rates\n- breadth",
        "Performance* was strong.\n\n*Net of fees.",
        "P/E: 12\nP/B: 2\n\nThe fund is cheap.",
        "a < b and c > d; AT&T fell",
        '{"note": "The fund leads."}',
    ],
)
def test_prose_that_only_mentions_marks_is_plain_text(text: str) -> None:
    assert sniff(text.encode()) == "text/plain"


@pytest.mark.parametrize(
    "text",
    [
        "# Title\n\nThe fund leads.",
        "The **fund** leads.\n\n- rates\n- breadth",
        "See [the filing](https://example.com/x) for more.",
        "| Fund | 1Y |\n|---|---|\n| XSMO | 12% |",
        "---\ntitle: Review\nauthor: Jane\n---\nThe fund leads.",
    ],
)
def test_markdown_is_told_by_its_marks(text: str) -> None:
    assert sniff(text.encode()) == "text/markdown"


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE html><p>The fund leads.</p>",
        "\n\n<html><body>The fund leads.</body></html>",
        "<p>The fund leads.</p>",
        "<!-- saved --><div class='x'>The fund leads.</div>",
        '<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><p>x</p></html>',
    ],
)
def test_pages_and_fragments_are_html(text: str) -> None:
    assert sniff(text.encode()) == "text/html"


def test_a_mail_saved_from_a_mailbox_is_a_mail() -> None:
    assert (
        sniff(b"From jane@example.com Thu May 14 09:30:00 2026\n" + mail("x")) == "message/rfc822"
    )


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\0\0\0", b"\xef\xbb\xbf\n"])
def test_nothing_is_refused_as_empty(data: bytes) -> None:
    with pytest.raises(EmptyInput):
        sniff(data)


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n....", b"\xff\xd8\xff\xe0..JFIF", b"GIF89a...", b"RIFF....WEBPVP8 ",
     b"II*\0....", b"BM6\0\0\0\0\0"],
)  # fmt: skip
def test_images_point_to_ocr(data: bytes) -> None:
    with pytest.raises(UnsupportedInput, match=r"image.*OCR"):
        sniff(data)


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"a.txt": "x"}, "zip archive.*unpack"),
        ({"[Content_Types].xml": "x", "xl/workbook.xml": "x"}, "spreadsheet.*save"),
        ({"[Content_Types].xml": "x", "ppt/presentation.xml": "x"}, "presentation.*save"),
    ],
)
def test_zips_that_are_no_docx(parts: dict[str, str], message: str) -> None:
    with pytest.raises(UnsupportedInput, match=message):
        sniff(zipped(parts))


def test_a_damaged_zip_is_unreadable() -> None:
    with pytest.raises(UnreadableInput, match="damaged"):
        sniff(zipped({"a.txt": "x"})[:-30])


@pytest.mark.parametrize(
    "data",
    [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf1 x}", b"\x1f\x8b\x08", b"7z\xbc\xaf\x27\x1c",
     b"\x7fELF\x02\x01\x01\0\0\0", b"<?xml version='1.0'?><rss><p>x</p></rss>"],
)  # fmt: skip
def test_other_kinds_are_unsupported(data: bytes) -> None:
    with pytest.raises(UnsupportedInput):
        sniff(data)
