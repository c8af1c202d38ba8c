"""Against what a claim compares: names, described groups, benchmarks, and words that point."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from nlp.claims.comparing.roster import Pointed, counted, pair, whole
from nlp.claims.comparing.styles import style_behind
from nlp.claims.memory import Memory
from nlp.claims.scene import Scene
from nlp.groups import Group, describe, is_described, members, quantifier_of
from nlp.groups import benchmark as benchmark_of
from nlp.mentions import TRADED, Mention
from nlp.types import Quantifier, Window

# A name this close behind a group noun is what the noun introduces: "the growth ETF IJT".
_APPOSITION = 3
_SINGLE = re.compile(
    r"(?:(?:just|only|even|that of|what|those of) )?"
    r"(?:(?P<it>it)\b(?! (?:is|was|has|had|did|also)\b)"
    r"|the (?P<former>former|first)\b(?! (?:half|quarter|week|month|year|time))"
    r"|the (?:latter|second|other)(?: one| fund)?\b(?! (?:half|quarter|week|month|year|time|two))"
    r"|(?:its|the|their|our|my) (?:[\w-]{1,20} ){0,2}(?:sibling|cousin|twin|brother|sister"
    r"|counterpart|stablemate|rival|peer|neighbour|neighbor)\b"
    r"|the (?:plain|standard|ordinary|unhedged|hedged|larger|smaller|older|cheaper|dearer|bigger"
    r"|original|regular|parent)(?:[- ][\w-]{1,12})? (?:one|fund|etf|version)\b|big brother\b)",
    re.IGNORECASE,
)
# "Ahead of both, by 2 points in VIG's case", but "both SPY and QQQ".
_BOTH_ALONE = re.compile(
    r"(?:both|either|neither|the (?:pair|two))(?: of them| of the two)?"
    r"(?=[,.;:)]|$| (?:over|in|since|on|for|by|this|last|at|during)\b)",
    re.IGNORECASE,
)
_AND = re.compile(r",? (?:and|nor|or|&) (?:the )?", re.IGNORECASE)
_CONCEPTS = {"factor", "asset_class", "sector"}
# How far into the words a concept may stand to be what they compare with, and what may follow it.
_CLOSE = 25
_CONCEPT_ENDS = re.compile(
    r"(?: (?:stocks?|shares?|names?|equities))?(?:\s*$|[,.;:)]|'s\b|\u2019s\b"
    r"| (?:in|since|over|by|during|for|on|and|or|this|last|from|between|through|so|year"
    r"|late|early|when|while|again|too|as|at|after|before|with|because|but|if|once|until)\b)",
    re.IGNORECASE,
)
_THE_INDEX = re.compile(r"(?:(?:that|those) of )?the (?:index|benchmark)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparators:
    """Entity ids, how they were come by, and the words they came from.

    `inferred` where the catalogue chose them; what the note itself names is not inferred.
    """

    ids: tuple[str, ...] = ()
    inferred: bool = False
    quantifier: Quantifier | None = None
    text: str | None = None


NOTHING_COMPARED = Comparators()


def find_comparators(
    scene: Scene, stretch: tuple[int, int], *, subject: str | None, window: Window, memory: Memory
) -> Comparators:
    """What stands in a stretch of the sentence to compare the subject with.

    Names come first; words that count or point to funds of the note mean those; a described group
    adds its members as of the window's first day; a "benchmark" stands for an index only where
    nothing is named.
    """
    text = scene.text(stretch)
    named = [m for m in scene.mentions_in(stretch) if m.kind in TRADED and m.id != subject]
    points = not named or _BOTH_ALONE.match(text.lstrip()) is not None
    recalled = None if not points else pointed_to(scene, stretch, subject=subject, memory=memory)
    if recalled is not None:
        return recalled
    group = _group(scene, stretch, named, subject=subject, memory=memory)
    found = _members(group, subject=subject, window=window, memory=memory)
    ids = dict.fromkeys([*(m.id for m in named), *found])
    if ids or group:
        quantifier = quantifier_of(text) or "named"
        words = group.text if group and not named else text.strip(" ,.;")
        return Comparators(ids=tuple(ids), inferred=bool(group), quantifier=quantifier, text=words)
    return (
        _benchmark(text, subject=subject, memory=memory)
        or _concept(scene, stretch, subject=subject)
        or _vaguely(text)
    )


def pointed_to(
    scene: Scene, stretch: tuple[int, int], *, subject: str | None, memory: Memory
) -> Comparators | None:
    """Funds that the words only count or point to: "the other four funds", "both of them"."""
    text = scene.text(stretch)
    here = [m for m in scene.mentions_in((scene.whole[0], stretch[0])) if m.kind in TRADED]
    recent = memory.traded(*here)
    funds = [name for name in recent if name not in memory.catalog.indices]
    found = counted(text, subject=subject, lists=memory.lists, funds=memory.funds, recent=funds)
    if found is not None:
        return _others(found, subject, "all")
    both = pair(text, recent=funds, joined=_joined(scene, here, subject), subject=subject)
    if both is not None:
        return _others(both, subject, "both")
    one = _single(text, subject=subject, recent=recent, funds=funds)
    if one is not None:
        return _others(one, subject, "named")
    lot = whole(text, subject=subject, lists=memory.lists, funds=memory.funds)
    return _others(lot, subject, "all") if lot is not None else None


def _joined(scene: Scene, here: list[Mention], subject: str | None) -> tuple[str, ...]:
    """The last two names before in the sentence that an "and" or "nor" joins."""
    pairs = [
        (first.id, second.id)
        for first, second in pairwise(here)
        if _AND.fullmatch(scene.text((first.end, second.start))) and subject != second.id
    ]
    return pairs[-1] if pairs else ()


def _others(found: Pointed, subject: str | None, quantifier: Quantifier) -> Comparators:
    ids = tuple(name for name in found.ids if name != subject)
    return Comparators(ids=ids, quantifier=quantifier, text=found.text)


def _single(
    text: str, *, subject: str | None, recent: list[str], funds: list[str]
) -> Pointed | None:
    """The one fund or index that "it", "the former", "its growth sibling" stands for."""
    match = _SINGLE.match(text.strip())
    if match is None:
        return None
    near = recent if match["it"] else funds or recent
    others = [name for name in near if name != subject]
    if not others:
        return None
    first = match["former"] and len(near) > 1 and near[-2] != subject
    return Pointed(ids=(near[-2] if first else others[-1],), text=match[0])


def _group(
    scene: Scene,
    stretch: tuple[int, int],
    named: list[Mention],
    *,
    subject: str | None,
    memory: Memory,
) -> Group | None:
    group = describe(scene.text(stretch), subject=memory.catalog.funds.get(subject or ""))
    if group is None:
        return None
    start = stretch[0] + scene.text(stretch).find(group.text)
    end = start + len(group.text)
    inside = any(m.start < end and m.end > start for m in named)
    introduces = any(0 <= m.start - end <= _APPOSITION for m in named)
    return None if inside or introduces else group


def _members(
    group: Group | None, *, subject: str | None, window: Window, memory: Memory
) -> tuple[str, ...]:
    if group is None:
        return ()
    fund = memory.catalog.funds.get(subject or "")
    since = window.base or (fund.inception if fund else None)
    return members(group, catalog=memory.catalog, exclude={subject or ""}, since=since)


def _benchmark(text: str, *, subject: str | None, memory: Memory) -> Comparators | None:
    """The index that the note last named, where it says only "the index"; else the usual one."""
    fund = memory.catalog.funds.get(subject or "")
    indices = [m.id for m in memory.named if m.kind == "index" and m.id != subject]
    words = text.strip(" ,.;")
    if indices and _THE_INDEX.match(words):
        return Comparators(ids=(indices[-1],), quantifier="named", text=words)
    index = benchmark_of(text, subject=fund, named=indices, catalog=memory.catalog)
    if index is None or index == subject:
        return None
    return Comparators(ids=(index,), inferred=index not in indices, quantifier="named", text=words)


def _concept(scene: Scene, stretch: tuple[int, int], *, subject: str | None) -> Comparators | None:
    """A factor, sector or asset class in the place of a fund: "beat growth stocks"."""
    for mention in scene.mentions_in(stretch):
        behind = scene.text((mention.end, scene.whole[1]))
        near = mention.start - stretch[0] <= _CLOSE and _CONCEPT_ENDS.match(behind)
        if mention.kind in _CONCEPTS and mention.id != subject and near:
            words = scene.text((mention.start, mention.end))
            return Comparators(ids=(mention.id,), quantifier="named", text=words)
    style = style_behind(scene.text((stretch[0], scene.whole[1])))
    if style is None or style == subject:
        return None
    return Comparators(ids=(style,), quantifier="named", text=scene.text(stretch).strip(" ,.;"))


def _vaguely(text: str) -> Comparators:
    """A group whose members nothing tells: "most of the sector funds", kept by its words."""
    words = is_described(text)
    if words is None:
        return NOTHING_COMPARED
    return Comparators(inferred=True, quantifier=quantifier_of(words) or "named", text=words)
