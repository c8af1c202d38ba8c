"""Opens the shipped spotter from the fetched models."""

from __future__ import annotations

import hashlib
from pathlib import Path

from models.encoder import UNFUSED, Encoder
from models.graph_file import GraphPlan, graph_sha256
from models.manifest import pinned
from models.spotting.spotter import Spotter
from models.spotting.weights import SpotterWeights, load_spotter
from models.weights import shipped_file

WEIGHTS = "spotter.safetensors"


def shipped_spotter() -> SpotterWeights:
    """The committed weights; raises `HashMismatch` if they are absent or not the pinned ones."""
    return load_spotter(shipped_file(WEIGHTS))


def spotter_plan() -> GraphPlan:
    """What the spotter's encoder is built from."""
    return _plan(shipped_spotter())


def open_spotter(home: Path) -> Spotter:
    """The shipped spotter from the fetched folders; raises `ModelMissing` or `HashMismatch`."""
    weights = shipped_spotter()
    plan = _plan(weights)
    folder = home / plan.backbone
    parts = (
        graph_sha256(folder, plan),
        pinned(plan.backbone)["tokenizer.json"],
        pinned("weights")[WEIGHTS],
        *UNFUSED[plan.backbone],
    )
    return Spotter(
        Encoder(folder, backbone=plan.backbone, graph=plan.file),
        weights.head,
        sha256=hashlib.sha256("".join(parts).encode()).hexdigest(),
    )


def _plan(weights: SpotterWeights) -> GraphPlan:
    return GraphPlan(
        name="spotter",
        backbone=weights.shape.backbone,
        weights=WEIGHTS,
        adapted=lambda: (weights.shape.layers, weights.adapters),
    )
