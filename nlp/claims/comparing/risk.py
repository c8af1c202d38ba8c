"""Recognises risk compared: "half the volatility of B", "a deeper drawdown than B"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.claims.draft import Draft, finish
from nlp.claims.facts.fact import place_of
from nlp.claims.memory import Memory
from nlp.claims.slots import compared, is_traded, open_window
from nlp.types import Claim, Magnitude, Relation

_MORE = re.compile(r"\b(?:higher|greater|larger|deeper|worse|more|bigger|above)\b", re.I)
_LESS = re.compile(r"\b(?:lower|smaller|shallower|less|below|reduced|milder)\b", re.I)
_THAN = re.compile(r"\b(?:than|of|that of|as|versus|vs\.?|against|to|with)\b", re.I)


# "Volatility of 19 since 2020, B 21" gives figures.
_A_FIGURE = re.compile(r" ?(?:of|at) (?:about |around |roughly |only |just )?[\d~]")


def risk(draft: Draft, memory: Memory) -> Iterator[Claim]:
    """ "half the volatility of B", "a deeper drawdown than B"; `facts` reads the figures of one."""
    scene, region = draft.scene, draft.region
    stretch = scene.until_stop((region.cue.span.end_char, region.end))
    leads = _THAN.match(scene.text(stretch).lstrip()) or region.cue.span[-1].lower_ == "than"
    found = compared(draft, stretch, memory) if leads else None
    number = _multiple(draft)
    leads = leads and _A_FIGURE.match(scene.text(stretch)) is None
    if (
        not leads
        or found is None
        or not found.ids
        or _is_measured(draft)
        or not is_traded(draft, memory)
    ):
        return
    yield finish(
        draft,
        kind="comparison",
        relation=_relation(draft, number),
        metric=region.cue.predicate.metric,
        comparators=found,
        magnitude=number,
        window=draft.window,
        missing=open_window(draft.window),
    )


def _is_measured(draft: Draft) -> bool:
    """True for "volatility of 18 % against 22 % for B": two figures, which need no comparison."""
    return any(q.unit == "percent" for q in draft.scene.quantities_in(draft.region.after))


def _multiple(draft: Draft) -> Magnitude | None:
    """The nearest multiple or share on either side: "half the volatility", "a fifth less"."""
    region = draft.region
    numbers = draft.scene.quantities_in((region.start, region.end))
    sized = [q for q in numbers if q.unit in {"times", "percent"}]
    middle = region.cue.span.start_char
    return min(sized, key=lambda q: abs(place_of(draft.scene, q)[0] - middle), default=None)


def _relation(draft: Draft, number: Magnitude | None) -> Relation:
    before = draft.scene.text((draft.region.start, draft.region.cue.span.end_char))[-60:]
    if draft.relation != "equals":
        return draft.relation
    if number is not None and number.unit == "times":
        return "below" if number.value < 1 else "above"
    if _LESS.search(before):
        return "below"
    return "above" if _MORE.search(before) else "equals"
