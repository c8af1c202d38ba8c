"""DOCX to pieces of a note, from its zip and XML directly.

On a bomb of 183 KiB python-docx took 1.1 GB, reading the XML as a stream 18 MB. Deleted text of
tracked changes, field codes and the fallback copies of text boxes are no part of the note.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import IO, Final

from lxml import etree

from ingest.canonical import one_line
from ingest.dates import parse_date
from ingest.errors import InputTooLarge, UnreadableInput
from ingest.limits import MAX_CHARS, MAX_XML_DEPTH, MAX_ZIP_BYTES, MAX_ZIP_ENTRIES, MAX_ZIP_RATIO
from ingest.raw import Metadata, RawBlock, RawNote
from ingest.types import BlockKind
from ingest.unwrap import starts_item, strip_marker

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT_W: Final = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_TERMS: Final = "{http://purl.org/dc/terms/}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS: Final = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad"}
_TEMPLATE_AUTHOR: Final = "python-docx"
_TEMPLATE_CREATED: Final = "2013-12-23T23:15"


def parse(data: bytes) -> RawNote:
    """The document; raises UnreadableInput or InputTooLarge, the latter before unpacking."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        _check_size(archive)
        styles = _styles(archive)
        body = _Body(styles)
        for event, node in _events(archive, "word/document.xml", events=("start", "end")):
            body.take(event, node)
        metadata = _metadata(archive)
    if not body.blocks:
        raise UnreadableInput(
            "this DOCX holds no text, perhaps only pictures; run OCR first and give the text"
        )
    return RawNote(blocks=tuple(body.blocks), incidental=metadata)


def _check_size(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    total = sum(entry.file_size for entry in entries)
    ratio = max(
        (e.file_size / max(e.compress_size, 1) for e in entries if e.file_size > 2**20), default=0
    )
    if len(entries) > MAX_ZIP_ENTRIES or total > MAX_ZIP_BYTES or ratio > MAX_ZIP_RATIO:
        raise InputTooLarge(
            f"this DOCX would unpack to {total:,} bytes in {len(entries):,} parts; no note does,"
            " give its text"
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableInput("this DOCX is encrypted; save it without a password")


def _events(
    archive: zipfile.ZipFile, name: str, *, events: tuple[str, ...]
) -> Iterator[tuple[str, etree._Element]]:
    """Parse events of one part; finished elements are emptied, so memory stays small."""
    try:
        part: IO[bytes] = archive.open(name)
    except KeyError:
        raise UnreadableInput(f"this DOCX has no {name}; save it again from its program") from None
    with part:
        yield from etree.iterparse(
            part, events=events, resolve_entities=False, no_network=True, load_dtd=False,
            huge_tree=False, remove_comments=True, remove_pis=True,
        )  # fmt: skip


@dataclass(slots=True)
class _Paragraph:
    parts: list[str] = field(default_factory=list)
    style: str = ""
    is_item: bool = False


class _Body:
    """Follows the parse of the main part and collects its paragraphs and table rows."""

    def __init__(self, styles: dict[str, str]) -> None:
        self.blocks: list[RawBlock] = []
        self._styles = styles
        self._open: list[_Paragraph] = []
        self._rows: list[list[list[str]]] = []
        self._skipped = 0
        self._depth = 0
        self._size = 0

    def take(self, event: str, node: etree._Element) -> None:
        """One start or end of an element."""
        name = _local(node)
        self._depth += 1 if event == "start" else -1
        if self._depth > MAX_XML_DEPTH:
            raise InputTooLarge(f"elements nested deeper than {MAX_XML_DEPTH}; give the text")
        if node.tag == _FALLBACK:
            self._skipped += 1 if event == "start" else -1
        elif self._skipped == 0 and event == "start":
            self._start(name)
        elif self._skipped == 0:
            self._end(name, node)
        if event == "end" and name in ("p", "tbl", "sectPr", "drawing", "pict"):
            _forget(node)

    def _start(self, name: str) -> None:
        if name == "p":
            self._open.append(_Paragraph())
        elif name == "tr":
            self._rows.append([])
        elif name == "tc" and self._rows:
            self._rows[-1].append([])

    def _end(self, name: str, node: etree._Element) -> None:
        if name == "p" and self._open:
            self._close(self._open.pop())
        elif name == "tr" and self._rows:
            self._close_row(self._rows.pop())
        elif not self._open:
            return
        elif name == "t":
            self._add(node.text or "")
        elif name in _BREAKS:
            self._add(_BREAKS[name])
        elif name == "pStyle":
            self._open[-1].style = self._styles.get(_value(node), _value(node)).lower()
        elif name == "numPr":
            self._open[-1].is_item = True

    def _add(self, text: str) -> None:
        self._size += len(text)
        if self._size > MAX_CHARS:
            raise InputTooLarge(f"more than {MAX_CHARS:,} characters of text; split it into notes")
        self._open[-1].parts.append(text)

    def _close(self, paragraph: _Paragraph) -> None:
        text = "".join(paragraph.parts)
        if not text.strip():
            return
        if self._rows and self._rows[-1]:
            self._rows[-1][-1].append(text)
            return
        kind = _kind(paragraph)
        if starts_item(one_line(text)):
            text, kind = strip_marker(one_line(text)), "list_item"
        for line in text.split("\n"):
            self._emit(line, kind)

    def _close_row(self, row: list[list[str]]) -> None:
        cells = [one_line(" ".join(cell)) for cell in row]
        shown = [*filter(None, cells)]
        is_row = len(shown) > 1
        text = " | ".join(cells if is_row else shown)
        if self._rows and self._rows[-1]:
            self._rows[-1][-1].append(text)
        else:
            self._emit(text, "table_row" if is_row else "paragraph")

    def _emit(self, text: str, kind: BlockKind) -> None:
        if text.strip():
            origin = f"paragraph {len(self.blocks) + 1}"
            self.blocks.append(RawBlock(text=text, kind=kind, origin=origin))


def _kind(paragraph: _Paragraph) -> BlockKind:
    style = paragraph.style
    if style == "title":
        return "title"
    if style.startswith(("heading", "subtitle")):
        return "heading"
    if paragraph.is_item or style.startswith("list"):
        return "list_item"
    return "quote" if "quote" in style else "paragraph"


def _styles(archive: zipfile.ZipFile) -> dict[str, str]:
    """Style ids to style names, which are English in every language of Word."""
    if "word/styles.xml" not in archive.namelist():
        return {}
    names: dict[str, str] = {}
    for _, node in _events(archive, "word/styles.xml", events=("end",)):
        if _local(node) == "style":
            named = [_value(child) for child in node if _local(child) == "name"]
            key = node.get(f"{_W}styleId") or node.get(f"{_STRICT_W}styleId") or ""
            names[key] = named[0] if named else key
            node.clear()
    return names


def _metadata(archive: zipfile.ZipFile) -> Metadata:
    """The core properties, unless they are those of an untouched python-docx template."""
    if "docProps/core.xml" not in archive.namelist():
        return Metadata()
    found = {
        str(node.tag): one_line(node.text or "")[:300]
        for _, node in _events(archive, "docProps/core.xml", events=("end",))
    }
    if found.get(f"{_DC}creator") == _TEMPLATE_AUTHOR:
        return Metadata(title=found.get(f"{_DC}title") or None)
    return Metadata(
        title=found.get(f"{_DC}title") or None,
        author=found.get(f"{_DC}creator") or None,
        published=_created(found.get(f"{_TERMS}created", "")),
    )


def _created(stamp: str) -> date | None:
    """The day of a file's creation; the template of python-docx puts its own into every file."""
    return None if stamp.startswith(_TEMPLATE_CREATED) else parse_date(stamp)


def _forget(node: etree._Element) -> None:
    """Free a finished element and those before it, so that memory doesn't grow with the file."""
    node.clear()
    parent = node.getparent()
    while parent is not None and node.getprevious() is not None:
        del parent[0]


def _local(node: etree._Element) -> str:
    """The element's name inside WordprocessingML, "" for other vocabularies."""
    tag = str(node.tag)
    namespace = next((ns for ns in (_W, _STRICT_W) if tag.startswith(ns)), None)
    return tag[len(namespace) :] if namespace else ""


def _value(node: etree._Element) -> str:
    return node.get(f"{_W}val") or node.get(f"{_STRICT_W}val") or ""
