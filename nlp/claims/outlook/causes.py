"""Recognises causes: why something gained, lagged or fell, as the note has it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Token

from nlp.claims.memory import Memory
from nlp.claims.outlook.cause_words import (
    BLAME,
    CLAUSE_MARKS,
    CREDITED,
    CUES,
    HELD,
    LABEL,
    PERFORMANCE,
    POINTER,
    SHARE,
    TEMPORAL_VERBS,
    Side,
)
from nlp.claims.outlook.orders import masked
from nlp.claims.outlook.segments import Segment, Stretch, claim_of, named_before, named_in, token_at
from nlp.claims.scene import Scene
from nlp.claims.stance.reporting import source_of
from nlp.mentions import Mention
from nlp.types import Claim, Modality

_HEDGED = re.compile(
    r"\b(?:probably|perhaps|maybe|apparently|arguably|possibly|presumably|seems?|appears?|may|might"
    r"|(?:we|I) (?:suspect|think|believe|guess|reckon)|as (?:we|I) (?:read|see) it"
    r"|in (?:our|my) (?:view|reading|opinion))\b",
    re.IGNORECASE,
)
_TO_COME = re.compile(r"\b(?:will|would|could|may|might|should|can)(?: \w{2,12}ly)? $", re.I)
# Idioms of cause that need nothing behind them.
_DONE = re.compile(r"\b(?:work|damage|lifting|harm|rest|difference)\b", re.IGNORECASE)
_NOT = re.compile(r"(?:\bnot|n['\u2019]t|\bnever) (?:\w+ ){0,2}$", re.IGNORECASE)
_HARDLY = re.compile(r"\b(?:little|nothing|less) to do with\b", re.IGNORECASE)
# A segment that opens with its reason explains what stands before it in the sentence.
_NEAR = 4
_JOINED = re.compile(r"\W{0,3}(?:and|or|&)?\W{0,3}(?:the )?", re.IGNORECASE)
_AGAINST = re.compile(
    r"\b(?:gap (?:to|with)|relative to|over|against|than|versus|vs\.?|behind|below|above)"
    r" (?:the )?$",
    re.IGNORECASE,
)
# How far before the words of a cause its "probably" stands.
_HEDGE_REACH = 45
# Of "as we read it" and "as the table has it" nobody asks why.
_SPEAKERS = {"we", "i", "you", "table", "chart", "one", "they", "which", "who", "figures", "usual"}
_OLD_PAIR = re.compile(r"\bthe (?P<which>former|latter)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cause:
    """Words that give a cause, with the stretch that says what they explain."""

    cue: Stretch
    effect: Stretch
    side: Side


def causes(segment: Segment, memory: Memory, told: Sequence[Claim]) -> Iterator[Claim]:
    """One cause a segment, for each thing that it explains; `told` are the sentence's claims."""
    found = next((cause for cause in _found(segment) if not _is_told(segment, cause, told)), None)
    if found is None:
        return
    subjects = _subjects(segment, found, memory, told)
    if not subjects or not _is_performance(segment, found, told):
        return
    scene = segment.scene
    source = _source(segment, found)
    end = scene.whole[1] if LABEL.search(segment.text) else segment.end
    for subject in subjects:
        named = next((m for m in scene.mentions_in(segment.stretch) if m.id == subject), None)
        claim = claim_of(scene, (segment.start, end), "causal", subject=subject, named=named)
        yield replace(claim, modality=_modality(segment, found, source), source=source)


def _found(segment: Segment) -> Iterator[_Cause]:
    """The readings of a segment's words as a cause, the surest first."""
    text, whole = segment.text, segment.stretch
    label = LABEL.search(text)
    if label is not None:
        yield _Cause(cue=segment.part(*label.span()), effect=whole, side="label")
    credited = CREDITED.search(text)
    if credited is not None:
        part = "rest" if credited["link"] == "for" else "what"
        effect = segment.part(*credited.span(part))
        if _names_effect(segment.scene.text(effect)):
            yield _Cause(cue=segment.part(*credited.span("verb")), effect=effect, side="before")
    blame = BLAME.search(text)
    if blame is not None:
        yield _Cause(cue=segment.part(*blame.span()), effect=whole, side="label")
    held = HELD.search(text)
    if held is not None:
        yield _Cause(cue=segment.part(*held.span()), effect=whole, side="label")
    share = SHARE.search(text)
    if share is not None:
        cue, effect = segment.part(*share.span("verb")), segment.part(*share.span("what"))
        yield _Cause(cue=cue, effect=effect, side="before")
    shown = masked(text, segment.start, segment.scene.mentions_in(whole))
    for pattern, side in CUES:
        match = pattern.search(shown)
        if match is not None:
            cue = segment.part(*match.span())
            yield _Cause(cue=cue, effect=_effect(segment, cue, side), side=side)

    yield from _by_clause(segment)


def _by_clause(segment: Segment) -> Iterator[_Cause]:
    """A clause of reason, told from one of time by its verb: "since" needs a present tense."""
    for token in segment.scene.sent:
        mark = token.lower_
        if mark not in CLAUSE_MARKS or token.dep_ != "mark" or token.head.dep_ != "advcl":
            continue
        if not segment.start <= token.idx < segment.end:
            continue
        verb = token.head
        agent = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
        if agent is None or agent.lower_ in _SPEAKERS or verb.lemma_ in TEMPORAL_VERBS:
            continue
        if mark == "since" and not _is_present(verb):
            continue
        cue = (token.idx, token.idx + len(token))
        leads = cue[0] - segment.start < _NEAR
        clause_end = verb.right_edge.idx + len(verb.right_edge)
        effect = (clause_end, segment.end) if leads else (segment.start, cue[0])
        yield _Cause(cue=cue, effect=effect, side="behind" if leads else "clause")


def _is_present(verb: Token) -> bool:
    """Whether the verb, or the one that helps it, stands in the present tense."""
    tags = {verb.tag_, *(c.tag_ for c in verb.children if c.dep_ in {"aux", "auxpass"})}
    return bool(tags & {"VBZ", "VBP"}) and "VBD" not in tags and "VBN" not in tags


def _is_told(segment: Segment, cause: _Cause, told: Sequence[Claim]) -> bool:
    """True where a claim on prices hangs from the same words: "is behind", "was beaten by".

    What "would hurt" has hurt nobody yet, which makes no cause either.
    """
    if cause.side == "behind" and _TO_COME.search(
        segment.scene.text((segment.start, cause.cue[0]))
    ):
        return True
    places = [segment.scene.place(c.relation_span) for c in told if c.relation_span]
    return any(start < cause.cue[1] and cause.cue[0] < end for start, end in places)


def _effect(segment: Segment, cue: Stretch, side: Side) -> Stretch:
    """Behind the cue for "banks explain it"; where nothing stands there, before it."""
    behind = (cue[1], segment.end)
    if side == "behind" and _names_effect(segment.scene.text(behind)):
        return behind
    if side == "behind" and named_in(segment.scene, behind):
        return behind
    starts = cue[0] - segment.start < _NEAR
    return (segment.scene.whole[0] if starts else segment.start), cue[0]


def _names_effect(text: str) -> bool:
    return bool(PERFORMANCE.search(text) or POINTER.search(text))


def _is_performance(segment: Segment, cause: _Cause, told: Sequence[Claim]) -> bool:
    """False for "we mention it because …": nothing moved that could have a cause."""
    scene = segment.scene
    if cause.side == "label" or (cause.side == "clause" and _claims_before(scene, cause, told)):
        return True
    text = scene.text(cause.effect)
    if PERFORMANCE.search(text):
        return True
    if cause.side == "before":
        rest = scene.text((segment.start, cause.cue[0])) + scene.text((cause.cue[1], segment.end))
        whole = PERFORMANCE.search(rest) is not None
        return POINTER.search(text) is not None or (whole and bool(named_in(scene, cause.effect)))
    if cause.side == "behind" and _DONE.search(scene.text(cause.cue)):
        return True
    behind = cause.side == "behind" and cause.effect[0] >= cause.cue[1]
    return behind and bool(POINTER.search(text) or named_in(scene, cause.effect))


def _claims_before(scene: Scene, cause: _Cause, told: Sequence[Claim]) -> list[Claim]:
    """The claims on prices that the words before the cue make last."""
    at = scene.parsed.offset + cause.cue[0]
    before = [claim for claim in told if claim.start < at] or [
        claim for claim in told[:1] if cause.cue[0] - scene.whole[0] < _NEAR
    ]
    return [claim for claim in before if claim.start == before[-1].start]


def _subjects(
    segment: Segment, cause: _Cause, memory: Memory, told: Sequence[Claim]
) -> tuple[str, ...]:
    """Whose performance is explained: named in the effect, said of it before, or talked of."""
    scene = segment.scene
    before = _claims_before(scene, cause, told)
    if cause.side in {"clause", "label"} and before:
        return tuple(dict.fromkeys(claim.subject for claim in before if claim.subject))
    if cause.effect[1] <= cause.cue[0] and _DONE.search(scene.text(cause.cue)) and memory.subject:
        # "Banks did the damage": what is named did it, to what the note talks of.
        return (memory.subject,)
    pair = _OLD_PAIR.search(scene.text(cause.effect))
    if pair is not None:
        known = named_before(scene, cause.effect[0], memory)
        return tuple(known[-1:] if pair["which"].lower() == "latter" else known[-2:][:1])
    named = [m for m in named_in(scene, cause.effect) if not _is_other_side(scene, m.start)]
    if named:
        return tuple(dict.fromkeys(m.id for m in _row(scene, named)))
    if before and before[-1].subject:
        return (before[-1].subject,)
    return (memory.subject,) if memory.subject else ()


def _row(scene: Scene, named: list[Mention]) -> Iterator[Mention]:
    """The first name and those that only a comma or an "and" joins to it."""
    yield named[0]
    for one, other in pairwise(named):
        if _JOINED.fullmatch(scene.text((one.end, other.start))) is None:
            return
        yield other


def _is_other_side(scene: Scene, at: int) -> bool:
    """True for the SPY of "the gap to SPY", which is what something else is measured against."""
    return _AGAINST.search(scene.text((max(scene.whole[0], at - 20), at))) is not None


def _source(segment: Segment, cause: _Cause) -> str | None:
    """Whose explanation it is: of "Lasker pinned that on energy" it is Lasker's."""
    scene = segment.scene
    token = token_at(scene, cause.cue[0])
    if token is None:
        return None
    speaker = next((child for child in token.children if child.dep_ == "nsubj"), None)
    own = CREDITED.match(scene.text((cause.cue[0], segment.end)))
    if own is not None and speaker is not None and speaker.lower_ not in {"we", "i"}:
        return scene.text((speaker.left_edge.idx, speaker.right_edge.idx + len(speaker.right_edge)))
    return source_of(scene, token)


def _modality(segment: Segment, cause: _Cause, source: str | None) -> Modality:
    if source is not None:
        return "reported"
    front = segment.scene.text((segment.start, cause.cue[0]))
    if _NOT.search(front) or _HARDLY.search(segment.scene.text(cause.cue)):
        return "negated"
    near = (max(segment.start, cause.cue[0] - _HEDGE_REACH), segment.end)
    return "hedged" if _HEDGED.search(segment.scene.text(near)) else "asserted"
