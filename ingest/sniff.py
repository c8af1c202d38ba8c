"""What kind of note some bytes are, judged by their content alone."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

from ingest.decode import decode_text
from ingest.errors import EmptyInput, UnreadableInput, UnsupportedInput
from ingest.types import MediaType

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_IMAGES: Final = (
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"BM", "BMP"),
)
_BINARIES: Final = (
    (b"\xd0\xcf\x11\xe0", "an old or password-protected Office file; save it as DOCX or PDF"),
    (b"{\\rtf", "RTF; save it as DOCX or PDF"),
    (b"\x1f\x8b", "a gzip archive; unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive; unpack it first"),
    (b"Rar!", "a RAR archive; unpack it first"),
    (b"SQLite format 3", "a database; export the note as text"),
    (b"PAR1", "a Parquet table; it can only be read as a batch of notes"),
)
_HEADER: Final = re.compile(r"([A-Za-z][A-Za-z-]{1,40}):(?:[ \t]|$)")
_ENVELOPE: Final = frozenset({"received", "mime-version", "message-id", "return-path"})
_ADDRESSED: Final = frozenset({"date", "subject", "to"})
_MAX_HEADERS: Final = 500
_HTML_START: Final = re.compile(
    r"<(?:!doctype html|html|head|body|article|section|main|div|p|h[1-6]|table|span|ul|ol|b|br|"
    r"center|font|meta|title|style|script|header|nav)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_HTML_ROOT: Final = re.compile(r"^[ \t]{0,20}<(?:!doctype html|html)\b", re.I | re.M)
_MARKS: Final = (
    (2, re.compile(r"^ {0,3}#{1,6} {1,3}[^\s#]", re.M)),
    (2, re.compile(r"\[[^\[\]\n]{1,200}\]\((?:https?:|mailto:|/|#|\.)[^()\s]{0,500}\)")),
    (2, re.compile(r"^[ \t]{0,3}\|?(?: {0,20}:?-{3,40}:? {0,20}\|){1,40}", re.M)),
    (2, re.compile(r"^(?:```|~~~)", re.M)),
    (2, re.compile(r"\A---\n(?:[A-Za-z_]{1,30}: ?[^\n]{0,300}\n){1,30}---\n")),
    (1, re.compile(r"(?<![\w*])\*\*[^\s*][^*\n]{0,200}\*\*(?!\*)")),
    (
        1,
        re.compile(r"(?<![\w*_])(?:\*[^\s*][^*\n]{0,200}[^\s*]\*|_[^\s_][^_\n]{0,200}_)(?![\w*_])"),
    ),
    (1, re.compile(r"^\S[^\n]{0,100}\n(?:={3,100}|-{3,100})\n", re.M)),
    (1, re.compile(r"^ {0,3}[-*+] \S", re.M)),
    (1, re.compile(r"^> \S", re.M)),
    (1, re.compile(r"`[^`\n]{1,100}`")),
)


def sniff(data: bytes) -> MediaType:
    """The media type of `data`; EmptyInput, UnsupportedInput or UnreadableInput if it has none."""
    if not data.strip(b" \t\r\n\0\f\v"):
        raise EmptyInput("empty; give a file with a note in it")
    if _is_pdf(data):
        return "application/pdf"
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _zip_kind(data)
    _refuse_binaries(data)
    text = decode_text(data).lstrip("\ufeff \t\r\n").replace("\r\n", "\n").replace("\r", "\n")
    if not text:
        raise EmptyInput("nothing but white space; give a file with a note in it")
    return _text_kind(text)


def _is_pdf(data: bytes) -> bool:
    """A PDF may carry up to 1,024 bytes of junk in front; text may speak of "%PDF-"."""
    at = data[:1024].find(b"%PDF-")
    return at == 0 or (at > 0 and (not data[:at].strip(b"\xef\xbb\xbf \r\n\0") or b" obj" in data))


def _zip_kind(data: bytes) -> MediaType:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {name.lower() for name in archive.namelist()}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError) as error:
        raise UnreadableInput(
            "a damaged zip or DOCX file; save it again from its program"
        ) from error
    if "[content_types].xml" in names and any(name.startswith("word/") for name in names):
        return DOCX
    for folder, kind in (("xl/", "a spreadsheet"), ("ppt/", "a presentation")):
        if any(name.startswith(folder) for name in names):
            raise UnsupportedInput(f"{kind}, not a note; save its text as PDF or DOCX")
    raise UnsupportedInput("a zip archive, not a DOCX; unpack it and give the notes inside")


def _refuse_binaries(data: bytes) -> None:
    for mark, kind in _IMAGES:
        if data.startswith(mark) and (len(mark) > 2 or b"\0" in data[:64]):
            raise UnsupportedInput(f"an image ({kind}); run OCR first and give the text")
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        raise UnsupportedInput("an image (WebP); run OCR first and give the text")
    for mark, kind in _BINARIES:
        if data.startswith(mark):
            raise UnsupportedInput(kind)


def _text_kind(text: str) -> MediaType:
    if _is_mail(text):
        return "message/rfc822"
    if _is_html(text):
        return "text/html"
    if text.startswith("<?xml"):
        raise UnsupportedInput("XML, but not a web page; give the note as text, HTML or PDF")
    return "text/markdown" if _is_markdown(text[:200_000]) else "text/plain"


def _is_mail(text: str) -> bool:
    """A block of header fields up to a blank line, with what only a mail has among them."""
    lines = text.split("\n", _MAX_HEADERS)[:_MAX_HEADERS]
    if lines[0].startswith("From ") and len(lines) > 1:
        lines = lines[1:]
    names: set[str] = set()
    for line in lines:
        if not line.strip():
            break
        header = _HEADER.match(line)
        if header:
            names.add(header[1].lower())
        elif not (names and line[0] in " \t"):
            return False
    return bool(("from" in names and names & _ADDRESSED) or len(names & _ENVELOPE) >= 2)


def _is_html(text: str) -> bool:
    head = text[:8192]
    if _HTML_ROOT.match(head) or (_HTML_ROOT.search(head) and "</" in text):
        return True
    head = re.sub(r"\A(?:<\?xml[^<>]{0,200}\?>|<!--.{0,4000}?-->|\s){1,20}", "", head, flags=re.S)
    return bool(_HTML_START.match(head)) and ("</" in text or text.lower().count("<br") > 1)


def _is_markdown(text: str) -> bool:
    return sum(weight for weight, mark in _MARKS if mark.search(text)) >= 2
