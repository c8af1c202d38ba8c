"""Recognises risk: "half the volatility of B", "a drawdown of 34 %", "moderate risk"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.claims.comparators import Comparators
from nlp.claims.draft import NO_WINDOW, Draft, finish
from nlp.claims.memory import Memory
from nlp.claims.slots import compared, is_traded, open_window
from nlp.types import Claim, Magnitude, Relation

_MORE = re.compile(r"\b(?:higher|greater|larger|deeper|worse|more|bigger|above)\b", re.I)
_LESS = re.compile(r"\b(?:lower|smaller|shallower|less|below|reduced|milder)\b", re.I)
_THAN = re.compile(r"\b(?:than|of|that of|as|versus|vs\.?|against|to|with)\b", re.I)
_BANDS = {
    "low": "low", "lower": "low", "modest": "low", "limited": "low", "below-average": "low",
    "moderate": "moderate", "medium": "moderate", "average": "moderate",
    "high": "high", "elevated": "high", "above-average": "high",
}  # fmt: skip
# Measured in plain numbers, without a unit behind them.
_RATIOS = {"beta", "sharpe", "sortino", "correlation"}


def risk(draft: Draft, memory: Memory) -> Iterator[Claim]:
    """ "A's volatility was 18 %", "half the volatility of B", "a deeper drawdown than B"."""
    scene, region = draft.scene, draft.region
    metric = region.cue.predicate.metric
    if region.cue.span[-1].lower_ == "risk":
        yield from _risk_band(draft, memory)
        return
    stretch = scene.until_stop((region.cue.span.end_char, region.end))
    found = Comparators()
    if _THAN.match(scene.text(stretch).lstrip()) or region.cue.span[-1].lower_ == "than":
        found = compared(draft, stretch, memory)
    number = _risk_number(draft)
    relation = _risk_relation(draft, number, found)
    if not is_traded(draft, memory) or (number is None and not found.ids):
        return
    yield finish(
        draft,
        relation=relation,
        metric=metric,
        comparators=found,
        magnitude=number,
        window=NO_WINDOW if metric == "current_drawdown" else draft.window,
        missing=() if metric == "current_drawdown" else open_window(draft.window),
    )


def _risk_number(draft: Draft) -> Magnitude | None:
    """The nearest number on either side: "18 % volatility", "volatility of 18 %", "beta of 1.1"."""
    region = draft.region
    numbers = draft.scene.quantities_in((region.start, region.end))
    units = {"ratio", "times"} if region.cue.predicate.metric in _RATIOS else {"percent", "times"}
    sized = [q for q in numbers if q.unit in units]
    middle = draft.scene.parsed.offset + region.cue.span.start_char
    return min(sized, key=lambda q: abs(q.span.start - middle) if q.span else 0, default=None)


def _risk_relation(draft: Draft, number: Magnitude | None, found: Comparators) -> Relation:
    before = draft.scene.text((draft.region.start, draft.region.cue.span.end_char))[-60:]
    if draft.relation != "equals":
        return draft.relation
    if found.ids and number is not None and number.unit == "times":
        return "below" if number.value < 1 else "above"
    if found.ids and _LESS.search(before):
        return "below"
    return "above" if found.ids and _MORE.search(before) else "equals"


def _risk_band(draft: Draft, memory: Memory) -> Iterator[Claim]:
    """ "moderate sector and company risk": an adjective as a band of volatility in the category."""
    span = draft.scene.span((draft.region.cue.span.start_char, draft.region.cue.span.end_char))
    word = span.text.split()[0].lower()
    band = Magnitude(value=0.0, unit="text", low=0.0, high=0.0, text_value=_BANDS[word], span=span)
    if is_traded(draft, memory):
        yield finish(draft, relation="equals", metric="volatility", magnitude=band)
