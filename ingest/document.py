"""Bytes to the one `Document`: kind, reader, roles, metadata, and exact offsets."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from typing import Final

from ingest.canonical import clean, one_line
from ingest.errors import EmptyInput, IngestError, InputTooLarge, UnreadableInput
from ingest.head import late_date, mark_fields, mark_title
from ingest.limits import MAX_BLOCKS, MAX_BYTES, MAX_CHARS
from ingest.raw import RawBlock, RawNote
from ingest.reader import READERS
from ingest.roles import assign_roles
from ingest.sniff import sniff
from ingest.stated import Statement, split_stated
from ingest.types import Block, Document, MediaType, StatedSentiment

_JOINT: Final = "\n\n"
_NOBODY: Final = frozenset(
    {
        *("anonymous", "(anonymous)", "admin", "administrator", "author", "owner", "unknown"),
        *("user", "microsoft office user", "windows user"),
    }
)
"""What programs put for an author they don't know."""


def read(data: bytes, *, name: str | None = None) -> Document:
    """The note in `data`: text, Markdown, HTML, PDF, DOCX or e-mail, told apart by content alone.

    `name` only goes into messages. Raises EmptyInput, UnsupportedInput, UnreadableInput or
    InputTooLarge, and nothing else.
    """
    try:
        return _read(data)
    except IngestError as error:
        raise type(error)(f"{one_line(name or 'input')}: {one_line(str(error))}") from error


def read_file(path: Path | str) -> Document:
    """The note in the file at `path`; a path that cannot be read raises UnreadableInput."""
    try:
        with Path(path).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise UnreadableInput(f"{path}: not found; check the path") from None
    except IsADirectoryError:
        raise UnreadableInput(f"{path}: a folder, not a file; give one note, or a batch") from None
    except PermissionError:
        raise UnreadableInput(f"{path}: not permitted; check who may read the file") from None
    except (OSError, ValueError) as error:
        reason = one_line(getattr(error, "strerror", None) or str(error))
        raise UnreadableInput(f"{one_line(str(path))}: {reason}; check the path") from None
    return read(data, name=str(path))


def _read(data: bytes) -> Document:
    if len(data) > MAX_BYTES:
        raise InputTooLarge(f"larger than {MAX_BYTES:,} bytes; split it, or give its text")
    media_type = sniff(data)
    note = READERS[media_type].read(data)
    blocks = [block for block in map(_cleaned, note.blocks) if block.text]
    if not any(ch.isalnum() for block in blocks for ch in block.text):
        raise EmptyInput("no words in it; give a file with a note in it")
    if sum(len(block.text) for block in blocks) > MAX_CHARS:
        raise InputTooLarge(f"more than {MAX_CHARS:,} characters of text; split it into notes")
    if len(blocks) > MAX_BLOCKS:
        raise InputTooLarge(f"more than {MAX_BLOCKS:,} paragraphs; split it into notes")
    return _document(data, media_type, note, blocks)


def _cleaned(block: RawBlock) -> RawBlock:
    """The block in canonical characters; only code keeps its line ends."""
    if block.kind == "code":
        text = re.sub(r"\n{2,}", "\n", clean(block.text)).strip("\n ")
    else:
        text = one_line(block.text)
    return replace(block, text=text, origin=one_line(block.origin))


def _document(
    data: bytes, media_type: MediaType, note: RawNote, blocks: Sequence[RawBlock]
) -> Document:
    parts, statement = split_stated(blocks)
    roled = assign_roles(parts)
    roled, written = mark_fields(roled if note.stated.title else mark_title(roled))
    ends = list(accumulate(len(block.text) + len(_JOINT) for block in roled))
    placed = tuple(_block(raw, end - len(_JOINT)) for raw, end in zip(roled, ends, strict=True))
    stated, incidental = note.stated, note.incidental
    day = stated.published or written.published or late_date(roled) or incidental.published
    return Document(
        id=hashlib.sha256(data).hexdigest(),
        media_type=media_type,
        text=_JOINT.join(block.text for block in roled),
        blocks=placed,
        title=stated.title or written.title or incidental.title,
        author=stated.author or written.author or _somebody(incidental.author),
        published=day,
        stated_sentiment=_stated(statement, placed) if statement else None,
    )


def _somebody(author: str | None) -> str | None:
    return None if author and author.lower() in _NOBODY else author


def _block(raw: RawBlock, end: int) -> Block:
    return Block(
        start=end - len(raw.text),
        end=end,
        kind=raw.kind,
        role=raw.role or "body",
        origin=raw.origin,
        dated=raw.dated,
        author=raw.author,
    )


def _stated(statement: Statement, blocks: Sequence[Block]) -> StatedSentiment:
    block = [block for block in blocks if block.role == "stated_sentiment"][statement.ordinal]
    return StatedSentiment(
        label=statement.label, score=statement.score, start=block.start, end=block.end
    )
