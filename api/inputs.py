"""What a command takes for a note: a file's name, or a dash for standard input."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.types import Document

STDIN = "-"


def document(name: str) -> Document:
    """The note of this name, read; raises ingest's named errors."""
    from ingest import read, read_file

    if name == STDIN:
        return read(sys.stdin.buffer.read(), name="standard input")
    return read_file(Path(name))
