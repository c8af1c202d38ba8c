"""A chunk of notes through the pipeline together: every sentence in one call of the model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from analytics.errors import OutOfCoverage
from ingest import IngestError, read
from models.remembering import RememberingModel
from nlp.errors import NotAResearchNote
from nlp.near_duplicates import signature
from tapecheck.batch.limits import REMEMBERED
from tapecheck.batch.types import Chunk, Item, Outcome, RefusedItem, Scored
from tapecheck.pipeline import Pipeline, ReadNote
from tapecheck.sentiment import inputs_of


@dataclass(frozen=True, slots=True)
class ChunkScorer:
    """A loaded pipeline that remembers sentences; one a process."""

    pipeline: Pipeline

    @classmethod
    def over(cls, pipeline: Pipeline) -> ChunkScorer:
        """A scorer whose model keeps its last results; reports are the same without."""
        model = RememberingModel(pipeline.model, results=REMEMBERED)
        return cls(replace(pipeline, model=model))

    def score(self, chunk: Chunk, *, as_of: date | None) -> tuple[Outcome, ...]:
        """One outcome an item, in order; what refuses one item leaves the others as they are."""
        notes = [self._read(item, as_of) for item in chunk]
        self._prime([note for note in notes if isinstance(note, ReadNote)])
        return tuple(self._judged(item, note) for item, note in zip(chunk, notes, strict=True))

    def _read(self, item: Item, as_of: date | None) -> ReadNote | RefusedItem:
        try:
            doc = read(item.data, name=item.name)
            return self.pipeline.read(doc, as_of=as_of)
        except (IngestError, NotAResearchNote, OutOfCoverage) as refusal:
            return RefusedItem(item=item, reason=str(refusal))

    def _prime(self, notes: Sequence[ReadNote]) -> None:
        """Have the model score all sentences at once, so that each note finds its own known."""
        self.pipeline.model.score(
            [
                asked
                for note in notes
                for asked in inputs_of(note.reading.sentences, note.reading.entities)
            ]
        )

    def _judged(self, item: Item, note: ReadNote | RefusedItem) -> Outcome:
        if isinstance(note, RefusedItem):
            return note
        report = self.pipeline.judge(note)
        return Scored(item=item, report=report, signature=signature(report.text))
