"""Finds the words that give a cause, and the stretch that says what they explain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

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
from nlp.claims.outlook.segments import Segment, Stretch, named_in
from nlp.claims.outlook.verdict_words import AFTER_ALL, NAMED_CAUSE, VERDICT

# A segment that opens with its reason explains what stands before it in the sentence.
NEAR = 4
# Of "as we read it" and "as the table has it" nobody asks why.
_SPEAKERS = {"we", "i", "you", "table", "chart", "one", "they", "which", "who", "figures", "usual"}
# "Nvidia did it" names a cause; "that was the reason" repeats one.
_CAUSE = re.compile(r"\w{2}")
_POINTS = re.compile(
    r"\W{0,3}(?:(?:and|but|so|yes|no|well)\W{1,2})?(?:it|that|this|which|there)\W*$", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Words that give a cause, with the stretch that says what they explain.

    Of a `verdict` the effect is empty: it explains what was said before.
    """

    cue: Stretch
    effect: Stretch
    side: Side


def found_causes(segment: Segment) -> Iterator[Cause]:
    """The readings of a segment's words as a cause, the surest first."""
    whole = segment.stretch
    label = LABEL.search(segment.text)
    if label is not None:
        yield Cause(cue=segment.part(*label.span()), effect=whole, side="label")
    yield from _credited(segment)
    for pattern in (BLAME, HELD):
        match = pattern.search(segment.text)
        if match is not None:
            yield Cause(cue=segment.part(*match.span()), effect=whole, side="label")
    share = SHARE.search(segment.text)
    if share is not None:
        cue, effect = segment.part(*share.span("verb")), segment.part(*share.span("what"))
        yield Cause(cue=cue, effect=effect, side="before")
    yield from _verdicts(segment)
    shown = masked(segment.text, segment.start, segment.scene.mentions_in(whole))
    for words, side in CUES:
        match = words.search(shown)
        if match is not None:
            cue = segment.part(*match.span())
            yield Cause(cue=cue, effect=_effect(segment, cue, side), side=side)
    yield from _by_clause(segment)


def names_effect(text: str) -> bool:
    """Whether words speak of performance, or point to what was said of it."""
    return bool(PERFORMANCE.search(text) or POINTER.search(text))


def _credited(segment: Segment) -> Iterator[Cause]:
    """ "We attribute the gap to fees", "which the authors trace to its tilt"."""
    match = CREDITED.search(segment.text)
    if match is None or (match["verb"].lower() == "pu" and match["link"] != "down to"):
        return
    part = "rest" if match["link"] == "for" else "what"
    effect = segment.part(*match.span(part))
    related = re.search(r"\bwhich [^,;:]{2,40}$", segment.text[: match.start()]) is not None
    if related:
        yield _verdict(segment, match)
    elif names_effect(segment.scene.text(effect)):
        yield Cause(cue=segment.part(*match.span("verb")), effect=effect, side="before")


def _verdicts(segment: Segment) -> Iterator[Cause]:
    """ "Nvidia was the whole story", "same cause, dollar", "and that is the reason"."""
    after = AFTER_ALL.search(segment.text)
    if after is not None:
        yield _verdict(segment, after)
        return
    named = NAMED_CAUSE.search(segment.text)
    if named is not None:
        yield _verdict(segment, named)
    said = VERDICT.search(segment.text)
    if said is None:
        return
    front = segment.text[: said.start()]
    if _CAUSE.search(front) and not _POINTS.fullmatch(front):
        yield _verdict(segment, said)


def _verdict(segment: Segment, match: re.Match[str]) -> Cause:
    cue = segment.part(*match.span())
    return Cause(cue=cue, effect=(cue[1], cue[1]), side="verdict")


def _by_clause(segment: Segment) -> Iterator[Cause]:
    """A clause of reason, told from one of time by its verb: "since" needs a present tense."""
    for token in segment.scene.sent:
        mark = token.lower_
        if mark not in CLAUSE_MARKS or token.dep_ != "mark" or token.head.dep_ != "advcl":
            continue
        if not segment.start <= token.idx < segment.end or not _gives_reason(token):
            continue
        verb = token.head
        cue = (token.idx, token.idx + len(token))
        leads = cue[0] - segment.start < NEAR
        clause_end = verb.right_edge.idx + len(verb.right_edge)
        effect = (clause_end, segment.end) if leads else (segment.start, cue[0])
        yield Cause(cue=cue, effect=effect, side="behind" if leads else "clause")


def _gives_reason(mark: Token) -> bool:
    """False for "even as", "as it is", "since it launched"."""
    verb = mark.head
    agent = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if agent is None or agent.lower_ in _SPEAKERS or verb.lemma_ in TEMPORAL_VERBS:
        return False
    if mark.i and mark.nbor(-1).lower_ == "even":
        return False
    if mark.lower_ == "as" and agent.lower_ == "it" and verb.lemma_ in {"be", "build", "design"}:
        return False
    return mark.lower_ != "since" or _is_present(verb)


def _is_present(verb: Token) -> bool:
    """Whether the verb, or the one that helps it, stands in the present tense."""
    tags = {verb.tag_, *(c.tag_ for c in verb.children if c.dep_ in {"aux", "auxpass"})}
    return bool(tags & {"VBZ", "VBP"}) and "VBD" not in tags and "VBN" not in tags


def _effect(segment: Segment, cue: Stretch, side: Side) -> Stretch:
    """Behind the cue for "banks explain it"; where nothing stands there, before it."""
    behind = (cue[1], segment.end)
    if side == "behind" and names_effect(segment.scene.text(behind)):
        return behind
    if side == "behind" and named_in(segment.scene, behind):
        return behind
    starts = cue[0] - segment.start < NEAR
    return (segment.scene.whole[0] if starts else segment.start), cue[0]
