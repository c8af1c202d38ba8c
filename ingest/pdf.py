"""PDF to pieces of a note, with PDFium for the characters and pypdf where PDFium gives up.

Runs only in the child process: PDFium is neither thread-safe nor proof against hostile files.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final

import pypdfium2 as pdfium

from ingest.canonical import one_line
from ingest.errors import InputTooLarge, UnreadableInput
from ingest.limits import MAX_CHARS, MAX_PDF_PAGES
from ingest.pdflayout import layout
from ingest.pdflines import PdfLine, page_lines
from ingest.raw import Metadata, RawBlock, RawNote
from ingest.unwrap import unwrap

_LOCKED: Final = "this PDF is encrypted; save it without a password first"
_NO_TEXT: Final = (
    "this PDF has no text layer, its pages are images; run OCR first (for instance `ocrmypdf`)"
    " and give the result"
)


def parse(data: bytes) -> RawNote:
    """The document; raises UnreadableInput when encrypted, damaged or a scan without text."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise UnreadableInput(_LOCKED) from None
        return _note(list(_blocks_by_pypdf(data)), {})
    try:
        blocks = layout(list(_lines(document)))
        return _note(blocks, document.get_metadata_dict(skip_empty=True))
    finally:
        document.close()


def _note(blocks: list[RawBlock], properties: dict[str, str]) -> RawNote:
    if not any(ch.isalnum() for block in blocks for ch in block.text):
        raise UnreadableInput(_NO_TEXT)
    metadata = Metadata(
        title=_title(properties.get("Title", "")),
        author=one_line(properties.get("Author", ""))[:200] or None,
    )
    return RawNote(blocks=tuple(blocks), incidental=metadata)


def _title(value: str) -> str | None:
    """The title property, unless a program put the file's name or nothing there."""
    title = one_line(value)[:300]
    junk = "." in title[-5:] or title.lower().startswith(("microsoft ", "untitled", "(anonymous"))
    return None if junk or len(title.split()) < 2 else title


def _lines(document: pdfium.PdfDocument) -> Iterator[PdfLine]:
    if len(document) > MAX_PDF_PAGES:
        raise InputTooLarge(f"{len(document):,} pages, more than {MAX_PDF_PAGES:,}; split the PDF")
    size = 0
    for number in range(len(document)):
        page = document[number]
        try:
            for line in page_lines(page, number=number + 1):
                size += sum(map(len, line.cells))
                if size > MAX_CHARS:
                    raise InputTooLarge(f"more than {MAX_CHARS:,} characters; split the PDF")
                yield line
        finally:
            page.close()


def _blocks_by_pypdf(data: bytes) -> Iterator[RawBlock]:
    """Plain lines of each page, for files that PDFium refuses."""
    import pypdf

    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        raise UnreadableInput(_LOCKED)
    for number, page in enumerate(reader.pages, 1):
        if number > MAX_PDF_PAGES:
            raise InputTooLarge(f"more than {MAX_PDF_PAGES:,} pages; split the PDF")
        yield from unwrap(page.extract_text(), origin=f"page {number}, line")
