"""The spotter's trained weights: adapters and heads in one safetensors file, with their answers."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from safetensors import safe_open
from safetensors.numpy import save_file

from models.adapters import Adapters
from models.spotting.head import Answers, SpotterHead
from models.types import Array
from models.weights import Shape

_HEAD = "head."


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotterWeights:
    """Everything that training gave."""

    shape: Shape
    adapters: Adapters
    head: SpotterHead


def save_spotter(weights: SpotterWeights, path: Path) -> None:
    """Write adapters in half precision and heads in full; the same weights give the same bytes."""
    tensors: dict[str, Array] = {}
    for product, (up, down) in weights.adapters.pairs.items():
        tensors |= {f"{product}.up": up, f"{product}.down": down}
    halves = {name: np.ascontiguousarray(tensor, np.float16) for name, tensor in tensors.items()}
    head = {
        f"{_HEAD}{name}": np.ascontiguousarray(tensor)
        for name, tensor in weights.head.tensors.items()
    }
    about = {
        "shape": asdict(weights.shape),
        "answers": asdict(weights.head.answers),
        "reach": weights.head.reach,
    }
    save_file(halves | head, path, metadata={"about": json.dumps(about)})
    path.chmod(0o644)  # safetensors creates it for its owner alone


def load_spotter(path: Path) -> SpotterWeights:
    """Read what `save_spotter` wrote; the caller has checked the file's hash."""
    with safe_open(path, "numpy") as stored:
        about = json.loads(stored.metadata()["about"])
        tensors = {name: stored.get_tensor(name) for name in stored.keys()}  # noqa: SIM118
    shape = Shape(**about["shape"])
    products = [name.removesuffix(".up") for name in sorted(tensors) if name.endswith(".up")]
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
    answers = Answers(**{name: tuple(said) for name, said in about["answers"].items()})
    return SpotterWeights(
        shape=shape,
        adapters=Adapters(pairs=pairs, scale=shape.scale),
        head=SpotterHead(tensors=head, answers=answers, reach=about["reach"]),
    )
