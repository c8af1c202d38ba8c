"""What a spotted claim states: a number in its measure's unit, or a fact's day, index, house."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from nlp import dates
from nlp.claims.facts.fact import stated_in_words
from nlp.claims.facts.issuer_names import NAMED
from nlp.claims.facts.launches import stated_day
from nlp.mentions import Mention
from nlp.metric_families import RATIOS, RETURNS
from nlp.quantities import unsigned
from nlp.spotting.ground import Ground, Sent
from nlp.types import ClaimType, Magnitude, Metric, Relation

_GAPS: set[ClaimType] = {"comparison", "equivalence"}
# No fund asks so many per cent a year: "takes 59" is in basis points.
_DEAREST = 5
_ISSUER = re.compile(rf"\b(?:{NAMED})\b")


def in_unit(number: Magnitude, *, kind: ClaimType, metric: Metric | None) -> Magnitude:
    """A number without a unit, which is found as per cent, in the unit that it must be in."""
    if number.unit != "percent" or number.span is None or not number.span.text[-1:].isdigit():
        return number
    if metric in RATIOS:
        return replace(number, unit="ratio")
    if kind in _GAPS and metric in RETURNS:
        return replace(number, unit="percentage_points")
    if metric == "expense_ratio" and number.value >= _DEAREST:
        return replace(number, unit="basis_points")
    return number


def by_size(number: Magnitude, relation: Relation | None) -> tuple[Magnitude, Relation | None]:
    """A number whose relation tells its sign, or a loss with its sign where that says otherwise."""
    if relation == "rises" and number.value < 0:
        return number, "equals"
    return (number if relation == "equals" else unsigned(number)), relation


def fact_of(
    metric: Metric | None, *, ground: Ground, sent: Sent, at: int, names: Iterable[Mention]
) -> Magnitude | None:
    """The day, index or house in a sentence that stands nearest to the word `at`."""
    if metric == "inception_date":
        found = _days(ground, sent)
    elif metric == "index_tracked":
        found = _indices(ground, sent, names)
    elif metric == "issuer":
        found = _issuers(ground, sent)
    else:
        return None
    return min(found, key=lambda fact: _distance(fact, at), default=None)


def _days(ground: Ground, sent: Sent) -> Iterator[Magnitude]:
    for phrase in dates.find(ground.text[sent.start : sent.end]):
        days = phrase.period(as_of=sent.day)
        if days is not None and days.first <= sent.day:
            span = ground.span(sent.start + phrase.start, sent.start + phrase.end)
            yield stated_day(days, span)


def _indices(ground: Ground, sent: Sent, names: Iterable[Mention]) -> Iterator[Magnitude]:
    for name in names:
        if name.kind == "index" and sent.start <= name.start and name.end <= sent.end:
            yield stated_in_words(name.id, ground.span(name.start, name.end))


def _issuers(ground: Ground, sent: Sent) -> Iterator[Magnitude]:
    for match in _ISSUER.finditer(ground.text, sent.start, sent.end):
        yield stated_in_words(match[0], ground.span(*match.span()))


def _distance(fact: Magnitude, at: int) -> int:
    assert fact.span is not None, "a fact is found by its words"
    return max(fact.span.start - at, at - fact.span.end, 0)
