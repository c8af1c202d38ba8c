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
    ahead = memory.funds[:count] if not here and not memory.named else ()
    full = ahead if len(ahead) == count else ()
    return tuple(Subject(id=one, span=None, inherited=True) for one in full)


def in_order(count: int, scene: Scene, memory: Memory, *, until: int) -> tuple[Subject, ...]:
    """Whose the figures of a row are: the sentence's own order, the one spoken of before "than".

    "It's dearer than AGG, 0.15 against 0.05", "VWO is the cheaper of the two (18 against 67 bp)".
    """
    funds = [m for m in scene.mentions if m.kind in {"fund", "stock"} and m.end <= until]
    here = [m for m in funds if not _is_measured_to(scene, m)]
    ids = [*dict.fromkeys(m.id for m in here)]
    if len(ids) == count:
        return tuple(Subject(id=one, span=None, inherited=True) for one in ids)
    if not here and funds:
        against = {m.id for m in funds}
        spoken = dict.fromkeys(m.id for m in reversed(memory.named) if m.kind == "fund")
        last = [*reversed([id for id in spoken if id not in against][:count])]
        return tuple(Subject(id=one, span=None, inherited=True) for one in last)
    if count != _PAIR or len(ids) != 1:
        return recent(count, scene, memory, until=until)
    other = next(
        (one.id for one in recent(2, scene, memory, until=until) if one.id != ids[0]), None
    )
    lead = scene.text((max(scene.whole[0], here[0].start - 24), here[0].start))
    held = _THAN.search(lead) is not None
    if held and memory.subject not in {None, ids[0]}:
        other = memory.subject
    if other is None:
        return ()
    order = (other, ids[0]) if held else (ids[0], other)
    return tuple(Subject(id=one, span=None, inherited=True) for one in order)


def listed(count: int, scene: Scene, memory: Memory, until: int) -> tuple[Subject, ...]:
    """So many that the note names together, else so many that were named last."""
    named = {m.id for m in memory.named}
    rows = [row for row in memory.lists if len(row) == count and named >= {*row}]
    if rows:
        return tuple(Subject(id=one, span=None, inherited=True) for one in rows[-1])
    return recent(count, scene, memory, until=until)


def longest_list(memory: Memory) -> tuple[Subject, ...]:
    """The most that the note names together, of those named so far."""
    named = {m.id for m in memory.named}
    row = max((row for row in memory.lists if named >= {*row}), key=len, default=())
    return tuple(Subject(id=one, span=None, inherited=True) for one in row)


# What a beta is to has no figure of its own.
_MEASURED_TO = re.compile(r"\b(?:to|versus|vs\.?|relative to|that of) (?:the )?$", re.IGNORECASE)


def _is_measured_to(scene: Scene, mention: Mention) -> bool:
    lead = scene.text((max(scene.whole[0], mention.start - 16), mention.start))
    joined = scene.parsed.text[mention.end : mention.end + 1] == "-"
    return joined or (_MEASURED_TO.search(lead) is not None and "beta" in scene.words.lower())


_PAIR = 2
_THAN = re.compile(r"\b(?:than|to|over|with|against|vs\.?|versus|from) (?:the )?$", re.IGNORECASE)


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


def remembered(scene: Scene, memory: Memory, *, kinds: Set[str]) -> tuple[Subject, ...]:
    """Who the talk is of, or the last thing of a kind that can own the fact."""
    fitting = [m.id for m in memory.named if m.kind in kinds]
    known = memory.subject is not None and (memory.subject in fitting or not memory.named)
    one = memory.subject if known else (fitting[-1] if fitting else None)
    if one is None and not memory.named and "fund" in kinds:
        here = {m.id for m in scene.mentions}
        one = next((fund for fund in memory.funds if fund not in here), None)
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
