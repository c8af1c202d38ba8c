"""The encoder file that serving runs: built once from pinned weights and adapters, then recorded.

Its hash is recorded here and not pinned in the manifest, because libraries of another version
may write the same graph in other bytes; what it is built from is pinned.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from models.adapters import Adapters
from models.backbones import BackboneName
from models.errors import HashMismatch, ModelError
from models.graph import build_graph
from models.manifest import missing, pinned, sha256_of, verify_file


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphPlan:
    """An encoder file, and what it is built from: a backbone, and adapters from pinned weights.

    The file is `name`.onnx in the backbone's folder, its record `name`.json; `weights` is the
    pinned file's name, and `adapted` reads how many layers serve and the adapters from it.
    """

    name: str
    backbone: BackboneName
    weights: str
    adapted: Callable[[], tuple[int, Adapters]]

    @property
    def file(self) -> str:
        """What serving opens."""
        return f"{self.name}.onnx"

    @property
    def record(self) -> str:
        """What says how the file was built."""
        return f"{self.name}.json"

    @property
    def recipe(self) -> str:
        """What the graph is built from and how: another recipe means building it again."""
        return f"int8-block64-2+{pinned('weights')[self.weights][:16]}"


def ensure_graph(folder: Path, plan: GraphPlan) -> None:
    """Build the graph in a model folder unless a whole one of the present recipe is there."""
    try:
        graph_sha256(folder, plan)
    except ModelError:
        _build(folder, plan)


def graph_sha256(folder: Path, plan: GraphPlan) -> str:
    """The graph's hash, checked; `ModelMissing` or `HashMismatch` if it is not as recorded."""
    record = _record(folder / plan.record)
    if record.get("recipe") != plan.recipe:
        raise HashMismatch(
            f"{folder / plan.file} was built from other weights or by another version;"
            " run `tapecheck models fetch`, which builds it anew"
        )
    expected = str(record.get("sha256"))
    verify_file(folder / plan.file, expected)
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


def _build(folder: Path, plan: GraphPlan) -> None:
    """The record is written last, so that a build that was cut short is never taken for whole."""
    layers, adapters = plan.adapted()
    model = build_graph(
        folder, backbone=plan.backbone, precision="int8", layers=layers, adapters=adapters
    )
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".fetch-") as staging:
        graph, record = Path(staging, plan.file), Path(staging, plan.record)
        graph.write_bytes(model.SerializeToString())
        record.write_text(json.dumps({"recipe": plan.recipe, "sha256": sha256_of(graph)}))
        graph.replace(folder / plan.file)
        record.replace(folder / plan.record)
