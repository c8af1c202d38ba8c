"""Gives claims their ids, and links a claim that a note makes again to the first one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from nlp.types import Claim, Relation, Window

# A repeated group may be described a little differently: this share of the smaller must agree.
_SAME_GROUP = 0.5
_OPEN_ENDED = {"since_inception", "long_term"}
# Types that their slots say whole, so that two with the same slots are one claim.
LINKED = {"comparison", "equivalence", "level", "rank", "risk", "reference"}


def link(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims in the order of the note as c1, c2, …; `repeats` names the first of its kind."""
    linked: list[Claim] = []
    for number, claim in enumerate(sorted(claims, key=lambda c: (c.start, c.end)), start=1):
        first = next((c.id for c in linked if c.repeats is None and is_same(c, claim)), None)
        linked.append(replace(claim, id=f"c{number}", repeats=first))
    return tuple(linked)


def is_same(first: Claim, second: Claim) -> bool:
    """True where two claims ask the tape the same question."""
    if first.type not in LINKED or _key(first) != _key(second):
        return False
    if not _same_window(first.window, second.window):
        return False
    return _same_group(set(first.comparators), set(second.comparators))


def _key(claim: Claim) -> tuple[object, ...]:
    stated = claim.magnitude
    relation, sign = _asked(claim)
    number = None if stated is None else (sign * stated.value, stated.unit, stated.text_value)
    return (
        claim.type,
        claim.subject,
        relation,
        claim.metric,
        claim.modality == "negated",
        number,
    )


def _asked(claim: Claim) -> tuple[Relation | None, int]:
    """Relation and sign of the number: "fell 3 %" and "-3 %" in a table ask the same."""
    if claim.type != "level" or claim.magnitude is None or claim.magnitude.unit == "times":
        return claim.relation, 1
    sign = -1 if claim.relation == "falls" and claim.magnitude.value > 0 else 1
    return ("equals" if claim.relation in {"rises", "falls"} else claim.relation), sign


def _same_window(first: Window, second: Window) -> bool:
    if first.kind in _OPEN_ENDED and second.kind in _OPEN_ENDED:
        return True
    return (first.base, first.end) == (second.base, second.end)


def _same_group(first: set[str], second: set[str]) -> bool:
    if not first or not second:
        return first == second
    return len(first & second) >= _SAME_GROUP * min(len(first), len(second))
