"""What the reader makes of an annotated note, written down as an annotator would."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import ingest
from ingest.types import Document
from nlp.catalog import Catalog
from nlp.claims.draft import INVERSE
from nlp.evaluation.annotation import (
    MarkedClaim,
    MarkedEntity,
    MarkedMagnitude,
    MarkedNote,
    MarkedWindow,
)
from nlp.evaluation.pairing import Pair, Placed, folded, paired, places
from nlp.reading import Reader
from nlp.types import Claim, Magnitude


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadNote:
    """An annotated note beside what was read: claims in pairs, entities as sets."""

    note: MarkedNote
    pairs: tuple[Pair, ...]
    entities: frozenset[MarkedEntity]


def read_note(note: MarkedNote, reader: Reader) -> ReadNote:
    """Read a note at its own date and set the claims beside the annotated ones."""
    doc = ingest.read(note.text.encode(), name=f"{note.id}.{note.format}")
    reading = reader.read(doc, as_of=note.as_of)
    found = [_placed(claim, doc, reader.catalog) for claim in reading.claims]
    wanted = [*places(note.claims, doc.text)]
    return ReadNote(
        note=note,
        pairs=tuple(paired(wanted, found)),
        entities=frozenset(MarkedEntity(kind=e.kind, id=e.id) for e in reading.entities),
    )


def _placed(claim: Claim, doc: Document, catalog: Catalog) -> Placed:
    start = len(folded(doc.text[: claim.start]))
    end = start + len(folded(doc.text[claim.start : claim.end]))
    return Placed(claim=written_down(claim, catalog), start=start, end=end)


def written_down(claim: Claim, catalog: Catalog) -> MarkedClaim:
    """A claim in the annotators' terms: negation applied, a described group by its words."""
    described = claim.comparators_inferred
    relation = claim.relation
    if claim.modality == "negated" and relation is not None:
        relation = INVERSE.get(relation, relation)
    return MarkedClaim(
        quote=claim.text,
        type=claim.type,
        subject=claim.subject,
        comparators=() if described else claim.comparators,
        group=claim.comparators_text if described else None,
        quantifier=claim.quantifier,
        relation=relation,
        metric=claim.metric,
        basis=claim.basis,
        window=MarkedWindow(kind=claim.window.kind, base=claim.window.base, end=claim.window.end),
        magnitude=_magnitude(claim.magnitude, catalog),
        modality=claim.modality,
        source=claim.source,
        condition=claim.condition.trigger if claim.condition else None,
        due=claim.horizon.due if claim.horizon else None,
        missing=claim.missing,
        repeats=claim.repeats is not None,
    )


def _magnitude(stated: Magnitude | None, catalog: Catalog) -> MarkedMagnitude | None:
    if stated is None:
        return None
    value: float | str = stated.value
    if stated.unit == "text":
        index = catalog.indices.get(stated.text_value or "")
        value = index.name if index else stated.text_value or ""
    elif stated.unit == "date":
        value = stated.text_value or date.fromordinal(round(stated.value)).isoformat()
    return MarkedMagnitude(
        value=value,
        unit=stated.unit,
        approximate=stated.approximate,
        annualised=stated.annualised,
    )
