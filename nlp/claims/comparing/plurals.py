"""Whom a plural before a comparison stands for: "both", "neither", "none of the three"."""

from __future__ import annotations

import re

from nlp.claims.comparing.roster import counted
from nlp.claims.draft import Draft
from nlp.claims.memory import Memory
from nlp.mentions import TRADED, Mention

_PLURAL = re.compile(
    r"\b(?:both|neither|they(?:['\u2019]re| are)?(?: both)?"
    r"|(?:each|neither|both) of (?:them|the two)"
    r"|(?P<many>(?:none|all|each|every one) of (?:them|these|those"
    r"|the (?:two|three|four|five|six|seven|eight))|all (?:three|four|five|six|seven|eight)))\b"
    r"(?! n?or\b)(?:(?! and )[^,;:]){0,45}$",
    re.IGNORECASE,
)


def plural(draft: Draft, memory: Memory, against: tuple[str, ...]) -> tuple[str, ...]:
    """The names that a "both", "neither" or "none of them" before the words stands for."""
    scene = draft.scene
    start = scene.whole[0]
    front = scene.text((start, draft.region.cue.span.start_char))
    match = _PLURAL.search(front)
    if match is None or _traded(draft, (start + match.start(), start + len(front))):
        return ()
    here = _traded(draft, (start, start + match.start()))
    funds = [name for name in memory.traded(*here) if name not in memory.catalog.indices]
    others = [name for name in funds if not follows(name, against, memory)]
    if match["many"] is None:
        # "Neither has beaten the index" may well speak of two that follow it.
        two = memory.two_of(others if len(others) > 1 else [n for n in funds if n not in against])
        return tuple(two) if len(two) > 1 else ()
    words = match["many"]
    found = counted(words, subject=None, lists=memory.lists, funds=memory.funds, recent=funds)
    ids = found.ids if found is not None else _latest_list(others, memory)
    return tuple(name for name in ids if name not in against)


def _latest_list(names: list[str], memory: Memory) -> tuple[str, ...]:
    """The longest list of the note that holds the name just told of, and no later one."""
    own = [row for row in memory.lists if names and names[-1] in row and {*row} <= {*names}]
    return max(own, key=len, default=())


def is_expanded(draft: Draft, names: tuple[str, ...], memory: Memory) -> bool:
    """True where the same words have already spoken for each of the names."""
    last = memory.compared
    if last is None or last.relation_span is None or last.subject not in names:
        return False
    return draft.scene.place(last.relation_span)[0] == draft.region.cue.span.start_char


def follows(name: str, against: tuple[str, ...], memory: Memory) -> bool:
    """True for one of the comparators, and for a plain fund that follows one of them."""
    fund = memory.catalog.funds.get(name)
    return name in against or (fund is not None and fund.index in against and not fund.factors)


def _traded(draft: Draft, stretch: tuple[int, int]) -> list[Mention]:
    return [m for m in draft.scene.mentions_in(stretch) if m.kind in TRADED]
