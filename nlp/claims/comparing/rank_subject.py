"""Who takes a place in a ranking, where grammar hides it: a label, a receiver, nobody's equal."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.claims.comparing.records import is_own_past
from nlp.claims.comparing.several import adjacent, named_subject
from nlp.claims.draft import Draft
from nlp.claims.memory import Memory, Subject
from nlp.claims.stance.modality import Stance
from nlp.mentions import TRADED, Mention

# Whose the ranking is, not who is ranked.
_OURS = re.compile(r"(?:our|my|your|their)\b", re.IGNORECASE)
_GOES_TO = re.compile(r"(?:\bto|\bfor|-placed?)$", re.IGNORECASE)
# A blank and an article.
_STEP = 5
_LABEL = re.compile(r"\*{0,2}\)?:\*{0,2} ")
_YARDSTICK = re.compile(
    r"\b(?:vs\.?|versus|than|over|against|behind|ahead of|to|for|of|from|with|like|by)(?: the)? $",
    re.IGNORECASE,
)


def without_equal(draft: Draft, memory: Memory) -> Draft:
    """Take whom nobody matched as the subject: the name behind, else whoever the talk is of."""
    named = _traded(draft, draft.region.after)
    subject = Subject(id=memory.subject, span=None, inherited=True)
    if named:
        subject = named_subject(draft, named[0])
    return replace(draft, subject=subject, stance=Stance(modality="asserted"))


def whose(draft: Draft) -> Draft:
    """The draft with whom the place is of, where the grammar doesn't tell it.

    In this order: a name inside of the words or right behind them ("the wooden spoon went to
    XLE"), one right before, one behind a copula, a line's own label, the nearest in the clause.
    """
    cue = draft.region.cue.span
    start, end = cue.start_char, cue.end_char
    inside = (_traded(draft, (start, end)) if is_own_past(draft) else []) or _receiver(draft)
    if inside:
        return replace(draft, subject=named_subject(draft, inside[0]))
    near = adjacent(draft)
    before = _traded(draft, (draft.scene.whole[0], start))
    if near is None and _OURS.match(draft.region.cue.span.text):
        near = before[-1] if before else None
    if near is not None and not _is_yardstick(draft, near):
        return replace(draft, subject=named_subject(draft, near))
    turned = _behind_copula(draft)
    if turned is not draft or not _is_remembered(draft):
        return turned
    label = before[0] if before and _LABEL.match(_after_name(draft, before[0])) else None
    told = label or next((m for m in reversed(before) if not _is_yardstick(draft, m)), None)
    if told is None or ";" in draft.scene.text((told.end, start)):
        return draft
    return replace(draft, subject=named_subject(draft, told))


def _receiver(draft: Draft) -> list[Mention]:
    """The name right behind "went to" and "second-placed"."""
    end = draft.region.cue.span.end_char
    if not _GOES_TO.search(draft.region.cue.span.text):
        return []
    return [m for m in _traded(draft, (end, draft.scene.whole[1])) if m.start - end <= _STEP]


def _is_remembered(draft: Draft) -> bool:
    """True where no words of the sentence gave the subject, or a yardstick did: "vs SPY"."""
    subject = draft.subject
    if subject.id is None or subject.span is None:
        return True
    place = draft.scene.place(subject.span)
    named = draft.scene.mentions_in(place)
    return any(_is_yardstick(draft, m) for m in named if m.id == subject.id)


def _is_yardstick(draft: Draft, mention: Mention) -> bool:
    before = draft.scene.text((draft.scene.whole[0], mention.start))
    return _YARDSTICK.search(before) is not None


def _after_name(draft: Draft, mention: Mention) -> str:
    return draft.scene.text((mention.end, draft.scene.whole[1]))


def _behind_copula(draft: Draft) -> Draft:
    """Take what follows "was" as the subject: "the weakest of the five in 2020 was USMV"."""
    token = draft.region.cue.token
    copula = token.dep_ == "nsubj" and token.head.lemma_ == "be"
    equals = re.search(r"(?:=|:|\bwas|\bis)\s*$", _before_name(draft))
    if not copula and not equals:
        return draft
    start = token.head.idx if copula else draft.region.cue.span.end_char
    named = _traded(draft, (start, draft.region.end))
    return replace(draft, subject=named_subject(draft, named[0])) if named else draft


def _before_name(draft: Draft) -> str:
    """The words between the cue and the first name behind it."""
    named = _traded(draft, draft.region.after)
    return draft.scene.text((draft.region.cue.span.end_char, named[0].start)) if named else ""


def _traded(draft: Draft, stretch: tuple[int, int]) -> list[Mention]:
    return [m for m in draft.scene.mentions_in(stretch) if m.kind in TRADED]
