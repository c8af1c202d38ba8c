"""Reads a stretch of a sentence as a movement of something, when no claim on prices has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from nlp.claims.memory import Memory
from nlp.claims.outlook.prospects import direction, prospect
from nlp.claims.outlook.segments import Segment, Stretch, claim_of, named_in
from nlp.claims.scene import Scene
from nlp.mentions import Mention
from nlp.types import Claim

_POINTS = re.compile(
    r"\b(?:it|its|they|the (?:fund|shares?|etf|trade|strategy|position|gap|lead|payout"
    r"|thing|product|note|pair|stock|sector|spread|index)"
    r"|(?:her|his) (?:picks|fund|shares|stocks))\b"
    # "Could rip 50 %": no word stands for whom the note talks of.
    r"|^\W{0,4}(?:could|may|might|will|would|should|ought)\b",
    re.IGNORECASE,
)
# The verb of what is to come, before which its subject stands.
_VERB = re.compile(
    r"\b(?:will|can|could|may|might|should|would|ought|tends?|(?:is|are) (?:likely|set|apt|bound"
    r"|poised|going))\b|\x01 to\b",
    re.IGNORECASE,
)


def statement(segment: Segment, stretch: Stretch, memory: Memory) -> Iterator[Claim]:
    """The movement that a stretch speaks of, of whom it names or talks of; nothing without."""
    scene = segment.scene
    named, points = _about(scene, stretch)
    subject = named.id if named else (memory.subject if points else None)
    seen = prospect(scene, stretch, subject=subject, memory=memory)
    if subject is None or seen is None:
        return
    yield replace(
        claim_of(scene, stretch, "forecast", subject=subject, named=named),
        comparators=seen.comparators,
        quantifier="named" if seen.comparators else None,
        relation=seen.relation,
        metric=seen.metric,
        magnitude=seen.magnitude,
    )


def unnamed(segment: Segment, stretch: Stretch) -> Iterator[Claim]:
    """A movement of what no name stands for, beside something that the note knows."""
    moves = direction(segment.scene.text(stretch))
    if moves is not None and segment.scene.mentions_in(segment.stretch):
        claim = claim_of(segment.scene, stretch, "forecast", subject=None)
        yield replace(claim, relation=moves, metric="total_return")


def _about(scene: Scene, stretch: Stretch) -> tuple[Mention | None, bool]:
    """Whom a stretch is about, and whether it only points to them.

    The first name before its verb counts, or a pronoun there; else the first name behind it.
    """
    modal = _VERB.search(scene.text(stretch))
    front = (stretch[0], stretch[0] + modal.start()) if modal else stretch
    before = named_in(scene, front)
    points = _POINTS.search(scene.text(front)) is not None
    if before or points:
        return next(iter(before), None), points
    return next(iter(named_in(scene, stretch)), None), False
