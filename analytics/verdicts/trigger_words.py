"""Reads the if-part of a condition as a move of something that has prices.

A small grammar: thing + move + size + span. "If small caps fall 10 % in a month" is IWM down 10 %
over 21 sessions. What it can't read, it names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from analytics.facts import Facts
from analytics.past_episodes import Way
from analytics.relations import points
from analytics.stand_ins import Named, named_in
from nlp.lengths import LENGTH, length
from nlp.quantities import find_quantities, unsigned

SESSIONS_A_YEAR = 252
_DAYS_A_YEAR = 365.25
_DAYS_A_MONTH = 30.4375

_FALLS = re.compile(
    r"\b(?:f(?:all|alls|ell|allen|alling)|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|los(?:e|es|t|ing)"
    r"|sl(?:ide|ides|id|iding)|slump(?:s|ed|ing)?|tumbl(?:e|es|ed|ing)|s(?:ink|inks|ank|inking)"
    r"|plung(?:e|es|ed|ing)|crash(?:es|ed)?|crack(?:s|ed|ing)?|s(?:ell|ells|old|elling)[- ]?off"
    r"|sell-?offs?|gives? (?:back|up)|retreat(?:s|ed|ing)?|weaken(?:s|ed|ing)?|pull(?:s|ed)? ?back"
    r"|pullbacks?|dip(?:s|ped|ping)?|roll(?:s|ed|ing)? over|correct(?:s|ed|ion|ions)?"
    r"|(?:is|are|go|goes|turns?|breaks?|trades?) (?:down|lower|below)|below|bear market|halves"
    r"|collaps(?:e|es|ed|ing)|shed(?:s|ding)?|swoons?|drawdowns?)\b",
    re.IGNORECASE,
)
_RISES = re.compile(
    r"\b(?:r(?:ise|ises|ose|isen|ising)|gain(?:s|ed|ing)?|rall(?:y|ies|ied|ying)|climb(?:s|ed|ing)?"
    r"|jump(?:s|ed|ing)?|surg(?:e|es|ed|ing)|advanc(?:e|es|ed|ing)|rebound(?:s|ed|ing)?"
    r"|recover(?:s|ed|y|ing)?|r(?:un|uns|an|unning)(?! out)|bounc(?:e|es|ed|ing)"
    r"|strengthen(?:s|ed|ing)?|spik(?:e|es|ed|ing)|firm(?:s|ed|ing)?|soar(?:s|ed|ing)?"
    r"|turns? up|takes? off|doubles|(?:is|are|go|goes|turns?|trades?) (?:up|higher))\b",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"\b(?:not|never|no|without|unless|barring|absent|avoid(?:s|ed)?|stops?|fails? to)\b"
    r"|n['\u2019]t\b",
    re.IGNORECASE,
)
_TO_LEVEL = re.compile(
    r"\b(?:to|above|below|under|over|past|through)(?: the)? [$\u20ac]?\d[\d,.]{0,12}"
    r"(?![\d,.]| ?(?:%|per ?cent|pct|points?|bps|basis|days?|weeks?|months?|quarters?|years?))",
    re.IGNORECASE,
)
_SPAN = re.compile(
    rf"\b(?:in|within|over|inside|for)(?: (?:the|a|an))?(?: (?:space|course) of)?"
    rf"(?: (?:single|next|coming|following))? ?{LENGTH}",
    re.IGNORECASE,
)
_FROM_PEAK = re.compile(
    r"\b(?:from|below|off|under) (?:(?:its|their|the|a|an) )?(?:\w+ ){0,2}(?:highs?|peaks?)\b"
    r"|\b(?:bear|correction|drawdown)s?\b",
    re.IGNORECASE,
)
# The usual names of such falls.
_NAMED_SIZES = {"bear market": 20.0, "correction": 10.0, "halves": 50.0, "doubles": 100.0}
_MARKET = re.compile(r"\b(?:bear market|correction|sell-?off|market crash)s?\b|\bbear\b", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A move of `thing` by `size` percent over `sessions`; None where the words leave it open.

    `way` is the way the price goes, turned round for yields. `from_peak` counts the fall from the
    highest close so far, over any time.
    """

    thing: Named
    way: Way
    size: float | None
    sessions: int | None
    from_peak: bool


def read_trigger(words: str, *, facts: Facts) -> Trigger | str:
    """The trigger that the words state, or what keeps prices from showing it."""
    things = named_in(words, facts=facts)
    moved = _move(words)
    if _AGAINST.search(words):
        return "a trigger that must stay away leaves no episodes to count"
    if not things and _MARKET.search(words):
        things = named_in("the market", facts=facts)
    if not things:
        return "it names no fund, index or asset whose prices could show it"
    if moved is None:
        return f"it names {things[0].words}, but no rise or fall of it"
    if _TO_LEVEL.search(words):
        return f"it names a level of {things[0].words}, and not the size of a move"
    if len(things) > 1:
        return f"it speaks of {things[0].words} and {things[1].words} at once"
    return _trigger(words, things[0], moved)


def sessions_in(days: float) -> int:
    """Sessions in so many calendar days, at 252 a year."""
    return max(1, round(days * SESSIONS_A_YEAR / _DAYS_A_YEAR))


def _trigger(words: str, thing: Named, moved: Way) -> Trigger | str:
    stated = [unsigned(one) for one in find_quantities(words, offset=0)]
    sizes = [size for one in stated if one.unit == "percent" and (size := points(one))]
    if stated and not sizes and not _named_size(words):
        return f"its size is in {stated[0].unit.replace('_', ' ')}, which prices don't show"
    if thing.inverse and sizes:
        return f"closes show which way {thing.words} went, and not by how much"
    return Trigger(
        thing=thing,
        way=_turned(moved) if thing.inverse else moved,
        size=sizes[0] if sizes else _named_size(words),
        sessions=_span(words),
        from_peak=moved == "falls" and _FROM_PEAK.search(words) is not None,
    )


def _move(words: str) -> Way | None:
    """The first move that the words name."""
    ways: tuple[tuple[re.Pattern[str], Way], ...] = ((_FALLS, "falls"), (_RISES, "rises"))
    found = [(match.start(), way) for pattern, way in ways if (match := pattern.search(words))]
    if not found and re.search(r"\bbear\b", words, re.IGNORECASE):
        return "falls"
    return min(found)[1] if found else None


def _turned(way: Way) -> Way:
    return "falls" if way == "rises" else "rises"


def _named_size(words: str) -> float | None:
    plain = words.lower()
    if re.search(r"\bbear\b", plain):
        return _NAMED_SIZES["bear market"]
    return next((size for name, size in _NAMED_SIZES.items() if name in plain), None)


def _span(words: str) -> int | None:
    match = _SPAN.search(words)
    if match is None:
        return None
    stated = length(match)
    return sessions_in(stated.months * _DAYS_A_MONTH + stated.days)
