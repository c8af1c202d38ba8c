"""Trained low-rank adapters: how they are kept, and how they enter the backbone's weights.

An adapter of a product with weight W (out by in) is a pair, `up` (out by rank) and `down` (rank by
in); the weight that serves is W + scale * up @ down (Hu et al. 2021, "LoRA"). Merging happens once,
at set-up, in float32, so that serving costs nothing for it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.types import Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapters:
    """`pairs` are by the product's name, such as "encoder.layer.4.output.dense": (up, down)."""

    pairs: dict[str, tuple[Array, Array]]
    scale: float


def merge(weights: dict[str, Array], adapters: Adapters) -> None:
    """Add every adapter to the weight it belongs to, in place."""
    for product, (up, down) in adapters.pairs.items():
        weights[f"{product}.weight"] += np.float32(adapters.scale) * (up @ down)
