"""Reads what funds cost in numbers without a unit, in words, and in pairs: "0.15 against 0.05"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from nlp.claims.facts.fact import Fact, Stretch, place_of
from nlp.claims.scene import Scene
from nlp.numerals import SPELLED
from nlp.plain_numbers import find_ratios
from nlp.screening import Screened
from nlp.types import Magnitude, Span, Unit

# A fund's cost as notes write it without a sign: two decimals, in per cent.
_EXACT = re.compile(r"0?[.,]\d{2,3}")
_DEAREST = 1.5
# The words of a cost right before its number, with what may stand between.
_NAMED = re.compile(
    r"\b(?:fees?|costs?|TER|MER|OCF|expense ratios?|expenses|charg(?:es?|ing|ed)|price(?: tag)?"
    r"|asks?(?: for)?|asking|wants?|goes for|go for|sells? for|comes? in at|bills?|levies"
    r"|pay(?:s|ing)?|stickers?)"
    r"(?:,|:| is| are| was| at| of| now| just| only| still| a mere| you| us| about| stands| then"
    r"| currently| barely| merely| the same| drag| load){0,4}[:,]? \(?$",
    re.IGNORECASE,
)
_WORDS = "|".join(sorted(SPELLED, key=len, reverse=True))
_IN_WORDS = Screened(
    r"\b(?:costs?|charges?|charging|asks?|wants|levies|bills)"
    r"(?: (?:just|only|a mere|about|you|barely)){0,2}"
    rf" (?P<number>(?:{_WORDS})(?:[- ](?:{_WORDS}))?)(?=[,;.)]|$|,? (?:and|against|to|while"
    rf"|but)\b)",
    re.IGNORECASE,
)
# "Three for AGG", "compares with nine for SPY"
_FOR_NAME = Screened(
    rf"(?P<lead>[.,;:] |\b(?:with|and|against|to|versus|but|only"
    rf"|just) )?(?P<number>(?:{_WORDS})(?:-(?:{_WORDS}))?)"
    r" for x{2,6}\b",
    re.IGNORECASE,
)
_TIMES = re.compile(r"\btimes\b|\bfold\b", re.IGNORECASE)
_MORE_IN_WORDS = re.compile(
    rf"x{{2,6}}(?:,| asks| charges| costs)? (?P<number>(?:{_WORDS})(?:-(?:{_WORDS}))?)"
    r"(?=[,;.)]|$)",
    re.IGNORECASE,
)
_ONE = r"(?<![\w.$+\u2212-])(?:0?\.\d{1,3}|\d{1,3})"
_UNIT = r" ?(?:%|per ?cent|percent|bps?|basis points)"
_PAIR = Screened(
    rf"(?<!from )(?P<one>{_ONE})(?P<sign>{_UNIT})?"
    r" (?:a year )?(?:against|versus|vs\.?|v|compared (?:with|to)|next to|instead of|rather than"
    rf"|to) (?P<other>0?\.\d{{1,3}}|\d{{1,3}})(?P<unit>{_UNIT})?(?![\w.]?\d|\w)",
    re.IGNORECASE,
)
# "QYLD 0.60 (it was 0.68 once)"
_WAS = re.compile(r"\b(?:(?:it|which|that) (?:was|had been|used to be)|(?:down|cut) from) $", re.I)
_ONCE = re.compile(r"(?: (?:once|before|until|earlier|then|last year))?[,;.)](?!\d)")
_ASKS = re.compile(
    r"\b(?:costs?|charges?|charging|asks?|levies)(?: (?:just|only|a mere|about|you)){0,2} $", re.I
)
_ENDS = re.compile(r"[,;.)](?!\d)|$| (?:and|to|against|versus|vs|while|but)\b")
_RETURNS = re.compile(
    r"\b(?:returns?|returned|gain(?:ed|s)?|rose|fell|lost|up|down|yields?|yielding|beta|vol"
    r"|volatility"
    r"|sharpe|correlation|drawdowns?|spread|deviation|inflation|CPI|GDP|rates?|weights?|premium"
    r"|discount|tracking)\b",
    re.IGNORECASE,
)
_MOST_POINTS = 150
# How far behind a pair a period still says when, in characters.
_NEAR = 30


def plain_fees(scene: Scene, text: str, taken: set[Stretch], *, about: bool) -> Iterator[Fact]:
    """Fees that no unit marks; `about` says that the talk is of costs."""
    yield from _pairs(scene, text, taken, about=about)
    if not about:
        return
    at = scene.whole[0]
    for number in find_ratios(text[at:], offset=scene.parsed.offset + at):
        start, end = place = place_of(scene, number)
        lead = _NAMED.search(text[max(at, start - 60) : start])
        unit = _unit_alone(text, place)
        once = _WAS.search(text[max(at, start - 60) : start])
        if once and unit == "percent" and place not in taken and _ONCE.match(text, end):
            yield Fact(metric="expense_ratio", magnitude=replace(number, unit=unit), at=place)
            continue
        if lead and unit and place not in taken:
            begin = max(at, start - 60) + lead.start()
            yield Fact(
                metric="expense_ratio", magnitude=replace(number, unit=unit), at=(begin, end)
            )
            return
    if _TIMES.search(text, *scene.whole) is None:
        yield from _spelled(scene, text)


def _unit_alone(text: str, place: Stretch) -> Unit | None:
    """What a bare number of costs counts: 0.15 per cent, or behind a verb 15 basis points."""
    words = text[slice(*place)]
    if _EXACT.fullmatch(words):
        return "percent" if float(words.replace(",", ".")) <= _DEAREST else None
    whole = words.isdigit() and 0 < int(words) <= _MOST_POINTS and _ENDS.match(text, place[1])
    return "basis_points" if whole and _ASKS.search(text[: place[0]][-30:]) else None


def _spelled(scene: Scene, text: str) -> Iterator[Fact]:
    """ "VTI costs three, SPY nine": basis points, where nothing says what."""
    first = _IN_WORDS.search(text, *scene.whole)
    if first is None:
        for match in _FOR_NAME.finditer(text, *scene.whole):
            if match["lead"] is None and match.start() > scene.whole[0]:
                continue
            yield _in_points(scene, match, at=match.span("number"))
        return
    yield _in_points(scene, first, at=first.span())
    for more in _MORE_IN_WORDS.finditer(text, first.end(), scene.whole[1]):
        yield _in_points(scene, more, at=more.span("number"))


def _in_points(scene: Scene, match: re.Match[str], *, at: Stretch) -> Fact:
    value = float(sum(SPELLED[word] for word in re.split(r"[- ]", match["number"].lower())))
    number = Magnitude(
        value=value,
        unit="basis_points",
        low=value - 0.5,
        high=value + 0.5,
        span=_span(scene, match.span("number")),
    )
    return Fact(metric="expense_ratio", magnitude=number, at=at)


def _pairs(scene: Scene, text: str, taken: set[Stretch], *, about: bool) -> Iterator[Fact]:
    """Two prices of two funds in their order: "dearer than AGG, 0.15 versus 0.05"."""
    if _RETURNS.search(text, *scene.whole):
        return
    for match in _PAIR.finditer(text, *scene.whole):
        unit = _unit_of(match)
        speaks = about or _is_plain(match, scene)
        free = all(not _meets(match.span(group), taken) for group in ("one", "other"))
        if unit is None or not speaks or not free:
            continue
        for nth, group in enumerate(("one", "other")):
            number = _number(scene, match, group, unit)
            yield Fact(metric="expense_ratio", magnitude=number, at=match.span(), nth=nth)


def _is_plain(match: re.Match[str], scene: Scene) -> bool:
    """Whether two shares of a per cent to two decimals can only be fees: no period is named."""
    exact = all(_EXACT.fullmatch(match[group]) for group in ("one", "other"))
    dated = scene.windows_in((scene.whole[0], match.end() + _NEAR))
    return exact and bool(match["sign"]) and not dated


def _unit_of(match: re.Match[str]) -> Unit | None:
    said = (match["unit"] or match["sign"] or "").strip().lower()
    ones = [float(match[group].replace(",", ".")) for group in ("one", "other")]
    if said.startswith("b"):
        return "basis_points" if max(ones) <= _MOST_POINTS else None
    decimal = all("." in match[group] for group in ("one", "other"))
    return "percent" if decimal and 0 < max(ones) <= _DEAREST else None


def _meets(place: Stretch, taken: set[Stretch]) -> bool:
    return any(start < place[1] and place[0] < end for start, end in taken)


def _number(scene: Scene, match: re.Match[str], group: str, unit: Unit) -> Magnitude:
    written = match[group]
    value = float(written)
    half = 0.5 * 10 ** -len(written.partition(".")[2])
    return Magnitude(
        value=value, unit=unit, low=value - half, high=value + half,
        span=_span(scene, match.span(group)),
    )  # fmt: skip


def _span(scene: Scene, place: Stretch) -> Span:
    offset = scene.parsed.offset
    return Span(offset + place[0], offset + place[1], scene.text(place))
