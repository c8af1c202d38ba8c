"""The words of buying, selling and holding, searched in a sentence whose names are masked.

A masked name is a run of `NAME`, so that one pattern reads "trim MTUM" and "trim the Invesco
S&P SmallCap Momentum ETF" alike and offsets stay those of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from nlp.claims.outlook.desk_words import DESK, PROPOSALS
from nlp.claims.outlook.order_words import (
    BUY,
    FILL,
    LIST,
    LONG,
    NAME,
    OBJECT,
    OTHER,
    SELL,
    SHORT,
    TAIL,
)
from nlp.claims.outlook.position_words import POSITIONS
from nlp.claims.outlook.segments import NAMED, Stretch
from nlp.mentions import Mention
from nlp.screening import PatternIndex

Side = Literal["buy", "sell"]
# Whose it is: a verb's agent must be looked for, a choice is the author's, a grade its giver's.
Voice = Literal["verb", "stance", "choice", "grade"]
_Hit = tuple[re.Match[str], Voice]

_VERB = re.compile(
    rf"(?<![\w/-])(?P<verb>(?P<long>{LONG})|(?P<short>{SHORT})|(?P<sell>{SELL})|(?P<buy>{BUY}))"
    rf"(?P<fill>{FILL})(?P<object>{LIST}){TAIL}{OTHER}",
    re.IGNORECASE,
)
_SWAP = re.compile(
    r"\b(?P<verb>(?:swap|switch|exchang|replac|rotat|mov|shift|rebalanc|roll|migrat|transfer|map"
    r"|convert|trad)(?:s|ped|ping|es|e|ed|ing|red|ring)?"
    rf"(?: out of| from)?)(?P<fill>{FILL})(?P<object>{LIST}){TAIL},?"
    rf" (?:and )?(?:for|in ?to|to|with|by|>|->|\u2192)(?: the| our| some| more)?"
    rf" (?P<other>{LIST})",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    rf"\b(?P<verb>rate[sd]?|call(?:s|ed)?|reiterate[sd]?|make[s]?|keep[s]?|has|have|,? and) "
    rf"(?P<object>{OBJECT}) (?:rated )?(?:at |as |on |to )?(?:an? )?[\"\u201c]?"
    r"(?P<grade>buy|hold|sell|overweight|underweight|outperform|underperform|accumulate|neutral)\b",
    re.IGNORECASE,
)
_REGRADED = re.compile(
    rf"\b(?P<verb>(?:up|down)grad(?:e[sd]?|ing)|(?:cut(?:t|s)?|rais|lower|mov|start|lift|tak|bring"
    r"|push|bump|nudg|shift|reduc|put(?:t|s)?|upp|return)(?:e|s|d|es|ed|ing)?|took|brought)"
    rf" (?:the |our )?(?P<object>{OBJECT})"
    r" (?:back )?(?:(?:down |up )?from [\w-]{3,12} )?(?:back |up |down )?(?:to|at) (?:an? )?"
    r"(?:\w{4,10} )?[\"\u201c]?"
    r"(?P<grade>buy|hold|sell|overweight|underweight|outperform|underperform|accumulate|neutral)\b",
    re.IGNORECASE,
)
_OUT_AND_IN = re.compile(
    rf"(?P<other>{NAME}+) (?P<verb>out)(?:,| and|;|,? with)? (?P<object>{NAME}+) in(?=\W|$)",
    re.IGNORECASE,
)
_STANDS = re.compile(
    rf"(?P<object>{NAME}+|\bit)(?P<verb> (?:stays?|remains?|keeps|earns|is|stands|['\u2019]s)"
    r" (?:(?:still|therefore|also|now) )?(?:in (?=as\b|the (?:book|portfolio|mix|model|sleeve"
    r"|list)|[.,;])"
    r"|on the (?:buy|hold|conviction) list|(?:its|a) place in|(?:my|our|the desk['\u2019]s|a|an) "
    r"(?:[\w-]{1,15} ){0,2}(?:buy|hold|sell|pick|favou?rite|preference|holding|choice|overweight"
    r"|underweight|position)\b(?!-)))",
    re.IGNORECASE,
)
_CHOICE = re.compile(
    r"\b(?P<verb>(?:our|my|the desk['\u2019]s|the) (?:[\w-]{1,15} ){0,2}(?:preference|pick|choice"
    r"|favou?rite|vote|money|proceeds|cash|position|holding|long|short|bet|overweight"
    r"|preferred (?:vehicle|fund|ETF|holding|exposure))"
    r"[^.;:\x01]{0,40}? (?:is|are|remains?|stays?|goes?|went|going|moves?)"
    r"(?: (?:still|now))?(?: (?:for|in ?to|with|to (?:own|hold|buy)))?)"
    rf"(?P<fill>{FILL})(?P<object>{LIST}){OTHER}",
    re.IGNORECASE,
)
# "Fund any purchase of IJR out of IWM", "out of EEM and into VWO".
_FUNDED = re.compile(
    r"\b(?P<verb>(?:fund|financ|pay)(?:s|e|ed|ing)?(?: for)?(?: (?:an?|any|the|our|new|further|all"
    r"|additional|extra|more)){0,3}(?: (?:purchases?|additions?|buying|positions?|stakes?|adds?)"
    rf"(?: of| in| to)?)?) (?:the )?(?P<object>{LIST}){TAIL},? (?:out of|from|by (?:selling"
    rf"|trimming|cutting)|with|through)(?: (?:the|our|some|a|sales?|proceeds|of|from)){{0,4}}"
    rf" (?P<other>{LIST})",
    re.IGNORECASE,
)
_INTO = re.compile(
    rf"\b(?P<verb>(?:out of|from)) (?:the |our )?(?P<other>{LIST}){TAIL},?(?: and)?"
    rf" into (?:the |our )?(?P<object>{LIST})",
    re.IGNORECASE,
)
_PAIRED = re.compile(
    rf"\b(?P<verb>(?:pairs?|pair trade|spread trade|trade|trade idea|idea|position)):"
    rf" (?P<object>{LIST}) ?(?:vs\.?|versus|against|over|/|-) ?(?P<other>{LIST})",
    re.IGNORECASE,
)
_LEFT = re.compile(
    rf"\b(?P<verb>leav(?:e|ing)|left|let(?:ting)?|giv(?:e|ing)|do(?:ing)? nothing (?:with|in"
    rf"|about))"
    rf" (?:the |our |my |your )?(?P<object>{LIST}){TAIL} (?:well )?(?:strictly |quite )?(?:alone"
    rf"|be|ride|run|as (?:it"
    rf"|they|is)\b|a miss"
    r"|a pass|where (?:it|they)|untouched|unchanged|at (?:its|the) (?:current|present)"
    r"|at (?:\d|about|around|zero|neutral|half|full))",
    re.IGNORECASE,
)
_WHICH = re.compile(
    rf"(?P<object>{NAME}+),? (?P<verb>(?:which|that) (?:we|I) (?:still |also |now )?"
    r"(?:own|are long|am long|have bought|bought|sold))\b",
    re.IGNORECASE,
)
_TO = re.compile(
    rf"(?<![\w-])(?P<verb>prefer(?:s|red)?|favou?r(?:s|ed)?|lik(?:es?|ed)(?= [^.;,]{{1,80}}"
    rf" over\b))(?P<fill>{FILL})(?P<object>{LIST})"
    rf" (?:to|over) (?:the )?(?P<other>{LIST})",
    re.IGNORECASE,
)
_PATTERNS: PatternIndex[Voice] = PatternIndex(
    (
        (_GIVEN, "grade"),
        (_REGRADED, "grade"),
        (_OUT_AND_IN, "choice"),
        (_CHOICE, "choice"),
        (_STANDS, "choice"),
        (_WHICH, "choice"),
        (_PAIRED, "choice"),
        *((pattern, "choice") for pattern in POSITIONS),
        *((pattern, "verb" if pattern in PROPOSALS else "choice") for pattern in DESK),
        (_LEFT, "verb"),
        (_FUNDED, "verb"),
        (_INTO, "verb"),
        (_SWAP, "verb"),
        (_TO, "verb"),
        (_VERB, "verb"),
    )
)
_LOOSE_VERB = re.compile(
    r"(?:put|mov|shift|open|start|park|rotat|switch|invest|deploy|redeploy|recycl|buil|back|allocat"
    r"|drop|lock)\w{0,4}",
    re.IGNORECASE,
)
_WATCHED = re.compile(r" on (?:our|the|my) (?:watch|radar|list|agenda)", re.IGNORECASE)
_STAKE = re.compile(
    r"\b(?:positions?|stakes?|holdings?|exposures?|allocations?|weights?|money|proceeds|cash"
    r"|half|part"
    r"|rest|overweights?|underweights?|shares|into|in|to|out of|\d+)\b",
    re.IGNORECASE,
)
_SOLD = re.compile(
    r"\b(?:sell|sold|under-?weight|uw\b|underperform|trim|cut|drop|exit|reduc|halv|clos|liquidat"
    r"|pare[ds]?\b|paring|ditch|avoid|short|out\b|light|switch|get out|pass\b|skip|take profit"
    r"|no position|dispos|sale|redemption|redeem|unw[io]|halve|lower|remov|negative|u/?w\b"
    r"|[\u25bc\u2193\u25be\u21d3])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One verb of trading with what it buys or sells; stretches of the block's own text."""

    side: Side
    words: Stretch
    object: Stretch
    other: Stretch | None
    voice: Voice
    verb: str

    @property
    def is_stance(self) -> bool:
        """True for "long" and "underweight", which stand in pairs."""
        return self.voice == "stance"


def masked(text: str, offset: int, mentions: Iterable[Mention]) -> str:
    """The text with every name that can be traded as a run of `NAME`."""
    chars = list(text)
    for mention in mentions:
        if mention.kind in NAMED:
            start, end = mention.start - offset, mention.end - offset
            chars[start:end] = NAME * (end - start)
    return "".join(chars)


def orders(text: str) -> Iterator[Order]:
    """Every verb of trading with its object in a masked text, whoever acts, in order."""
    hits = [*_PATTERNS.searched(text)]
    while hits:
        match, voice = min(hits, key=lambda hit: hit[0].start())
        if _takes_position(match):
            yield _order(match, voice)
        hits = [*_behind(hits, match.end())]


def _behind(hits: Iterable[_Hit], at: int) -> Iterator[_Hit]:
    """The first hit of each pattern from a place on."""
    for hit, voice in hits:
        later = hit if hit.start() >= at else hit.re.search(hit.string, at)
        if later is not None:
            yield later, voice


def _takes_position(match: re.Match[str]) -> bool:
    """False for "put A first" and "keep A on our list": such verbs need money or a position."""
    if _WATCHED.match(match.string, match.end()):
        return False
    if match.re is not _VERB or _LOOSE_VERB.fullmatch(match["verb"]) is None:
        return True
    return _STAKE.search(match["fill"]) is not None


def _order(match: re.Match[str], voice: Voice) -> Order:
    groups = match.groupdict()
    object_, other = match.span("object"), match.span("other") if groups.get("other") else None
    if match.re is _SWAP and other is not None:
        object_, other = other, object_
    words = groups.get("grade") or (match["verb"].lower() if "grade" not in groups else "")
    sells = groups.get("short") or groups.get("sell") or _SOLD.search(words)
    return Order(
        side="sell" if sells else "buy",
        words=match.span(),
        object=object_,
        other=other,
        voice="stance" if groups.get("long") or groups.get("short") else voice,
        verb=match["verb"].lower(),
    )
