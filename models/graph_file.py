"""The encoder file that serving runs: built once from pinned weights and adapters, then recorded.

Its hash is recorded here and not pinned in the manifest, because libraries of another version
may write the same graph in other bytes; what it is built from is pinned.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from models.backbones import BackboneName
from models.errors import HashMismatch, ModelError
from models.graph import build_graph
from models.manifest import missing, pinned, sha256_of, verify_file
from models.weights import shipped_weights, weights_file

GRAPH = "encoder.onnx"
RECORD = "encoder.json"


def recipe(backbone: BackboneName) -> str:
    """What the graph is built from and how: another recipe means building it again."""
    return f"int8-block64-2+{pinned('weights')[weights_file(backbone)][:16]}"


def ensure_graph(folder: Path, *, backbone: BackboneName) -> None:
    """Build the graph in a model folder unless a whole one of the present recipe is there."""
    try:
        graph_sha256(folder, backbone=backbone)
    except ModelError:
        _build(folder, backbone)


def graph_sha256(folder: Path, *, backbone: BackboneName) -> str:
    """The graph's hash, checked; `ModelMissing` or `HashMismatch` if it is not as recorded."""
    record = _record(folder / RECORD)
    if record.get("recipe") != recipe(backbone):
        raise HashMismatch(
            f"{folder / GRAPH} was built from other weights or by another version;"
            " run `tapecheck models fetch`, which builds it anew"
        )
    expected = str(record.get("sha256"))
    verify_file(folder / GRAPH, expected)
    return expected


def _record(path: Path) -> dict[str, object]:
    """What `_build` wrote; nothing, if it cannot be read."""
    try:
        found = json.loads(path.read_text())
    except FileNotFoundError:
        raise missing(path) from None
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _build(folder: Path, backbone: BackboneName) -> None:
    """The record is written last, so that a build that was cut short is never taken for whole."""
    weights = shipped_weights(backbone)
    model = build_graph(
        folder,
        backbone=backbone,
        precision="int8",
        layers=weights.shape.layers,
        adapters=weights.adapters,
    )
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".fetch-") as staging:
        graph, record = Path(staging, GRAPH), Path(staging, RECORD)
        graph.write_bytes(model.SerializeToString())
        record.write_text(json.dumps({"recipe": recipe(backbone), "sha256": sha256_of(graph)}))
        graph.replace(folder / GRAPH)
        record.replace(folder / RECORD)
