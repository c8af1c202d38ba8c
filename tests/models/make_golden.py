"""Writes golden_embeddings.json with the reference implementations of both backbones.

Not a test: run once where torch 2.13.0 and transformers 5.17.0 are installed, as
`python tests/models/make_golden.py MODELS_HOME`, the folder that has `mpnet` and `minilm`. Each
entry is the mean of the last hidden states of one sentence: its first 32 numbers and its
Euclidean norm.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from transformers import AutoModel

BACKBONES = ("mpnet", "minilm")

SENTENCES = [
    "XSMO beat IJT.",
    "Momentum",
    "The fund has outperformed its benchmark since 2017, though it lags since inception.",
    "If credit spreads widen, the highest-beta names can de-rate faster than the market.",
    "Expense ratio: 0.36%; assets under management of $1.2bn as of 30 June 2024.",
    "Übergewicht für Nebenwerte – Anleger erwarten höhere Erträge.",  # noqa: RUF001
    "小型株のモメンタムは堅調だ。",
    "📈 Small caps rip higher 🚀🚀",
    "Não há garantia de que o índice suba; le risque reste élevé.",
    "We do not think the strategy is a standalone source of alpha.",
    "A drawdown of 34.1% was worse than the index's 31.8%, and recovery took 14 months longer.",
    "Breadth narrowed again as leadership thinned out across cyclicals and lenders. " * 23,
]


def main(home: Path) -> None:
    """Write every backbone's embeddings beside this script."""
    found = {name: embeddings(home / name) for name in BACKBONES}
    out = Path(__file__).with_name("golden_embeddings.json")
    out.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n")


def embeddings(folder: Path) -> list[dict[str, Any]]:
    """Every sentence alone, in float32."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    model = AutoModel.from_pretrained(
        str(folder), dtype=torch.float32, add_pooling_layer=False, local_files_only=True
    ).eval()
    rows = []
    for text in SENTENCES:
        ids = tokenizer.encode(text).ids
        with torch.no_grad():
            mean = model(torch.tensor([ids])).last_hidden_state[0].mean(0)
        first = [round(x, 6) for x in mean[:32].tolist()]
        rows.append(
            {"text": text, "tokens": len(ids), "first32": first, "norm": mean.norm().item()}
        )
    return rows


if __name__ == "__main__":
    main(Path(sys.argv[1]))
