"""Opens the shipped spotters from the fetched models: a small one, and a large one."""

from __future__ import annotations

import hashlib
from pathlib import Path

from models.backbones import BackboneName
from models.encoder import UNFUSED, Encoder
from models.graph_file import GraphPlan, graph_sha256
from models.manifest import pinned
from models.spotting.spotter import Spotter
from models.spotting.weights import SpotterWeights, load_spotter
from models.weights import shipped_file

# From which chance on a proposal is taken: the F1 of each is best there on
# `nlp/data/gold/validate.jsonl` (docs/decisions/0011-a-larger-spotter.md).
LIKELY: dict[BackboneName, float] = {"mpnet": 0.5, "minilm": 0.6}


def spotter_file(backbone: BackboneName) -> str:
    """The weights' name under `models/data/`."""
    return f"spotter_{backbone}.safetensors"


def shipped_spotter(backbone: BackboneName) -> SpotterWeights:
    """The committed weights; raises `HashMismatch` if they are absent or not the pinned ones."""
    return load_spotter(shipped_file(spotter_file(backbone)))


def spotter_plan(backbone: BackboneName) -> GraphPlan:
    """What a spotter's encoder is built from."""
    return _plan(shipped_spotter(backbone))


def open_spotter(home: Path, *, backbone: BackboneName) -> Spotter:
    """The shipped spotter from the fetched folders; raises `ModelMissing` or `HashMismatch`."""
    weights = shipped_spotter(backbone)
    plan = _plan(weights)
    folder = home / backbone
    parts = (
        graph_sha256(folder, plan),
        pinned(backbone)["tokenizer.json"],
        pinned("weights")[plan.weights],
        *UNFUSED[backbone],
    )
    return Spotter(
        Encoder(folder, backbone=backbone, graph=plan.file),
        weights.head,
        sha256=hashlib.sha256("".join(parts).encode()).hexdigest(),
        likely=LIKELY[backbone],
    )


def _plan(weights: SpotterWeights) -> GraphPlan:
    backbone = weights.shape.backbone
    return GraphPlan(
        name="spotter",
        backbone=backbone,
        weights=spotter_file(backbone),
        adapted=lambda: (weights.shape.layers, weights.adapters),
    )
