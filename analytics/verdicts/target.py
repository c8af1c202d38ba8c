"""A statement about what is to come as the plain claim that can be judged once it's due."""

from __future__ import annotations

import math
from dataclasses import replace

from nlp.types import Claim, Magnitude


def as_target(claim: Claim) -> Claim:
    """The claim as asserted; its number is a target to reach, not to hit."""
    stated = claim.magnitude
    return replace(
        claim,
        modality="asserted",
        magnitude=None if stated is None else _at_least(stated, falls=claim.relation == "falls"),
    )


def _at_least(stated: Magnitude, *, falls: bool) -> Magnitude:
    """ "Up 10 %" is met from 10 up; the sign of a fall is set where the number is used."""
    if falls and stated.value < 0:
        return replace(stated, low=-math.inf, high=stated.value)
    return replace(stated, low=stated.value, high=math.inf)
