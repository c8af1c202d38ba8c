"""A stated fact or figure of risk before it is a claim, and the sentence as its readers see it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.claims.scene import Scene
from nlp.mentions import Mention
from nlp.screening import Screened
from nlp.types import Magnitude, Metric, Relation, Span, Window

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """`at` is the stretch of the block from the measure's words to its figure, in any order.

    `owner` is whose it is where its own words say so, and
    `nth` is the place of a figure among `count` that belong to so many things in their order.
    """

    metric: Metric
    magnitude: Magnitude | None
    at: Stretch
    owner: Mention | None = None
    nth: int | None = None
    count: int = 2
    relation: Relation = "equals"


def place_of(scene: Scene, said: Magnitude | Window) -> Stretch:
    """Where a number or a period of the sentence stands, in offsets of the block."""
    assert said.span is not None
    return scene.place(said.span)


def overlap(one: Magnitude, other: Magnitude | Window) -> bool:
    """True where both are read from a letter of the same words."""
    return one.span is not None and other.span is not None and one.span.overlaps(other.span)


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


def each_match(pattern: Screened, scene: Scene) -> Iterator[re.Match[str]]:
    """The matches of a pattern within the sentence, in offsets of the block."""
    return pattern.finditer(scene.parsed.text, *scene.whole)


def nearest_period(scene: Scene, at: Stretch) -> Window | None:
    """The period in the thought around a stretch, else the last before it, else the nearest."""
    near = [w for w in scene.windows if _is_in_thought(scene, place_of(scene, w), at)]
    before = [w for w in scene.windows if place_of(scene, w)[1] <= at[0]]
    if not near and before:
        return before[-1]

    def distance(window: Window) -> int:
        start, end = place_of(scene, window)
        return max(start - at[1], at[0] - end, 0)

    stop = _FULL_STOP.search(scene.parsed.text, at[1], scene.whole[1])
    last = stop.start() if stop else scene.whole[1]
    here = [w for w in scene.windows if place_of(scene, w)[0] < last]
    return min(near or here, key=distance, default=None)


_ANOTHER_THOUGHT = re.compile(r"[;,:]| (?:and|while|but) ")
_FULL_STOP = re.compile(r"[%\w)][.!?] (?=[A-Z])")


def _is_in_thought(scene: Scene, period: Stretch, at: Stretch) -> bool:
    start, end = period
    between = scene.text((at[1], start) if start >= at[1] else (end, at[0]))
    return _ANOTHER_THOUGHT.search(between) is None
