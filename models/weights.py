"""The trained weights of one model: adapters and heads in one safetensors file, and its shape."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import safe_open
from safetensors.numpy import save_file

from models.adapters import Adapters
from models.backbones import BackboneName
from models.errors import HashMismatch, ModelError
from models.head import Head
from models.manifest import DATA, pinned, verify_file
from models.types import Array

_HEAD = "head."


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Which layers serve: the first `layers`, of which the first `frozen` carry no adapters.

    `rank` and `scale` are the adapters', `width` is the number of the heads' hidden units.
    """

    backbone: BackboneName
    layers: int
    frozen: int
    rank: int
    scale: float
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Everything that training gave."""

    shape: Shape
    adapters: Adapters
    head: Head


def weights_file(backbone: BackboneName) -> str:
    """The file's name under `models/data/`."""
    return f"{backbone}.safetensors"


def shipped_weights(backbone: BackboneName) -> Weights:
    """The committed weights; raises `HashMismatch` if they are absent or not the pinned ones."""
    return load_weights(shipped_file(weights_file(backbone)))


def shipped_file(name: str) -> Path:
    """A committed file of weights, checked; raises `HashMismatch`."""
    path = DATA / name
    try:
        verify_file(path, pinned("weights")[path.name])
    except ModelError:
        raise HashMismatch(
            f"{path} is not the file that this version came with; reinstall tapecheck, or in a"
            " checkout restore it with git"
        ) from None
    return path


def save_weights(weights: Weights, path: Path) -> None:
    """Write adapters in half precision and heads in full; the same weights give the same bytes."""
    about = {"shape": asdict(weights.shape), "head": weights.head.numbers()}
    write_tensors(path, adapters=weights.adapters, head=weights.head.tensors(), about=about)


def load_weights(path: Path) -> Weights:
    """Read what `save_weights` wrote; the caller has checked the file's hash."""
    about, pairs, head = read_tensors(path)
    shape = Shape(**about["shape"])
    return Weights(
        shape=shape,
        adapters=Adapters(pairs=pairs, scale=shape.scale),
        head=Head(**head, **about["head"]),
    )


def write_tensors(
    path: Path, *, adapters: Adapters, head: Mapping[str, Array], about: Mapping[str, Any]
) -> None:
    """A file of adapters in half precision and a head's tensors in full, with what it is about."""
    tensors: dict[str, Array] = {}
    for product, (up, down) in adapters.pairs.items():
        tensors |= {f"{product}.up": up, f"{product}.down": down}
    halves = {name: np.ascontiguousarray(tensor, np.float16) for name, tensor in tensors.items()}
    full = {f"{_HEAD}{name}": np.ascontiguousarray(tensor) for name, tensor in head.items()}
    # One entry: safetensors writes several in an order of its own, and the file's hash is pinned.
    save_file(halves | full, path, metadata={"about": json.dumps(about)})
    path.chmod(0o644)  # safetensors creates it for its owner alone


def read_tensors(
    path: Path,
) -> tuple[dict[str, Any], dict[str, tuple[Array, Array]], dict[str, Any]]:
    """What `write_tensors` wrote: what it is about, pairs of adapters, the head's tensors."""
    with safe_open(path, "numpy") as stored:
        about = json.loads(stored.metadata()["about"])
        tensors = {name: stored.get_tensor(name) for name in stored.keys()}  # noqa: SIM118
    products = sorted(name.removesuffix(".up") for name in tensors if name.endswith(".up"))
    pairs = {
        product: (
            tensors[f"{product}.up"].astype(np.float32),
            tensors[f"{product}.down"].astype(np.float32),
        )
        for product in products
    }
    head = {
        name.removeprefix(_HEAD): tensor
        for name, tensor in tensors.items()
        if name.startswith(_HEAD)
    }
    return about, pairs, head
