"""Every limit on what the service takes in and how long it works, and what each protects."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from ingest.limits import MAX_BYTES, MEBIBYTE

NOTE_BYTES: Final = MAX_BYTES
"""Largest file of one upload; what ingestion takes."""

BATCH_FILES: Final = 1_000
"""Files of one batch: its tasks are one transaction, and its page stays readable."""

BATCH_BYTES: Final = 200 * MEBIBYTE
"""All files of one batch together, as they are held in memory until they are stored."""

QUEUE: Final = 5_000
"""Notes that may wait: at half a second each, one worker is through them in 40 minutes."""

CALLS: Final = 64
"""Claims, charts and notes not to be stored that may be asked for at once."""

ATTEMPTS: Final = 2
"""Times a note is tried before it is given up: a worker may have died of another cause."""

NOTE_SECONDS: Final = 120.0
"""Wall time of one note in a worker; 600 words take half a second, 700 pages a minute."""

LOOK_SECONDS: Final = 3.0
"""How long a page of a ticker waits for a free worker; then it is shown without returns."""

CALL_SECONDS: Final = 30.0
"""Wall time of one claim or one chart in a worker."""

LOAD_SECONDS: Final = 300.0
"""Wall time in which a worker must have loaded; five seconds on two cores are usual."""

STOP_SECONDS: Final = 25.0
"""How long notes that are being read may go on after a stop; supervisors kill after 30 s."""

NOTES_A_WORKER: Final = 5_000
GROWTH: Final = 512 * MEBIBYTE
"""A worker is replaced after so many notes, or once it holds so much more than when loaded."""

FULL_DISK_SECONDS: Final = 5.0
"""Pause between two tries to store a finished report on a full disk."""

KEPT: Final = timedelta(days=1)
"""How long answers are kept for requests that come twice, and sessions that are over."""

EVENTS_KEPT: Final = timedelta(days=30)
"""How long what happened to a batch or a task is told after its end; its outcome stays."""

FORGET_SECONDS: Final = 86_400.0
"""Pause between two times of forgetting what is older than that."""
