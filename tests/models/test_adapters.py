from __future__ import annotations

import numpy as np
import pytest

from models.adapters import Adapters, merge
from models.types import Array


def _array(*rows: list[float]) -> Array:
    return np.array(rows, dtype=np.float32)


def test_a_merged_weight_is_the_old_one_plus_the_scaled_product() -> None:
    weights = {"layer.weight": _array([1, 1, 1], [2, 2, 2])}
    pair = (_array([1], [2]), _array([1, 0, -1]))
    merge(weights, Adapters(pairs={"layer": pair}, scale=0.5))
    assert weights["layer.weight"] == pytest.approx(_array([1.5, 1, 0.5], [3, 2, 1]))


def test_the_ranks_of_an_adapter_add_up() -> None:
    weights = {"layer.weight": np.zeros((2, 2), dtype=np.float32)}
    pair = (_array([1, 10], [2, 20]), _array([1, 0], [0, 1]))
    merge(weights, Adapters(pairs={"layer": pair}, scale=1.0))
    assert weights["layer.weight"] == pytest.approx(_array([1, 10], [2, 20]))


def test_each_adapter_goes_to_its_own_weight() -> None:
    weights = {f"{name}.weight": _array([0]) for name in ("first", "second")}
    pairs = {"first": (_array([1]), _array([1])), "second": (_array([2]), _array([1]))}
    merge(weights, Adapters(pairs=pairs, scale=3.0))
    assert (weights["first.weight"].item(), weights["second.weight"].item()) == (3, 6)


def test_what_has_no_adapter_stays_as_it_was() -> None:
    weights = {"adapted.weight": _array([0]), "adapted.bias": _array([7]), "other.weight": ONE}
    merge(weights, Adapters(pairs={"adapted": (ONE, ONE)}, scale=1.0))
    assert (weights["adapted.bias"].item(), weights["other.weight"].item()) == (7, 1)


def test_a_merged_weight_stays_in_single_precision() -> None:
    weights = {"layer.weight": _array([0])}
    merge(weights, Adapters(pairs={"layer": (ONE, ONE)}, scale=2.0))
    assert weights["layer.weight"].dtype == np.float32


def test_an_adapter_of_a_weight_that_is_not_there_is_no_silent_loss() -> None:
    with pytest.raises(KeyError, match="layer"):
        merge({}, Adapters(pairs={"layer": (ONE, ONE)}, scale=1.0))


ONE = np.ones((1, 1), dtype=np.float32)
