"""The store's two faces: the one writer, and readers of whom there may be any number."""

from __future__ import annotations

from tapecheck.store.archives import ArchiveReader, ArchiveWriter
from tapecheck.store.claims import ClaimReader
from tapecheck.store.histories import HistoryReader
from tapecheck.store.keys import KeyWriter
from tapecheck.store.queue import KeyReader, QueueReader
from tapecheck.store.tasks import TaskWriter


class Store(ArchiveWriter, TaskWriter, KeyWriter):
    """The one writer of a store. Each method is one transaction, on the disk when it returns.

    For one thread at a time. Closing it lets go of the lock.
    """


class Reader(ArchiveReader, ClaimReader, HistoryReader, QueueReader, KeyReader):
    """Reads a store, from any thread, while it is written and while it is not."""
