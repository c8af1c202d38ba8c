"""Among whom a thing is ranked: a list of the note, a group in its words, or its own past."""

from __future__ import annotations

import re

from nlp.claims.comparing.comparators import (
    NOTHING_COMPARED,
    Comparators,
    find_comparators,
    pointed_to,
)
from nlp.claims.comparing.kinds import DESCRIBED, KIND_INSIDE
from nlp.claims.comparing.records import is_own_past, past_words
from nlp.claims.comparing.roster import count_words, counted, longest
from nlp.claims.draft import Draft, next_clause
from nlp.claims.memory import Memory
from nlp.claims.scene import Scene
from nlp.groups import describe, is_described, members, quantifier_of
from nlp.mentions import TRADED, Mention
from nlp.numerals import SPELLED

# What leads from a rank to the others: "the best of the five", "first among its peers".
_AMONG = re.compile(
    r"\W{0,2}(?:(?:performer|return|result|gain|showing|place|fund|etf|sector|ride|yield|risk|all)s?"
    r"\W{1,2}){0,2}(?:(?:last|this) (?:year|quarter|month)\W{1,2})?"
    r"(?:(?:of|among|amongst|out of|in|on|from|than|for)\b|\()",
    re.IGNORECASE,
)
_POINTING = re.compile(
    r"(?:(?:,|\u2014)? ?(?:of|among|amongst|out of|in|on|from)) (?:(?:all )?(?:the|our|my|these"
    r"|those|its) )?(?:(?:other )?(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|\d{1,2})(?= ?(?:[.,;:()]|$|(?:in|over|on|by|since|this|last|here|for|funds?|etfs?|with)\b))"
    r"|lot|bunch|group|pack|rest|others|table|list|field|them|them all|all)\b",
    re.IGNORECASE,
)
_FRONT = re.compile(r"^\W{0,3}(?:of|among|amongst|out of) [^,;:]{4,80}", re.IGNORECASE)
_AHEAD_OF = re.compile(
    r",? ?(?:(?:on|in|of) (?:[\w'\u2019-]{1,14} ){1,3})?,? ?"
    r"(?:ahead of|behind|in front of|to) (?=[A-Z])",
    re.IGNORECASE,
)
_PASSED_ENDS = re.compile(
    r"[.;:()]| (?:in|over|since|by|with|but|while|though|which|this|last|for)\b", re.IGNORECASE
)
_NOBODY = re.compile(r"(?:none|not one|no|nothing|nobody)\b", re.IGNORECASE)
_OF_FIGURE = re.compile(r"\b(?:of|among) (?:any|all|the)$", re.IGNORECASE)
_OPENED = re.compile(r"[^.,;:()]{0,80}\(")
_OF = re.compile(r"\b(?:of|among) ", re.IGNORECASE)
_THEM = re.compile(r"\b(?:of|among|amongst) (?:them(?: all)?|all)$", re.IGNORECASE)
_THE_COUNT = re.compile(
    rf"\b(?:the|our|these|those)(?: other)? (?:{'|'.join(SPELLED)}|\d{{1,2}})\b", re.IGNORECASE
)
_TIME = re.compile(r"\b(?:year|quarter|month|week|decade|day|half)s?$", re.IGNORECASE)
# How far behind a ranking another place in it may stand, in characters.
_NEAR = 260


def excludes(draft: Draft) -> bool:
    """True for "none of the others has matched XLF", which puts XLF first."""
    return _NOBODY.match(draft.region.cue.span.text) is not None


def ranked_among(draft: Draft, memory: Memory) -> Comparators:
    """The others: listed in brackets, counted or listed by the note, in its words, or the table's.

    A group of a described kind keeps its words, unless the note names just as many as it counts.
    """
    if is_own_past(draft):
        return past_words(draft)
    scene, cue = draft.scene, draft.region.cue.span
    passed = _passed(draft)
    if passed:
        return Comparators(ids=passed, quantifier="named")
    behind = _behind(draft)
    front = _front(scene, cue.start_char)
    whole = (cue.start_char, behind[1])
    order = (whole, behind) if _OF.search(cue.text) else (behind, whole)
    for stretch in (order[0], *([front] if front else []), order[1]):
        found = _told(draft, stretch, memory)
        if found is not None:
            return found
    again = _again(draft, memory)
    if again is not None and _in_sentence(draft, memory):
        return again
    return _named(draft, behind, memory) or again or _of_its_list(draft, memory)


def _in_sentence(draft: Draft, memory: Memory) -> bool:
    start = draft.scene.parsed.offset + draft.scene.whole[0]
    return memory.ranked is not None and memory.ranked.start >= start


def _passed(draft: Draft) -> tuple[str, ...]:
    """Whom the place is ahead of or behind: "top of the table ahead of TLT, HYG and SPY"."""
    scene, end = draft.scene, draft.region.cue.span.end_char
    lead = _AHEAD_OF.match(scene.text((end, scene.whole[1])))
    if lead is None:
        return ()
    start = end + lead.end()
    stop = _PASSED_ENDS.search(scene.text((start, scene.whole[1])))
    named = _traded(scene, (start, start + stop.start() if stop else scene.whole[1]))
    return tuple(dict.fromkeys(m.id for m in named if m.id != draft.subject.id))


def _behind(draft: Draft) -> tuple[int, int]:
    scene, region = draft.scene, draft.region
    tail = _OF_FIGURE.search(region.cue.span.text)
    start, end = scene.until_stop(region.after)
    start = region.cue.span.start_char + tail.start() - 1 if tail else start
    return start, max(start, min(end, next_clause(draft)))


def _front(scene: Scene, cue: int) -> tuple[int, int] | None:
    """The group that opens the sentence: "Of the eight building blocks we use, VNQ has …"."""
    match = _FRONT.match(scene.text((scene.whole[0], cue)))
    return (scene.whole[0], scene.whole[0] + match.end()) if match else None


def _told(draft: Draft, stretch: tuple[int, int], memory: Memory) -> Comparators | None:
    """What a stretch says of the others: a list in brackets, a count that fits, a kind."""
    scene, subject = draft.scene, draft.subject.id
    text = scene.text(stretch)
    bracketed = _bracketed(scene, stretch, subject)
    if bracketed:
        return Comparators(ids=bracketed, quantifier="named", text=text.strip())
    kind = DESCRIBED.search(text) or KIND_INSIDE.search(text)
    pointing = _POINTING.search(text)
    found = pointed_to(scene, stretch, subject=subject, memory=memory)
    exact = _counted(text, subject, memory, described=kind is not None)
    if exact is not None:
        return exact
    counts = count_words(text) is not None
    if pointing is not None and not counts and (kind is None or pointing.start() <= kind.start()):
        found = None if _THEM.search(pointing[0]) else found
        return found if found is not None and found.ids else None
    if kind is not None and not _TIME.search(kind["group"]):
        return _kind(draft, kind["group"], memory)
    return None


def _kind(draft: Draft, words: str, memory: Memory) -> Comparators:
    """A described kind, with the catalogue's funds of it where its words name a factor or size."""
    fund = memory.catalog.funds.get(draft.subject.id or "")
    group = describe(words, subject=fund)
    since = draft.window.base or (fund.inception if fund else None)
    exclude = {draft.subject.id or ""}
    ids = members(group, catalog=memory.catalog, exclude=exclude, since=since) if group else ()
    quantifier = quantifier_of(words) or "named"
    return Comparators(ids=ids, inferred=True, quantifier=quantifier, text=words)


def _counted(
    text: str, subject: str | None, memory: Memory, *, described: bool
) -> Comparators | None:
    """As many as the words count, which the note lists, or names where it says "the five"."""
    funds = () if described and _THE_COUNT.search(text) is None else memory.funds
    recent = [name for name in memory.traded() if name not in memory.catalog.indices]
    found = counted(text, subject=subject, lists=memory.lists, funds=funds, recent=recent)
    ids = tuple(name for name in found.ids if name != subject) if found is not None else ()
    return Comparators(ids=ids, quantifier="all", text=text.strip()) if ids else None


def _bracketed(scene: Scene, stretch: tuple[int, int], subject: str | None) -> tuple[str, ...]:
    opened = _OPENED.match(scene.text((stretch[0], scene.whole[1])))
    if opened is None:
        return ()
    at = stretch[0] + opened.end() - 1
    closed = scene.text((at, scene.whole[1])).find(")")
    named = _traded(scene, (at, at + closed)) if closed > 0 else []
    ids = tuple(dict.fromkeys(m.id for m in named if m.id != subject))
    return ids if len(ids) > 1 else ()


def _named(draft: Draft, behind: tuple[int, int], memory: Memory) -> Comparators | None:
    scene, region, subject = draft.scene, draft.region, draft.subject.id
    text = scene.text(behind)
    whole = (min(region.start, region.cue.span.start_char), region.end)
    for stretch in (behind, whole):
        found = pointed_to(scene, stretch, subject=subject, memory=memory)
        if found is not None and found.ids and found.quantifier == "all":
            return found
    if _AMONG.match(text) or excludes(draft):
        named = find_comparators(scene, behind, subject=subject, window=draft.window, memory=memory)
        if named != NOTHING_COMPARED and re.search(r"[A-Za-z]{2}", named.text or ""):
            return named
    words = count_words(text) or is_described(
        scene.text((scene.whole[0], region.cue.span.start_char)) + text
    )
    if words is not None:
        return Comparators(inferred=True, quantifier="named", text=words)
    return None


def _again(draft: Draft, memory: Memory) -> Comparators | None:
    """The group of the ranking just told of another: "PBW was second", "XLV limped in last"."""
    last, subject = memory.ranked, draft.subject.id
    if last is None or subject is None or last.subject is None or last.subject == subject:
        return None
    start = draft.scene.parsed.offset + draft.region.cue.span.start_char
    if not 0 <= start - last.start <= _NEAR or not (last.comparators or last.comparators_text):
        return None
    if last.comparators_inferred and " since " in (last.comparators_text or ""):
        return None
    if last.comparators_inferred:
        return Comparators(
            ids=tuple(name for name in last.comparators if name != subject),
            inferred=True,
            quantifier=last.quantifier,
            text=last.comparators_text,
        )
    if subject not in last.comparators:
        return None
    others = [name for name in (last.subject, *last.comparators) if name != subject]
    return Comparators(ids=tuple(others), quantifier=last.quantifier)


def _of_its_list(draft: Draft, memory: Memory) -> Comparators:
    """The table or list that holds the subject, for "XLE was the top sector"."""
    ids = longest(draft.subject.id, lists=memory.lists, funds=())
    if ids is None:
        return NOTHING_COMPARED
    others = tuple(name for name in ids if name != draft.subject.id)
    return Comparators(ids=others, quantifier="named")


def _traded(scene: Scene, stretch: tuple[int, int]) -> list[Mention]:
    return [m for m in scene.mentions_in(stretch) if m.kind in TRADED]
