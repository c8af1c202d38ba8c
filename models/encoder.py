"""The encoder file that serving runs: built once from the pinned weights, then recorded.

Its hash is recorded here and not pinned in the manifest, because libraries of another version
may write the same graph in other bytes; what it is built from is pinned.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from models.errors import ModelError
from models.graph import build_graph
from models.manifest import sha256_of, verify_file

# Ten of the twelve layers: on the project's training sentences the tenth layer's states give
# .77 accuracy a target in cross-validation, the eighth's .74, and two layers less is a sixth
# less time. docs/decisions/0002-model-runtime.md.
LAYERS = 10
RECIPE = f"int8-block64-layers{LAYERS}-1"
GRAPH = "encoder.onnx"
RECORD = "encoder.json"


def ensure_encoder(folder: Path) -> None:
    """Build the graph in a model folder unless a whole one of this recipe is there."""
    try:
        encoder_sha256(folder)
    except ModelError:
        _build(folder)


def encoder_sha256(folder: Path) -> str:
    """The graph's hash, checked; `ModelMissing` or `HashMismatch` if it is not as recorded."""
    sha256_of(folder / RECORD)
    record = json.loads((folder / RECORD).read_text())
    expected = str(record["sha256"]) if record["recipe"] == RECIPE else "of another recipe"
    verify_file(folder / GRAPH, expected)
    return expected


def _build(folder: Path) -> None:
    """The record is written last, so that a build that was cut short is never taken for whole."""
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".fetch-") as staging:
        graph, record = Path(staging, GRAPH), Path(staging, RECORD)
        model = build_graph(folder, precision="int8", layers=LAYERS)
        graph.write_bytes(model.SerializeToString())
        record.write_text(json.dumps({"recipe": RECIPE, "sha256": sha256_of(graph)}))
        graph.replace(folder / GRAPH)
        record.replace(folder / RECORD)
