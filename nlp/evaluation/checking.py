"""What is wrong with an annotated note, beyond its form, which reading it has checked."""

from __future__ import annotations

from collections.abc import Iterator

from nlp.catalog import Catalog
from nlp.evaluation.annotation import MarkedClaim, MarkedNote
from nlp.evaluation.pairing import folded
from nlp.types import ClaimType

_COMPARED: frozenset[ClaimType] = frozenset({"comparison", "equivalence"})
_OPEN = {"since_inception", "long_term", "none"}
_WORDS = {"text", "date"}


def problems(note: MarkedNote, catalog: Catalog) -> Iterator[str]:
    """One line a problem, naming the note and the claim's words."""
    text = folded(note.text)
    for entity in note.entities:
        today = catalog.resolve_ticker(entity.id) if entity.kind == "fund" else None
        if today not in {None, entity.id}:
            yield f"{note.id}: the fund {entity.id} is {today} today; write that"
    for claim in note.claims:
        yield from (f"{note.id}: {fault}: {claim.quote!r}" for fault in _faults(claim, text))


def _faults(claim: MarkedClaim, text: str) -> Iterator[str]:
    window, stated = claim.window, claim.magnitude
    if folded(claim.quote) not in text:
        yield "the quote is not in the note"
    if claim.condition and folded(claim.condition) not in text:
        yield "the condition is not in the note"
    if claim.type in _COMPARED and not (claim.comparators or claim.group or claim.missing):
        yield "compared with nothing, and nothing is said to be missing"
    if claim.modality == "reported" and not claim.source:
        yield "reported by nobody"
    if window.kind not in _OPEN and window.base is None:
        yield f"a window of kind {window.kind} without its base"
    if window.base and window.end and window.end <= window.base:
        yield "the window ends before it begins"
    if stated is not None and isinstance(stated.value, str) != (stated.unit in _WORDS):
        yield f"the value {stated.value!r} is no {stated.unit}"
