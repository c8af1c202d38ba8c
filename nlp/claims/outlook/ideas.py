"""Recognises a trade that names no fund: "long strongest revisions, short weakest balances"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from nlp.claims.memory import Memory
from nlp.claims.outlook.segments import Segment, claim_of, named_in
from nlp.screening import Screened
from nlp.types import Claim, Modality

_LONG = Screened(
    r"\b(?:go(?:ing)? |be |stay |we are )?(?:long|overweight|buy|own)\b"
    r"(?!-|[ -](?:term|run|time|as|only|history|standing|dated|before|ago|after|since|legs?|sides?"
    r"|books?|ends?|way))",
    re.IGNORECASE,
)
_SHORT = Screened(
    r"\b(?:go(?:ing)? |be |stay )?(?:short|underweight|sell)\b(?!-|[ -](?:term|run|of|time))",
    re.IGNORECASE,
)
_IDEA = Screened(
    r"\b(?:(?:we|I) recommend(?! that)|our (?:preferred |recommended )?(?:trade|recommendation) is"
    r"|express this|pair trade|take profits"
    r"|tactical (?:[\w-]+ ){0,2}(?:sleeve|allocation|position|overweight|trade)"
    r"|rotate (?:out of|into)|add to positions?|stop[- ]loss)\b",
    re.IGNORECASE,
)
# "Im long a clip": a position in what the note talks of.
_HELD = Screened(
    r"(?:^|[.,;:] |\b(?:and|but|so) )(?:I|we)(?: am| are|['\u2019]?(?:m|re)) (?:\w+ )?(?:long"
    r"|short|flat|out(?=[.;,!]|$)"
    r"|overweight|underweight)(?: (?:a|an|some|the|small|little|lil|clip|bit|few|lot|here|it|too"
    r"|again"
    r"|now|from|at|and|happy|into|name|group|position|size|full|half)){0,4}\W{0,3}$",
    re.IGNORECASE,
)
# "We'd add on weakness", "Stance: accumulate on dips", "Not a short.": of what the note talks of.
_PLAIN_ORDER = Screened(
    r"(?:^\W{0,4}(?:(?:still|just|now|so|again|not|don['\u2019]t) )?|\b(?:we|I)(?:['\u2019](?:d|ll"
    r"|re|m|ve)"
    r"|\b)(?: (?:would(?:n['\u2019]t)?|will|have|are|am|intend to|plan to|also|still|not|only"
    r"|rather|be|and|to)){0,4} |\b"
    r"(?:intends?|plans?|suggestion is|advice is|want|continue|resolved|agreed|decided"
    r"|voted) to |\band (?:would|will)(?: not)? )"
    r"(?:add(?:ing|ed)?|accumulat(?:e|ing|ed)|trim(?:ming|med)?|start(?:ed)? small|nibbl(?:e|ing)"
    r"|sell"
    r"|sold|buy(?:ing)?|bought|exit(?:ed)?|scal(?:e|ing) in|leg in|hold(?:ing)?|averag(?:e"
    r"|ing) (?:in|down)"
    r"|tak(?:e|ing) (?:some )?profits?|(?:not )?a (?:short|buy|hold|sell)|stay(?:ing)? (?:put|away"
    r"|long"
    r"|short)|leave it(?: be| alone)?|keep it|pass|got (?:out|in)|get out|stick(?:ing)? with it)"
    r"(?=(?: (?:half|some of it|most of it|a third|a quarter|the lot|here|again|more|now|slowly"
    r"|gradually|small|too|it|on|into|in (?:January|February"
    r"|March"
    r"|April|May|June|July|August|September|October|November|December|tranches|thirds|size)|at"
    r"|above|below|until|from|for|and)\b|[.;!,]|$))"
    r"(?! (?:it|on|into|at) (?:us|average|all|least|its|their|the (?:index|market|fund))\b)",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|never)\b|n['\u2019]t\b", re.IGNORECASE)
_RATINGS = Screened(r"\bbuy\b.{1,20}\bhold\b.{1,20}\bsell\b|\bratings?:", re.IGNORECASE)
# What a fund holds is no advice.
_DESCRIBES = Screened(
    r"\b(?:fund|ETF|index|benchmark|it|strategy|which) (?:is|was|remains|has been|stays) (?:\w+ )?"
    r"(?:long|short|overweight|underweight)\b",
    re.IGNORECASE,
)
_END = re.compile(r", rather than|\.$|$")
_LOOSE = re.compile(r"[ ,]{1,3}(?:and)?[ ,]{0,3}$")


def idea(segment: Segment, memory: Memory) -> Iterator[Claim]:
    """A long-short idea, or words that only a trade is told in; not a key to ratings."""
    text = segment.text
    legs = _legs(text)
    if (
        _RATINGS.search(text)
        or _DESCRIBES.search(text)
        or not (legs or _IDEA.search(text) or _HELD.search(text) or _is_plain_order(segment))
    ):
        return
    named = next(iter(named_in(segment.scene, segment.stretch)), None)
    subject = named.id if named else memory.subject
    claim = claim_of(segment.scene, segment.stretch, "trade", subject=subject, named=named)
    order = _PLAIN_ORDER.search(text)
    modality: Modality = "negated" if order and _DENIED.search(order[0]) else "asserted"
    yield replace(claim, legs=legs, modality=modality, missing=())


def _is_plain_order(segment: Segment) -> bool:
    """An order without its object, in a thought that names nothing."""
    unnamed = not named_in(segment.scene, segment.stretch)
    return unnamed and _PLAIN_ORDER.search(segment.text) is not None


def _legs(text: str) -> tuple[str, ...]:
    """The two sides in the note's words; empty for a one-sided call."""
    long, short = _LONG.search(text), _SHORT.search(text)
    if long is None or short is None:
        return ()
    first, second = sorted((long, short), key=lambda match: match.start())
    end = _END.search(text[second.start() :])
    stop = second.start() + (end.start() if end else 0)
    legs = (text[first.start() : second.start()], text[second.start() : stop])
    return tuple(_LOOSE.sub("", leg) for leg in legs)
