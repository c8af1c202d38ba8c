"""Against what a claim compares: names, described groups, benchmarks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.claims.memory import TRADED, Memory
from nlp.claims.scene import Scene
from nlp.groups import Group, benchmark, describe, members, quantifier_of
from nlp.mentions import Mention
from nlp.types import Quantifier, Window

# A name this close behind a group noun is what the noun introduces: "the growth ETF IJT".
_APPOSITION = 3
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "ten": 10}
_COUNTED = re.compile(
    rf"\b(?:the |all |its )?(?P<other>other |remaining )?(?P<n>{'|'.join(_COUNTS)})"
    r"(?: (?:[\w-]{1,20} ){0,3}(?:ETFs|funds|factors)|(?= in\b|[,.]|$))",
    re.IGNORECASE,
)
_POINTED = re.compile(
    r"(?:(?P<two>both|either|neither|them|the two)\b(?: of (?:them|the two))?|it\b)", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparators:
    """Entity ids, how they were come by, and the words they came from."""

    ids: tuple[str, ...] = ()
    inferred: bool = False
    quantifier: Quantifier | None = None
    text: str | None = None


NOTHING_COMPARED = Comparators()


def find_comparators(
    scene: Scene, stretch: tuple[int, int], *, subject: str | None, window: Window, memory: Memory
) -> Comparators:
    """What stands in a stretch of the sentence to compare the subject with.

    Names come first; a described group adds its members as of the window's first day; a
    "benchmark" stands for an index only where nothing is named.
    """
    text = scene.text(stretch)
    named = [m for m in scene.mentions_in(stretch) if m.kind in TRADED and m.id != subject]
    recalled = None if named else _recalled(scene, stretch, subject=subject, memory=memory)
    if recalled is not None:
        return recalled
    group = _group(scene, stretch, named, subject=subject, memory=memory)
    found = _members(group, subject=subject, window=window, memory=memory)
    ids = dict.fromkeys([*(m.id for m in named), *found])
    if ids or group:
        quantifier = quantifier_of(text) or "named"
        words = group.text if group and not named else text.strip(" ,.;")
        return Comparators(ids=tuple(ids), inferred=bool(group), quantifier=quantifier, text=words)
    return _benchmark(text, subject=subject, memory=memory)


def _recalled(
    scene: Scene, stretch: tuple[int, int], *, subject: str | None, memory: Memory
) -> Comparators | None:
    """Funds that the words only count or point to: "the other four funds", "both of them"."""
    text = scene.text(stretch)
    counted = _COUNTED.search(text)
    if counted is not None:
        others = tuple(fund for fund in memory.funds if fund != subject)
        expected = _COUNTS[counted["n"].lower()] - (0 if counted["other"] else 1)
        if len(others) == expected:
            return Comparators(ids=others, inferred=True, quantifier="all", text=counted[0])
    pointed = _POINTED.match(text.strip())
    here = [m for m in scene.mentions_in((scene.whole[0], stretch[0])) if m.kind in TRADED]
    before = [ticker for ticker in memory.traded(*here) if ticker != subject][-2:]
    if pointed is None or not before:
        return None
    ids = tuple(before) if pointed["two"] else tuple(before[-1:])
    quantifier: Quantifier = "both" if pointed["two"] else "named"
    return Comparators(ids=ids, inferred=True, quantifier=quantifier, text=pointed[0])


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


def _benchmark(text: str, *, subject: str | None, memory: Memory) -> Comparators:
    fund = memory.catalog.funds.get(subject or "")
    indices = [m.id for m in memory.named if m.kind == "index"]
    index = benchmark(text, subject=fund, named=indices, catalog=memory.catalog)
    if index is None or index == subject:
        return NOTHING_COMPARED
    return Comparators(ids=(index,), inferred=True, quantifier="named", text=text.strip(" ,.;"))
