"""Whether two annotations of one claim ask the same of the tape, slot by slot."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from nlp.evaluation.annotation import MarkedClaim, MarkedMagnitude
from nlp.types import ClaimType

PRICED: frozenset[ClaimType] = frozenset(
    {"reference", "level", "comparison", "equivalence", "rank", "risk"}
)
_COMPARING = PRICED | {"forecast", "possibility"}
SLOTS = ("subject", "comparators", "relation", "metric", "window", "magnitude", "modality")
_OPEN_WINDOWS = {"since_inception", "long_term"}
_WORD = re.compile(r"\w+")


def slots_of(kind: ClaimType) -> Iterator[str]:
    """The slots that a claim of a type is judged by."""
    if kind != "self_report":
        yield "subject"
    if kind in _COMPARING:
        yield from ("comparators", "relation", "metric")
    if kind in PRICED - {"reference"}:
        yield "window"
    if kind in _COMPARING | {"self_report"}:
        yield "magnitude"
    if kind not in {"self_report", "trade"}:
        yield "modality"


def agrees(slot: str, one: MarkedClaim, other: MarkedClaim) -> bool:
    """Whether a slot of both would make the same query."""
    return _AGREES[slot](one, other)


def agreement(one: MarkedClaim, other: MarkedClaim) -> float:
    """The share of the slots of the first's type on which the two agree."""
    found = [agrees(slot, one, other) for slot in slots_of(one.type)]
    return sum(found) / len(found)


def _subject(one: MarkedClaim, other: MarkedClaim) -> bool:
    return one.subject == other.subject


def _comparators(one: MarkedClaim, other: MarkedClaim) -> bool:
    """Named ones as sets; of a described group, which the catalogue resolves, its words."""
    if one.group and other.group:
        ours, theirs = (set(_WORD.findall(group.lower())) for group in (one.group, other.group))
        return bool(ours & theirs)
    return one.group == other.group and set(one.comparators) == set(other.comparators)


def _relation(one: MarkedClaim, other: MarkedClaim) -> bool:
    return _asked(one) == _asked(other)


def _asked(claim: MarkedClaim) -> str | None:
    """ "Fell 3 %", "returned -3 %" and "-3 %" in a table ask the same."""
    stated = claim.type in {"level", "forecast"} and claim.magnitude is not None
    return "equals" if stated and claim.relation in {"rises", "falls"} else claim.relation


def _metric(one: MarkedClaim, other: MarkedClaim) -> bool:
    return one.metric == other.metric


def _window(one: MarkedClaim, other: MarkedClaim) -> bool:
    """The days, whatever words gave them; without days, the kind.

    A return runs from the last close on or before a day: a Sunday asks what its Friday asks.
    """
    if one.window.base or other.window.base:
        days = ((_weekday(claim.window.base), _weekday(claim.window.end)) for claim in (one, other))
        return len(set(days)) == 1
    kinds = {one.window.kind, other.window.kind}
    return len(kinds) == 1 or kinds <= _OPEN_WINDOWS


def _weekday(day: date | None) -> date | None:
    """The day itself, or the Friday before it."""
    return None if day is None else day - timedelta(days=max(0, day.weekday() - 4))


def _magnitude(one: MarkedClaim, other: MarkedClaim) -> bool:
    ours, theirs = one.magnitude, other.magnitude
    if ours is None or theirs is None:
        return ours is theirs
    if ours.unit != theirs.unit:
        return False
    if isinstance(ours.value, str) or isinstance(theirs.value, str):
        return _same_words(str(ours.value), str(theirs.value))
    return math.isclose(_signed(one, ours), _signed(other, theirs), rel_tol=2e-3, abs_tol=1e-9)


def _signed(claim: MarkedClaim, magnitude: MarkedMagnitude) -> float:
    falls = claim.type in {"level", "forecast"} and claim.relation == "falls"
    value = float(magnitude.value)
    return -abs(value) if falls and magnitude.unit != "times" else value


def _same_words(one: str, other: str) -> bool:
    """One may say more: "2005-03" is met by "2005-03-03", an index by its full name."""
    ours, theirs = ("".join(_WORD.findall(words.lower())) for words in (one, other))
    return ours in theirs or theirs in ours


def _modality(one: MarkedClaim, other: MarkedClaim) -> bool:
    return one.modality == other.modality


_AGREES: dict[str, Callable[[MarkedClaim, MarkedClaim], bool]] = {
    "subject": _subject,
    "comparators": _comparators,
    "relation": _relation,
    "metric": _metric,
    "window": _window,
    "magnitude": _magnitude,
    "modality": _modality,
}
