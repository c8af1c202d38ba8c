"""Recognises causes: why something gained, lagged or fell, as the note has it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from nlp.claims.memory import Memory
from nlp.claims.outlook.cause_finding import NEAR, Cause, found_causes
from nlp.claims.outlook.cause_words import CREDITED, LABEL, PERFORMANCE, POINTER
from nlp.claims.outlook.segments import Segment, claim_of, joined, named_before, named_in, token_at
from nlp.claims.outlook.verdict_words import AFTER_ALL
from nlp.claims.scene import Scene
from nlp.claims.stance.reporting import source_of
from nlp.mentions import TRADED
from nlp.types import Claim, Modality

_HEDGED = re.compile(
    r"\b(?:probably|perhaps|maybe|apparently|arguably|possibly|presumably|seems?|appears?|may|might"
    r"|(?:we|I) (?:suspect|think|believe|guess|reckon)|as (?:we|I) (?:read|see) it"
    r"|(?:in|by) (?:our|my) (?:view|reading|opinion|reckoning)|I['\u2019]d (?:argue|guess|say)"
    r"|one theory"
    r"|the usual explanation)\b",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\b(?:will|would|could|may|might|should|can)(?: (?:\w{2,12}ly|well|yet|still|also))? $", re.I
)
# Idioms of cause that need nothing behind them.
_DONE = re.compile(r"\b(?:work|damage|lifting|harm|rest|difference)\b", re.IGNORECASE)
_NOT = re.compile(
    r"(?:\bnot|n['\u2019]t|\bnever)(?: (?:\w+ ){0,2}|, [^,;]{3,40}, )$", re.IGNORECASE
)
_HARDLY = re.compile(r"\b(?:little|nothing|less) to do with\b", re.IGNORECASE)
_AGAINST = re.compile(
    r"\b(?:gap (?:to|with)|relative to|over|against|than|versus|vs\.?|behind|below|above)"
    r" (?:the )?$",
    re.IGNORECASE,
)
# How far before the words of a cause its "probably" stands.
_HEDGE_REACH = 45
# Words that explain whatever the note speaks of beside them.
_PLAIN = re.compile(
    r"\b(?:owe[sd]?|traces?|thanks|owing|did (?:it|so|that)|sent|nothing to do with)\b",
    re.IGNORECASE,
)
_BOTH = re.compile(r"\b(?:both|the (?:two|pair)|them)\b", re.IGNORECASE)
# An answer is a fragment, or says what something owns and did; no number alone.
_ANSWERS = re.compile(r"[a-z]{4}", re.IGNORECASE)
_FOR = re.compile(r"\W{0,3}(?:for|with|at) [^,;.]{2,40},", re.IGNORECASE)
_OLD_PAIR = re.compile(r"\bthe (?P<which>former|latter)\b", re.IGNORECASE)


def causes(segment: Segment, memory: Memory, told: Sequence[Claim]) -> Iterator[Claim]:
    """One cause a segment, for each thing that it explains; `told` are the sentence's claims."""
    for found in found_causes(segment):
        if _is_told(segment, found, told) or not _is_performance(segment, found, told):
            continue
        subjects = _subjects(segment, found, memory, told)
        if subjects:
            yield from _claims(segment, found, subjects)
            return


def answer(segment: Segment, memory: Memory) -> Iterator[Claim]:
    """What a question for a reason is answered with: "Why did it win? Two stocks, mostly."."""
    if memory.subject is not None and _ANSWERS.search(segment.text):
        yield claim_of(segment.scene, segment.stretch, "causal", subject=memory.subject)


def _claims(segment: Segment, found: Cause, subjects: Sequence[str]) -> Iterator[Claim]:
    scene = segment.scene
    source = _source(segment, found)
    labelled = found.side == "label" and LABEL.search(segment.text)
    starts = scene.whole[0] if AFTER_ALL.search(segment.text) else segment.start
    stretch = (starts, scene.whole[1] if labelled else segment.end)
    for subject in subjects:
        named = next((m for m in scene.mentions_in(segment.stretch) if m.id == subject), None)
        claim = claim_of(scene, stretch, "causal", subject=subject, named=named)
        yield replace(claim, modality=_modality(segment, found, source), source=source)


def _is_told(segment: Segment, cause: Cause, told: Sequence[Claim]) -> bool:
    """True where a claim on prices hangs from the same words: "is behind", "was beaten by".

    What "would hurt" has hurt nobody yet, which makes no cause either.
    """
    if cause.side == "behind" and _TO_COME.search(
        segment.scene.text((segment.start, cause.cue[0]))
    ):
        return True
    places = [segment.scene.place(c.relation_span) for c in told if c.relation_span]
    return any(start < cause.cue[1] and cause.cue[0] < end for start, end in places)


def _is_performance(segment: Segment, cause: Cause, told: Sequence[Claim]) -> bool:
    """False for "we mention it because …": nothing moved that could have a cause."""
    scene = segment.scene
    if cause.side in {"label", "verdict"} or (
        cause.side == "clause" and _claims_before(scene, cause, told)
    ):
        return True
    text = scene.text(cause.effect)
    if PERFORMANCE.search(text):
        return True
    if cause.side == "clause" and scene.quantities_in(cause.effect):
        return bool(named_in(scene, cause.effect))
    if _PLAIN.search(scene.text(cause.cue)) and named_in(scene, cause.effect):
        return True
    if cause.side == "before":
        rest = scene.text((segment.start, cause.cue[0])) + scene.text((cause.cue[1], segment.end))
        whole = PERFORMANCE.search(rest) is not None
        return POINTER.search(text) is not None or (whole and bool(named_in(scene, cause.effect)))
    if cause.side == "behind" and _DONE.search(scene.text(cause.cue)):
        return True
    behind = cause.side == "behind" and cause.effect[0] >= cause.cue[1]
    return behind and bool(POINTER.search(text) or named_in(scene, cause.effect))


def _claims_before(scene: Scene, cause: Cause, told: Sequence[Claim]) -> list[Claim]:
    """The claims on prices that the words before the cue make last."""
    at = scene.parsed.offset + cause.cue[0]
    before = [claim for claim in told if claim.start < at] or [
        claim for claim in told[:1] if cause.cue[0] - scene.whole[0] < NEAR
    ]
    return [claim for claim in before if claim.start == before[-1].start]


def _subjects(
    segment: Segment, cause: Cause, memory: Memory, told: Sequence[Claim]
) -> tuple[str, ...]:
    """Whose performance is explained: named in the effect, said of it before, or talked of."""
    scene = segment.scene
    before = _claims_before(scene, cause, told)
    if cause.side == "verdict" and (whose := _whose(segment, cause)):
        return (whose,)
    if cause.side in {"clause", "label", "verdict"} and before:
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
        return tuple(dict.fromkeys(m.id for m in joined(scene, named)))
    if before and before[-1].subject:
        return (before[-1].subject,)
    if _BOTH.search(scene.text((cause.cue[0], max(cause.cue[1], cause.effect[1])))):
        return tuple(memory.pair())
    return (memory.subject,) if memory.subject else ()


def _whose(segment: Segment, cause: Cause) -> str | None:
    """The fund in a verdict's own words, or that leads it: "for LQD, falling yields did it"."""
    scene = segment.scene
    own = [m for m in scene.mentions if m.kind in TRADED and cause.cue[0] <= m.start < cause.cue[1]]
    first = _FOR.match(segment.text)
    led = scene.mentions_in(segment.part(*first.span())) if first else []
    return next((m.id for m in [*own, *led] if m.kind in TRADED), None)


def _is_other_side(scene: Scene, at: int) -> bool:
    """True for the SPY of "the gap to SPY", which is what something else is measured against."""
    return _AGAINST.search(scene.text((max(scene.whole[0], at - 20), at))) is not None


def _source(segment: Segment, cause: Cause) -> str | None:
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


def _modality(segment: Segment, cause: Cause, source: str | None) -> Modality:
    if source is not None:
        return "reported"
    front = segment.scene.text((segment.start, cause.cue[0]))
    if _NOT.search(front) or _HARDLY.search(segment.scene.text(cause.cue)):
        return "negated"
    near = (max(segment.start, cause.cue[0] - _HEDGE_REACH), segment.end)
    return "hedged" if _HEDGED.search(segment.scene.text(near)) else "asserted"
