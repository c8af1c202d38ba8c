"""Characters and line joins of canonical text.

Unicode NFC, `\\n` line ends, single spaces, nothing invisible. Signs that carry meaning in a note
(U+2212 minus, dashes, curly quotes, currency) stay as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from ingest.lexicon import lexicon

_DROPPED: Final = (
    (0x00, 0x08), (0x0E, 0x1F), (0x7F, 0x84), (0x86, 0x9F), (0xAD, 0xAD), (0x061C, 0x061C),
    (0x180E, 0x180E), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0xD800, 0xDFFF),
    (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB), (0xFFFE, 0xFFFF),
)  # fmt: skip
_SPACES: Final = (0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)
_BREAKS: Final = (0x0B, 0x85, 0x2028)
_LIGATURES: Final = ("ff", "fi", "fl", "ffi", "ffl", "st", "st")
_TABLE: Final[dict[int, str | None]] = {
    **{code: None for low, high in _DROPPED for code in range(low, high + 1)},
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_BREAKS, "\n"),
    0x0C: "\n\n",
    0x2029: "\n\n",
    0xF0B7: "•",  # the bullet of the Symbol font, as Word and PDF export it
    **{0xFB00 + i: letters for i, letters in enumerate(_LIGATURES)},
}
_MAX_MARKS: Final = 30


def characters(text: str) -> str:
    """`text` in canonical characters and line ends; its spaces and tabs are still as they were."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub(r"\u00ad[ \t]{0,20}\n[ \t]{0,20}", "", text)
    return unicodedata.normalize("NFC", _stream_safe(text.translate(_TABLE)))


def squeeze(line: str) -> str:
    """One line without outer spaces, every run of spaces and tabs a single space."""
    return re.sub(r"[ \t]+", " ", line).strip(" ")


def clean(text: str) -> str:
    """`text` in canonical characters, each of its lines squeezed."""
    return "\n".join(map(squeeze, characters(text).split("\n")))


def one_line(text: str) -> str:
    """`text` in canonical characters on a single line."""
    return " ".join(characters(text).split())


def _stream_safe(text: str) -> str:
    """At most 30 combining marks in a row (UAX #15): normalising more takes quadratic time."""
    if not re.search(r"[^\x00-\x7f]{31}", text):
        return text
    kept: list[str] = []
    marks = 0
    for ch in text:
        marks = marks + 1 if unicodedata.combining(ch) else 0
        if marks <= _MAX_MARKS:
            kept.append(ch)
    return "".join(kept)


def join_lines(lines: Sequence[str], *, words: frozenset[str] = frozenset()) -> str:
    """The lines of one paragraph as one, with the words and numbers mended that a break cut.

    `words` are the document's own words in lower case: they settle whether a hyphen at a line
    end belongs to a compound ("small-cap") or only to the break ("outper-formed").
    """
    parts = [lines[0]]
    for after in lines[1:]:
        before = parts[-1]
        if cuts_word(before, after):
            parts[-1] = before if _is_compound(before, after, words) else before[:-1]
        elif not cuts_number(before, after):
            parts.append(" ")
        parts.append(after)
    return "".join(parts)


def cuts_word(before: str, after: str) -> bool:
    """Whether the first line ends in a hyphen that the second one goes on from."""
    return bool(re.search(r"[^\W\d_]-$", before[-2:]) and re.match(r"[^\W\d_]", after))


def _is_compound(before: str, after: str, words: frozenset[str]) -> bool:
    """Whether the hyphen between the lines would stand without the break."""
    head = re.split(r"[^\w-]", before[-80:-1])[-1].lower()
    tail = re.split(r"[^\w-]", after[:80], maxsplit=1)[0].lower()
    if f"{head}-{tail}" in words or not after[0].islower():
        return True
    if head + tail in words:
        return False
    heads, tails = lexicon().compound_heads, lexicon().compound_tails
    return "-" in head or head in heads or tail.split("-")[0] in tails


def cuts_number(before: str, after: str) -> bool:
    """Whether the break stands inside a number, its sign, its currency or its percent sign."""
    end = before[-12:]
    return bool(
        (re.search(r"(?<![\d,])\d{1,3}(?:,\d{3})*,$", end) and re.match(r"\d{3}(?!\d)", after))
        or (re.search(r"(?<![\d.])\d{1,4}\.$", end) and re.match(r"\d{1,4}(?:%|x\b|bps?\b)", after))
        or (re.search(r"(?:^|\s)[$€£\u2212+]$", end) and re.match(r"\d", after))
        or (re.search(r"\d$", end) and re.match(r"%", after))
        or (re.search(r"\d[-\u2013]$", end) and re.match(r"\d", after))
    )


def words_of(text: str) -> frozenset[str]:
    """The words and compounds inside the lines of `text`, lower case."""
    return frozenset(re.findall(r"\b[a-z]{1,40}(?:-[a-z]{1,40}){0,6}(?![-\w])", text.lower()))
