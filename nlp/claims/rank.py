"""Recognises ranks: "the best-performing of the five factor funds in 2020"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from nlp.claims.draft import Draft, finish
from nlp.claims.memory import TRADED, Memory, Subject
from nlp.claims.slots import compared, is_traded, open_window
from nlp.types import Claim


def rank(draft: Draft, memory: Memory) -> Iterator[Claim]:
    """ "the best-performing of the five factor funds in 2020"; the others compare."""
    draft = _behind_copula(draft)
    scene, region = draft.scene, draft.region
    if not is_traded(draft, memory):
        return
    found = compared(draft, scene.until_stop(region.after), memory)
    yield finish(
        draft,
        relation=draft.relation,
        metric=region.cue.predicate.metric or "total_return",
        comparators=found,
        missing=(() if found.ids else ("comparators",)) + open_window(draft.window),
    )


def _behind_copula(draft: Draft) -> Draft:
    """Take what follows "was" as the subject: "the weakest of the five in 2020 was USMV"."""
    token = draft.region.cue.token
    if token.dep_ != "nsubj" or token.head.lemma_ != "be":
        return draft
    behind = (token.head.idx, draft.region.end)
    named = [m for m in draft.scene.mentions_in(behind) if m.kind in TRADED]
    if not named:
        return draft
    span = draft.scene.span((named[0].start, named[0].end))
    return replace(draft, subject=Subject(id=named[0].id, span=span, inherited=False))
