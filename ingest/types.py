"""What ingestion gives to everything after it.

One `Document` a note. `Document.text` is canonical: Unicode NFC, `\\n` line ends, no trailing
spaces, blocks separated by one blank line. Every offset in the project points into it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

MediaType = Literal[
    "text/plain",
    "text/markdown",
    "text/html",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "message/rfc822",
]
BlockKind = Literal["title", "heading", "paragraph", "list_item", "table_row", "quote", "code"]
BlockRole = Literal["body", "furniture", "disclaimer", "signature", "quoted", "stated_sentiment"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph-sized stretch `text[start:end]` of the note, with the part it plays.

    Only `body` blocks are scored and searched for the author's own claims; `quoted` is an older
    note quoted inside a mail. `origin` says where it stood in the source ("page 2", "p[14]",
    "line 3"). `dated` and `author` are set on `quoted` blocks when the quotation says them.
    """

    start: int
    end: int
    kind: BlockKind
    role: BlockRole
    origin: str
    dated: date | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedSentiment:
    """What the note says of its own sentiment, at `text[start:end]`; `score` in [-1, 1] or None."""

    label: str
    score: float | None
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A note as canonical text; `id` is the SHA-256 of the original bytes, in hex."""

    id: str
    media_type: MediaType
    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    author: str | None = None
    published: date | None = None
    stated_sentiment: StatedSentiment | None = None

    def text_of(self, block: Block) -> str:
        """The words of one block."""
        return self.text[block.start : block.end]
