"""What a figure is measured against: the other side of a beta, the two of a correlation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.claims.facts.fact import Stretch, clause_start
from nlp.claims.facts.owners import lead_of, subject
from nlp.claims.facts.referents import recent
from nlp.claims.memory import Memory, Subject
from nlp.claims.scene import Scene
from nlp.mentions import TRADED, Mention

# What a beta or a correlation is to.
_MEASURED_TO = re.compile(
    r"\b(?:to|against|with|versus|vs\.?|over|than|regressed on|relative to|from)"
    r"(?: (?:the|that of|its|plain))? $",
    re.IGNORECASE,
)
# Behind these, names have nothing to do with the figure before.
_BREAK = re.compile(r"[;:]|\.\s|\b(?:whereas|although|though|because)\b", re.IGNORECASE)


def compared_with(scene: Scene, at: Stretch, own: str | None) -> Iterator[Mention]:
    """The names near a figure that it is measured against: "a beta of 0.7 to SPY"."""
    stop = _BREAK.search(scene.parsed.text, at[1], scene.whole[1])
    reach = (scene.whole[0], stop.start() if stop else scene.whole[1])
    for mention in scene.mentions:
        inside = reach[0] <= mention.start and mention.end <= reach[1]
        measured = mention.kind in TRADED and inside and mention.id != own
        if measured and _MEASURED_TO.search(lead_of(scene, mention)):
            yield mention


_BETWEEN = re.compile(r"\bbetween (?:the )?$", re.IGNORECASE)
_THE_TWO = re.compile(r"\b(?:the two|the pair|both|each other|them)\b", re.IGNORECASE)


def correlated(
    scene: Scene, at: Stretch, whose: tuple[Subject, ...], memory: Memory
) -> tuple[Subject, ...]:
    """The two sides of "the correlation between A and B", of "A and B have one", "the two"."""
    if len(whose) > 1:
        return whose[:2]
    pair = [m for m in scene.mentions if m.kind in TRADED and m.end <= at[1]][-2:]
    if len(pair) > 1 and scene.text((pair[0].end, pair[1].start)) in {
        "/",
        " / ",
        "-",
        " v ",
        " x ",
    }:
        return tuple(subject(scene, mention) for mention in pair)
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
