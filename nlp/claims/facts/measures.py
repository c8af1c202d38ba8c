"""Reads figures that stand beside the name of their measure: "volatility of 18 %", "a 0.9 Sharpe".

The number may follow ("its beta against SPY has run at around 0.7") or lead ("a 3.4 % yield").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from nlp.claims.facts.fact import Fact, Stretch, place_of
from nlp.claims.facts.further import DIFFERENCE, further
from nlp.claims.facts.measure_names import COST_WHOM, MEASURES, Measure
from nlp.claims.facts.measure_numbers import (
    IN_PERCENT,
    LEADS,
    as_percent,
    fits,
    numbers_of,
    without_dates,
    without_look_backs,
)
from nlp.claims.facts.owners import stands_beside
from nlp.claims.scene import Scene
from nlp.metric_families import DRAWDOWNS
from nlp.screening import PatternIndex
from nlp.types import Magnitude, Metric

_NOUNS = PatternIndex((measure.noun, measure) for measure in MEASURES)
_OTHER_THOUGHT = re.compile(
    r"\b(?:but|while|whereas|because|although|though|(?<!daily )(?<!weekly )(?<!monthly )returns?"
    r"|returned|returning|gained|gains|gain"
    r"|gaps?|differences?|savings?|spread|discount|lost|loss of|beat|up|down|ahead|behind"
    r"|lower by|higher by|less by|more by|cheaper by"
    r"|outperform\w{0,3}|points? of|by)\b"
    r"|, (?:and|it|a|an|the|which|with)\b",
    re.IGNORECASE,
)
# "cut its fee from 0.15 % to 0.09 %" tells what it is now.
_FROM = re.compile(r"\bfrom $")
_FROM_TO = re.compile(
    r"[^.;:\d]{0,30} from [$\d.,]{1,8} ?(?:%|per ?cent|percent|bps?|basis points|[mb]n"
    r"|[mb]illion)? to "
)
# Between a number and the measure behind it.
_TRAILS = re.compile(
    r"[- ](?:(?:from|a year|annuali[sz]ed|annual|standard|realised|realized|dividend"
    r"|distribution|SEC|30-day"
    r"|trailing|running|forward|current|gross|net|all-in|in|of|its|long-run|weekly|monthly|daily"
    r"|three-year|five-year|ten-year|total|worth of|market|equity)[- ]){0,3}"
)
# What only points at a measure that was named before.
_POINTS_BACK = re.compile(
    r"(?:\bthat of [^.;:\d]{1,40}? (?:was|is|has been|stands at|comes to|came to)"
    r"|['\u2019]s, which (?:was|is|has been|stands at|reached|came to|ran to|hit|touched)"
    r"|^(?:it|that|this|the figure|the number)(?: [\w'\u2019 ]{1,30}?)? (?:was|is|has been"
    r"|stands at|comes to|came to)"
    r"|^(?:they|we|I|he|she|it|the (?:fund|issuer|sponsor|factsheet)) (?:quotes?|makes?|puts?|gets?"
    r"|reckons?|sees?|says?|runs?|ran)(?: it| that)?(?: at)?"
    r"|^(?:the )?x{2,6}(?:['\u2019]s|,)? (?:was|is|has been|stands at|with|at)|^)(?: (?:about"
    r"|only|just|around|roughly))? ?$",
    re.IGNORECASE,
)


# A remark in brackets between a measure and its number: "(one year)", "(90d)".
_REMARK = re.compile(r" \([^()\d%$.;]{1,24}\)")


# What a figure alone answers: a question, or a label of a word or two before it.
_ASKED = re.compile(r"(?:\?|(?:^|[.!?:] |\n)[\w-]{2,16}(?: [\w-]{2,16})?[.:])\s{0,3}$")


def measures(scene: Scene, *, spoken: Metric | None) -> Iterator[Fact]:
    """Every figure of the sentence beside its measure, each number once.

    `spoken` is the measure that the sentence before spoke of: "Since 2016 that of RSP was 17.8 %".
    """
    if not any(char.isdigit() for char in scene.words) and not scene.quantities:
        return
    text = without_look_backs(scene.veiled)
    named = sorted(_named(scene, text), key=lambda found: found[1])
    if any(measure.metric in DRAWDOWNS for measure, _ in named):
        text = without_dates(text)
    numbers = sorted(numbers_of(scene, text), key=_start)
    found: list[Fact] = [*_beside(scene, text, named, numbers)]
    if not named and spoken is not None:
        found += _carried(scene, text, spoken, numbers)
    if len(named) == 1 and not found:
        found += _after_colon(scene, text, named[0], numbers)
    yield from found
    for fact in found:
        yield from further(scene, text, fact, numbers, found)


def _beside(
    scene: Scene,
    text: str,
    named: Sequence[tuple[Measure, Stretch]],
    numbers: Sequence[Magnitude],
) -> Iterator[Fact]:
    used: set[Stretch] = set()
    for order, (measure, noun) in enumerate(named):
        until = named[order + 1][1][0] if order + 1 < len(named) else len(text)
        free = [n for n in numbers if place_of(scene, n) not in used and fits(n, measure)]
        number = _leading(scene, text, noun, free) or _following(scene, text, noun, free, until)
        if number is None and measure.metric in IN_PERCENT:
            number = as_percent(text, noun, numbers, scene, measure=measure.metric)
        if number is not None:
            place = place_of(scene, number)
            used.add(place)
            at = min(noun[0], place[0]), max(noun[1], place[1])
            yield Fact(metric=measure.metric, magnitude=number, at=at)


def _carried(
    scene: Scene, text: str, spoken: Metric, numbers: Sequence[Magnitude]
) -> Iterator[Fact]:
    """The first figure of a measure that only "that of", "it was" or a pair points back to."""
    measure = next(m for m in MEASURES if m.metric == spoken)
    answers = _ASKED.search(scene.parsed.text[max(0, scene.whole[0] - 60) : scene.whole[0]])
    for number in numbers:
        start, end = place_of(scene, number)
        if answers and number.unit == "ratio" and spoken in IN_PERCENT:
            number = replace(number, unit="percent")
        if answers and fits(number, measure) and stands_beside(scene, (start, end)):
            yield Fact(metric=spoken, magnitude=number, at=(start, end))
            return
        if fits(number, measure) and DIFFERENCE.match(text, end) is None:
            pointed = _POINTS_BACK.search(text[scene.whole[0] : start])
            if pointed is not None:
                yield Fact(
                    metric=spoken, magnitude=number, at=(scene.whole[0] + pointed.start(), end)
                )
            return


def _after_colon(
    scene: Scene, text: str, named: tuple[Measure, Stretch], numbers: Sequence[Magnitude]
) -> Iterator[Fact]:
    """ "On yield there is nothing to win: 4.2 % for A": the colon tells what the numbers are."""
    measure, noun = named
    for number in numbers:
        place = place_of(scene, number)
        told = place[0] > noun[1] and ":" in text[noun[1] : place[0]] and fits(number, measure)
        if told and stands_beside(scene, place):
            yield Fact(metric=measure.metric, magnitude=number, at=place)
            return


def _named(scene: Scene, text: str) -> Iterator[tuple[Measure, Stretch]]:
    """The measures that the sentence names; of two names that overlap, the one listed first."""
    taken = bytearray(len(text))
    for noun, measure in _NOUNS.fitting(text[slice(*scene.whole)]):
        for match in noun.finditer(text, *scene.whole):
            before = text[max(scene.whole[0], match.start() - 20) : match.start()]
            if any(taken[match.start() : match.end()]) or measure.foreign.search(before):
                continue
            taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
            yield measure, match.span()


# "From peak to trough it lost two-thirds": the verb is the drawdown's own.
_PEAK_TO_TROUGH = re.compile(r"peak[- ]to[- ]trough|top to bottom", re.IGNORECASE)
_GAP = re.compile(r"\b(?:but|while|whereas|returned|gained|beat|ahead|behind|up)\b", re.IGNORECASE)


def _following(
    scene: Scene, text: str, noun: Stretch, numbers: Sequence[Magnitude], until: int
) -> Magnitude | None:
    """The first number behind a measure's name that its words lead to."""
    behind = sorted((n for n in numbers if noun[1] <= place_of(scene, n)[0] < until), key=_start)
    for number in behind:
        start, end = place_of(scene, number)
        between = _REMARK.sub("", text[noun[1] : start])
        if _PEAK_TO_TROUGH.match(text, noun[0]):
            between = between.removeprefix(",")
        if _FROM_TO.fullmatch(between):
            return number
        if COST_WHOM.match(text, noun[0]):
            return None
        thought = _OTHER_THOUGHT.search(between)
        if thought and _PEAK_TO_TROUGH.match(text, noun[0]):
            thought = _GAP.search(between)
        if LEADS.fullmatch(between) is None or thought:
            return None
        if DIFFERENCE.match(text, end) is None and not _FROM.search(between):
            return number
    return None


def _leading(
    scene: Scene, text: str, noun: Stretch, numbers: Sequence[Magnitude]
) -> Magnitude | None:
    """The number right before a measure's name."""
    before = [n for n in numbers if place_of(scene, n)[1] <= noun[0]]
    if not before:
        return None
    last = max(before, key=_start)
    return last if _TRAILS.fullmatch(text, place_of(scene, last)[1], noun[0]) else None


def _start(number: Magnitude) -> int:
    return number.span.start if number.span else 0


def named_measure(text: str) -> Metric | None:
    """The measure that a question asks after: "What is its beta?"."""
    return next((measure.metric for _, measure in _NOUNS.searched(text)), None)


def topic(scene: Scene, stated: Sequence[Fact]) -> Metric | None:
    """What the next sentence may go on giving figures of: "Vol is another matter. 14.8 %"."""
    if stated:
        return stated[-1].metric
    named = [measure.metric for measure, _ in _named(scene, scene.parsed.text)]
    return named[-1] if named else None
