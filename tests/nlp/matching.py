"""Sets the claims a reader found beside those a person wrote down, slot by slot."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import ingest
from ingest.types import Document
from nlp.catalog import Catalog
from nlp.reading import Reader
from nlp.types import Claim

EXAMPLES = Path(__file__).parents[2] / "examples"
EXPECTED = EXAMPLES / "expected.json"
# A claim without prices has no comparators, relation, metric, window or magnitude to agree on.
PRICED = {"reference", "level", "comparison", "equivalence", "rank", "risk"}
SLOTS = ("subject", "comparators", "relation", "metric", "window", "magnitude")
_OPPOSITE = {"above": "below", "below": "above"}

Expected = dict[str, Any]


@dataclass(slots=True)
class Tally:
    """How many claims were wanted and found, and for each slot how many were seen and right."""

    wanted: int = 0
    found: int = 0
    read: int = 0
    seen: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """The share of the wanted claims that were found with their type."""
        return self.found / self.wanted

    def share(self, slot: str) -> float:
        """The share of the found claims whose slot is right."""
        return self.right[slot] / self.seen[slot]


@cache
def expected_claims() -> tuple[Expected, ...]:
    """The claims of `expected.json` that have a type; plain opinions are none."""
    claims = json.loads(EXPECTED.read_text(encoding="utf-8"))["claims"]
    return tuple(claim for claim in claims if claim["type"] is not None)


@dataclass(frozen=True, slots=True)
class Pairing:
    """What a person wrote down, and the claim that the reader found for it (or None)."""

    wanted: Expected
    claim: Claim | None
    as_of: date


def pairings(reader: Reader) -> Iterator[tuple[list[Pairing], int]]:
    """For each example note, read at its own date, its pairings and how many claims were read."""
    for name in sorted({claim["note"] for claim in expected_claims()}):
        wanted = [claim for claim in expected_claims() if claim["note"] == name]
        doc = ingest.read_file(EXAMPLES / "notes" / name)
        # An older note quoted inside is dated by the quotation, so the latest date is the note's.
        as_of = max(date.fromisoformat(claim["as_of"]) for claim in wanted)
        read = reader.read(doc, as_of=as_of).claims
        yield list(_pair(wanted, read, doc, as_of)), len(read)


def _pair(
    wanted: list[Expected], read: tuple[Claim, ...], doc: Document, as_of: date
) -> Iterator[Pairing]:
    left = list(read)
    for want in wanted:
        claim = _best(want, left, doc)
        if claim is not None:
            left.remove(claim)
        yield Pairing(want, claim, as_of)


def tally(reader: Reader) -> Tally:
    """Read every example note at its own date and compare."""
    counted = Tally()
    for pairs, read in pairings(reader):
        counted.read += read
        for pair in pairs:
            _count(counted, pair.wanted, pair.claim)
    return counted


def _count(counted: Tally, want: Expected, claim: Claim | None) -> None:
    counted.wanted += 1
    if claim is None:
        counted.misses.append(f"{want['note']}: {want['type']}: {want['quote']}")
        return
    counted.found += 1
    for slot in _slots(want):
        counted.seen[slot] += 1
        agrees = _AGREES[slot](want, claim)
        counted.right[slot] += agrees
        if not agrees:
            counted.misses.append(f"{want['note']}: {slot} of {want['quote']}")


def _best(want: Expected, claims: list[Claim], doc: Document) -> Claim | None:
    """Of the claims of that type whose words overlap, the one that agrees on most slots."""
    start, end = _place(want["quote"], _letters(doc.text))
    near = []
    for claim in claims:
        first = len(_letters(doc.text[: claim.start]))
        last = first + len(_letters(claim.text))
        if claim.type == want["type"] and first < end and start < last:
            near.append(claim)
    return max(near, key=lambda c: sum(_AGREES[slot](want, c) for slot in SLOTS), default=None)


def _place(quote: str, text: str) -> tuple[int, int]:
    letters = _letters(quote)
    start = text.find(letters)
    assert start >= 0, f"not in the note: {quote}"
    return start, start + len(letters)


def _letters(text: str) -> str:
    """Text without blanks and table bars, so that places can be told whatever the layout."""
    return re.sub(r"[\s|]", "", text)


def _slots(want: Expected) -> Iterator[str]:
    yield "subject"
    if want["type"] in PRICED:
        yield from ("comparators", "relation", "metric", "magnitude")
        if want["type"] != "reference":
            yield "window"


def _subject(want: Expected, claim: Claim) -> bool:
    return bool(claim.subject == want["subject"])


def _comparators(want: Expected, claim: Claim) -> bool:
    return set(claim.comparators) == set(want["comparators"])


def _relation(want: Expected, claim: Claim) -> bool:
    """Ours is the verb's own and the negation stands in the modality; "has not beaten" is above."""
    said = _OPPOSITE.get(want["relation"], want["relation"])
    return bool(claim.relation == (said if claim.modality == "negated" else want["relation"]))


def _metric(want: Expected, claim: Claim) -> bool:
    return bool(claim.metric == want["metric"])


def _window(want: Expected, claim: Claim) -> bool:
    kind, base, end = (want["window"][key] for key in ("kind", "base", "end"))
    if kind == "none":
        return claim.window.kind == "none"
    days = tuple(day and day.isoformat() for day in (claim.window.base, claim.window.end))
    return claim.window.kind == kind and days == (base, end)


def _magnitude(want: Expected, claim: Claim) -> bool:
    stated, found = want["magnitude"], claim.magnitude
    if stated is None or found is None:
        return stated is None and found is None
    if stated["unit"] == "text":
        index = Catalog.load().indices.get(found.text_value or "")
        return stated["value"] in {found.text_value, index.name if index else None}
    if stated["unit"] == "date":
        return date.fromordinal(round(found.value)).isoformat().startswith(stated["value"])
    return (found.value, found.unit) == (stated["value"], stated["unit"])


_AGREES: dict[str, Callable[[Expected, Claim], bool]] = {
    "subject": _subject,
    "comparators": _comparators,
    "relation": _relation,
    "metric": _metric,
    "window": _window,
    "magnitude": _magnitude,
}
