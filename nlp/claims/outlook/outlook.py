"""Recognises what prices can't settle today: conditionals, forecasts, causes, trades, "can"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from nlp.claims.memory import Memory
from nlp.claims.outlook.causes import answer, causes
from nlp.claims.outlook.conditionals import conditional, horizon_of
from nlp.claims.outlook.conditions import FORETELLS, Split, split
from nlp.claims.outlook.ideas import idea
from nlp.claims.outlook.mood_words import FUTURE, POSSIBLE
from nlp.claims.outlook.orders import masked
from nlp.claims.outlook.segments import Segment, segments, token_at
from nlp.claims.outlook.statements import statement
from nlp.claims.outlook.trades import trades
from nlp.claims.scene import Scene
from nlp.claims.stance.reporting import source_of
from nlp.screening import Screened
from nlp.types import Claim, ClaimType, Modality

_BY = re.compile(
    r"\b(?:by|before|until) (?:the (?:end|turn|close) of|year|month|quarter|next|mid|early|late"
    r"|spring|summer|autumn|winter|christmas|easter|thanksgiving|(?:\w{3,9} )?20\d\d)",
    re.IGNORECASE,
)
_LEAVE = re.compile(r"\b(?:agrees?|approves?|consents?|objects?|allows?|permits?)\b", re.IGNORECASE)
# What is said of any fund, or of the note itself, foretells and explains nothing.
_BOILERPLATE = Screened(
    r"\b(?:may (?:also )?lose value|(?:loss|risk) of principal|language model|may contain errors"
    r"|(?:can|may|will) (?:go down as well as up|fall as well as rise)|past performance"
    r"|no guarantee"
    r"|not (?:a guarantee|guaranteed|investment advice|an offer|fdic)|fdic|prospectus|solicitation"
    r"|informational purposes|professional (?:clients|investors) only)\b",
    re.IGNORECASE,
)
# What is joined to a consequence follows from the same condition.
_AND_THEN = re.compile(r"\W{0,3}(?:and|while|but)\W{1,2}$", re.IGNORECASE)
_IN_THAT_CASE = re.compile(
    r"\W{0,3}(?:(?:in|for) (?:that|which|such a) case|if so|then\b)|\b(?:in particular|likewise)\b",
    re.IGNORECASE,
)
_NEVER_SAY = re.compile(r"\bnever say\b", re.IGNORECASE)


def outlook(scene: Scene, memory: Memory, *, told: Sequence[Claim]) -> Iterator[Claim]:
    """The sentence's claims that prices don't settle; `told` are those on prices.

    A condition takes what it leads to, whatever that says; a trade stands for its whole thought.
    """
    if _BOILERPLATE.search(scene.words):
        return
    traded = [*trades(scene, memory)]
    answers, memory.asked_why = memory.asked_why, False
    given = scene.whole[0]
    last: Split | None = None
    for segment in segments(scene):
        if segment.start < given:
            continue
        own = [claim for claim in traded if _lies_in(claim, segment)]
        last = parts = split(segment) or _carried(segment, last)
        if parts is not None and not _is_aside(own, segment, parts):
            found = [*conditional(segment, parts, memory, told, own)]
            yield from found or own
            if found or parts.kind == "if":
                continue
        else:
            yield from own
        explained = [*causes(segment, memory, told)]
        if answers and not (explained or own or told):
            explained = [*answer(segment, memory)]
        answers = False
        yield from explained
        given = max([given, *(claim.end - scene.parsed.offset for claim in explained)])
        if not (own or explained or _is_covered(traded, segment)):
            yield from idea(segment, memory)
            yield from _foreseen(segment, memory, told)


def _carried(segment: Segment, last: Split | None) -> Split | None:
    """The if-part that led the clause before, where "and X will" joins what else follows."""
    if last is None:
        return None
    if _IN_THAT_CASE.search(segment.text):
        return Split(trigger=last.trigger, rest=segment.stretch)
    if last.rest[0] < last.trigger[0]:
        return None
    joint = segment.scene.text((last.rest[0], segment.start))[-8:]
    if _AND_THEN.search(joint) is None or not FORETELLS.search(segment.text):
        return None
    return Split(trigger=last.trigger, rest=segment.stretch)


def _lies_in(claim: Claim, segment: Segment) -> bool:
    start = claim.start - segment.scene.parsed.offset
    return segment.start <= start < segment.end


def _is_covered(traded: Sequence[Claim], segment: Segment) -> bool:
    """Whether a trade that began before reaches in: "MTUM, accordingly: exit"."""
    at = segment.start + segment.scene.parsed.offset
    return any(claim.start < at < claim.end for claim in traded)


def _is_aside(own: Sequence[Claim], segment: Segment, parts: Split) -> bool:
    """True for an order's own if: "stop if the gap reaches 35", "if you agree, we would sell"."""
    trigger = segment.scene.text(parts.trigger)
    trails = parts.rest[0] < parts.trigger[0]
    if own and (_LEAVE.search(trigger) or (trails and trigger.lower().startswith("unless"))):
        return True
    before = segment.scene.text((segment.start, parts.trigger[0]))
    return bool(own) and re.search(r"\b(?:stop|exit|review|revisit)\b", before, re.I) is not None


def _foreseen(segment: Segment, memory: Memory, told: Sequence[Claim]) -> Iterator[Claim]:
    """What will or may be, in words that no claim on prices has read."""
    text = _shown(segment)
    possible = POSSIBLE.search(text)
    cue = possible or FUTURE.search(text) or _due(segment)
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
    horizon = horizon_of(scene, [segment.stretch])
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
