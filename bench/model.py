"""How fast the sentiment models serve, side by side with torch in fp32 on the same sentences.

    python bench/model.py [--count 64] [--rounds 5]

Every runner scores the same sentences of about 25 tokens. Rounds alternate between the runners, so
that a busy machine slows all of them alike; what is printed is the median, in sentences a second.
torch and transformers, if installed, run the same backbone in batches of 32.
"""

from __future__ import annotations

import argparse
import importlib.util
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from models.backbones import BACKBONES, BackboneName
from models.own_labels import own_sentences
from models.registry import open_model
from models.types import ScoringInput
from tapecheck.settings import Settings

BATCH = 32


def sentences(count: int) -> list[str]:
    """Held-out sentences of 17 to 21 words, which are 22 to 30 tokens."""
    fitting = [
        one.text
        for one in own_sentences()
        if one.split == "held_out" and 17 <= len(one.text.split()) <= 21
    ]
    return fitting[:count]


def ours(backbone: BackboneName, home: Path) -> Callable[[Sequence[str]], None]:
    """The shipped model, as the pipeline runs it."""
    model = open_model(backbone, home=home)

    def run(texts: Sequence[str]) -> None:
        model.score([ScoringInput(text=text) for text in texts])

    return run


def torch_fp32(backbone: BackboneName, home: Path) -> Callable[[Sequence[str]], None]:
    """The backbone in torch, in batches as given, padded."""
    import torch
    from transformers import AutoModel

    from models.encoder import open_tokenizer

    model = AutoModel.from_pretrained(str(home / backbone), add_pooling_layer=False).eval()
    tokenizer = open_tokenizer(home / backbone, backbone=backbone)
    tokenizer.enable_padding(pad_id=1)

    def run(texts: Sequence[str]) -> None:
        for start in range(0, len(texts), BATCH):
            encoded = tokenizer.encode_batch(list(texts[start : start + BATCH]))
            ids = torch.tensor([one.ids for one in encoded])
            mask = torch.tensor([one.attention_mask for one in encoded])
            with torch.inference_mode():
                model(input_ids=ids, attention_mask=mask)

    return run


def main() -> None:
    """Print sentences a second of each runner, and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=64)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    home, texts = Settings().models_home, sentences(arguments.count)
    runners = {backbone: ours(backbone, home) for backbone in BACKBONES}
    if importlib.util.find_spec("torch"):
        runners |= {f"{name}, torch fp32": torch_fp32(name, home) for name in BACKBONES}
    seconds: dict[str, list[float]] = {name: [] for name in runners}
    for turn in range(arguments.rounds + 1):
        for name, run in runners.items():
            start = time.perf_counter()
            run(texts)
            if turn:  # the first round warms up
                seconds[name].append(time.perf_counter() - start)
    rates = {name: len(texts) / statistics.median(taken) for name, taken in seconds.items()}
    for name, rate in rates.items():
        print(f"{name:20} {rate:8.1f} sentences/s")
    print(f"minilm / mpnet: {rates['minilm'] / rates['mpnet']:.2f}")
    if "mpnet, torch fp32" in rates:
        print(f"mpnet / its torch fp32: {rates['mpnet'] / rates['mpnet, torch fp32']:.2f}")


if __name__ == "__main__":
    main()
