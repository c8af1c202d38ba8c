"""What a reader hands over: pieces of a note in reading order, not yet canonical.

The same shape crosses the pipe from the child process, as JSON.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from ingest.types import BlockKind, BlockRole


@dataclass(frozen=True, slots=True, kw_only=True)
class RawBlock:
    """One paragraph-sized piece; `role` is None where the format itself doesn't settle it."""

    text: str
    kind: BlockKind
    origin: str
    role: BlockRole | None = None
    dated: date | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """Title, author and day of publication, as far as one source gives them."""

    title: str | None = None
    author: str | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RawNote:
    """A note as its reader saw it.

    `stated` is metadata written for the reader (mail headers, HTML meta tags) and outranks the
    text; `incidental` is what the writing program left (DOCX and PDF properties) and is used only
    where the text itself is silent.
    """

    blocks: tuple[RawBlock, ...]
    stated: Metadata = field(default_factory=Metadata)
    incidental: Metadata = field(default_factory=Metadata)


def to_json(note: RawNote) -> bytes:
    """ASCII JSON of the note, days as ISO 8601."""
    return json.dumps(asdict(note), default=date.isoformat).encode("ascii")


def from_json(data: bytes) -> RawNote:
    """The note that `to_json` wrote; raises ValueError, KeyError or TypeError on anything else."""
    fields = json.loads(data)
    return RawNote(
        blocks=tuple(RawBlock(**_dated(block, "dated")) for block in fields["blocks"]),
        stated=Metadata(**_dated(fields["stated"], "published")),
        incidental=Metadata(**_dated(fields["incidental"], "published")),
    )


def _dated(fields: dict[str, Any], key: str) -> dict[str, Any]:
    day = fields[key]
    return fields | {key: date.fromisoformat(day) if day else None}
