"""Whose a fact is: the names around a figure, by their place in the sentence.

Facts stand in lists, brackets and clauses without a verb, where the parse is least sure and the
place of a name says most.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from nlp.claims.beside_verb import opens_clause
from nlp.claims.facts.fact import Stretch
from nlp.claims.facts.owner_words import (
    ADDRESSED,
    AGAINST,
    ALL_BEHIND,
    AND,
    APIECE,
    BEHIND,
    BOTH_BEHIND,
    ECHO,
    EITHER,
    ENTRY,
    JOINED,
    LATER,
    OPENING,
    OPENS_WITHIN,
    ORDERED,
    POINTER,
    RIGHT_BEFORE,
)
from nlp.claims.facts.referents import listed, longest_list, of_paragraph, recent, remembered
from nlp.claims.memory import Memory, Subject
from nlp.claims.scene import Scene
from nlp.mentions import TRADED, Mention
from nlp.numerals import SPELLED

_SEVERAL = {"two", "three", "all"}
Named = Sequence[Mention]


def owners(
    scene: Scene, at: Stretch, number: Stretch, memory: Memory, *, kinds: Set[str]
) -> tuple[Subject, ...]:
    """What a fact belongs to, of the given kinds of entity; none where nobody is known.

    `at` is the fact's stretch of the block and `number` that of its figure.
    """
    named = [m for m in scene.mentions if m.kind in kinds]
    beside = _beside(scene, at, number, named)
    if beside is not None:
        if beside.start >= number[1]:
            return tuple(subject(scene, m) for m in _joined_on(scene, beside, named))
        row = [m for m in named if m.end <= beside.end]
        together = scene.text((beside.end, number[0])) not in _GENITIVES
        return tuple(subject(scene, m) for m in (_joined(scene, row) if together else [beside]))
    behind = BEHIND.match(scene.parsed.text, at[1], scene.whole[1])
    if ALL_BEHIND.match(scene.parsed.text, at[1], scene.whole[1]):
        return of_paragraph(scene, memory) or longest_list(memory)
    both = BOTH_BEHIND.match(scene.parsed.text, at[1], scene.whole[1])
    if both or (behind and EITHER.match(scene.parsed.text, behind.end())):
        return recent(2, scene, memory, until=at[0])
    if APIECE.match(scene.parsed.text, number[1]) and not any(m.end <= at[0] for m in named):
        return recent(2, scene, memory, until=at[0])
    inside = [m for m in named if at[0] <= m.start and m.end <= at[1] and not _is_held(scene, m)]
    if inside:
        return (subject(scene, inside[-1]),)
    return _before(scene, at, named, memory, kinds=kinds)


def _joined_on(scene: Scene, first: Mention, named: Named) -> list[Mention]:
    """A name with those that follow it in a row: "for SHY and TLT"."""
    chain = [first]
    for mention in named:
        if mention.start > chain[-1].end:
            between = scene.text((chain[-1].end, mention.start))
            if JOINED.fullmatch(between) is None:
                break
            chain.append(mention)
    return chain


def subject(scene: Scene, mention: Mention) -> Subject:
    """A name as the subject of its claim."""
    return Subject(id=mention.id, span=scene.span((mention.start, mention.end)), inherited=False)


def stands_beside(scene: Scene, number: Stretch) -> bool:
    """Whether a number has a name right before or behind it."""
    named = [m for m in scene.mentions if m.kind in TRADED]
    lead = scene.text((max(scene.whole[0], number[0] - _REACH), number[0]))
    return _beside(scene, number, number, named) is not None or bool(ORDERED.search(lead))


_REACH = 40


def _beside(scene: Scene, at: Stretch, number: Stretch, named: Named) -> Mention | None:
    """The name that touches its number: "36 % for A", "A's 36 %", and of a bare one "A 36 %"."""
    text = scene.parsed.text
    lead = BEHIND.match(text, at[1], scene.whole[1])
    for mention in named:
        if lead is not None and mention.start == lead.end():
            # "It costs 0.48 % (EWJ 0.50)" sets another's figure beside.
            another = lead[0].endswith("(") and ENTRY.match(text, mention.end)
            return None if another else mention
    before = [m for m in named if m.end <= number[0]]
    if not before:
        return None
    gap = text[before[-1].end : number[0]]
    booked = (
        f"{gap}{text[number[0]]}".startswith(" (") and ")" in text[number[1] - 1 : number[1] + 1]
    )
    touches = booked or gap in _GENITIVES or (at == number and RIGHT_BEFORE.fullmatch(gap))
    return before[-1] if touches else None


_GENITIVES = ("'s ", "\u2019s ")


def _before(
    scene: Scene, at: Stretch, named: Named, memory: Memory, *, kinds: Set[str]
) -> tuple[Subject, ...]:
    ahead = [m for m in named if m.end <= at[0]]
    free = _free(scene, ahead)
    opened = next((m for m in named if m.start >= at[1] and not _is_held(scene, m)), None)
    opening = not free and opened is not None and at[0] - scene.whole[0] <= OPENS_WITHIN
    entry = opened and ENTRY.match(scene.parsed.text, opened.end)
    lead_in = opened and OPENING.fullmatch(scene.text((at[1], opened.start)))
    if opening and opened and lead_in and not entry:
        return (subject(scene, opened),)
    later = next((m for m in named if m.start >= at[1]), None) if not ahead else None
    if later and LATER.fullmatch(scene.text((at[1], later.start))):
        return (subject(scene, later),)
    spoken_of = free or [m for m in ahead if ADDRESSED.search(lead_of(scene, m))]
    found = _pointed(scene, at, spoken_of, memory, kinds=kinds)
    if found:
        return found
    joined = _joined(scene, free) if free else []
    return tuple(subject(scene, m) for m in joined) or remembered(scene, memory, kinds=kinds)


def _is_held(scene: Scene, mention: Mention) -> bool:
    """True where something is held against the name."""
    return AGAINST.search(lead_of(scene, mention)) is not None


def lead_of(scene: Scene, mention: Mention) -> str:
    """The few words before a name."""
    return scene.text((max(scene.whole[0], mention.start - 24), mention.start))


def _free(scene: Scene, named: Named) -> list[Mention]:
    """The names that nothing is held against, themselves or joined to such a one."""
    free: list[Mention] = []
    held: Mention | None = None
    for mention in named:
        joined = held and JOINED.fullmatch(scene.text((held.end, mention.start)))
        if joined or _is_held(scene, mention):
            held = mention
        else:
            free.append(mention)
    return free


def _joined(scene: Scene, free: Named) -> list[Mention]:
    """The last name with those it is joined to: "SPY, VOO and SPYM"."""
    chain = [free[-1]]
    for mention in reversed(free[:-1]):
        between = scene.text((mention.end, chain[0].start))
        bracket = re.sub(r"^ \([^)]{0,60}\)", "", between)
        form = AND if len(chain) > 1 else JOINED
        if form.fullmatch(bracket) is None:
            break
        chain.insert(0, mention)
    return chain


def _pointed(
    scene: Scene, at: Stretch, free: Named, memory: Memory, *, kinds: Set[str]
) -> tuple[Subject, ...]:
    """What the last "it", "which" or "both" stands for, where no name comes after it."""
    pointers = [*POINTER.finditer(scene.parsed.text, scene.whole[0], at[0] + _INTO)]
    pointer = pointers[-1] if pointers else None
    if pointer is None or (free and pointer.start() < free[-1].end):
        return ()
    match pointer.lastgroup:
        case "near":
            return tuple(subject(scene, m) for m in free[-1:])
        case "former" | "latter":
            pair = recent(2, scene, memory, until=pointer.start())
            return pair[:1] if pointer.lastgroup == "former" else pair[-1:]
        case "one" | None:
            opened = [m for m in free if opens_clause(scene, m)]
            return tuple(subject(scene, m) for m in opened[-1:] or free[:1]) or remembered(
                scene, memory, kinds=kinds
            )
    if pointer.lastgroup in {"many", "many2"}:
        return listed(int(SPELLED[pointer[pointer.lastgroup].lower()]), scene, memory, at[0])
    if pointer.lastgroup == "board":
        return of_paragraph(scene, memory) or longest_list(memory)
    if "," in scene.text((pointer.end(), max(at[0], pointer.end()))):
        return ()
    count = {"two": 2, "three": 3}.get(pointer.lastgroup)
    if count is None:
        joined = _joined(scene, free) if free else []
        return tuple(subject(scene, m) for m in joined) or of_paragraph(scene, memory)
    return recent(count, scene, memory, until=pointer.start())


# A fact's own words may begin with the pointer: "its inception in 2005".
_INTO = 4


def named_before(scene: Scene, stretch: Stretch) -> Subject | None:
    """The last traded name of a stretch that nothing is held against, as a subject."""
    free = _free(scene, [m for m in scene.mentions_in(stretch) if m.kind in TRADED])
    return subject(scene, free[-1]) if free else None


def echoed(scene: Scene, at: Stretch) -> tuple[Subject, ...]:
    """The funds that a fact is said of too: "costs three basis points, as does VOO"."""
    echo = ECHO.match(scene.parsed.text, at[1], scene.whole[1])
    named = [m for m in scene.mentions if m.kind == "fund"]
    first = next((m for m in named if echo and m.start == echo.end()), None)
    return tuple(subject(scene, m) for m in _joined_on(scene, first, named)) if first else ()
