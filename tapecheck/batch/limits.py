"""Sizes that keep memory flat and transactions short, and what each was chosen by."""

from __future__ import annotations

from typing import Final

from ingest.limits import MEBIBYTE

CHUNK_NOTES: Final = 4
"""Notes that are read together, scored together, and stored in one transaction.

A kill costs the chunks under way, eight notes a worker; transactions of sixteen would save a
tenth of a millisecond a note.
"""

CHUNK_BYTES: Final = 8 * MEBIBYTE
"""A chunk of large files ends earlier."""

AHEAD: Final = 2
"""Chunks a worker may have: one under way and one to go on with."""

REMEMBERED: Final = 50_000
"""Results of the model that a worker keeps: some 25 MB."""

TRIES: Final = 2
"""Times a note may end its worker before it is refused; a worker may have died of other causes."""
