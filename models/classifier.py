"""The shipped sentiment models: an encoder with trained adapters, and trained heads."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from models.adapters import Adapters
from models.backbones import BackboneName
from models.encoder import GRAPH, UNFUSED, Encoder
from models.features import TokenStates, target_features
from models.gpu import gpu_device
from models.graph_file import GraphPlan, graph_sha256
from models.head import Head
from models.manifest import pinned, verify_folder
from models.types import Array, ScoringInput, Sentiment
from models.weights import Weights, shipped_weights, weights_file


class TextEncoder(Protocol):
    """Gives the token states of texts: on a processor, or on a GPU."""

    def encode(self, texts: Sequence[str]) -> Iterator[TokenStates]:
        """One result a text, in order."""
        ...


class Classifier:
    """Scores sentences towards targets; one forward pass serves all targets of a text."""

    def __init__(self, encoder: TextEncoder, head: Head, *, name: str, sha256: str) -> None:
        """Join the two parts; `load` does so with the shipped ones."""
        self.name = name
        self.sha256 = sha256
        self._encoder = encoder
        self._head = head

    def score(self, inputs: Sequence[ScoringInput]) -> list[Sentiment]:
        """One result an input, in order."""
        return [self._head.sentiment(row) for row in features_of(self._encoder, inputs)]


def features_of(encoder: TextEncoder, inputs: Sequence[ScoringInput]) -> list[Array]:
    """One vector an input, in order; a text that occurs again is not encoded again."""
    rows_of: dict[str, list[int]] = {}
    for row, item in enumerate(inputs):
        rows_of.setdefault(item.text, []).append(row)
    vectors: dict[int, Array] = {}
    encoded = encoder.encode(list(rows_of))
    for tokens, rows in zip(encoded, rows_of.values(), strict=True):
        vectors |= {row: target_features(tokens, inputs[row].target) for row in rows}
    return [vectors[row] for row in range(len(inputs))]


def load(home: Path, *, backbone: BackboneName) -> Classifier:
    """A shipped model from the fetched folders; raises `ModelMissing` or `HashMismatch`."""
    weights = shipped_weights(backbone)
    encoder, runtime = _open_encoder(home / backbone, weights)
    parts = (
        runtime,
        pinned(backbone)["tokenizer.json"],
        pinned("weights")[weights_file(backbone)],
    )
    return Classifier(
        encoder,
        weights.head,
        name=backbone,
        sha256=hashlib.sha256("".join(parts).encode()).hexdigest(),
    )


def graph_plan(backbone: BackboneName) -> GraphPlan:
    """What a sentiment model's encoder is built from."""

    def adapted() -> tuple[int, Adapters]:
        weights = shipped_weights(backbone)
        return weights.shape.layers, weights.adapters

    name = GRAPH.removesuffix(".onnx")
    return GraphPlan(name=name, backbone=backbone, weights=weights_file(backbone), adapted=adapted)


def _open_encoder(folder: Path, weights: Weights) -> tuple[TextEncoder, str]:
    """The encoder for this machine, and what names its runtime and the file that it runs."""
    backbone = weights.shape.backbone
    device = gpu_device()
    if device is None:
        graph = graph_sha256(folder, graph_plan(backbone))
        runtime = " ".join(("onnxruntime", *UNFUSED[backbone], graph))
        return Encoder(folder, backbone=backbone), runtime
    from models.torch_encoder import TorchEncoder

    verify_folder(folder, backbone)
    encoder = TorchEncoder(folder, weights, device=device, dtype="bfloat16")
    return encoder, f"torch bfloat16 {pinned(backbone)['model.safetensors']}"
