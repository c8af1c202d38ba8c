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
from nlp.metric_families import RETURNS
from nlp.quantities import unsigned
from nlp.spotting.ground import Sent
from nlp.types import ClaimType, Magnitude, Metric, Relation, Span

# Numbers without a unit of these measures are numbers, not per cent.
_RATIOS: set[Metric] = {"sharpe", "sortino", "calmar", "beta", "correlation"}
_GAPS: set[ClaimType] = {"comparison", "equivalence"}
# No fund asks so many per cent a year: "takes 59" is in basis points.
_DEAREST = 5
_ISSUER = re.compile(rf"\b(?:{NAMED})\b")


def in_unit(number: Magnitude, *, kind: ClaimType, metric: Metric | None) -> Magnitude:
    """A number without a unit, which is found as per cent, in the unit that it must be in."""
    if number.unit != "percent" or number.span is None or not number.span.text[-1:].isdigit():
        return number
    if metric in _RATIOS:
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
    metric: Metric | None, *, words: str, sent: Sent, at: int, names: Iterable[Mention]
) -> Magnitude | None:
    """The day, index or house in a sentence's `words` that stands nearest to the word `at`."""
    if metric == "inception_date":
        found = _days(words, sent)
    elif metric == "index_tracked":
        found = _indices(words, sent, names)
    elif metric == "issuer":
        found = _issuers(words, sent)
    else:
        return None
    return min(found, key=lambda fact: _distance(fact, at), default=None)


def _days(words: str, sent: Sent) -> Iterator[Magnitude]:
    for phrase in dates.find(words):
        days = phrase.period(as_of=sent.day)
        if days is not None and days.first <= sent.day:
            yield stated_day(days, _span(words, sent, phrase.start, phrase.end))


def _indices(words: str, sent: Sent, names: Iterable[Mention]) -> Iterator[Magnitude]:
    for name in names:
        if name.kind == "index" and sent.start <= name.start and name.end <= sent.end:
            span = _span(words, sent, name.start - sent.start, name.end - sent.start)
            yield stated_in_words(name.id, span)


def _issuers(words: str, sent: Sent) -> Iterator[Magnitude]:
    for match in _ISSUER.finditer(words):
        yield stated_in_words(match[0], _span(words, sent, *match.span()))


def _span(words: str, sent: Sent, start: int, end: int) -> Span:
    return Span(sent.start + start, sent.start + end, words[start:end])


def _distance(fact: Magnitude, at: int) -> int:
    assert fact.span is not None, "a fact is found by its words"
    return max(fact.span.start - at, at - fact.span.end, 0)
