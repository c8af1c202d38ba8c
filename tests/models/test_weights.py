from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from safetensors import safe_open

from models.backbones import BACKBONES, BackboneName
from models.errors import HashMismatch
from models.weights import Weights, load_weights, save_weights, shipped_weights
from tests.models import tiny


@pytest.fixture(scope="module")
def written() -> Weights:
    return tiny.trained("mpnet")


@pytest.fixture
def path(written: Weights, tmp_path: Path) -> Path:
    save_weights(written, tmp_path / "mpnet.safetensors")
    return tmp_path / "mpnet.safetensors"


def test_the_shape_is_read_back(written: Weights, path: Path) -> None:
    assert load_weights(path).shape == written.shape


def test_the_heads_are_read_back_bit_for_bit(written: Weights, path: Path) -> None:
    back = load_weights(path).head
    assert back.numbers() == written.head.numbers()
    for name, tensor in written.head.tensors().items():
        assert back.tensors()[name].tobytes() == tensor.tobytes(), name


def test_every_adapter_is_read_back_to_half_precision(written: Weights, path: Path) -> None:
    back = load_weights(path).adapters
    assert back.pairs.keys() == written.adapters.pairs.keys()
    for product, pair in written.adapters.pairs.items():
        for kept, tensor in zip(back.pairs[product], pair, strict=True):
            assert kept == pytest.approx(tensor, rel=2**-11, abs=2**-24)


def test_adapters_are_read_in_single_precision_to_be_merged(path: Path) -> None:
    pairs = load_weights(path).adapters.pairs.values()
    assert {tensor.dtype for pair in pairs for tensor in pair} == {np.dtype(np.float32)}


def test_the_adapters_scale_is_the_shapes(written: Weights, path: Path) -> None:
    assert load_weights(path).adapters.scale == written.shape.scale


def test_adapters_are_kept_in_half_precision_and_heads_in_single(path: Path) -> None:
    with safe_open(path, "numpy") as stored:
        kept = {name: stored.get_slice(name).get_dtype() for name in stored.keys()}  # noqa: SIM118
    assert all(
        kind == ("F32" if name.startswith("head.") else "F16") for name, kind in kept.items()
    )


def test_the_same_weights_give_the_same_bytes(written: Weights, path: Path) -> None:
    again = path.with_name("again.safetensors")
    save_weights(written, again)
    assert again.read_bytes() == path.read_bytes()


def test_weights_that_were_read_are_written_in_the_same_bytes(path: Path) -> None:
    again = path.with_name("again.safetensors")
    save_weights(load_weights(path), again)
    assert again.read_bytes() == path.read_bytes()


def test_the_file_can_be_read_by_everyone(path: Path) -> None:
    assert path.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("backbone", BACKBONES)
def test_the_pinned_weights_are_loaded(tiny_data: Path, backbone: BackboneName) -> None:
    assert shipped_weights(backbone).shape.backbone == backbone


def test_weights_that_are_not_the_pinned_ones_are_refused(tiny_data: Path) -> None:
    save_weights(tiny.trained("mpnet", seed=2), tiny_data / "mpnet.safetensors")
    with pytest.raises(HashMismatch, match=r"mpnet\.safetensors"):
        shipped_weights("mpnet")


def test_weights_that_are_not_there_are_named(tiny_data: Path) -> None:
    (tiny_data / "mpnet.safetensors").unlink()
    with pytest.raises(HashMismatch, match=r"mpnet\.safetensors .* reinstall tapecheck"):
        shipped_weights("mpnet")
