"""Reads a figure of risk set against another's: "a beta of 1.55, nearly 3 times that of B"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from nlp.claims.facts.fact import place_of
from nlp.claims.scene import Scene
from nlp.mentions import TRADED
from nlp.types import Claim

# From the figure to its multiple, and from that to the name.
_AFTER = re.compile(
    r"[%)]?(?: \([^()]{1,24}\))?[\s,;(\u2014\u2013-]{1,3}(?:(?:or|and|is|which is|that is|i\.e\."
    r"|almost|nearly|about|roughly|around|some|just|well|over|under|more than|less than)[ ,]){0,3}",
    re.IGNORECASE,
)
_OF = re.compile(
    r" (?:that of |those of |the (?:level|figure|one) of |as (?:much|high|deep) as )?(?:the )?",
    re.IGNORECASE,
)
# How far behind a figure its multiple may stand: "1.55 in 2015, nearly three times that of B".
_NEAR = 40


def multiples(scene: Scene, stated: Sequence[Claim]) -> Iterator[Claim]:
    """A comparison for each multiple of another thing's risk right behind a figure of it."""
    for number in (q for q in scene.quantities if q.unit == "times"):
        start, end = place_of(scene, number)
        model = next((c for c in reversed(stated) if _leads_to(scene, c, start)), None)
        named = (m for m in scene.mentions if m.kind in TRADED and m.start >= end)
        other = next((m for m in named if _OF.fullmatch(scene.text((end, m.start)))), None)
        if model is None or other is None or other.id == model.subject:
            continue
        words = scene.span((start, other.end))
        yield replace(
            model,
            text=words.text,
            start=words.start,
            end=words.end,
            standalone_text=f"{model.subject}: {words.text}.",
            relation="above" if number.value > 1 else "below",
            relation_span=words,
            comparators=(other.id,),
            quantifier="named",
            magnitude=number,
        )


def _leads_to(scene: Scene, claim: Claim, start: int) -> bool:
    stated = claim.magnitude
    if claim.type != "risk" or stated is None or stated.span is None or stated.unit == "text":
        return False
    end = place_of(scene, stated)[1]
    if not 0 <= start - end <= _NEAR:
        return False
    between = scene.text((end, start))
    dated = [w for w in scene.windows if w.span and end <= scene.place(w.span)[0] < start]
    for window in dated:
        between = between.replace(window.text or "", "")
    return _AFTER.fullmatch(f"{between.rstrip()} ".replace("  ", " ")) is not None
