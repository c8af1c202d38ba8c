"""Short documents for tests, made by the real text reader."""

from __future__ import annotations

from ingest import read
from ingest.types import Document


def document(text: str) -> Document:
    """The document of a plain-text note."""
    return read(text.encode(), name="note.txt")
