"""From the scores of sentences to the score of a note, as a sum that can be read line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from models.types import Probabilities

Label = Literal[
    "strongly negative", "moderately negative", "mildly negative", "neutral", "mixed",
    "mildly positive", "moderately positive", "strongly positive",
]  # fmt: skip

# The bands of a label: up to each bound on either side of zero (docs/report.md).
_NEUTRAL, _MILD, _MODERATE = 0.10, 0.35, 0.60
# A neutral score is "mixed" where both sides carry at least this much probability.
_STRONG_SIDE = 0.25
# A plain sentence weighs this much beside an opinionated one, so that description dilutes a
# note's mood without drowning it; a hypothetical one this much beside an asserted one. Both were
# chosen on one half of models/data/own_notes.jsonl: docs/decisions/0003-note-score.md.
_PLAIN_WEIGHT = 0.2
HYPOTHETICAL_WEIGHT = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceScore:
    """One sentence's part: `weight` of the whole, and `contribution` = weight times score."""

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


NOTHING_SAID = Probabilities(positive=0.0, neutral=1.0, negative=0.0)


def label_of(score: float, *, probabilities: Probabilities) -> Label:
    """The band of a score; `mixed` instead of `neutral` where both sides are strong."""
    weaker = min(probabilities.positive, probabilities.negative)
    found = band(score)
    return "mixed" if found == "neutral" and weaker >= _STRONG_SIDE else found


def band(score: float) -> Label:
    """The band of a score alone: "neutral", "mildly positive", … "strongly negative"."""
    size = abs(score)
    if size <= _NEUTRAL:
        return "neutral"
    side: Literal["positive", "negative"] = "positive" if score > 0 else "negative"
    if size <= _MILD:
        return f"mildly {side}"  # type: ignore[return-value]
    return f"moderately {side}" if size <= _MODERATE else f"strongly {side}"  # type: ignore[return-value]


def combine(scored: Sequence[Probabilities], *, weights: Sequence[float]) -> NoteScore:
    """The weighted mean of sentence probabilities; `weights` of 0 leave a sentence out.

    A sentence's final weight is its given weight times how much it says: `_PLAIN_WEIGHT` for one
    that is surely neutral, 1 for one that is surely not.
    """
    said = [weight * _says(one) for one, weight in zip(scored, weights, strict=True)]
    total = sum(said)
    shares = [weight / total if total else 0.0 for weight in said]
    mean = _mean(scored, shares) if total else NOTHING_SAID
    parts = tuple(
        SentenceScore(score=one.score, weight=share, contribution=share * one.score)
        for one, share in zip(scored, shares, strict=True)
    )
    score = sum(part.contribution for part in parts)
    return NoteScore(
        score=score, label=label_of(score, probabilities=mean), probabilities=mean, parts=parts
    )


def _says(one: Probabilities) -> float:
    return _PLAIN_WEIGHT + (1 - _PLAIN_WEIGHT) * (1 - one.neutral)


def _mean(scored: Sequence[Probabilities], shares: Sequence[float]) -> Probabilities:
    pairs = list(zip(scored, shares, strict=True))
    return Probabilities(
        positive=sum(one.positive * share for one, share in pairs),
        neutral=sum(one.neutral * share for one, share in pairs),
        negative=sum(one.negative * share for one, share in pairs),
    )
