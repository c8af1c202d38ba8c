"""Archives of notes: whatever holds many of them, as an even stream of names and bytes."""

from ingest.archives.types import Entry, Skipped
from ingest.archives.walk import entries, names

__all__ = ["Entry", "Skipped", "entries", "names"]
