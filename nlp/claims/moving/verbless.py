"""Reads returns of which only a name and a bare number are left: "SPY 13.6", "TLT about ten".

The sentence, or the one before it, has told a return; a name with a number right behind it goes
on with the same, over the same period.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from nlp.claims.facts.fact import Fact
from nlp.claims.facts.owners import subject
from nlp.claims.facts.stated import stated_claim
from nlp.claims.memory import Memory
from nlp.claims.moving.read import is_read
from nlp.claims.scene import Scene
from nlp.mentions import TRADED
from nlp.metric_families import RETURNS
from nlp.numerals import NUMBER, decimal_of
from nlp.types import Claim, Magnitude, Relation, Span

_FIGURE = re.compile(
    r"(?:,|:| did| was| is|['\u2019]s)?"
    r"(?: (?:still|too|only|even|another|a (?:mere|fat|cool|tidy|full|measly)"
    r"|(?P<about>about|some|around|roughly|nearly|almost|just (?:under|over)|under|over)"
    r"|(?P<down>down|off|minus|negative)|(?P<up>up|plus))){0,3}"
    rf" (?P<sign>[-+\u2212\u2013])?(?P<number>{NUMBER})"
    r"(?P<unit> ?%| per ?cent| percent)?(?P<odd> and (?:a bit|change)| or so|-odd)?"
    r"(?=[,;!)](?! ?\d)|[.](?!\d)|$| and\b(?! a\b)| as well\b| too\b| while\b| against\b| versus\b"
    r"| (?:this|last|in|on|since|over|for|so far|ytd)\b)",
    re.IGNORECASE,
)
_LARGEST = 400
# What makes a list of something else than returns.
_OF_ANOTHER = re.compile(
    r"\b(?:weights?|holdings|positions?|shares|yields?|fees?|costs?|charges?|bps?|basis points"
    r"|assets|volatility|vol|beta|sharpe|drawdowns?|correlation|price target|ranks?|places?|points"
    r"|expense|stocks|names|ticks|billion|million|peak|high|below|beneath|rated|stars)\b",
    re.IGNORECASE,
)


def verbless(scene: Scene, told: Sequence[Claim], memory: Memory) -> Iterator[Claim]:
    """A level for each name with a bare number behind it, where a return was told before."""
    known = [*told]
    for mention in scene.mentions:
        model = _model(scene, known, mention.start, memory)
        match = _FIGURE.match(scene.parsed.text, mention.end, scene.whole[1])
        if mention.kind not in TRADED or match is None:
            continue
        directed = match["down"] or match["up"] or match["sign"]
        if model is None and not directed:
            continue
        number = _number(match, scene.parsed.offset)
        if number is None or number.span is None or is_read(number.span, known):
            continue
        if _OF_ANOTHER.search(scene.words) or match.end() < scene.whole[0]:
            continue
        at = mention.start, match.end()
        fact = Fact(
            metric="total_return", magnitude=number, at=at, relation=_relation(match, model)
        )
        claim = stated_claim(scene, fact, subject(scene, mention), memory)
        if model is not None:
            claim = replace(claim, window=model.window, missing=model.missing)
        elif claim.window.kind == "none":
            continue
        known.append(claim)
        yield claim


def _model(scene: Scene, told: Sequence[Claim], before: int, memory: Memory) -> Claim | None:
    """The last return told before a place of the sentence, else the one of the sentence before."""
    here = scene.parsed.offset + before
    moved = [c for c in told if is_return(c) and c.start <= here]
    if moved:
        return max(moved, key=lambda claim: claim.start)
    return None if any(is_return(c) for c in told) else memory.moved


def is_return(claim: Claim) -> bool:
    """True for a level with a figure in per cent."""
    stated = claim.magnitude
    of_returns = claim.type == "level" and claim.metric in RETURNS
    return of_returns and stated is not None and stated.unit == "percent"


def _number(match: re.Match[str], offset: int) -> Magnitude | None:
    value = float(decimal_of(match["number"].lower()))
    if value > _LARGEST:
        return None
    start = match.start("sign") if match["sign"] else match.start("number")
    span = Span(offset + start, offset + match.end(), match.string[start : match.end()])
    return Magnitude(
        value=value,
        unit="percent",
        low=value - 0.5,
        high=value + 0.5,
        approximate=bool(match["about"] or match["odd"]),
        span=span,
    )


def _relation(match: re.Match[str], model: Claim | None) -> Relation:
    if match["down"] or (match["sign"] and match["sign"] != "+"):
        return "falls"
    if match["up"] or match["sign"]:
        return "rises"
    return model.relation or "equals" if model else "equals"
