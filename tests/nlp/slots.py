"""Claims as plain values, so that a test can write down the slots that a person would fill in.

All sentences are read on 19 August 2022 unless a test says otherwise.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from nlp.reading import Reader
from nlp.types import Claim
from tests.nlp.notes import note

AS_OF = date(2022, 8, 19)
TODAY = "2022-08-19"
Slots = dict[str, Any]


def read(reader: Reader, text: str) -> tuple[Claim, ...]:
    """The claims of a note of plain paragraphs."""
    return reader.read(note(text), as_of=AS_OF).claims


def slots_of(claim: Claim) -> Slots:
    """The slots of a claim as plain values, dates as text."""
    stated, condition, horizon = claim.magnitude, claim.condition, claim.horizon
    return {
        "type": claim.type,
        "subject": claim.subject,
        "comparators": set(claim.comparators),
        "quantifier": claim.quantifier,
        "relation": claim.relation,
        "metric": claim.metric,
        "window": claim.window.kind,
        "base": str(claim.window.base or "-"),
        "end": str(claim.window.end or "-"),
        "value": stated and stated.value,
        "unit": stated and stated.unit,
        "words": stated and stated.text_value,
        "annualised": stated and stated.annualised,
        "modality": claim.modality,
        "source": claim.source,
        "trigger": condition and condition.trigger,
        "due": str(horizon.due) if horizon else None,
        "legs": claim.legs,
        "missing": set(claim.missing),
    }


def check(claim: Claim, wanted: Slots) -> None:
    """Assert that the wanted slots are those of the claim; the others may be anything."""
    found = slots_of(claim)
    assert {name: found[name] for name in wanted} == wanted


def check_all(reader: Reader, text: str, wanted: list[Slots]) -> None:
    """Assert that a note holds the wanted claims, in order and no others."""
    found = [slots_of(claim) for claim in read(reader, text)]
    kept = [
        {name: slots[name] for name in want} for slots, want in zip(found, wanted, strict=False)
    ]
    assert [slots["type"] for slots in found] == [want["type"] for want in wanted]
    assert kept == wanted


def only(reader: Reader, text: str, kind: str) -> Claim:
    """The only claim of the last line of a note, which is of that type."""
    last = text.rfind("\n") + 1
    line = text[last:].strip()
    doc = note(text)
    at = doc.text.rfind(line)
    found = [c for c in reader.read(doc, as_of=AS_OF).claims if c.start >= at]
    assert [c.type for c in found] == [kind]
    return found[0]
