"""Sizes that keep memory flat and transactions short, and what each was chosen by."""

from __future__ import annotations

from typing import Final

from ingest.limits import MEBIBYTE

CHUNK_NOTES: Final = 16
"""Notes that are scored at one time and stored in one transaction: what a kill may cost.

Nothing else is begun before they are stored, so that two workers wait for one another and for the
writer some 3 % of the time.
"""

CHUNK_BYTES: Final = 8 * MEBIBYTE
"""A chunk of large files ends earlier."""

CHUNK_WORKERS: Final = 2
"""Workers to a chunk: with more of them, more chunks are under way."""

REMEMBERED: Final = 50_000
"""Results of the model that a worker keeps: some 25 MB."""

TRIES: Final = 2
"""Times a note may end its worker before it is refused; a worker may have died of other causes."""
