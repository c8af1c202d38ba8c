"""A note's row as the reader would fill it in, for a person to correct."""

from __future__ import annotations

from datetime import date

from ingest.types import Document
from nlp.evaluation.annotation import MarkedEntity, MarkedNote
from nlp.evaluation.reading import written_down
from nlp.reading import Reader


def prefilled(doc: Document, *, id: str, as_of: date, reader: Reader) -> MarkedNote:
    """The note's canonical text with what was read of it; `hand` and `behaviours` are empty."""
    reading = reader.read(doc, as_of=as_of)
    return MarkedNote(
        id=id,
        hand="",
        format="txt",
        as_of=as_of,
        text=doc.text,
        behaviours=(),
        entities=tuple(MarkedEntity(kind=e.kind, id=e.id) for e in reading.entities),
        claims=tuple(written_down(claim, reader.catalog) for claim in reading.claims),
    )
