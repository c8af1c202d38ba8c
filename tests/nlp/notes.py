"""Documents made of plain paragraphs, for tests that need no file format."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.types import Block, BlockKind, BlockRole, Document

GAP = "\n\n"


def note(text: str) -> Document:
    """A note of body paragraphs, one a non-empty line of `text`."""
    lines = [line.strip() for line in text.splitlines()]
    return blocks((line, "paragraph", "body") for line in lines if line)


def blocks(parts: Iterable[tuple[str, BlockKind, BlockRole]]) -> Document:
    """A note of the given blocks, in order, set apart by blank lines."""
    made: list[Block] = []
    texts: list[str] = []
    start = 0
    for number, (words, kind, role) in enumerate(parts, start=1):
        end = start + len(words)
        made.append(Block(start=start, end=end, kind=kind, role=role, origin=f"line {number}"))
        texts.append(words)
        start = end + len(GAP)
    return Document(id="0" * 64, media_type="text/plain", text=GAP.join(texts), blocks=tuple(made))
