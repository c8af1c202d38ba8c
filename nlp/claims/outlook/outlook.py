"""Recognises what prices can't settle today: conditionals, forecasts, causes, trades, "can"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from nlp.claims.memory import Memory
from nlp.claims.outlook.causes import causes
from nlp.claims.outlook.conditions import FORETELLS, Split, split
from nlp.claims.outlook.ideas import idea
from nlp.claims.outlook.orders import masked
from nlp.claims.outlook.segments import Segment, Stretch, claim_of, segments, token_at
from nlp.claims.outlook.statements import statement, unnamed
from nlp.claims.outlook.trades import trades
from nlp.claims.scene import Scene
from nlp.claims.stance.reporting import source_of
from nlp.horizons import find_horizon
from nlp.types import Claim, ClaimType, Condition, Horizon, Modality

_FUTURE = re.compile(
    r"\b(?:will|['\u2019]ll|(?<!we )(?<!I )would(?= (?:\w{2,10}ly )?(?!have|be |not|say|like)\w)"
    r"|expect(?:s|ed)?|forecasts?|project(?:s|ed)|(?:un)?likely to|apt to|set to"
    r"|poised to|ought to|going to|should(?! have)|bound to|due to (?=\w+ (?:by|in|over))|look(?:s"
    r"|ing)? for"
    r"|we (?:see|target)|points? to|pencil(?:s|led)? in|predict(?:s|ed)?|anticipates?"
    r"|(?:odds|chances) (?:are|is)|headed (?:for|to)|(?:on course|on track|destined|sure"
    r"|about) (?:to|for)"
    r"|(?<=\d)(?: ?%| per ?cent| points?)(?: of)? (?:upside|downside)"
    r"|(?<=\x01 )to(?= [a-z]))\b",
    re.IGNORECASE,
)
_POSSIBLE = re.compile(
    r"\b(?:can|could|may|might|tends? to)\b(?! have)(?! be (?:found|seen|said|had|bought))"
    r"|\bis (?:quite |well |always |perfectly )?possible\b|\b(?:room|scope) (?:for|to)\b",
    re.IGNORECASE,
)
_HEDGED = re.compile(r"\b(?:tends? to|usually|typically|often)\b", re.IGNORECASE)
_WOULD = re.compile(r"\bwould\b|['\u2019]d\b", re.IGNORECASE)
_IMAGINED = re.compile(r"\b(?:would|should|could) have\b", re.IGNORECASE)
_BY = re.compile(
    r"\b(?:by|before|until) (?:the (?:end|turn|close) of|year|month|quarter|next|mid|early|late"
    r"|spring|summer|autumn|winter|christmas|easter|thanksgiving|(?:\w{3,9} )?20\d\d)",
    re.IGNORECASE,
)
_LEAVE = re.compile(r"\b(?:agrees?|approves?|consents?|objects?|allows?|permits?)\b", re.IGNORECASE)
# What is said of any fund, or of the note itself, foretells and explains nothing.
_BOILERPLATE = re.compile(
    r"\b(?:may (?:also )?lose value|(?:loss|risk) of principal|language model|may contain errors"
    r"|(?:can|may|will) (?:go down as well as up|fall as well as rise)|past performance"
    r"|no guarantee"
    r"|not (?:a guarantee|guaranteed|investment advice|an offer|fdic)|fdic|prospectus|solicitation"
    r"|informational purposes|professional (?:clients|investors) only)\b",
    re.IGNORECASE,
)
# What is joined to a consequence follows from the same condition.
_AND_THEN = re.compile(r"\W{0,3}(?:and|while|but)\W{1,2}$", re.IGNORECASE)
_NEVER_SAY = re.compile(r"\bnever say\b", re.IGNORECASE)


def outlook(scene: Scene, memory: Memory, *, told: Sequence[Claim]) -> Iterator[Claim]:
    """The sentence's claims that prices don't settle; `told` are those on prices.

    A condition takes what it leads to, whatever that says; a trade stands for its whole thought.
    """
    if _BOILERPLATE.search(scene.sent.text):
        return
    traded = [*trades(scene, memory)]
    given = scene.whole[0]
    last: Split | None = None
    for segment in segments(scene):
        if segment.start < given:
            continue
        own = [claim for claim in traded if _lies_in(claim, segment)]
        last = parts = split(segment) or _carried(segment, last)
        if parts is not None and not _is_aside(own, segment, parts):
            found = [*_conditional(segment, parts, memory, told, own)]
            yield from found or own
            continue
        yield from own
        explained = [*causes(segment, memory, told)]
        yield from explained
        given = max([given, *(claim.end - scene.parsed.offset for claim in explained)])
        if not (own or explained):
            yield from idea(segment, memory)
            yield from _foreseen(segment, memory, told)


def _carried(segment: Segment, last: Split | None) -> Split | None:
    """The if-part that led the clause before, where "and X will" joins what else follows."""
    if last is None or last.rest[0] < last.trigger[0]:
        return None
    joint = segment.scene.text((last.rest[0], segment.start))[-8:]
    if _AND_THEN.search(joint) is None or not FORETELLS.search(segment.text):
        return None
    return Split(trigger=last.trigger, rest=segment.stretch)


def _lies_in(claim: Claim, segment: Segment) -> bool:
    start = claim.start - segment.scene.parsed.offset
    return segment.start <= start < segment.end


def _is_aside(own: Sequence[Claim], segment: Segment, parts: Split) -> bool:
    """True for an order's own if: "stop if the gap reaches 35", "if you agree, we would sell"."""
    if own and _LEAVE.search(segment.scene.text(parts.trigger)):
        return True
    before = segment.scene.text((segment.start, parts.trigger[0]))
    return bool(own) and re.search(r"\b(?:stop|exit|review|revisit)\b", before, re.I) is not None


def _conditional(
    segment: Segment,
    parts: Split,
    memory: Memory,
    told: Sequence[Claim],
    traded: Sequence[Claim],
) -> Iterator[Claim]:
    """What follows from the condition, with the slots of the claims that its words make."""
    scene = segment.scene
    trigger, rest = scene.span(parts.trigger), scene.text(parts.rest)
    condition = Condition(trigger=trigger.text, consequence=rest.strip(" ,;:."), span=trigger)
    horizon = _horizon(scene, [parts.rest])
    borrowed = [claim for claim in [*told, *traded] if _is_within(claim, scene, parts.rest)]
    first = [claim for claim in borrowed if claim.start == borrowed[0].start]
    stated = first or [*statement(segment, parts.rest, memory)]
    for claim in stated or unnamed(segment, parts.rest):
        placed = claim_of(scene, segment.stretch, "conditional", subject=claim.subject)
        yield replace(
            placed,
            subject_span=claim.subject_span,
            comparators=claim.comparators,
            comparators_inferred=claim.comparators_inferred,
            comparators_text=claim.comparators_text,
            quantifier=claim.quantifier,
            relation=claim.relation,
            metric=claim.metric,
            magnitude=claim.magnitude,
            modality=_conditioned(rest, claim, dated=horizon),
            source=source_of(scene, token_at(scene, parts.rest[0]) or scene.sent.root),
            condition=condition,
            horizon=horizon,
            missing=("horizon",) if horizon is None and claim.type != "trade" else (),
        )


def _is_within(claim: Claim, scene: Scene, stretch: Stretch) -> bool:
    """Whether the words that a claim hangs from lie in the stretch."""
    words = claim.relation_span
    at = (words.start if words else claim.start) - scene.parsed.offset
    ranked = claim.relation in {"highest", "lowest"}
    return stretch[0] <= at < stretch[1] and claim.type != "reference" and not ranked


def _conditioned(rest: str, claim: Claim, *, dated: Horizon | None) -> Modality:
    """ "Could fall" is possible, "will" foretold, "tends to" a habit, "we would sell" advice."""
    if claim.type == "trade":
        return claim.modality
    if _IMAGINED.search(rest):
        return "counterfactual"
    if _HEDGED.search(rest):
        return "hedged"
    if _POSSIBLE.search(rest):
        return "possible"
    return "forecast" if _FUTURE.search(rest) or _WOULD.search(rest) or dated else "asserted"


def _foreseen(segment: Segment, memory: Memory, told: Sequence[Claim]) -> Iterator[Claim]:
    """What will or may be, in words that no claim on prices has read."""
    text = _shown(segment)
    possible = _POSSIBLE.search(text)
    cue = possible or _FUTURE.search(text) or _due(segment)
    if cue is None or _NEVER_SAY.search(text) or _is_read(segment, cue, told):
        return
    token = token_at(segment.scene, segment.start + cue.start())
    if token is not None and token.head.dep_ == "relcl":
        return
    if possible is not None:
        yield from _dated(segment, "possibility", "possible", memory)
    else:
        yield from _dated(segment, "forecast", "forecast", memory)


def _due(segment: Segment) -> re.Match[str] | None:
    """The "by Christmas" of a sentence in the present tense: "A hands two points back by …"."""
    tags = {t.tag_ for t in segment.scene.sent if segment.start <= t.idx < segment.end}
    if "VBD" in tags or not tags & {"VBZ", "VBP", "NNS"}:
        return None
    return _BY.search(segment.text)


def _is_read(segment: Segment, cue: re.Match[str], told: Sequence[Claim]) -> bool:
    """Whether a claim on prices has the words, or one is already made of what is to come."""
    at = segment.scene.parsed.offset + segment.start + cue.start()
    return any(
        claim.start <= at < claim.end
        or (claim.type in {"forecast", "possibility"} and claim.start <= at + 60 and at < claim.end)
        for claim in told
    )


def _dated(
    segment: Segment, kind: ClaimType, modality: Modality, memory: Memory
) -> Iterator[Claim]:
    scene = segment.scene
    horizon = _horizon(scene, [segment.stretch])
    for claim in statement(segment, segment.stretch, memory):
        yield replace(
            claim,
            type=kind,
            modality=modality,
            source=source_of(scene, scene.sent.root),
            horizon=horizon,
            missing=("horizon",) if horizon is None and kind == "forecast" else (),
        )


def _shown(segment: Segment) -> str:
    """The words with a mark for each name, before which "to" foretells: "GDX to catch up"."""
    return masked(segment.text, segment.start, segment.scene.mentions_in(segment.stretch))


def _horizon(scene: Scene, stretches: Sequence[Stretch]) -> Horizon | None:
    """How far the words look; a time in the if-part is the trigger's."""
    offset = scene.parsed.offset
    found = (
        find_horizon(scene.text(stretch), offset=offset + stretch[0], as_of=scene.as_of)
        for stretch in stretches
    )
    return next((horizon for horizon in found if horizon is not None), None)
