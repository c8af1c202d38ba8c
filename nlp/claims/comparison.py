"""Recognises comparisons and equivalences: "A has outperformed B and C since 2017"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.claims.comparators import Comparators
from nlp.claims.cues import Cue
from nlp.claims.draft import INVERSE, Draft, finish
from nlp.claims.memory import Memory
from nlp.claims.slots import compared, measured_in, open_window
from nlp.types import Claim, Magnitude, Metric

# Words that compare sizes; "worse than" says which side is better whatever the verb.
_BY_SIZE = {"more than", "less than", "faster than", "slower than"}
# What may stand between a gap and its "ahead of".
_LEADS_TO_CUE = re.compile(r" ?(?:(?:a|per) year |annually |points )?")
_GAP_UNITS = {"percent", "percentage_points", "basis_points"}


def comparison(draft: Draft, memory: Memory) -> Iterator[Claim]:
    """ "A has outperformed B and C since 2017, by 2 points a year"."""
    scene, region = draft.scene, draft.region
    stretch = scene.until_stop(region.after)
    found = compared(draft, stretch, memory)
    if not _speaks_of_assets(draft, found):
        return
    missing = () if found.ids or found.inferred else ("comparators",)
    yield finish(
        draft,
        relation=INVERSE[draft.relation] if _compares_falls(draft) else draft.relation,
        metric=_metric(draft, stretch),
        comparators=found,
        magnitude=_gap(draft),
        missing=missing + open_window(draft.window),
    )


def _metric(draft: Draft, stretch: tuple[int, int]) -> Metric:
    """The measure compared: named near the cue, or the subject itself ("its volatility is …")."""
    before = _cues_before(draft)
    if before and before[-1].type == "risk" and before[-1].token.dep_ == "nsubj":
        return before[-1].predicate.metric or "total_return"
    return measured_in(draft.scene.text(_about_measure(draft, stretch))) or "total_return"


def _about_measure(draft: Draft, stretch: tuple[int, int]) -> tuple[int, int]:
    """Where the measure is named: "its volatility is higher than", but "beat B in volatility"."""
    whole = len(draft.region.cue.span) > 1
    return (draft.region.start if whole else draft.region.cue.span.end_char), stretch[1]


def _compares_falls(draft: Draft) -> bool:
    """True for "fell less than": whoever falls less is ahead."""
    if draft.region.cue.span.text.lower() not in _BY_SIZE:
        return False
    before = _cues_before(draft)
    return bool(before) and before[-1].type in {"level", "comparison"} and _falls(before)


def _cues_before(draft: Draft) -> list[Cue]:
    return [r.cue for r in draft.scene.regions if r.start < draft.region.start]


def _falls(cues: list[Cue]) -> bool:
    moves = [cue.predicate.relation for cue in cues if cue.type == "level"]
    return bool(moves) and moves[-1] == "falls"


def _speaks_of_assets(draft: Draft, found: Comparators) -> bool:
    """False for "beat estimates" and "more than ever": neither side is something with a price.

    Only words that mean nothing else ("outperformed") may go without a comparator.
    """
    if found.ids or found.inferred:
        return True
    cue = draft.region.cue
    return draft.subject.id is not None and cue.span.text.lower() in cue.predicate.forms


def _gap(draft: Draft) -> Magnitude | None:
    """The stated gap: after "by", or right before "ahead of"."""
    scene, region = draft.scene, draft.region
    before = [q for q in scene.quantities_in(region.before) if _leads_to_cue(draft, q)]
    after = [q for q in scene.quantities_in(region.after) if _follows_by(draft, q)]
    return next((q for q in [*after, *before] if q.unit in _GAP_UNITS), None)


def _leads_to_cue(draft: Draft, quantity: Magnitude) -> bool:
    assert quantity.span is not None
    end = quantity.span.end - draft.scene.parsed.offset
    between = draft.scene.text((end, draft.region.cue.span.start_char))
    return len(draft.region.cue.span) > 1 and _LEADS_TO_CUE.fullmatch(between) is not None


def _follows_by(draft: Draft, quantity: Magnitude) -> bool:
    assert quantity.span is not None
    start = quantity.span.start - draft.scene.parsed.offset
    return (
        draft.scene.text((start - 12, start)).rstrip().endswith(("by", "by a", "within", "about"))
    )
