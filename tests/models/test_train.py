from __future__ import annotations

import importlib.util

import numpy as np
import pytest

from models.datasets import LABELS, Example
from models.head import Head
from models.rows import Rows
from models.train import calibrate, cross_validate, fit
from models.types import ScoringInput

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("sklearn") is None, reason="needs the `train` extra: scikit-learn"
)


def _rows(count: int, *, seed: int) -> Rows:
    """Rows whose label can be read off the largest of their first three features."""
    features = np.random.default_rng(seed).normal(size=(count, 8)).astype(np.float32)
    labels = features[:, :3].argmax(axis=1)
    examples = [
        Example(input=ScoringInput(text=f"{seed}-{row}"), label=LABELS[label], source="made")
        for row, label in enumerate(labels.tolist())
    ]
    return Rows(examples=examples, features=features, labels=labels)


HEADLINES, NOTES = _rows(20_000, seed=1), _rows(300, seed=2)


@pytest.fixture(scope="module")
def head() -> Head:
    return fit(HEADLINES, NOTES)


def test_a_head_learns_what_its_features_show(head: Head) -> None:
    unseen = _rows(300, seed=3)
    assert (head.logits(unseen.features).argmax(axis=1) == unseen.labels).mean() > 0.85


def test_two_fits_give_the_same_weights(head: Head) -> None:
    assert (fit(HEADLINES, NOTES).hidden == head.hidden).all()


def test_rows_are_cross_validated_by_heads_that_never_saw_them() -> None:
    # Labels drawn by chance can be repeated only by a head that saw them.
    chance = np.random.default_rng(5).integers(0, 3, size=300)
    noise = Rows(examples=NOTES.examples, features=NOTES.features, labels=chance)
    agreement = (cross_validate(HEADLINES, noise).argmax(axis=1) == chance).mean()
    assert agreement < 0.45


def test_the_temperature_calms_a_head_that_is_too_sure(head: Head) -> None:
    features, labels = NOTES.features, np.random.default_rng(6).integers(0, 3, size=300)
    guessing = Rows(examples=NOTES.examples, features=features, labels=labels)
    honest = calibrate(head, NOTES, NOTES, head.logits(features)).temperature
    assert calibrate(head, guessing, guessing, head.logits(features)).temperature > honest
