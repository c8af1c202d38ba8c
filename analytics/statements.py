"""What the claims of a note say, taken apart: who leads whom, which figure, which fact.

Only what the note itself asserts: views of others, forecasts, "can" and questions of degree
("in line") contradict nothing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from analytics.relations import points
from analytics.verdicts.level import expected
from nlp.types import Claim, Magnitude, Metric, Window

Topic = tuple[object, ...]
_SIGNS = {"above": 1, "highest": 1, "rises": 1, "below": -1, "lowest": -1, "falls": -1}
_OWN = ("asserted", "hedged", "negated")
# A fact that has changed, or that was another fund's day, is no second opinion on today's.
_PAST = re.compile(
    r"\b(?:until|former(?:ly)?|previous(?:ly)?|used to|before|originally|initially|then"
    r"|follow(?:ed|ing)|tracked|replicated|tied to|was|were|had|today|now|old|earlier|once|prior"
    r"|chang\w{1,4}|switch\w{0,4}|cut|lowered|raised|reduced|from)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """`ahead` has more of the topic's metric than `behind`; `gap` where it is stated."""

    topic: Topic
    ahead: str
    behind: str
    gap: Magnitude | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A subject's own figure or direction; `sign` is 0 where the words leave it open."""

    topic: Topic
    subject: str
    sign: int
    stated: Magnitude | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A superlative: `subject` is first of its `group` by `relation`."""

    topic: Topic
    subject: str
    group: frozenset[str] | str
    relation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A fact of the fact sheet: a day, a fee, the ids or the name of an index or an issuer."""

    topic: Topic
    subject: str
    stated: Magnitude | None
    ids: frozenset[str]


Statement = Lead | Figure | Place | Fact


def statements(claim: Claim) -> Iterator[Statement]:
    """The elementary statements of one claim."""
    if claim.modality not in _OWN or claim.source is not None or claim.subject is None:
        return
    if "each_period" in claim.missing:
        return
    if claim.type == "reference" and not _compares(claim):
        yield from _facts(claim, claim.subject)
    elif claim.relation in ("highest", "lowest"):
        yield from _places(claim, claim.subject)
    elif claim.comparators:
        yield from _leads(claim, claim.subject)
    elif claim.type in ("level", "risk") and claim.modality != "negated":
        yield from _figures(claim, claim.subject)


def topic_of(claim: Claim) -> Topic:
    """Metric, basis and period; "since inception" and "long term" are one period."""
    metric: Metric = claim.metric or ("volatility" if claim.type == "risk" else "total_return")
    return (metric, claim.basis, claim.read_at, *_when(claim.window))


def in_points(stated: Magnitude) -> Magnitude:
    """Percent, points and basis points as one unit, so that they can be held together."""
    value = points(stated)
    if value is None or stated.unit == "percent":
        return stated
    scale = 0.01 if stated.unit == "basis_points" else 1.0
    low, high = stated.low * scale, stated.high * scale
    return replace(stated, value=value, unit="percent", low=low, high=high)


def _when(window: Window) -> Topic:
    if window.base is None and window.kind != "none":
        return ("inception", window.end)
    return (window.kind == "none", window.base, window.end)


def _compares(claim: Claim) -> bool:
    return bool(claim.comparators) and claim.relation in ("above", "below")


def _facts(claim: Claim, subject: str) -> Iterator[Fact | Figure]:
    if claim.modality != "negated" and not _PAST.search(claim.text):
        topic = (claim.metric, claim.read_at)
        ids = frozenset(claim.comparators)
        yield Fact(topic=topic, subject=subject, stated=claim.magnitude, ids=ids)
        if claim.metric == "expense_ratio" and claim.magnitude is not None:
            stated = in_points(claim.magnitude)
            yield Figure(topic=topic_of(claim), subject=subject, sign=0, stated=stated)


def _places(claim: Claim, subject: str) -> Iterator[Lead | Place]:
    """A superlative leads each of a named group; a second place or a top half leads nobody."""
    if claim.modality == "negated" or claim.magnitude is not None:
        return
    group = frozenset({subject, *claim.comparators})
    named = group if claim.comparators else (claim.comparators_text or "").lower()
    if named:
        yield Place(
            topic=topic_of(claim), subject=subject, group=named, relation=claim.relation or ""
        )
    if not claim.comparators_inferred:
        yield from _leads(claim, subject)


def _leads(claim: Claim, subject: str) -> Iterator[Lead]:
    sign = _SIGNS.get(claim.relation or "", 0)
    negated = claim.modality == "negated"
    if sign == 0 or not _speaks_of_each(claim):
        return
    gap = None if negated or claim.magnitude is None else in_points(claim.magnitude)
    for other in claim.comparators:
        ahead = (sign > 0) != negated
        yield Lead(
            topic=topic_of(claim),
            ahead=subject if ahead else other,
            behind=other if ahead else subject,
            gap=gap,
        )


def _speaks_of_each(claim: Claim) -> bool:
    """A claim on "most" of a group, or on a group guessed from words, says nothing of one fund.

    Nor does "has not beaten all three": one that it hasn't would do.
    """
    if len(claim.comparators) == 1:
        return True
    if claim.modality == "negated" and claim.quantifier in ("all", "both"):
        return False
    return not claim.comparators_inferred and claim.quantifier in (None, "all", "both", "named")


def _figures(claim: Claim, subject: str) -> Iterator[Figure]:
    """A number without any window may be of any: only its direction counts, and a depth today's."""
    stated = None
    if claim.magnitude is not None and claim.magnitude.unit != "date":
        stated = in_points(expected(claim.magnitude, claim.relation))
    sign = _SIGNS.get(claim.relation or "", 0)
    if claim.relation in ("above", "below"):
        sign = 0
    if sign == 0 and stated is not None and claim.type == "level" and stated.unit == "percent":
        sign = int(math.copysign(1, stated.value)) if stated.low * stated.high > 0 else 0
    if claim.window.kind == "none" and claim.metric != "current_drawdown":
        stated = None if claim.type == "level" else stated
    yield Figure(topic=topic_of(claim), subject=subject, sign=sign, stated=stated)
