"""A claim for each fund that a subject counts: "neither", "all five", "the two"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from nlp.claims.comparing.plurals import follows, is_expanded, plural
from nlp.claims.comparing.roster import counted
from nlp.claims.comparing.several import COMMA, LISTED, SEVERAL, traded_in
from nlp.claims.draft import Draft
from nlp.claims.memory import Memory

_PAIR = re.compile(
    r"(?:(?:the|these|those|our) (?:two|pair|duo)|both|they|neither(?: of (?:them|the two))?"
    r"|each(?: of (?:them|the two))?|between (?:them|the two))$",
    re.IGNORECASE,
)
# What leads to an enumeration, and how far before its first name it may stand.
_TOGETHER = re.compile(r"\b(?:all|both|each|every|namely|none|neither)\b|i\.e\.|:", re.IGNORECASE)
_FRONT = 60


def pair_apart(draft: Draft, memory: Memory, *, against: tuple[str, ...]) -> Draft:
    """One of "both" where what they are compared with was named between them: "both beat it"."""
    words = draft.subject.span.text if draft.subject.span else ""
    theirs = memory.pair()
    if not _PAIR.match(words) or draft.subject.id not in theirs:
        return draft
    funds = [name for name in memory.traded() if name not in memory.catalog.indices]
    meant = memory.two_of([name for name in funds if not follows(name, against, memory)])
    if len(meant) < len(theirs):
        return draft
    name = meant[theirs.index(draft.subject.id)]
    return replace(draft, subject=replace(draft.subject, id=name))


def each(draft: Draft, memory: Memory, *, against: tuple[str, ...]) -> Iterator[Draft]:
    """A draft for each fund that the subject counts: "neither", "all five", "four of the seven".

    The comparators `against` are not among them, nor a fund that follows one of them.
    """
    several = plural(draft, memory, against)
    if several and is_expanded(draft, several, memory):
        return
    names = several or _names(draft, memory, against) or _enumerated(draft)
    if not names:
        yield draft
        return
    for name in names:
        yield replace(draft, subject=replace(draft.subject, id=name, inherited=True))


def _enumerated(draft: Draft) -> tuple[str, ...]:
    """The names of "all the trackers, i.e. IWM, IJR, SCHA, behind SPY", where the last is read."""
    scene = draft.scene
    named = traded_in(draft, (scene.whole[0], draft.region.cue.span.start_char))
    if not named or named[-1].id != draft.subject.id:
        return ()
    first = len(named) - 1
    while first and COMMA.fullmatch(scene.text((named[first - 1].end, named[first].start))):
        first -= 1
    front = scene.text((scene.whole[0], named[first].start))[-_FRONT:]
    return tuple(m.id for m in named[first:]) if _TOGETHER.search(front) else ()


def _names(draft: Draft, memory: Memory, against: tuple[str, ...]) -> tuple[str, ...]:
    subject = draft.subject
    if subject.id is not None or subject.span is None:
        return ()
    words = subject.span.text
    if LISTED.match(words):
        behind = traded_in(draft, (draft.region.cue.span.end_char, draft.scene.whole[1]))
        return tuple(m.id for m in behind)
    funds = [name for name in memory.traded() if name not in memory.catalog.indices]
    funds = [name for name in funds if not follows(name, against, memory)]
    if _PAIR.match(words):
        return tuple(memory.two_of(funds))
    if not SEVERAL.search(words):
        return ()
    found = counted(words, subject=None, lists=memory.lists, funds=memory.funds, recent=funds)
    return found.ids if found is not None else ()
