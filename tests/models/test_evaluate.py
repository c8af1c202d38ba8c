from __future__ import annotations

import numpy as np
import pytest

from models.datasets import Example, Label
from models.evaluate import figures_by_source
from models.types import ScoringInput


def _example(label: Label, source: str = "set") -> Example:
    return Example(input=ScoringInput(text="any"), label=label, source=source)


# Two of three right; positive F1 2/3, neutral 1 of 1 found but none missed = 1, negative 0.
EXAMPLES = [_example("positive"), _example("neutral"), _example("negative")]
CHANCES = np.array([[0.8, 0.1, 0.1], [0.1, 0.8, 0.1], [0.8, 0.1, 0.1]])


def test_accuracy_counts_the_likeliest_label() -> None:
    assert figures_by_source(EXAMPLES, CHANCES)["set"].accuracy == pytest.approx(2 / 3, abs=1e-4)


def test_macro_f1_weighs_labels_the_same() -> None:
    assert figures_by_source(EXAMPLES, CHANCES)["set"].macro_f1 == pytest.approx(5 / 9, abs=1e-4)


def test_calibration_error_is_the_gap_of_confidence_and_accuracy() -> None:
    found = figures_by_source(EXAMPLES, CHANCES)["set"].calibration_error
    assert found == pytest.approx(0.8 - 2 / 3, abs=1e-4)


def test_sets_are_measured_apart() -> None:
    figures = figures_by_source([_example("positive", "a"), _example("positive", "b")], CHANCES[:2])
    assert (figures["a"].accuracy, figures["b"].accuracy) == (1, 0)
