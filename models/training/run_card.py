"""What a training run was: its inputs by hash, its settings, its rows and its versions."""

from __future__ import annotations

import json
import platform
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from models.datasets import SETS, SPLIT_SEED, Example
from models.features import SPEC
from models.manifest import DATA, sha256_of
from models.own_labels import OWN

RUN_CARD = "run_card.json"
_LIBRARIES = ("numpy", "safetensors", "tokenizers", "torch", "transformers")


def write_manifest(out: Path, *, weights: Sequence[str]) -> None:
    """The committed manifest, with the hashes of these files of weights, which lie in `out`."""
    manifest = json.loads((DATA / "manifest.json").read_text())
    manifest["weights"] |= {name: sha256_of(out / name) for name in weights}
    (out / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")


def write_run_card(
    out: Path,
    labels: Path,
    *,
    settings: Mapping[str, Any],
    rows: Mapping[str, Sequence[Example]],
) -> None:
    """Write `run_card.json`; `settings` are what the run chose, `rows` what it learnt from."""
    card = {
        "command": "make train",
        "features": SPEC,
        "settings": settings,
        "split_seed": SPLIT_SEED,
        "inputs_sha256": {
            **{name: sha256_of(labels / name) for name in SETS},
            **{f"own/{path.name}": sha256_of(path) for path in sorted(OWN.glob("*.jsonl"))},
        },
        "rows": {part: _counts(examples) for part, examples in rows.items()},
        **machine(),
    }
    (out / RUN_CARD).write_text(json.dumps(card, indent=2) + "\n")


def machine() -> dict[str, Any]:
    """What a run was made with."""
    return {
        "python": platform.python_version(),
        "versions": {name: version(name) for name in _LIBRARIES},
    }


def _counts(examples: Sequence[Example]) -> dict[str, dict[str, int]]:
    sources = sorted({example.source for example in examples})
    return {
        source: dict(Counter(row.label for row in examples if row.source == source))
        for source in sources
    }
