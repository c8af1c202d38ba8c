"""The claims that a condition makes of what follows from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from nlp.claims.memory import Memory
from nlp.claims.outlook.conditions import Split
from nlp.claims.outlook.mood_words import FUTURE, HEDGED, IMAGINED, POSSIBLE, WOULD
from nlp.claims.outlook.segments import Segment, Stretch, claim_of, token_at
from nlp.claims.outlook.statements import expected, statement, unnamed
from nlp.claims.scene import Scene
from nlp.claims.stance.reporting import source_of
from nlp.horizons import find_horizon
from nlp.types import Claim, Condition, Horizon, Modality


def conditional(
    segment: Segment,
    parts: Split,
    memory: Memory,
    told: Sequence[Claim],
    traded: Sequence[Claim],
) -> Iterator[Claim]:
    """What follows from the condition, with the slots of the claims that its words make."""
    scene = segment.scene
    trigger, rest = scene.span(parts.trigger), scene.text(parts.rest)
    condition = Condition(trigger=trigger.text, consequence=rest.strip(" ,;:."), span=trigger)
    horizon = horizon_of(scene, [parts.rest])
    borrowed = [claim for claim in [*told, *traded] if _is_within(claim, scene, parts.rest)]
    first = [claim for claim in borrowed if claim.start == borrowed[0].start]
    stated = first or [*statement(segment, parts.rest, memory)]
    if parts.kind == "if":
        stated = stated or [*expected(segment, parts.rest, memory)]
        stated = stated or [*unnamed(segment, parts.rest)]
    for claim in stated:
        placed = claim_of(scene, segment.stretch, "conditional", subject=claim.subject)
        yield replace(
            placed,
            subject_span=claim.subject_span,
            comparators=claim.comparators,
            comparators_inferred=claim.comparators_inferred,
            comparators_text=claim.comparators_text,
            quantifier=claim.quantifier,
            relation=claim.relation,
            metric=claim.metric,
            magnitude=claim.magnitude,
            modality=_conditioned(rest, claim, dated=horizon),
            source=source_of(scene, token_at(scene, parts.rest[0]) or scene.sent.root),
            condition=condition,
            horizon=horizon,
            missing=("horizon",) if horizon is None and claim.type != "trade" else (),
        )


def _is_within(claim: Claim, scene: Scene, stretch: Stretch) -> bool:
    """Whether the words that a claim hangs from lie in the stretch."""
    words = claim.relation_span
    at = (words.start if words else claim.start) - scene.parsed.offset
    ranked = claim.relation in {"highest", "lowest"}
    return stretch[0] <= at < stretch[1] and claim.type != "reference" and not ranked


def _conditioned(rest: str, claim: Claim, *, dated: Horizon | None) -> Modality:
    """ "Could fall" is possible, "will" foretold, "tends to" a habit, "we would sell" advice."""
    if claim.type == "trade":
        return claim.modality
    if IMAGINED.search(rest):
        return "counterfactual"
    if HEDGED.search(rest):
        return "hedged"
    if POSSIBLE.search(rest):
        return "possible"
    return "forecast" if FUTURE.search(rest) or WOULD.search(rest) or dated else "asserted"


def horizon_of(scene: Scene, stretches: Sequence[Stretch]) -> Horizon | None:
    """How far the words look; a time in the if-part is the trigger's."""
    offset = scene.parsed.offset
    found = (
        find_horizon(scene.text(stretch), offset=offset + stretch[0], as_of=scene.as_of)
        for stretch in stretches
    )
    return next((horizon for horizon in found if horizon is not None), None)
