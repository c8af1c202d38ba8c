"""Whom the next sentence speaks of, where it doesn't say."""

from __future__ import annotations

from nlp.claims.beside_verb import not_held
from nlp.claims.memory import Memory
from nlp.claims.scene import Scene
from nlp.types import Claim

# How far into a sentence the name it opens with may begin.
_OPENING = 25


def topic(claims: list[Claim], memory: Memory) -> str | None:
    """Whom the next sentence's "it" means: who the first statement of this one is about.

    A factor or a group of stocks is no "it", nor "this fund".
    """
    named = {mention.id for mention in memory.named}
    told = [c for c in claims if c.subject in named and c.type != "trade"]
    return min(told, key=lambda c: c.start).subject if told else None


def follow_topic(scene: Scene, memory: Memory, claims: list[Claim]) -> None:
    """A sentence that opens with a fund changes the subject for the sentences after it.

    So does one that claims nothing and names a single fund: "Members have asked about BNDX."
    """
    held = {id for claim in claims for id in claim.comparators}
    named = [m for m in scene.mentions if m.kind == "fund" and m.id not in held]
    opening = [m for m in named if m.start - scene.whole[0] < _OPENING]
    lone = not claims and len({m.id for m in named}) == 1
    turned = opening or (not_held(scene, named) if lone else [])
    if turned:
        memory.subject = turned[0].id
