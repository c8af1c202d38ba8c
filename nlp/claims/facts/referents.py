"""Whom "both", "each of them" and a clause without a name speak of: what was named before."""

from __future__ import annotations

import re
from collections.abc import Set

from nlp.claims.facts.fact import Stretch
from nlp.claims.memory import Memory, Subject
from nlp.claims.scene import Scene
from nlp.mentions import TRADED, Mention


def recent(count: int, scene: Scene, memory: Memory, *, until: int) -> tuple[Subject, ...]:
    """The things named last, by their last mention: so many, or none where fewer are known.

    Funds and stocks come before the indices that are named along with them.
    """
    here = [m for m in scene.mentions if m.kind in TRADED and m.end <= until]
    for named in (here, [*memory.named, *here]):
        for kinds in ({"fund", "stock"}, TRADED):
            latest = dict.fromkeys(m.id for m in reversed(named) if m.kind in kinds)
            if len(latest) >= count:
                ids = reversed([*latest][:count])
                return tuple(Subject(id=one, span=None, inherited=True) for one in ids)
    return ()


def of_paragraph(scene: Scene, memory: Memory) -> tuple[Subject, ...]:
    """The funds that the paragraph has named so far, in order."""
    ids = dict.fromkeys(m.id for m in _named_here(scene, memory) if m.kind == "fund")
    return tuple(Subject(id=one, span=None, inherited=True) for one in ids)


def _named_here(scene: Scene, memory: Memory) -> list[Mention]:
    """The latest names while their places fall back: those of the same block."""
    found: list[Mention] = []
    edge = scene.whole[0]
    for mention in reversed(memory.named):
        if mention.start >= edge:
            break
        found.insert(0, mention)
        edge = mention.start
    return found


def remembered(memory: Memory, *, kinds: Set[str]) -> tuple[Subject, ...]:
    """Who the talk is of, or the last thing of a kind that can own the fact."""
    fitting = [m.id for m in memory.named if m.kind in kinds]
    known = memory.subject is not None and (memory.subject in fitting or not memory.named)
    one = memory.subject if known else (fitting[-1] if fitting else None)
    return (Subject(id=one, span=None, inherited=True),) if one else ()


_ORDER = re.compile(
    r"\bthe (?:(?P<one>former|first)|(?P<two>latter|second|other))\b(?! (?:half|quarter|week|month"
    r"|time|year|day|place|leg|of))(?: (?:one|fund|etf))?",
    re.IGNORECASE,
)


def pointed_out(scene: Scene, stretch: Stretch, memory: Memory) -> Subject | None:
    """Whom "the former" or "the second" of a stretch means: of the two that were named last."""
    found = [*_ORDER.finditer(scene.parsed.text, *stretch)]
    two = memory.pair()
    if not found or len(two) < 2:
        return None
    return Subject(id=two[0 if found[-1]["one"] else 1], span=None, inherited=True)
