"""E-mail (RFC 822) to pieces of a note: the sender's own words told from what they quote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from itertools import groupby
from typing import Final

from ingest.canonical import clean, one_line
from ingest.decode import decode
from ingest.errors import UnreadableInput, UnsupportedInput
from ingest.quoting import Piece, settle_roles
from ingest.raw import Metadata, RawBlock, RawNote
from ingest.unwrap import unwrap

_REPLY: Final = re.compile(
    r"(?:(?:re|fwd?|aw|wg|tr|sv)(?:\[\d{1,2}\])?:\s{0,3}){1,9}", re.IGNORECASE
)
_MBOX: Final = re.compile(rb"(?:\A|\n\n)From \S{1,200} [^\n]{0,60}\d{4}\r?\n")
_MARK: Final = re.compile(r"(?:>[ ]?){1,20}")


def parse(data: bytes) -> RawNote:
    """The message; raises UnreadableInput without text, UnsupportedInput for a mailbox."""
    data = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    if len(_MBOX.findall(data.replace(b"\r\n", b"\n"))) > 1:
        raise UnsupportedInput("a mailbox of several messages; read it as a batch")
    message = message_from_bytes(data.removeprefix(b">"), policy=policy.default)
    blocks = tuple(settle_roles(_pieces(message)))
    if not blocks:
        raise UnreadableInput(f"this e-mail holds no text{_attached(message)}")
    return RawNote(blocks=blocks, stated=_metadata(message))


def _metadata(message: EmailMessage) -> Metadata:
    name, address = parseaddr(_header(message, "From"))
    return Metadata(
        title=_REPLY.sub("", _header(message, "Subject"), count=1).strip() or None,
        author=name or address or None,
        published=_sent(_header(message, "Date")),
    )


def _sent(value: str) -> date | None:
    """The calendar day in the sender's own time zone."""
    try:
        moment: datetime = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment.date()


def _header(message: EmailMessage, name: str) -> str:
    """One header on one line; the standard parser fails on some malformed ones."""
    try:
        return one_line(str(message.get(name, "")))
    except Exception:
        return ""


def _attached(message: EmailMessage) -> str:
    names = [one_line(part.get_filename() or "a file")[:60] for part in _leaves(message)]
    return f", only {', '.join(names[:3])}; save and read that file itself" if names else (
        "; give the message with its text"
    )  # fmt: skip


def _pieces(message: EmailMessage) -> Iterator[Piece]:
    """Blocks with their depth of quotation: of the plain text, or else of the HTML."""
    plain = _text(message, "text/plain")
    markup = _text(message, "text/html")
    if plain.strip():
        yield from _plain_pieces(plain)
    elif markup.strip():
        from ingest.html import parse_tree
        from ingest.htmlblocks import html_blocks

        for block in html_blocks(parse_tree(markup)):
            yield Piece(block.raw, block.quote_depth)


def _plain_pieces(text: str) -> Iterator[Piece]:
    """Runs of lines with as many ">" in front, each unwrapped by itself."""
    number = 1
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for depth, group in groupby(lines, key=_depth):
        run = list(group)
        shown = "\n".join(line[_unmarked(line) :] for line in run)
        own, _, signature = ("\n" + shown).partition("\n-- \n")
        for block in unwrap(own.removeprefix("\n")):
            yield Piece(_shifted(block, number - 1), depth)
        for block in unwrap(signature):
            below = _shifted(block, number + own.count("\n"))
            yield Piece(replace(below, role="signature"), depth)
        number += len(run)


def _depth(line: str) -> int:
    return line[: _unmarked(line)].count(">")


def _unmarked(line: str) -> int:
    mark = _MARK.match(line)
    return mark.end() if mark else 0


def _shifted(block: RawBlock, lines: int) -> RawBlock:
    return replace(block, origin=f"line {int(block.origin.split()[-1]) + lines}")


def _text(message: EmailMessage, kind: str) -> str:
    parts = [
        decode(payload, declared=part.get_content_charset())
        for part in _leaves(message)
        if part.get_content_type() == kind
        and part.get_content_disposition() != "attachment"
        and isinstance(payload := part.get_payload(decode=True), bytes)
    ]
    return "\n\n".join(part for part in parts if clean(part).strip())


def _leaves(message: EmailMessage) -> list[EmailMessage]:
    """Every part that isn't a container, messages attached whole left out."""
    leaves: list[EmailMessage] = []
    stack = [message]
    while stack:
        part = stack.pop()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            stack.extend(reversed(part.get_payload()))  # type: ignore[arg-type]
        elif part.get_content_maintype() != "message":
            leaves.append(part)
    return leaves
