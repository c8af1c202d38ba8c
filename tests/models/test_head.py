from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from models.head import Head, load_head, save_head

# Logits are (x, 0, -x) for a positive feature x: computed by hand below.
HEAD = Head(
    hidden=np.ones((1, 1), dtype=np.float32),
    hidden_bias=np.zeros(1, dtype=np.float32),
    out=np.array([[1, 0, -1]], dtype=np.float32),
    out_bias=np.zeros(3, dtype=np.float32),
    temperature=1.0,
)
ONE = np.ones(1, dtype=np.float32)


def test_probabilities_are_the_softmax_of_the_logits() -> None:
    found = HEAD.probabilities(ONE)
    assert (found.positive, found.neutral, found.negative) == pytest.approx(
        (0.665241, 0.244728, 0.090031), abs=1e-6
    )


def test_a_negative_feature_does_not_pass_the_hidden_layer() -> None:
    assert HEAD.probabilities(-ONE).score == pytest.approx(0)


def test_a_higher_temperature_is_less_sure() -> None:
    warm = replace(HEAD, temperature=2.0)
    assert warm.probabilities(ONE).positive < HEAD.probabilities(ONE).positive


def test_a_head_is_read_back_as_it_was_saved(tmp_path: Path) -> None:
    save_head(replace(HEAD, temperature=1.43), tmp_path / "head.safetensors")
    back = load_head(tmp_path / "head.safetensors")
    assert back.temperature == 1.43
    assert back.logits(ONE) == pytest.approx(HEAD.logits(ONE))
