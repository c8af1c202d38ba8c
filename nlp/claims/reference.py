"""Recognises claims that the dated catalogue can answer: fee, launch, index followed, yield."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp import dates
from nlp.claims.comparison import comparison
from nlp.claims.draft import NO_WINDOW, Draft, finish
from nlp.claims.memory import TRADED, Memory
from nlp.types import Claim, Magnitude, Span

_DATE = re.compile(dates.source(tag="_a"), re.IGNORECASE)
_INDEX_NAME = re.compile(
    r" (?:the )?(?P<name>[A-Z][\w&.()/-]{1,30}(?: [\w&.()/-]{1,30}){1,8}? Index)\b"
)


def reference(draft: Draft, memory: Memory) -> Iterator[Claim]:
    """ "charges 0.36 %", "launched in 2005", "seeks to track the S&P SmallCap 600"."""
    if draft.subject.id is None:
        return
    match draft.region.cue.predicate.metric:
        case "inception_date":
            yield from _inception(draft)
        case "index_tracked":
            yield from _index(draft)
        case _:
            yield from _percentage(draft)


def _percentage(draft: Draft) -> Iterator[Claim]:
    region = draft.region
    numbers = draft.scene.quantities_in((region.start, region.end))
    number = next((q for q in numbers if q.unit in {"percent", "basis_points"}), None)
    if number is not None:
        metric = region.cue.predicate.metric
        yield finish(draft, relation="equals", metric=metric, magnitude=number, window=NO_WINDOW)


def _inception(draft: Draft) -> Iterator[Claim]:
    stretch = (draft.region.cue.span.start_char, draft.region.end)
    found = _DATE.search(draft.scene.text(stretch))
    period = found and dates.period(found, tag="_a", as_of=draft.scene.as_of)
    if found is None or period is None:
        return
    words = draft.scene.span((stretch[0] + found.start(), stretch[0] + found.end()))
    stated = _date(period, words)
    yield finish(
        draft, relation="equals", metric="inception_date", magnitude=stated, window=NO_WINDOW
    )


def _date(period: dates.Period, words: Span) -> Magnitude:
    """A stated date as text; `low` and `high` are its first and last day as ordinals."""
    first, last = float(period.first.toordinal()), float(period.last.toordinal())
    return Magnitude(
        value=first, unit="date", low=first, high=last, text_value=words.text, span=words
    )


def _index(draft: Draft) -> Iterator[Claim]:
    """The index a fund is said to follow: by its id, or by its words where it's not a known one."""
    after = draft.region.after
    indices = [m for m in draft.scene.mentions_in(after) if m.kind == "index"]
    words = _INDEX_NAME.match(draft.scene.text(after))
    if indices:
        span = draft.scene.span((indices[0].start, indices[0].end))
    elif words is not None:
        span = draft.scene.span((after[0] + words.start("name"), after[0] + words.end()))
    else:
        return
    stated = Magnitude(
        value=0.0,
        unit="text",
        low=0.0,
        high=0.0,
        text_value=indices[0].id if indices else span.text,
        span=span,
    )
    yield finish(
        draft,
        kind="reference",
        relation="equals",
        metric="index_tracked",
        magnitude=stated,
        window=NO_WINDOW,
    )


def tracking(draft: Draft, memory: Memory) -> Iterator[Claim]:
    """ "tracks the index" is a fact of the fund; "has tracked it over years" compares returns."""
    cue = draft.region.cue
    named = [m for m in draft.scene.mentions_in(draft.region.after) if m.kind in TRADED]
    present = cue.token.tag_ in {"VBZ", "VBP", "VBG", "VB"}
    if cue.token.lemma_ == "track" and present and draft.window.kind == "none":
        if draft.subject.id is not None and (not named or named[0].kind == "index"):
            yield from _index(draft)
        return
    unknown = not named and _INDEX_NAME.match(draft.scene.text(draft.region.after)) is not None
    if cue.token.lemma_ != "track" or not unknown:
        yield from comparison(draft, memory)
