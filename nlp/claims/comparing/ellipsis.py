"""Comparisons that only say again: "Nor has VXUS", "JNK hasn't", "It did, by three points"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from nlp.claims.comparing.comparators import Comparators
from nlp.claims.comparing.gaps import gap
from nlp.claims.draft import INVERSE, Draft, finish
from nlp.claims.memory import Memory, Subject
from nlp.claims.slots import open_window
from nlp.claims.stance.modality import Stance
from nlp.mentions import TRADED, Mention
from nlp.types import Claim, Relation

_INVERTED = re.compile(r"(?P<nor>nor|neither)\b|(?:so|as)\b", re.IGNORECASE)
_DENIES = re.compile(r"n.t\b|\bnot\b|\bno longer\b", re.IGNORECASE)
# What ends a sentence that leaves its verb out: "Nor has VXUS over the last five years".
_NO_VERB = re.compile(
    r"\s*(?:[.,;!?)]|$|(?:by|too|before|again|at|over|in|since|on|for|this|last|either|during|so)\b)",
    re.IGNORECASE,
)
# "If they don't" supposes; it says nothing again.
_SUPPOSED = re.compile(
    r"\b(?:if|unless|whether|should|until)(?: [\w']{1,12}){1,3} $", re.IGNORECASE
)
# The same fund beside another: "nor has it with MDY", "though not IJR".
_AGAINST = re.compile(
    r"(?:nor|neither|so) (?:has|have|did|does|do|is|was) it (?:with|against|over|to|versus)\b"
    r"|(?:though|but|if|albeit) not\b",
    re.IGNORECASE,
)
# Who denies is a speaker, or asked: "I don't", "What did not".
# "As it did in 2013": whoever was compared last.
_SAME_ONE = re.compile(r"as (?:it|they) |(?:it|they) (?:also |again )?did ", re.IGNORECASE)
_OF_PEOPLE = re.compile(r"\b(?:i|we|you|what|who|others|some|people) $", re.IGNORECASE)
_BE = re.compile(r"(?:is|was|are|were)(?:n.t| not)$", re.IGNORECASE)
_VERBAL = re.compile(r"beat|\w{3,12}(?:ed|en|s|ran|did)", re.IGNORECASE)
_GAP = re.compile(
    r"\b(?:gap|margin|shortfall|deficit|lead|advantage|edge|spread|lag|cushion)$", re.IGNORECASE
)
_CONTRASTS = re.compile(r"(?:though|but|if|albeit)\b", re.IGNORECASE)
_STOP = re.compile(r"[,;:.](?= |$)")
# How far behind the comparison that it repeats it may stand, in characters.
_NEAR = 200


def again(draft: Draft, memory: Memory) -> Iterator[Claim]:
    """The last comparison, said or denied of a fund by an auxiliary verb alone."""
    last = memory.compared
    if last is not None and _GAP.search(draft.region.cue.span.text):
        yield from _gap_again(draft, last, memory)
        return
    front = draft.scene.text((draft.scene.whole[0], draft.region.cue.span.start_char))
    if last is None or last.type == "equivalence" or not _is_near(draft, last):
        return
    if _SUPPOSED.search(front) or _OF_PEOPLE.search(front) or _answers_other_verb(draft, last):
        return
    if _AGAINST.match(draft.scene.text((draft.region.cue.span.start_char, draft.scene.whole[1]))):
        yield from _against_others(draft, last)
        return
    subject = _subject(draft, memory)
    if _SAME_ONE.match(draft.region.cue.span.text):
        subject = Subject(id=last.subject, span=None, inherited=True)
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


def _answers_other_verb(draft: Draft, last: Claim) -> bool:
    """True for "was not" behind "beat": it answers another sentence's "was"."""
    be = _BE.match(draft.region.cue.span.text) is not None
    words = last.relation_span.text if last.relation_span is not None else ""
    return be and _VERBAL.fullmatch(words) is not None


def _gap_again(draft: Draft, last: Claim, memory: Memory) -> Iterator[Claim]:
    """ "The shortfall is six points": the last comparison, with its figure.

    Where the words and the last comparison disagree on who leads, the other side is meant.
    """
    stated = gap(draft)
    if stated is None or not _is_near(draft, last, reach=_NEAR * 2) or not last.comparators:
        return
    before = last.relation if last.modality != "negated" else INVERSE.get(last.relation or "above")
    said = _side(draft.region.cue.span.text) or ("above" if before == "in_line" else before)
    owner = next(iter(_own(draft)), None)
    others: tuple[str, ...] = last.comparators
    who = owner.id if owner is not None else last.subject
    if owner is None and said != before and before != "in_line" and len(others) == 1:
        who, others = others[0], (last.subject or "",)
    if who is None or who in others:
        return
    window = last.window if draft.window.kind == "none" else draft.window
    yield finish(
        replace(
            draft,
            subject=Subject(id=who, span=None, inherited=True),
            stance=Stance(modality=draft.stance.modality, source=draft.stance.source),
        ),
        relation=said,
        metric=last.metric,
        comparators=Comparators(ids=others, quantifier=last.quantifier),
        magnitude=stated,
        window=window,
        missing=open_window(window),
    )


def _side(words: str) -> Relation | None:
    if re.search(r"\b(?:shortfall|deficit|lag)\b", words, re.IGNORECASE):
        return "below"
    return "above" if re.search(r"\b(?:lead|advantage|edge|cushion)\b", words, re.I) else None


def _own(draft: Draft) -> Iterator[Mention]:
    """Whose gap the words themselves say it is: "XLV's shortfall"."""
    cue = draft.region.cue.span
    yield from (m for m in draft.scene.mentions_in((cue.start_char, cue.end_char)))


def _against_others(draft: Draft, last: Claim) -> Iterator[Claim]:
    """ "Nor has it with MDY", "though not IJR": the same fund beside others."""
    scene, end = draft.scene, draft.region.cue.span.end_char
    stop = _STOP.search(scene.text((end, scene.whole[1])))
    until = end + stop.start() if stop else scene.whole[1]
    named = [m.id for m in scene.mentions_in((end, until)) if m.kind in TRADED]
    ids = tuple(name for name in dict.fromkeys(named) if name != last.subject)
    if not ids:
        return
    window = last.window if draft.window.kind == "none" else draft.window
    who = Subject(id=last.subject, span=None, inherited=True)
    denied = re.match(r"so\b", draft.region.cue.span.text, re.IGNORECASE) is None
    cue = scene.span((draft.region.cue.span.start_char, end))
    already = last.modality == "negated" and _CONTRASTS.match(cue.text) is not None
    stance = Stance(modality="negated" if denied and not already else "asserted", cue=cue)
    yield finish(
        replace(draft, subject=who, stance=stance),
        relation=last.relation,
        metric=last.metric,
        comparators=Comparators(ids=ids, quantifier="named"),
        magnitude=gap(draft),
        window=window,
        missing=open_window(window),
    )


def _is_near(draft: Draft, last: Claim, *, reach: int = _NEAR) -> bool:
    start = draft.scene.parsed.offset + draft.region.cue.span.start_char
    return 0 <= start - last.end <= reach or last.start <= start <= last.end


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
