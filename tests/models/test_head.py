from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from models.head import Head, softmax

# For a feature x the hidden unit is max(x, 0), log-odds are (x, 0, -x), the score tanh(x / 2):
# what is expected below is computed by hand.
HEAD = Head(
    hidden=np.ones((1, 1), dtype=np.float32),
    hidden_bias=np.zeros(1, dtype=np.float32),
    polarity=np.array([[1, 0, -1]], dtype=np.float32),
    polarity_bias=np.zeros(3, dtype=np.float32),
    score=np.full((1, 1), 0.5, dtype=np.float32),
    score_bias=np.zeros(1, dtype=np.float32),
    temperature=1.0,
)
ONE = np.ones(1, dtype=np.float32)


def _chances(head: Head, features: np.ndarray[tuple[int], np.dtype[np.float32]]) -> list[float]:
    found = head.sentiment(features).probabilities
    return [found.positive, found.neutral, found.negative]


def test_the_chances_are_the_softmax_of_the_log_odds() -> None:
    assert _chances(HEAD, ONE) == pytest.approx([0.665241, 0.244728, 0.090031], abs=1e-6)


def test_the_score_is_squashed_by_tanh() -> None:
    assert HEAD.sentiment(ONE).score == pytest.approx(0.462117, abs=1e-6)


def test_a_negative_feature_does_not_pass_the_hidden_layer() -> None:
    assert HEAD.sentiment(-ONE).score == 0
    assert _chances(HEAD, -ONE) == pytest.approx([1 / 3] * 3)


def test_every_bias_is_added() -> None:
    shifted = replace(
        HEAD,
        hidden_bias=np.array([1], dtype=np.float32),
        polarity_bias=np.array([0, 2, 0], dtype=np.float32),
        score_bias=np.array([-1], dtype=np.float32),
    )
    # Hidden 2; log-odds (2, 2, -2); score tanh(0).
    assert shifted.sentiment(ONE).score == pytest.approx(0, abs=1e-7)
    assert _chances(shifted, ONE) == pytest.approx([0.495463, 0.495463, 0.009075], abs=1e-6)


def test_a_higher_temperature_is_less_sure() -> None:
    assert _chances(replace(HEAD, temperature=2.0), ONE)[0] < _chances(HEAD, ONE)[0]


def test_the_temperature_leaves_the_score_alone() -> None:
    warm = replace(HEAD, temperature=2.0)
    assert warm.sentiment(ONE).score == HEAD.sentiment(ONE).score


@pytest.mark.parametrize("size", [1e3, 1e30])
def test_a_huge_feature_gives_a_finite_answer(size: float) -> None:
    found = HEAD.sentiment(ONE * np.float32(size))
    assert (found.score, found.probabilities.positive) == (1, 1)


def test_rows_have_a_softmax_each() -> None:
    rows = softmax(np.array([[0, 0], [0, 1]], dtype=np.float32), 0.5)
    assert rows == pytest.approx(np.array([[0.5, 0.5], [0.119203, 0.880797]]), abs=1e-6)


def test_tensors_and_numbers_are_all_there_is_to_keep() -> None:
    assert {*HEAD.tensors(), *HEAD.numbers()} == {field.name for field in fields(Head)}
