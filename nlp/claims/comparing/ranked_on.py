"""Places that go on from a rank: "VTI best, then VNQ", "RWR top in 2014, VNQ in 2016"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from nlp.claims.another import of_another
from nlp.claims.draft import Draft
from nlp.claims.scene import Scene
from nlp.mentions import TRADED, Mention
from nlp.types import Claim, Magnitude, Span, Window

_THEN = re.compile(
    r"[^.;:]{0,30}?(?:; ?(?:and )?)?(?:then|next|followed by|trailed by)"
    r"(?: (?:came|comes|by|is|was|it was))?(?: the)? ",
    re.IGNORECASE,
)
_IN_PLACE = re.compile(r"(?: (?:second|next|third|in second place))?(?=[\s,.;()]|$)", re.IGNORECASE)
_LIST = re.compile(r"[,;]? ?(?:and |but )?", re.IGNORECASE)
_IN = re.compile(r" ?(?:in|for|over|during)? ?", re.IGNORECASE)
_ENDS = re.compile(r"\s*(?:[,.;)]|and\b|but\b|$)", re.IGNORECASE)


def further_places(draft: Draft, first: Claim) -> Iterator[Claim]:
    """A claim for each name behind a rank that takes the next place, or the same in another year.

    `first` is the rank that they go on from; who stands ahead is among the others of the group.
    """
    scene = draft.scene
    at, place = _end_of(draft, first), 1
    for mention in _names(scene, at):
        between = scene.text((at, mention.start))
        window = _window_behind(scene, mention)
        if between.strip() and _THEN.fullmatch(between):
            if _IN_PLACE.match(scene.text((mention.end, scene.whole[1]))) is None:
                return
            place += 1
            yield _claim(scene, first, mention, place=place, window=None)
            at = mention.end
        elif window is not None and window.span is not None and _LIST.fullmatch(between):
            yield _claim(scene, first, mention, place=None, window=window)
            at = scene.place(window.span)[1]
        else:
            return


def _end_of(draft: Draft, first: Claim) -> int:
    """Where the rank's own words end: its cue, its subject, its period."""
    spans = [first.subject_span, first.window.span]
    own = [draft.scene.place(span)[1] for span in spans if span is not None]
    inside = [end for end in own if end <= draft.scene.whole[1]]
    return max([draft.region.cue.span.end_char, *inside])


def _names(scene: Scene, at: int) -> list[Mention]:
    found = scene.mentions_in((at, scene.whole[1]))
    return [m for m in found if m.kind in TRADED]


def _window_behind(scene: Scene, mention: Mention) -> Window | None:
    """The period right behind a name, where nothing else stands behind it."""
    for window in scene.windows_in((mention.end, scene.whole[1])):
        if window.span is None:
            continue
        start, end = scene.place(window.span)
        led = _IN.fullmatch(scene.text((mention.end, start)))
        if led and _ENDS.match(scene.text((end, scene.whole[1]))):
            return window
    return None


def _claim(
    scene: Scene, first: Claim, mention: Mention, *, place: int | None, window: Window | None
) -> Claim:
    """The rank said of another name."""
    end = mention.end if window is None or window.span is None else scene.place(window.span)[1]
    words = scene.span((mention.start, end))
    others = [first.subject, *first.comparators] if first.comparators else []
    group = tuple(name for name in others if name is not None and name != mention.id)
    return replace(
        of_another(first, mention, words=words, scene=scene),
        comparators=group,
        relation_span=words,
        magnitude=_stated(place, words) if place else first.magnitude,
        window=window or first.window,
        missing=tuple(slot for slot in first.missing if slot != "window" or window is None),
    )


def _stated(place: int, words: Span) -> Magnitude:
    value = float(place)
    return Magnitude(value=value, unit="ratio", low=value, high=value, span=words)
