"""Where a fault in the program lies, told without the words of the note that met it."""

from __future__ import annotations

import traceback
from pathlib import Path


def told(bug: Exception) -> str:
    """The kind and place of an error, in one line, without its message, which may quote a note."""
    last = traceback.extract_tb(bug.__traceback__)[-1]
    place = f"{Path(last.filename).name}:{last.lineno}"
    return f"a fault in the program ({type(bug).__name__} at {place}); please report it"
