"""How fast the models read sentences on a GPU: `python -m bench.gpu [--device D] [--count N]`.

Ours, transformers' own batched forward and, where it is installed, sentence-transformers, all in
bfloat16 over the same sentences, from text to states on the host. Prints the median of the rounds
and the share of the most that the device does in bfloat16. `--device cpu` tries the bench itself.
"""

from __future__ import annotations

import argparse
import importlib.util
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import torch
from transformers import AutoConfig, AutoModel, AutoTokenizer
from transformers.utils import logging

from models.backbones import BACKBONES, BackboneName
from models.encoder import open_tokenizer
from models.own_labels import own_sentences
from models.torch_encoder import TorchEncoder
from models.weights import shipped_weights
from tapecheck.settings import Settings

Runner = Callable[[], None]
COUNT, ROUNDS, BATCH = 16_384, 5, 256
_SIDE = 4096


def runners(
    texts: Sequence[str], *, backbone: BackboneName, device: str
) -> Iterator[tuple[str, Runner]]:
    """Each reads all texts once."""
    folder = Settings().models_home / backbone
    yield "tapecheck", _ours(texts, folder, backbone, device)
    yield f"transformers, batches of {BATCH}", _transformers(texts, folder, device)
    if importlib.util.find_spec("sentence_transformers"):
        yield f"sentence-transformers, batches of {BATCH}", _sentences(texts, folder, device)


def _ours(texts: Sequence[str], folder: Path, backbone: BackboneName, device: str) -> Runner:
    weights = shipped_weights(backbone)
    encoder = TorchEncoder(folder, weights, device=device, dtype="bfloat16")

    def run() -> None:
        for _ in encoder.encode(texts):
            pass

    return run


def _transformers(texts: Sequence[str], folder: Path, device: str) -> Runner:
    """Batches as they come, padded to the longest of each, as its documentation has it."""
    tokenizer = AutoTokenizer.from_pretrained(str(folder))
    model = AutoModel.from_pretrained(str(folder), add_pooling_layer=False, dtype=torch.bfloat16)
    model = model.to(device).eval()

    def run() -> None:
        with torch.inference_mode():
            for start in range(0, len(texts), BATCH):
                part = list(texts[start : start + BATCH])
                given = tokenizer(part, padding=True, truncation=True, return_tensors="pt")
                model(**given.to(device)).last_hidden_state.float().cpu()

    return run


def _sentences(texts: Sequence[str], folder: Path, device: str) -> Runner:
    """Its own order by length and its own batches, a vector a token."""
    from sentence_transformers import SentenceTransformer

    model: Any = SentenceTransformer(
        str(folder), device=device, model_kwargs={"dtype": torch.bfloat16}
    )
    return lambda: model.encode(
        list(texts), batch_size=BATCH, output_value="token_embeddings", show_progress_bar=False
    )


def peak(device: str) -> float:
    """Operations a second of one large product in bfloat16, the best of ten."""
    side = torch.ones(_SIDE, _SIDE, dtype=torch.bfloat16, device=device)
    return 2 * _SIDE**3 / min(_seconds(lambda: side @ side, device) for _ in range(10))


def _seconds(run: Callable[[], object], device: str) -> float:
    began = time.perf_counter()
    run()
    if device != "cpu":
        torch.cuda.synchronize()
    return time.perf_counter() - began


def work(texts: Sequence[str], *, backbone: BackboneName) -> int:
    """Operations of the layers' products over all texts, attention's own left out."""
    folder = Settings().models_home / backbone
    tokenizer = open_tokenizer(folder, backbone=backbone)
    tokens = sum(len(one.ids) for one in tokenizer.encode_batch(list(texts)))
    shape = shipped_weights(backbone).shape
    hidden: int = AutoConfig.from_pretrained(str(folder)).hidden_size
    return 2 * shape.layers * 12 * hidden**2 * tokens


def main() -> None:
    """Print each runner's sentences a second and its share of the peak."""
    given = _arguments()
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    texts = list(islice(cycle(one.text for one in own_sentences()), given.count))
    operations, most = work(texts, backbone=given.backbone), peak(given.device)
    for name, run in runners(texts, backbone=given.backbone, device=given.device):
        taken = [_seconds(run, given.device) for _ in range(given.rounds + 1)][1:]
        seconds = statistics.median(taken)
        print(
            f"{name:42} {len(texts) / seconds:9.0f} sentences/s"
            f" {operations / seconds / most:6.1%} of {most / 1e12:.1f} TFLOP/s",
            flush=True,
        )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--backbone", choices=BACKBONES, default="mpnet")
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
