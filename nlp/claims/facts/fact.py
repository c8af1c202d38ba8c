"""A stated fact or figure of risk before it is a claim, and the sentence as its readers see it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.claims.scene import Scene
from nlp.types import Magnitude, Metric, Relation, Span, Window

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


def each_match(pattern: re.Pattern[str], scene: Scene) -> Iterator[re.Match[str]]:
    """The matches of a pattern within the sentence, in offsets of the block."""
    return pattern.finditer(scene.parsed.text, *scene.whole)
