"""An engine for tests: canned reports, in this process, as many as a disk can store a second."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nlp.near_duplicates import signature
from tapecheck.batch.types import Chunk, Item, Outcome, RefusedItem, Scored
from tapecheck.service.errors import ServiceError
from tapecheck.service.types import Upload
from tapecheck.store.types import Run
from tapecheck.testing_reports import CANNED_RUN, canned_report


class CannedEngine:
    """An `Engine` that makes reports up; `asked` are the notes that it was given."""

    run: Run = CANNED_RUN

    def __init__(self) -> None:
        """Begin with nothing asked."""
        self.asked: list[str] = []
        self.chunks: list[Chunk] = []

    def score(self, chunks: Iterable[Chunk]) -> Iterator[tuple[Outcome, ...]]:
        """Each chunk once the one before it was taken."""
        for chunk in chunks:
            self.chunks.append(chunk)
            self.asked += [item.name for item in chunk]
            yield tuple(_outcome(item) for item in chunk)

    def close(self) -> None:
        """Nothing is held."""


def _outcome(item: Item) -> Outcome:
    try:
        report = canned_report(Upload(name=item.name, data=item.data))
    except ServiceError as refusal:
        return RefusedItem(item=item, reason=str(refusal))
    return Scored(item=item, report=report, signature=signature(report.text))
