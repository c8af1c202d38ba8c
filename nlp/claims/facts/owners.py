"""Whose a fact is: the names around a figure, by their place in the sentence.

Facts stand in lists, brackets and clauses without a verb, where the parse is least sure and the
place of a name says most.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from nlp.claims.facts.fact import Stretch, clause_start
from nlp.claims.facts.referents import of_paragraph, recent, remembered
from nlp.claims.memory import Memory, Subject
from nlp.claims.scene import Scene
from nlp.mentions import TRADED, Mention

# "12.3 % for XLK", "0.0945 % of SPY", "at a fee of 0.2 % for either".
_BEHIND = re.compile(
    r"(?: (?:a year|annuali[sz]ed|per annum|p\.a\.|each|apiece|vol(?:atility)?))?,?"
    r" (?:\(|(?:for|of|on|at|by|from) (?:the |its |shares of )?)",
    re.IGNORECASE,
)
# "USMV's 0.28", "ZROZ, with 23 %", "IJS 0.18", "GLD (0.4 %)": the name right before a number.
_RIGHT_BEFORE = re.compile(
    r"(?:['\u2019]s)?(?:,? (?:was|is|at|has|had|with|only|about|a|just|came to|comes in at|has been"
    r"|too|alas|asks|takes|wants|charges|costs)\b,?){0,3},?:?(?: ?= ?)?[ (]{1,2}~?"
)
# A name behind one of these is what something is held against.
_AGAINST = re.compile(
    r"\b(?:than|versus|vs\.?|against|over|behind|with|like|as|to|for|beat|beats|beating|lagged|lags"
    r"|lagging|trailed|trails|trailing|outperformed|unlike|from|between|below|above|under"
    r"|regressed on)"
    r"(?: (?:the|its|that of|those of|both|plain|index|either|neither))? $",
    re.IGNORECASE,
)
# "In fairness to DWAS, it …" speaks of it all the same.
_ADDRESSED = re.compile(r"\b(?:to|for|like|with|as) (?:the )?$", re.IGNORECASE)
# What a beta or a correlation is to.
_MEASURED_TO = re.compile(
    r"\b(?:to|against|with|versus|vs\.?|over|than|regressed on|relative to|from)"
    r"(?: (?:the|that of|its|plain))? $",
    re.IGNORECASE,
)
_POINTER = re.compile(
    r"\b(?P<near>which|whose|who)\b|\b(?P<former>the former)\b|\b(?P<latter>the latter)\b"
    r"|\b(?P<two>both|either|neither|the two|the pair|the two of them)\b"
    r"|\b(?P<three>all three|the three)\b|\b(?P<all>each(?: of (?:them|these|the))?|all of them"
    r"|all(?= (?:track|follow|charge|cost)))\b"
    r"|\b(?P<one>it|its|it['\u2019]s|(?:this|that)(?: one)?|the (?:[\w-]{1,15} ){0,2}?(?:fund|etf"
    r"|product|vehicle|tracker|note|share class))\b",
    re.IGNORECASE,
)
_SEVERAL = {"two", "three", "all"}
_JOINED = re.compile(r",? (?:and|or|nor) |/| & ")
_AND = re.compile(rf"(?:{_JOINED.pattern}|, )(?:(?:the|shares of|its sibling) )?")
# "At 0.15 % a year, MTUM is cheap", "Since its launch in 2019 AVUV has …".
_OPENING = re.compile(
    r"(?: (?:a|per) year| annually| p\.a\.)?(?: (?:to|against|with) [^,;]{2,30})?,? (?:the )?"
)
_OPENS_WITHIN = 12
# "A fee of 39 basis points is steep for XSMO."
_LATER = re.compile(r"[^,;.:%\d]{0,40}? (?:for|on|at|of) (?:the )?")
# Behind these, names have nothing to do with the figure before.
_BREAK = re.compile(r"[;:]|\.\s|\b(?:whereas|although|though|because)\b", re.IGNORECASE)

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
        row = [m for m in named if m.end <= beside.end] if beside.end <= number[0] else [beside]
        together = scene.text((beside.end, number[0])) not in _GENITIVES
        return tuple(subject(scene, m) for m in (_joined(scene, row) if together else [beside]))
    behind = _BEHIND.match(scene.parsed.text, at[1], scene.whole[1])
    if behind and _EITHER.match(scene.parsed.text, behind.end()):
        return recent(2, scene, memory, until=at[0])
    inside = [m for m in named if at[0] <= m.start and m.end <= at[1] and not _is_held(scene, m)]
    if inside:
        return (subject(scene, inside[-1]),)
    return _before(scene, at, named, memory, kinds=kinds)


_EITHER = re.compile(r"(?:either|both|each)\b")


def subject(scene: Scene, mention: Mention) -> Subject:
    """A name as the subject of its claim."""
    return Subject(id=mention.id, span=scene.span((mention.start, mention.end)), inherited=False)


def stands_beside(scene: Scene, number: Stretch) -> bool:
    """Whether a number has a name right before or behind it."""
    named = [m for m in scene.mentions if m.kind in TRADED]
    return _beside(scene, number, number, named) is not None


def _beside(scene: Scene, at: Stretch, number: Stretch, named: Named) -> Mention | None:
    """The name that touches its number: "36 % for A", "A's 36 %", and of a bare one "A 36 %"."""
    text = scene.parsed.text
    lead = _BEHIND.match(text, at[1], scene.whole[1])
    for mention in named:
        if lead is not None and mention.start == lead.end():
            return mention
    before = [m for m in named if m.end <= number[0]]
    if not before:
        return None
    gap = text[before[-1].end : number[0]]
    touches = gap in _GENITIVES or (at == number and _RIGHT_BEFORE.fullmatch(gap))
    return before[-1] if touches else None


_GENITIVES = ("'s ", "\u2019s ")


def _before(
    scene: Scene, at: Stretch, named: Named, memory: Memory, *, kinds: Set[str]
) -> tuple[Subject, ...]:
    ahead = [m for m in named if m.end <= at[0]]
    free = _free(scene, ahead)
    opened = next((m for m in named if m.start >= at[1] and not _is_held(scene, m)), None)
    opening = not free and opened is not None and at[0] - scene.whole[0] <= _OPENS_WITHIN
    if opening and opened and _OPENING.fullmatch(scene.text((at[1], opened.start))):
        return (subject(scene, opened),)
    later = next((m for m in named if m.start >= at[1]), None) if not ahead else None
    if later and _LATER.fullmatch(scene.text((at[1], later.start))):
        return (subject(scene, later),)
    spoken_of = free or [m for m in ahead if _ADDRESSED.search(_lead(scene, m))]
    found = _pointed(scene, at, spoken_of, memory, kinds=kinds)
    if found:
        return found
    joined = _joined(scene, free) if free else []
    return tuple(subject(scene, m) for m in joined) or remembered(memory, kinds=kinds)


def _is_held(scene: Scene, mention: Mention) -> bool:
    """True where something is held against the name."""
    return _AGAINST.search(_lead(scene, mention)) is not None


def _lead(scene: Scene, mention: Mention) -> str:
    """The few words before a name."""
    return scene.text((max(scene.whole[0], mention.start - 24), mention.start))


def _free(scene: Scene, named: Named) -> list[Mention]:
    """The names that nothing is held against, themselves or joined to such a one."""
    free: list[Mention] = []
    held: Mention | None = None
    for mention in named:
        joined = held and _JOINED.fullmatch(scene.text((held.end, mention.start)))
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
        form = _AND if len(chain) > 1 else _JOINED
        if form.fullmatch(bracket) is None:
            break
        chain.insert(0, mention)
    return chain


def _pointed(
    scene: Scene, at: Stretch, free: Named, memory: Memory, *, kinds: Set[str]
) -> tuple[Subject, ...]:
    """What the last "it", "which" or "both" stands for, where no name comes after it."""
    pointers = [*_POINTER.finditer(scene.parsed.text, scene.whole[0], at[0] + _INTO)]
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
            return tuple(subject(scene, m) for m in free[:1]) or remembered(memory, kinds=kinds)
    if "," in scene.text((pointer.end(), max(at[0], pointer.end()))):
        return ()
    count = {"two": 2, "three": 3}.get(pointer.lastgroup)
    if count is None:
        joined = _joined(scene, free) if free else []
        return tuple(subject(scene, m) for m in joined) or of_paragraph(scene, memory)
    return recent(count, scene, memory, until=pointer.start())


# A fact's own words may begin with the pointer: "its inception in 2005".
_INTO = 4


def compared_with(scene: Scene, at: Stretch, own: str | None) -> Iterator[Mention]:
    """The names near a figure that it is measured against: "a beta of 0.7 to SPY"."""
    stop = _BREAK.search(scene.parsed.text, at[1], scene.whole[1])
    reach = (scene.whole[0], stop.start() if stop else scene.whole[1])
    for mention in scene.mentions:
        inside = reach[0] <= mention.start and mention.end <= reach[1]
        measured = mention.kind in TRADED and inside and mention.id != own
        if measured and _MEASURED_TO.search(_lead(scene, mention)):
            yield mention


_BETWEEN = re.compile(r"\bbetween (?:the )?$", re.IGNORECASE)
_THE_TWO = re.compile(r"\b(?:the two|the pair|both|each other|them)\b", re.IGNORECASE)


def correlated(
    scene: Scene, at: Stretch, whose: tuple[Subject, ...], memory: Memory
) -> tuple[Subject, ...]:
    """The two sides of "the correlation between A and B", of "A and B have one", "the two"."""
    if len(whose) > 1:
        return whose[:2]
    start = clause_start(scene, at[0])
    between = [m for m in scene.mentions_in((start, scene.whole[1])) if m.kind in TRADED]
    lead = scene.text((start, between[0].start)) if len(between) > 1 else ""
    if _BETWEEN.search(lead):
        return tuple(subject(scene, mention) for mention in between[:2])
    pointed = _THE_TWO.search(scene.text((start, at[1])))
    if not pointed or between:
        return ()
    order = [m.id for m in (*memory.named, *scene.mentions)]
    two = recent(2, scene, memory, until=at[1])
    return tuple(sorted(two, key=lambda one: order.index(one.id or "")))


def named_before(scene: Scene, stretch: Stretch) -> Subject | None:
    """The last traded name of a stretch that nothing is held against, as a subject."""
    free = _free(scene, [m for m in scene.mentions_in(stretch) if m.kind in TRADED])
    return subject(scene, free[-1]) if free else None
