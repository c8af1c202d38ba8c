"""Reads a stretch of a sentence as a movement of something, when no claim on prices has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from nlp.claims.draft import INVERSE
from nlp.claims.memory import Memory
from nlp.claims.outlook.prospects import direction, prospect
from nlp.claims.outlook.segments import Segment, Stretch, claim_of, joined, named_in
from nlp.claims.scene import Scene
from nlp.mentions import Mention
from nlp.types import Claim

_POINTS = re.compile(
    r"\b(?:it|its|they|this one|the (?:asset class|category|theme|group|fund|shares?|etf|trade"
    r"|strategy|position|gap|lead|payout"
    r"|thing|product|note|pair|stock|sector|spread|index)"
    r"|(?:her|his) (?:picks|fund|shares|stocks))\b"
    # "Could rip 50 %": no word stands for whom the note talks of.
    r"|^\W{0,4}(?:could|may|might|will|would|should|ought)\b",
    re.IGNORECASE,
)
_EXPECTED = re.compile(
    r"\W{0,3}(?:(?:we|I|he|she|they)(?: would|['\u2019]d)? )?(?:expect|look(?:s|ing)? for"
    r"|anticipate"
    r"|see|brace for|prepare for|watch for)\b|\W{0,3}(?:one|a|another|the) (?:leg|rally|bounce"
    r"|sell-?off|drop|slide|drawdown|retest|rebound|correction)\b",
    re.IGNORECASE,
)
_BOTH = re.compile(
    r"\bboth(?: (?:funds|etfs|of them))?\b(?! [a-z]+ and\b)|\bthe (?:pair|two(?: funds)?)\b",
    re.IGNORECASE,
)
# What "could still add 15 %" adds to whatever the note talks of.
_OUTER = re.compile(
    r"\w{3,6} (?:(?:still|easily|well|yet|also|quickly|probably) ){0,2}(?:add|knock|shave|lop"
    r"|wipe out"
    r"|wipe|strip|take)\b(?! (?:time|years|months|place|effect|over))",
    re.IGNORECASE,
)
# "The gap should narrow", "expect the lead to last".
_GAP = re.compile(
    r"\b(?:the|that|this|its) (?:gap|spread|lead|margin|advantage|edge|shortfall|distance|run)\b"
    r"[^.;,]{0,40}?\b(?:(?P<closes>narrow|shrink|close|vanish|evaporate|revers|fade|disappear|halve"
    r"|melt|erode|shut)|widen|grow|last|persist|hold|stretch|continue)(?:s|e|ed|es|ing)?\b"
    r"(?! (?:to|with|on) (?:the )?[A-Z])",
    re.IGNORECASE,
)
# The verb of what is to come, before which its subject stands.
_VERB = re.compile(
    r"\b(?:will|can|could|may|might|should|would|ought|tends?|(?:is|are) (?:likely|set|apt|bound"
    r"|poised|going))\b|\x01 to\b",
    re.IGNORECASE,
)


def statement(segment: Segment, stretch: Stretch, memory: Memory) -> Iterator[Claim]:
    """The movement that a stretch speaks of, for each that it names or talks of."""
    scene = segment.scene
    gap = _of_gap(segment, stretch, memory)
    if gap is not None:
        yield gap
        return
    for subject, named in _about(scene, stretch, memory):
        seen = prospect(scene, stretch, subject=subject, memory=memory)
        if seen is None:
            return
        yield replace(
            claim_of(scene, stretch, "forecast", subject=subject, named=named),
            comparators=seen.comparators,
            quantifier="named" if seen.comparators else None,
            relation=seen.relation,
            metric=seen.metric,
            magnitude=seen.magnitude,
        )


def _of_gap(segment: Segment, stretch: Stretch, memory: Memory) -> Claim | None:
    """ "The gap should narrow": what was compared last, the other way round where it closes."""
    scene, last = segment.scene, memory.compared
    match = _GAP.search(scene.text(stretch))
    if match is None or last is None or last.relation not in {"above", "below"}:
        return None
    if named_in(scene, stretch):
        return None
    turned = INVERSE[last.relation] if match["closes"] else last.relation
    return replace(
        claim_of(scene, stretch, "forecast", subject=last.subject),
        comparators=last.comparators,
        comparators_inferred=last.comparators_inferred,
        comparators_text=last.comparators_text,
        quantifier=last.quantifier,
        relation=turned,
        metric=last.metric,
    )


def expected(segment: Segment, stretch: Stretch, memory: Memory) -> Iterator[Claim]:
    """ "Expect another leg down", "he would look for gains": of what the note talks of."""
    text = segment.scene.text(stretch)
    moves = direction(text) if _EXPECTED.match(text) and memory.subject else None
    if moves is not None:
        claim = claim_of(segment.scene, stretch, "forecast", subject=memory.subject)
        yield replace(claim, relation=moves, metric="total_return")


def unnamed(segment: Segment, stretch: Stretch) -> Iterator[Claim]:
    """A movement of what no name stands for, beside something that the note knows."""
    moves = direction(segment.scene.text(stretch))
    if moves is not None and segment.scene.mentions_in(segment.stretch):
        claim = claim_of(segment.scene, stretch, "forecast", subject=None)
        yield replace(claim, relation=moves, metric="total_return")


def _about(scene: Scene, stretch: Stretch, memory: Memory) -> list[tuple[str, Mention | None]]:
    """Whom a stretch is about.

    The first names before its verb count, or a pronoun there; else what comes first behind it.
    """
    modal = _VERB.search(scene.text(stretch))
    at = stretch[0] + modal.start() if modal else stretch[1]
    before = named_in(scene, (stretch[0], at))
    if before:
        return [(m.id, m) for m in joined(scene, before)]
    front = scene.text((stretch[0], at))
    if modal and memory.subject and not re.search(r"\w", front):
        return [(memory.subject, None)]
    if found := _pointed(front, memory):
        return found
    behind = named_in(scene, (at, stretch[1]))
    until = behind[0].start if behind else stretch[1]
    if modal and (found := _pointed(scene.text((at + len(modal[0]), until)), memory)):
        return found
    if modal and not behind and memory.subject and _OUTER.match(scene.text((at, stretch[1]))):
        return [(memory.subject, None)]
    return [(m.id, m) for m in joined(scene, behind)]


def _pointed(words: str, memory: Memory) -> list[tuple[str, Mention | None]]:
    """Whom "it" and "both" mean in some words; nobody where they point to nothing."""
    if _BOTH.search(words) and len(memory.pair()) > 1:
        return [(id, None) for id in memory.pair()]
    subject = memory.subject
    return [(subject, None)] if subject is not None and _POINTS.search(words) else []
