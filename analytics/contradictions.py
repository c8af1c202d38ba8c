"""Claims of one note that can't both hold, found from their slots, before any price."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from analytics.tolerance import VENDOR_SHARE
from analytics.types import Verdict
from analytics.verdicts.level import expected
from nlp.types import Claim, Magnitude, Window

_SIGNS = {
    "above": 1,
    "highest": 1,
    "rises": 1,
    "below": -1,
    "lowest": -1,
    "falls": -1,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One elementary statement: `about` is who, against whom, in what and when; `sign` which way.

    `stated` is a level's number with its sign, None for comparisons.
    """

    about: tuple[object, ...]
    sign: int
    stated: Magnitude | None = None


def contradictions(claims: Sequence[Claim]) -> tuple[tuple[int, int], ...]:
    """Positions of claims that contradict each other, first one first."""
    said = [tuple(_statements(claim)) for claim in claims]
    return tuple(
        (first, second)
        for first, second in combinations(range(len(claims)), 2)
        if any(_clash(a, b) for a in said[first] for b in said[second])
    )


def mark_contradictions(
    claims: Sequence[Claim], verdicts: Sequence[Verdict]
) -> tuple[Verdict, ...]:
    """The verdicts with `contradicts` on both sides of each pair, the other's id in `detail`."""
    marked = list(verdicts)
    for first, second in contradictions(claims):
        marked[first] = _marked(marked[first], claims[second].id)
        marked[second] = _marked(marked[second], claims[first].id)
    return tuple(marked)


def _marked(verdict: Verdict, other: str) -> Verdict:
    flags = tuple(dict.fromkeys((*verdict.flags, "contradicts")))
    return replace(verdict, flags=flags, detail=f"{verdict.detail}; contradicts {other}")


def _statements(claim: Claim) -> Iterator[Said]:
    """What the note itself asserts; views of others, forecasts and "can" contradict nothing."""
    sign = _SIGNS.get(claim.relation or "", 0)
    if claim.modality not in ("asserted", "hedged", "negated") or claim.source is not None:
        return
    sign = -sign if claim.modality == "negated" else sign
    metric, when = claim.metric or "total_return", _when(claim.window)
    if not claim.comparators:
        if claim.type in ("level", "risk") and claim.modality != "negated":
            stated = claim.magnitude and expected(claim.magnitude, claim.relation)
            yield Said(about=(claim.subject, metric, when), sign=sign, stated=stated)
        return
    if sign == 0 or not _speaks_of_each(claim):
        return
    for other in claim.comparators:
        low, high = sorted((claim.subject or "", other))
        turned = sign if low == claim.subject else -sign
        yield Said(about=(low, high, metric, when), sign=turned)


def _speaks_of_each(claim: Claim) -> bool:
    """A claim on "most" of a group, or on a group guessed from words, says nothing of one fund."""
    if len(claim.comparators) == 1:
        return True
    return not claim.comparators_inferred and claim.quantifier in (None, "all", "both", "named")


def _when(window: Window) -> tuple[object, ...]:
    """Windows count as the same by their days; "since inception" and "long term" are one."""
    if window.base is None and window.kind != "none":
        return ("inception", window.end)
    return (window.kind == "none", window.base, window.end)


def _clash(a: Said, b: Said) -> bool:
    if a.about != b.about:
        return False
    if a.sign * b.sign < 0:
        return True
    return a.stated is not None and b.stated is not None and _apart(a.stated, b.stated)


def _apart(a: Magnitude, b: Magnitude) -> bool:
    """Two numbers of the same kind whose tolerances don't meet."""
    if (a.unit, a.annualised) != (b.unit, b.annualised) or a.unit == "text":
        return False
    slack = VENDOR_SHARE * (abs(a.value) + abs(b.value))
    return a.high + slack < b.low or b.high + slack < a.low
