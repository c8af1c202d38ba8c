"""A stated fact or figure of risk before it is a claim, and the sentence as its readers see it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from nlp.claims.memory import TRADED
from nlp.claims.scene import Scene
from nlp.types import Magnitude, Metric, Relation, Span

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """`at` is the stretch of the block from the measure's words to its figure, in any order.

    `nth` is the place of a figure in a pair that belongs to two things in their order.
    """

    metric: Metric
    magnitude: Magnitude | None
    at: Stretch
    nth: int | None = None
    relation: Relation = "equals"


def place_of(scene: Scene, magnitude: Magnitude) -> Stretch:
    """Where a number of the sentence stands, in offsets of the block."""
    assert magnitude.span is not None
    return magnitude.span.start - scene.parsed.offset, magnitude.span.end - scene.parsed.offset


def veiled(scene: Scene) -> str:
    """The sentence at its place behind blanks, its names, years and periods written as letters.

    "S&P 500" and "since 2017" hold digits and dots that are no figures and end no sentence.
    """
    start = scene.whole[0]
    text = _YEAR.sub("xxxx", scene.text(scene.whole))
    for mention in scene.mentions:
        if mention.kind in TRADED:
            text = _masked(text, mention.start - start, mention.end - start, r"\S")
    for window in scene.windows:
        if window.span is not None:
            at = window.span.start - scene.parsed.offset - start
            text = _masked(text, at, at + len(window.span.text), r"[\d.,:;]")
    return " " * start + text


_YEAR = re.compile(r"(?<![\w.,$])(?:19|20)\d\d(?![\w%]|[.,]\d)")


def _masked(text: str, start: int, end: int, what: str) -> str:
    return text[:start] + re.sub(what, "x", text[start:end]) + text[end:]


def stated_in_words(words: str, span: Span) -> Magnitude:
    """A fact that is no number: an index, an issuer, an adjective."""
    return Magnitude(value=0.0, unit="text", low=0.0, high=0.0, text_value=words, span=span)


def clause_start(scene: Scene, at: int) -> int:
    """Where the thought that reaches `at` begins: behind the last comma, colon or "and"."""
    last = scene.whole[0]
    for found in _THOUGHTS.finditer(scene.parsed.text, scene.whole[0], at):
        last = found.end()
    return last


_THOUGHTS = re.compile(r"[,;:] |[(\u2014]| (?:and|but|while|whereas|though|although) ", re.I)


def each_match(pattern: re.Pattern[str], scene: Scene) -> Iterator[re.Match[str]]:
    """The matches of a pattern within the sentence, in offsets of the block."""
    return pattern.finditer(scene.parsed.text, *scene.whole)


def unsigned(number: Magnitude, metric: Metric) -> Magnitude:
    """A depth by its size: a drawdown of -34 % is one of 34 %."""
    if number.value >= 0 or metric not in {"max_drawdown", "current_drawdown"}:
        return number
    return replace(number, value=-number.value, low=-number.high, high=-number.low)
