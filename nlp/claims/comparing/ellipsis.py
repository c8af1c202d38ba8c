"""Comparisons that only say again: "Nor has VXUS", "JNK hasn't", "It did, by three points"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from nlp.claims.comparing.comparators import Comparators
from nlp.claims.comparing.gaps import gap
from nlp.claims.draft import Draft, finish
from nlp.claims.memory import Memory, Subject
from nlp.claims.slots import open_window
from nlp.claims.stance.modality import Stance
from nlp.mentions import TRADED
from nlp.types import Claim

_INVERTED = re.compile(r"(?P<nor>nor|neither)\b|(?:so|as)\b", re.IGNORECASE)
_DENIES = re.compile(r"n.t\b|\bnot\b|\bno longer\b", re.IGNORECASE)
# What ends a sentence that leaves its verb out: "Nor has VXUS over the last five years".
_NO_VERB = re.compile(
    r"\s*(?:[.,;!]|$|(?:over|in|since|on|for|this|last|either|during|so)\b)", re.IGNORECASE
)
# "If they don't" supposes; it says nothing again.
_SUPPOSED = re.compile(
    r"\b(?:if|unless|whether|should|until)(?: [\w']{1,12}){1,3} $", re.IGNORECASE
)
# How far behind the comparison that it repeats it may stand, in characters.
_NEAR = 200


def again(draft: Draft, memory: Memory) -> Iterator[Claim]:
    """The last comparison, said or denied of a fund by an auxiliary verb alone."""
    last = memory.compared
    front = draft.scene.text((draft.scene.whole[0], draft.region.cue.span.start_char))
    if last is None or last.type == "equivalence" or not _is_near(draft, last):
        return
    if _SUPPOSED.search(front):
        return
    subject = _subject(draft, memory)
    if subject is None or subject.id is None or subject.id in last.comparators:
        return
    own = draft.window.kind == "none" and subject.id == last.subject
    window = last.window if own else draft.window
    yield finish(
        replace(draft, subject=subject, stance=_stance(draft)),
        relation=last.relation,
        metric=last.metric,
        comparators=Comparators(ids=last.comparators, quantifier=last.quantifier),
        magnitude=gap(draft),
        window=window,
        missing=open_window(window),
    )


def _is_near(draft: Draft, last: Claim) -> bool:
    start = draft.scene.parsed.offset + draft.region.cue.span.start_char
    return 0 <= start - last.end <= _NEAR or last.start <= start <= last.end


def _subject(draft: Draft, memory: Memory) -> Subject | None:
    """The name behind "nor has", else the one before; whoever the talk is of without a name."""
    scene, cue = draft.scene, draft.region.cue.span
    inverted = _INVERTED.match(cue.text) is not None
    stretch = draft.region.after if inverted else (scene.whole[0], cue.start_char)
    named = [m for m in scene.mentions_in(stretch) if m.kind in TRADED]
    if not named:
        return None if inverted else Subject(id=memory.subject, span=None, inherited=True)
    one = named[0] if inverted else named[-1]
    if inverted and not _NO_VERB.match(scene.text((one.end, scene.whole[1]))):
        return None
    return Subject(id=one.id, span=scene.span((one.start, one.end)), inherited=False)


def _stance(draft: Draft) -> Stance:
    cue = draft.region.cue.span
    inverted = _INVERTED.match(cue.text)
    denied = inverted["nor"] is not None if inverted else bool(_DENIES.search(cue.text))
    if not denied:
        return Stance(modality="asserted")
    return Stance(modality="negated", cue=draft.scene.span((cue.start_char, cue.end_char)))
