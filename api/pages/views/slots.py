"""A claim's slots in plain words, and as the values of the form that corrects them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.pages.views.figures import NONE, day, number, share
from api.pages.views.words import (
    METRICS,
    MODALITIES,
    QUANTIFIERS,
    RELATIONS,
    TYPES,
    UNITS,
    WINDOWS,
)
from tapecheck.report import ClaimReport, MagnitudeReport, WindowReport

CORRECTABLE = (
    "subject", "comparators", "relation", "metric", "since", "until", "magnitude", "quantifier",
)  # fmt: skip
_NAMES = {
    "subject": "Subject",
    "comparators": "Compared with",
    "relation": "Relation",
    "metric": "Measure",
    "since": "Since",
    "until": "Until",
    "magnitude": "Stated number",
    "quantifier": "How many of them",
}
_MISSING = {"each_period": "each period"}
_CHOICES: Mapping[str, Mapping[Any, str]] = {
    "relation": RELATIONS,
    "metric": METRICS,
    "quantifier": QUANTIFIERS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A slot's name and value as printed; `links` are entity ids among the value."""

    name: str
    value: str = ""
    links: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A slot before and after a correction."""

    name: str
    before: str
    after: str


def slots(claim: ClaimReport) -> tuple[Slot, ...]:
    """Every slot that has a value, in the order in which a claim is read."""
    return tuple(_slots(claim))


def _slots(claim: ClaimReport) -> Iterator[Slot]:
    yield Slot(name="Type", value=TYPES[claim.type])
    if claim.subject:
        yield Slot(name="Subject", links=(claim.subject,))
    if claim.relation:
        yield Slot(name="Relation", value=RELATIONS[claim.relation])
    if claim.comparators:
        yield _compared(claim)
    if claim.quantifier and len(claim.comparators) > 1:
        yield Slot(name="How many of them", value=QUANTIFIERS[claim.quantifier])
    if claim.metric:
        basis = claim.basis or ""
        yield Slot(name="Measure", value=METRICS[claim.metric], note=basis)
    yield _period(claim.window)
    if claim.magnitude:
        yield Slot(
            name="Stated number", value=stated(claim.magnitude), note=_range(claim.magnitude)
        )
    yield Slot(name="Put as", value=MODALITIES[claim.modality])
    if claim.source:
        yield Slot(name="Said by", value=claim.source)
    if claim.condition:
        yield Slot(name="If", value=claim.condition.trigger)
        yield Slot(name="Then", value=claim.condition.consequence)
    if claim.horizon:
        due = f"due {day(claim.horizon.due)}" if claim.horizon.due else ""
        yield Slot(name="Horizon", value=claim.horizon.text, note=due)
    if claim.legs:
        yield Slot(name="Legs", value="; ".join(claim.legs))
    if claim.missing:
        left_open = ", ".join(_MISSING.get(slot, slot) for slot in claim.missing)
        yield Slot(name="Left open by the note", value=left_open)
    for other in claim.alternatives:
        name = _NAMES.get(other.slot, other.slot)
        yield Slot(name="May also mean", value=f"{name}: {other.value}", note=share(other.weight))
    yield Slot(name="Sureness of this reading", value=share(claim.parse_confidence))


def _compared(claim: ClaimReport) -> Slot:
    words = f"“{claim.comparators_text}”" if claim.comparators_text else ""
    inferred = "chosen from the catalogue" if claim.comparators_inferred else ""
    note = ": ".join(part for part in (words, inferred) if part)
    return Slot(name="Compared with", links=tuple(claim.comparators), note=note)


def _period(window: WindowReport) -> Slot:
    if window.start is None and window.end is None:
        words = f"“{window.text}”" if window.text else ""
        return Slot(name="Period", value=WINDOWS[window.kind], note=words)
    closes = f"{day(window.start)} to {day(window.end)}"
    words = f"“{window.text}”" if window.text else WINDOWS[window.kind]
    return Slot(name="Period", value=closes, note=words + (", inferred" if window.inferred else ""))


def stated(found: MagnitudeReport) -> str:
    """A stated number in the note's own unit."""
    if found.text is not None or found.unit == "text":
        return found.text or ""
    about = "about " if found.approximate else ""
    rate = " a year" if found.annualised else " in total" if found.annualised is False else ""
    return f"{about}{_plain(found.value)} {UNITS[found.unit]}".rstrip() + rate


def _range(found: MagnitudeReport) -> str:
    if found.unit in ("text", "date") or found.low is None or found.high is None:
        return ""
    if found.low == found.high:
        return ""
    return f"by its rounding, {_plain(found.low)} to {_plain(found.high)}"


def _plain(value: float) -> str:
    words = number(value, 4)
    return words.rstrip("0").rstrip(".") if "." in words else words


def form_values(claim: ClaimReport) -> dict[str, str]:
    """The correctable slots as they are typed."""
    magnitude = ""
    if claim.magnitude and claim.magnitude.unit not in ("text", "date"):
        magnitude = f"{claim.magnitude.value:.12g} {claim.magnitude.unit}"
    return {
        "subject": claim.subject or "",
        "comparators": ", ".join(claim.comparators),
        "relation": claim.relation or "",
        "metric": claim.metric or "",
        "since": claim.window.start.isoformat() if claim.window.start else "",
        "until": claim.window.end.isoformat() if claim.window.end else "",
        "magnitude": magnitude,
        "quantifier": claim.quantifier or "",
    }


def changed_slots(typed: Mapping[str, str], before: Mapping[str, str]) -> dict[str, Any]:
    """Slots whose words differ from the stored ones; an emptied one is None."""
    changed: dict[str, Any] = {}
    for slot in CORRECTABLE:
        words = " ".join(typed[slot].split())
        if words == before[slot]:
            continue
        if slot == "comparators":
            names = tuple(name for name in words.replace(",", " ").split() if name)
            if names != tuple(before[slot].replace(",", " ").split()):
                changed[slot] = names
        else:
            changed[slot] = words or None
    return changed


def changes(corrected: Mapping[str, Any], before: Mapping[str, str]) -> tuple[Changed, ...]:
    """What a stored correction changed, each slot with its words before and after."""
    told = [
        (slot, _words(slot, before[slot]), _words(slot, corrected[slot]))
        for slot in CORRECTABLE
        if slot in corrected
    ]
    return tuple(
        Changed(name=_NAMES[slot], before=old or NONE, after=new or NONE)
        for slot, old, new in told
        if old != new
    )


def _words(slot: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return _CHOICES.get(slot, {}).get(value, value)
    if isinstance(value, Sequence):
        return ", ".join(str(one) for one in value)
    return str(value)
