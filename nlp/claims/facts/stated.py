"""Makes claims of facts: the slots that a stated figure's place in its sentence gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nlp.claims.cues import Cue, Predicate
from nlp.claims.draft import NO_WINDOW
from nlp.claims.facts.drawdowns import since_peak
from nlp.claims.facts.fact import Fact, Stretch, clause_start, nearest_period, place_of
from nlp.claims.facts.sides import compared_with
from nlp.claims.memory import Memory, Subject
from nlp.claims.scene import Region, Scene
from nlp.claims.slots import open_window
from nlp.claims.spoken import carried
from nlp.claims.stance.modality import Stance, stance_of
from nlp.metric_families import DRAWDOWNS, FACTS, kind_of
from nlp.quantities import unsigned
from nlp.types import Claim, ClaimType, Magnitude, Metric, Modality, Window

# Measured against something else.
_PAIRED: frozenset[Metric] = frozenset({"beta", "alpha", "correlation", "tracking_error"})
_OF_NOW: frozenset[Metric] = frozenset({"beta", "correlation", "alpha"})
_CONFIDENCE, _INHERITED = 0.92, 0.87
# How far a name may stand from the words of a fact to be quoted with them.
_NEAR = 60


def stated_claim(
    scene: Scene, fact: Fact, owner: Subject, memory: Memory, *, other: Sequence[Subject] = ()
) -> Claim:
    """The claim that a fact makes of its owner; `other` is the second side of a correlation."""
    kind = kind_of(fact.metric)
    region = _region(scene, fact, kind)
    stance = stance_of(replace(scene, regions=(*scene.regions, region)), region)
    window = NO_WINDOW if kind == "reference" else _window(scene, fact, region, memory)
    against = _against(scene, fact, owner, other)
    text = scene.span(_quote(scene, fact, owner))
    timeless = kind == "reference" or fact.metric == "current_drawdown"
    return Claim(
        id="",
        type=kind,
        text=text.text,
        start=text.start,
        end=text.end,
        standalone_text=f"{owner.id}: {scene.span(fact.at).text}.",
        subject=owner.id,
        subject_span=owner.span,
        comparators=against,
        quantifier="named" if against else None,
        relation=fact.relation,
        relation_span=scene.span(fact.at),
        metric=fact.metric,
        window=window,
        magnitude=_sized(fact),
        modality=_modality(scene, fact, stance),
        modality_cue=stance.cue,
        source=stance.source,
        missing=() if timeless else open_window(window),
        parse_confidence=_INHERITED if owner.inherited else _CONFIDENCE,
    )


def _sized(fact: Fact) -> Magnitude | None:
    """A depth by its size: a drawdown of -34 % is one of 34 %."""
    number = fact.magnitude
    return unsigned(number) if number and fact.metric in DRAWDOWNS else number


def _modality(scene: Scene, fact: Fact, stance: Stance) -> Modality:
    """A day that has passed is no forecast: "it would be odd to judge it since its launch"."""
    if (
        fact.metric in FACTS
        and stance.modality == "forecast"
        and _is_elsewhere(scene, fact, stance)
    ):
        return "asserted"
    past = fact.metric == "inception_date" and stance.modality not in {"reported", "negated"}
    if past or (fact.metric in FACTS and stance.modality == "possible" and _is_ours(stance)):
        return "asserted"
    return stance.modality


def _is_elsewhere(scene: Scene, fact: Fact, stance: Stance) -> bool:
    """True for the "should" of "yields 4.3%; should earn its coupon", another thought's own."""
    start = scene.place(stance.cue)[0] if stance.cue else scene.whole[1]
    return start > fact.at[1] and ";" in scene.text((fact.at[1], start))


def _is_ours(stance: Stance) -> bool:
    """True for the "could" of "the cheapest fund we could find", which leaves the fee a fact."""
    return stance.cue is not None and stance.cue.text.lower() in {"could", "can", "may"}


def _against(scene: Scene, fact: Fact, owner: Subject, other: Sequence[Subject]) -> tuple[str, ...]:
    """What a beta or a correlation is to."""
    if fact.metric not in _PAIRED:
        return ()
    known = [one.id for one in other if one.id]
    return tuple(known or dict.fromkeys(m.id for m in compared_with(scene, fact.at, owner.id)))


def _region(scene: Scene, fact: Fact, kind: ClaimType) -> Region:
    """The fact's words as a cue of its own, for whoever asks what governs them."""
    span = scene.parsed.doc.char_span(*fact.at, alignment_mode="expand")
    assert span is not None
    predicate = Predicate(
        type=kind, relation="equals", metric=fact.metric, verbs=(), words=(), phrases=(), regexes=()
    )
    cue = Cue(predicate=predicate, span=span, token=span.root)
    return Region(cue=cue, start=clause_start(scene, fact.at[0]), end=scene.whole[1])


def _window(scene: Scene, fact: Fact, region: Region, memory: Memory) -> Window:
    """The period in the fact's own thought, else one before it, else the paragraph's."""
    stated = fact.magnitude
    if fact.metric == "current_drawdown":
        bare = stated is not None and place_of(scene, stated) == fact.at
        return since_peak(
            scene.text((scene.whole[0] if bare else fact.at[0], fact.at[1])), scene.as_of
        )
    near = nearest_period(scene, fact.at)
    if near is not None:
        return near
    in_words = stated is not None and stated.unit == "text"
    if in_words:
        return NO_WINDOW
    # "The tracking error of RSP is 5.2" is of the period spoken of, whatever the tense.
    measured = None if fact.metric in _OF_NOW else memory.spoken.here
    return carried(region.cue.token, memory.spoken) or measured or NO_WINDOW


def _quote(scene: Scene, fact: Fact, owner: Subject) -> Stretch:
    """From the fact's words and number, to its owner's name where that stands beside them."""
    if owner.span is None:
        return fact.at
    start, end = scene.place(owner.span)
    near = fact.at[0] - end < _NEAR and start - fact.at[1] < _NEAR
    return (min(start, fact.at[0]), max(end, fact.at[1])) if near else fact.at
