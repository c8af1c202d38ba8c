"""What a training run was: its inputs by hash, its splits, its figures and its versions."""

from __future__ import annotations

import json
import platform
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from models.datasets import SETS, SPLIT_SEED, Example
from models.encoder import RECIPE
from models.evaluate import Figures
from models.features import SPEC
from models.head import HEAD
from models.manifest import DATA, sha256_of

_OWN = ("own_train.jsonl", "own_eval.jsonl", "own_eval_2.jsonl")
_LIBRARIES = ("numpy", "onnx", "onnxruntime", "scikit-learn", "tokenizers")


def write_manifest(out: Path) -> None:
    """The committed manifest, with the hash of the head that now lies in `out`."""
    manifest = json.loads((DATA / "manifest.json").read_text())
    manifest["head"] = {HEAD: sha256_of(out / HEAD)}
    (out / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")


def write_run_card(
    out: Path,
    labels: Path,
    examples: Mapping[str, Sequence[Example]],
    figures: Mapping[str, Mapping[str, Figures]],
    *,
    temperature: float,
) -> None:
    """Write `run_card.json`; `figures` are by part (held-out, own, …) and then by set."""
    card = {
        "command": "models.train.train(labels, home, out)",
        "encoder": RECIPE,
        "features": SPEC,
        "temperature": temperature,
        "split_seed": SPLIT_SEED,
        "inputs_sha256": {
            **{name: sha256_of(labels / name) for name in SETS},
            **{name: sha256_of(DATA / name) for name in _OWN},
        },
        "rows": {part: _counts(rows) for part, rows in examples.items()},
        "figures": {
            part: {name: asdict(figure) for name, figure in by_set.items()}
            for part, by_set in figures.items()
        },
        "python": platform.python_version(),
        "versions": {name: version(name) for name in _LIBRARIES},
    }
    (out / "run_card.json").write_text(json.dumps(card, indent=2) + "\n")


def _counts(examples: Sequence[Example]) -> dict[str, dict[str, int]]:
    sources = sorted({example.source for example in examples})
    return {
        source: dict(Counter(row.label for row in examples if row.source == source))
        for source in sources
    }
