"""How a cluster is cut up, and what each figure was chosen by."""

from __future__ import annotations

from typing import Final

from ingest.limits import MEBIBYTE

FILES: Final = 256
"""Files that are read one after the other; ten million are 40,000 groups, few enough to list."""

PART_NOTES: Final = 16
"""Notes that are one piece of work and one shard at most: each is handed over by the cluster."""

WORKER: Final = 0.5
"""Processors that Ray reserves for a worker, which keeps one busy.

The other half is for reading, and for the workers of machines that died: where more than half of
the processors are lost, those wait until the rest of the archive is done.
"""

AHEAD: Final = 2
"""Parts that a worker may have: one under way and one to go on with."""

READER: Final = 0.1
"""Processors that Ray reserves for reading a group: it waits for files more than it computes."""

LOCAL_MEMORY: Final = 512 * MEBIBYTE
"""What a cluster on this machine may hold of notes and reports on their way; beyond it waits."""
