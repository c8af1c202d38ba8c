"""Which blocks of a mail are the sender's and which an older message's, with its author and day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from ingest.dates import find_dates
from ingest.raw import RawBlock

_WROTE: Final = re.compile(
    r"(?:On|Am|Le) .{4,300}\b(?:wrote|writes|schrieb.{0,80}|a écrit) ?:|"
    r".{2,120} (?:wrote|writes)(?: on .{4,80})? ?:",
)
_MARKER: Final = re.compile(
    r"[-_ ]{2,40}(?:original (?:message|appointment)|forwarded (?:message|by).{0,80}|"
    r"forwarded message)[-_ ]{0,40}|begin forwarded message:?",
    re.IGNORECASE,
)
_HEADER: Final = re.compile(
    r"\*{0,2}(from|sent|date|to|cc|subject|reply-to):\*{0,2} ?(.{0,300})", re.IGNORECASE
)
_LOOKAHEAD: Final = 5


@dataclass(frozen=True, slots=True)
class Piece:
    """A block with how deep a quotation the mail itself marks it."""

    block: RawBlock
    depth: int


def settle_roles(pieces: Iterable[Piece]) -> Iterator[RawBlock]:
    """The blocks with role "quoted", author and day set on all that is an older message."""
    items = list(pieces)
    author: str | None = None
    dated: date | None = None
    to_end = False
    for index, piece in enumerate(items):
        text = piece.block.text
        following = items[index + 1 : index + 1 + _LOOKAHEAD]
        opens = bool(_MARKER.fullmatch(text)) or _opens_headers(text, following)
        if opens:
            to_end = True
            author, dated = _headers([piece, *following])
        elif _WROTE.fullmatch(text):
            author, dated = _attribution(text)
            to_end = to_end or not (following and following[0].depth > piece.depth)
        if to_end or piece.depth > 0 or _WROTE.fullmatch(text):
            kind = "paragraph" if piece.block.kind == "heading" else piece.block.kind
            yield replace(piece.block, kind=kind, role="quoted", author=author, dated=dated)
        else:
            yield piece.block


def _opens_headers(text: str, following: Sequence[Piece]) -> bool:
    """A "From:" line with at least two more header lines right behind it."""
    names = [
        match[1].lower() for line in following if (match := _HEADER.fullmatch(line.block.text))
    ]
    first = _HEADER.fullmatch(text)
    return bool(first and first[1].lower() == "from" and {"sent", "date", "subject"} & set(names)
                and len(names) >= 2)  # fmt: skip


def _headers(pieces: Sequence[Piece]) -> tuple[str | None, date | None]:
    """Author and day of the header lines among the blocks."""
    author: str | None = None
    dated: date | None = None
    for piece in pieces:
        header = _HEADER.fullmatch(piece.block.text)
        if header and header[1].lower() == "from":
            author = _name(header[2])
        elif header and header[1].lower() in ("sent", "date"):
            dated = _first_date(header[2])
    return author, dated


def _attribution(text: str) -> tuple[str | None, date | None]:
    """Author and day of "On 5 May 2026 at 3:04 PM, Jane Doe <jane@example.com> wrote:"."""
    dates = find_dates(text)
    if not dates:
        return _name(re.split(r" (?:wrote|writes)", text)[0]), None
    rest = text[dates[-1][1] :].strip(" ,")
    rest = re.sub(
        r"^(?:at |um |à )?\d{1,2}[:.h]\d\d(?:[:.]\d\d)? ?(?:[AP]M\b)?", "", rest, flags=re.I
    )
    name = re.sub(r"^[ ,]{0,3}(?:[+-]\d{4}|UTC|GMT|[A-Z]{2,4}T)?[ ,]{0,3}", "", rest)
    return _name(re.split(r" ?\b(?:wrote|writes|schrieb|a écrit)\b", name)[0]), dates[-1][2]


def _name(text: str) -> str | None:
    """The display name of "Jane Doe <jane@example.com>", or the address."""
    name = re.sub(r"\s{0,3}[<\[(][^<>\[\]()]{0,200}[>\])].{0,200}", "", text).strip(" \"',:")
    return name or text.strip(" <>\"',:") or None


def _first_date(text: str) -> date | None:
    found = find_dates(text)
    return found[0][2] if found else None
