"""From the scores of sentences to the score of a note, as a sum that can be read line by line."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from models.types import Probabilities, Sentiment

Label = Literal[
    "strongly negative", "moderately negative", "mildly negative", "neutral", "mixed",
    "mildly positive", "moderately positive", "strongly positive",
]  # fmt: skip

# The bands of a label: up to each bound on either side of zero (docs/report.md).
NEUTRAL, _MILD, _MODERATE = 0.10, 0.35, 0.60
# A neutral score is "mixed" where both sides carry at least this much probability.
_STRONG_SIDE = 0.25
# What one sentence weighs beside an asserted, opinionated one in the middle of a note: a plain one,
# a hypothetical one, and the first and the last that have a tone (are not likelier neutral); and
# how much stronger a note is than its average sentence. Fitted on notes that the sentence model
# had not seen: docs/decisions/0003-note-score.md.
_PLAIN_WEIGHT = 0.7
HYPOTHETICAL_WEIGHT = 0.4
_OPENING = 1.5
_CLOSING = 2.0
_TONED = 0.5
_EMPHASIS = 2.2


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceScore:
    """One sentence's part: `weight` of the whole, and `contribution`, weight times score.

    In a whole note, the contribution is that times the note's emphasis, the same for all.
    """

    score: float
    weight: float
    contribution: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteScore:
    """A note's score with its parts; the contributions add up to `score`."""

    score: float
    label: Label
    probabilities: Probabilities
    parts: tuple[SentenceScore, ...]


NOTHING_SAID = Sentiment(
    score=0.0, probabilities=Probabilities(positive=0.0, neutral=1.0, negative=0.0)
)


def label_of(score: float, *, probabilities: Probabilities) -> Label:
    """The band of a score; `mixed` instead of `neutral` where both sides are strong."""
    weaker = min(probabilities.positive, probabilities.negative)
    found = band(score)
    return "mixed" if found == "neutral" and weaker >= _STRONG_SIDE else found


def band(score: float) -> Label:
    """The band of a score alone: "neutral", "mildly positive", … "strongly negative"."""
    size = abs(score)
    if size <= NEUTRAL:
        return "neutral"
    side: Literal["positive", "negative"] = "positive" if score > 0 else "negative"
    if size <= _MILD:
        return f"mildly {side}"  # type: ignore[return-value]
    return f"moderately {side}" if size <= _MODERATE else f"strongly {side}"  # type: ignore[return-value]


def combine(scored: Sequence[Sentiment], *, weights: Sequence[float]) -> NoteScore:
    """The weighted mean of sentences' scores; `weights` of 0 leave a sentence out.

    A sentence's final weight is its given weight times how much it says: `_PLAIN_WEIGHT` for one
    that is surely neutral, 1 for one that is surely not.
    """
    said = [weight * _says(one) for one, weight in zip(scored, weights, strict=True)]
    return _summed(scored, said, strength=lambda mean: mean)


def combine_note(scored: Sequence[Sentiment], *, weights: Sequence[float]) -> NoteScore:
    """The score of a whole note from its sentences in order: how it opens and ends counts more.

    A note's attitude is stronger than that of its average sentence, by `_EMPHASIS`.
    """
    said = [weight * _says(one) for one, weight in zip(scored, weights, strict=True)]
    toned = [
        place
        for place, (one, weight) in enumerate(zip(scored, weights, strict=True))
        if weight and one.probabilities.neutral < _TONED
    ]
    if toned:
        said[toned[0]] *= _OPENING
        said[toned[-1]] *= _CLOSING
    # The hyperbolic tangent keeps a note within ±1.
    return _summed(scored, said, strength=lambda mean: math.tanh(_EMPHASIS * mean))


def _summed(
    scored: Sequence[Sentiment], said: Sequence[float], *, strength: Callable[[float], float]
) -> NoteScore:
    """The sum whose parts all shrink or grow alike, from the weighted mean to its `strength`."""
    total = sum(said)
    shares = [weight / total if total else 0.0 for weight in said]
    mean = _mean(scored, shares) if total else NOTHING_SAID.probabilities
    plain = sum(share * one.score for one, share in zip(scored, shares, strict=True))
    stretch = strength(plain) / plain if plain else 1.0
    parts = tuple(
        SentenceScore(score=one.score, weight=share, contribution=stretch * share * one.score)
        for one, share in zip(scored, shares, strict=True)
    )
    score = sum(part.contribution for part in parts)
    return NoteScore(
        score=score, label=label_of(score, probabilities=mean), probabilities=mean, parts=parts
    )


def _says(one: Sentiment) -> float:
    return _PLAIN_WEIGHT + (1 - _PLAIN_WEIGHT) * (1 - one.probabilities.neutral)


def _mean(scored: Sequence[Sentiment], shares: Sequence[float]) -> Probabilities:
    pairs = list(zip((one.probabilities for one in scored), shares, strict=True))
    return Probabilities(
        positive=sum(one.positive * share for one, share in pairs),
        neutral=sum(one.neutral * share for one, share in pairs),
        negative=sum(one.negative * share for one, share in pairs),
    )
