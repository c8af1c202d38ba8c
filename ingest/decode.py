"""Bytes to characters: byte order mark, UTF-8, the declared charset, then Windows-1252."""

from __future__ import annotations

import codecs
import re
from typing import Final

from ingest.errors import UnsupportedInput

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Controls but tab, line ends, form feed, Ctrl-Z, escape and NEL; and what no charset explained.
_ODD: Final = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f\x7f-\x84\x86-\x9f\ufffd]")
_BINARY_SHARE: Final = 0.02


def decode(data: bytes, *, declared: str | None = None) -> str:
    """The text in `data`; characters no charset explains become U+FFFD, nothing is raised."""
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(charset, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_legacy(data, declared)


def decode_text(data: bytes) -> str:
    """The same for input that claims no format; raises UnsupportedInput when it isn't text."""
    wide = None if data.startswith(tuple(mark for mark, _ in _MARKS)) else _unmarked_utf16(data)
    text = data.decode(wide, "replace") if wide else decode(data)
    sample = text[:65_536]
    if "\0" in sample or len(_ODD.findall(sample)) > _BINARY_SHARE * len(sample):
        raise UnsupportedInput(
            "not text but binary data; give text, Markdown, HTML, PDF, DOCX or an e-mail"
        )
    return text


def _decode_legacy(data: bytes, declared: str | None) -> str:
    """Text that isn't valid UTF-8: damaged UTF-8, the declared charset, or Windows-1252."""
    repaired = data.decode("utf-8", "replace")
    broken = repaired.count("\ufffd")
    whole = sum(ch > "\x7f" for ch in repaired) - broken
    if broken < whole:
        return repaired
    if declared:
        try:
            return data.decode(declared)
        except (LookupError, UnicodeError, ValueError):
            pass
    return data.decode("cp1252", "replace")


def _unmarked_utf16(data: bytes) -> str | None:
    """The UTF-16 flavour of Latin text without a byte order mark: every other byte is NUL."""
    head = data[:4096]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if len(head) < 8 or max(even, odd) < 0.4 * len(head) or min(even, odd) > 0:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"
