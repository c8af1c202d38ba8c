"""The trained head: two layers over a target's features, and a temperature."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors import safe_open
from safetensors.numpy import save_file

from models.features import SPEC
from models.types import Probabilities

Array = npt.NDArray[np.float32]
HEAD = "head.safetensors"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Weights of `softmax((relu(x @ hidden + hidden_bias) @ out + out_bias) / temperature)`.

    `hidden` is features by width, `out` is width by 3, in the order positive, neutral, negative.
    """

    hidden: Array
    hidden_bias: Array
    out: Array
    out_bias: Array
    temperature: float

    def logits(self, features: Array) -> Array:
        """Uncalibrated log-odds: (3,) for one vector, rows by 3 for a matrix."""
        active = np.maximum(features @ self.hidden + self.hidden_bias, 0)
        return np.asarray(active @ self.out + self.out_bias, dtype=np.float32)

    def probabilities(self, features: Array) -> Probabilities:
        """Of one vector. One at a time: a matrix product may round a row by its neighbours."""
        positive, neutral, negative = softmax(self.logits(features), self.temperature).tolist()
        return Probabilities(positive=positive, neutral=neutral, negative=negative)


def softmax(logits: Array, temperature: float) -> npt.NDArray[np.float64]:
    """Softmax over the last axis of logits divided by the temperature (Guo et al. 2017)."""
    scaled = logits.astype(np.float64) / temperature
    powers = np.exp(scaled - scaled.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def save_head(head: Head, path: Path) -> None:
    """Write the weights, with temperature, label order and feature recipe as metadata."""
    tensors = {name: getattr(head, name) for name in ("hidden", "hidden_bias", "out", "out_bias")}
    about = {
        "labels": ["positive", "neutral", "negative"],
        "features": SPEC,
        "temperature": head.temperature,
    }
    # One entry: safetensors writes several in an order of its own, and the file's hash is pinned.
    save_file(tensors, path, metadata={"about": json.dumps(about)})
    path.chmod(0o644)  # safetensors creates it for its owner alone


def load_head(path: Path) -> Head:
    """Read what `save_head` wrote; the caller has checked the file's hash."""
    with safe_open(path, "numpy") as stored:
        tensors = {name: stored.get_tensor(name) for name in stored.keys()}  # noqa: SIM118
        return Head(**tensors, temperature=json.loads(stored.metadata()["about"])["temperature"])
