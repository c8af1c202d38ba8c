"""What an engine takes and gives: chunks of notes in, outcomes out, in the same order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from ingest.archives import Entry
from tapecheck.report import Report
from tapecheck.store.types import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A note of an archive on its way; `note_id` is the SHA-256 of its bytes, in hex."""

    name: str
    note_id: str
    data: bytes

    @classmethod
    def of(cls, entry: Entry) -> Item:
        """An archive's entry by its hash."""
        note_id = hashlib.sha256(entry.data).hexdigest()
        return cls(name=entry.name, note_id=note_id, data=entry.data)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """An item with its report, and the MinHash signature of its text."""

    item: Item
    report: Report
    signature: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedItem:
    """An item that is no note, or that could not be read; the reason is one line."""

    item: Item
    reason: str


Chunk = tuple[Item, ...]
Outcome = Scored | RefusedItem


class Engine(Protocol):
    """Scores chunks somewhere; the seam between one machine and many."""

    @property
    def run(self) -> Run:
        """What every report of this engine hangs from; waits until it is known."""
        ...

    def score(self, chunks: Iterable[Chunk]) -> Iterator[tuple[Outcome, ...]]:
        """The outcomes of each chunk, in the order of the chunks.

        `chunks` is drawn from only as fast as results are taken, so that memory stays flat.
        """
        ...

    def close(self) -> None:
        """Let go of processes; what was not taken is given up."""
        ...
