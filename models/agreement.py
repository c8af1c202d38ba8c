"""How far the two readings of the project's own labels agree, before anything was settled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from models.own_labels import Grade, own_notes, own_sentences, polarity_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Of one kind of label: the readings' polarities and scores, and how many were settled.

    `kappa` is Cohen's (1960), agreement beyond chance; `gap` is the mean absolute difference.
    """

    labels: int
    same_polarity: float
    kappa: float
    gap: float
    correlation: float
    settled_by_a_third: int


def agreement() -> dict[str, Agreement]:
    """By kind: sentences overall, targets, whole notes."""
    kinds: dict[str, list[Grade]] = {
        "sentences, overall": [sentence.overall for sentence in own_sentences()],
        "sentences, by target": list(_targets()),
        "whole notes": [note.grade for note in own_notes()],
    }
    return {kind: agreement_of(grades) for kind, grades in kinds.items()}


def agreement_of(grades: Sequence[Grade]) -> Agreement:
    """Agreement of the two readings over a list of labels."""
    first, second, settled = (
        np.array([getattr(grade, name) for grade in grades])
        for name in ("first", "second", "settled")
    )
    ours = np.array([polarity_of(score) for score in first])
    theirs = np.array([polarity_of(score) for score in second])
    same = float((ours == theirs).mean())
    chance = sum(float((ours == p).mean() * (theirs == p).mean()) for p in np.unique(ours))
    return Agreement(
        labels=len(grades),
        same_polarity=round(same, 3),
        kappa=round((same - chance) / (1 - chance), 3),
        gap=round(float(np.abs(first - second).mean()), 3),
        correlation=round(float(np.corrcoef(first, second)[0, 1]), 3),
        settled_by_a_third=int((np.abs(settled - (first + second) / 2) > 0.001).sum()),
    )


def _targets() -> Iterator[Grade]:
    for sentence in own_sentences():
        yield from sentence.targets.values()
