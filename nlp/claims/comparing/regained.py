"""Whom a comparison is about where grammar gives nobody, or only what it is compared with."""

from __future__ import annotations

from dataclasses import replace

from nlp.claims.comparing.styles import style_before
from nlp.claims.draft import Draft
from nlp.claims.memory import Memory, Subject
from nlp.mentions import TRADED, Mention


def regained(draft: Draft, stretch: tuple[int, int], memory: Memory) -> Draft:
    """The draft about a name before in the sentence, else the last one that was spoken of.

    "EWU had gained 6 %, lagging EZU"; "it opened in 2012, and since then it's ahead of AGG", where
    the talk before was of AGG. `stretch` is where the comparators stand.
    """
    style = _style(draft)
    if style is not None:
        return replace(draft, subject=Subject(id=style, span=None, inherited=False))
    against = {m.id for m in _traded(draft, stretch)}
    if not _is_lost(draft, against):
        return draft
    before = _traded(draft, (draft.scene.whole[0], draft.region.cue.span.start_char))
    named = [m.id for m in before if m.id not in against]
    known = [name for name in memory.traded() if name not in against]
    if named:
        return replace(draft, subject=Subject(id=named[-1], span=None, inherited=True))
    if draft.subject.id is None or not known:
        return draft
    return replace(draft, subject=Subject(id=known[-1], span=None, inherited=True))


def _style(draft: Draft) -> str | None:
    """ "Growth led value": the bare word before the cue, or the first of the cue's own."""
    scene, cue = draft.scene, draft.region.cue.span
    if draft.subject.id is not None and not draft.subject.inherited:
        return None
    own = cue.start_char if len(cue) == 1 else cue.start_char + len(cue[0])
    return style_before(scene.text((scene.whole[0], own)))


def _is_lost(draft: Draft, against: set[str]) -> bool:
    """True without a subject of the verb's own, or with one that stands on the other side."""
    subject = draft.subject
    if subject.id is None:
        return bool(against) and draft.region.cue.token.lower_.endswith("ing")
    return subject.inherited and subject.id in against


def _traded(draft: Draft, stretch: tuple[int, int]) -> list[Mention]:
    return [m for m in draft.scene.mentions_in(stretch) if m.kind in TRADED]
