"""`make train`: the large model from the labels, the small one from the large one's answers.

Resumable: everything finished or kept in the work folder is gone on from. Nothing here reads the
sets that are for measuring only.
"""

from __future__ import annotations

import math
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from models.backbones import BACKBONES
from models.datasets import Example, folded, read_permissive
from models.encoder import open_tokenizer
from models.head import softmax
from models.manifest import verify_folder
from models.own_labels import examples_of, own_examples, own_sentences
from models.progress import Progress
from models.training.corpus import Text, encode_below, texts_of
from models.training.export import answers, best_temperature, export
from models.training.loop import Stage, run_stage
from models.training.network import Network
from models.training.renaming import renamed
from models.training.run_card import write_manifest, write_run_card
from models.weights import Shape, save_weights, weights_file

SEED = 20241
LARGE = Shape(backbone="mpnet", layers=12, frozen=0, rank=16, scale=2.0, width=128)
SMALL = Shape(backbone="minilm", layers=6, frozen=0, rank=32, scale=2.0, width=128)
RATE = 3e-4
DISTIL_RATE = 1e-3
# The small model learns the large one's answer with this weight, and the label with the rest.
TEACHER = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Everything that is learnt from: rows to train on, and rows to set the temperature by."""

    headlines: list[Example]
    own: list[Example]
    calibrate_headlines: list[Example]
    calibrate_own: list[Example]


def train(labels: Path, home: Path, out: Path, work: Path, *, progress: Progress) -> None:
    """Write the weights of both models to `out`; `work` keeps what a second call goes on from.

    `labels` holds the permissive sets, `home` the fetched models.
    """
    torch.use_deterministic_algorithms(mode=True, warn_only=True)
    for backbone in BACKBONES:
        verify_folder(home / backbone, backbone)
    work.mkdir(parents=True, exist_ok=True)
    out.mkdir(parents=True, exist_ok=True)
    read = read_labels(labels)
    large = train_large(read, home, work, progress=progress)
    _save(large, read, home, work, progress=progress)
    small = train_small(large, read, home, work, progress=progress)
    _save(small, read, home, work, progress=progress)
    # Only now: the weights in `out` may be the ones that serve, pinned by the manifest beside them.
    for backbone in BACKBONES:
        shutil.copy(work / weights_file(backbone), out)
    write_manifest(out, weights=[weights_file(backbone) for backbone in BACKBONES])
    rows = {field.name: getattr(read, field.name) for field in fields(read)}
    write_run_card(out, labels, settings=_settings(), rows=rows)


def read_labels(labels: Path) -> Labels:
    """The training and calibration rows; own sentences once as they are, once renamed."""
    public = read_permissive(labels)
    # Two sets may tell the same headline with other punctuation, and fall on two sides.
    kept_apart = {folded(row.input.text) for row in public if row.split != "train"}
    return Labels(
        headlines=[
            row
            for row in public
            if row.split == "train" and folded(row.input.text) not in kept_apart
        ],
        own=own_examples("train") + _renamed(),
        calibrate_headlines=[row for row in public if row.split == "calibrate"],
        calibrate_own=own_examples("calibrate"),
    )


def train_large(read: Labels, home: Path, work: Path, *, progress: Progress) -> Network:
    """Headlines, of which there are most; then the project's own labels with half of them."""
    network = _network(LARGE, home)
    tokenizer = open_tokenizer(home / LARGE.backbone, backbone=LARGE.backbone)
    headlines, own = (texts_of(rows, tokenizer) for rows in (read.headlines, read.own))
    encode_below(network.tower, [*headlines, *own], progress=progress)
    # Half of the headlines are enough to keep what was learnt of them.
    stages = (
        Stage(name="headlines", texts=headlines, epochs=3, rate=RATE, seed=1),
        Stage(name="own prose", texts=[*headlines[::2], *own], epochs=4, rate=RATE, seed=1001),
    )
    for number, stage in enumerate(stages, 1):
        run_stage(network, stage, kept=work / f"mpnet-{number}.pt", progress=progress)
    return network


def train_small(
    teacher: Network, read: Labels, home: Path, work: Path, *, progress: Progress
) -> Network:
    """Distillation (Hinton et al. 2015): the answers of the large model on the same rows."""
    network = _network(SMALL, home)
    rows = [*read.headlines, *read.own]
    tokenizers = {name: open_tokenizer(home / name, backbone=name) for name in BACKBONES}
    asked = texts_of(rows, tokenizers["mpnet"])
    encode_below(teacher.tower, asked, progress=progress)
    taught = _taught(texts_of(rows, tokenizers["minilm"]), teacher, asked)
    encode_below(network.tower, taught, progress=progress)
    stage = Stage(name="distilling", texts=taught, epochs=5, rate=DISTIL_RATE, seed=2001)
    run_stage(network, stage, kept=work / "minilm.pt", progress=progress)
    return network


def temperature_of(
    network: Network, read: Labels, tokenizer: Tokenizer, *, progress: Progress
) -> float:
    """Own prose and headlines weigh the same."""
    groups = [read.calibrate_headlines, read.calibrate_own]
    texts = [texts_of(group, tokenizer) for group in groups]
    encode_below(network.tower, [text for group in texts for text in group], progress=progress)
    logits = [answers(network, group)[0] for group in texts]
    labels = [
        np.array([np.argmax(row.chances) for t in group for row in t.rows]) for group in texts
    ]
    weights = [np.full(len(one), 1 / len(one)) for one in labels]
    return best_temperature(*(np.concatenate(parts) for parts in (logits, labels, weights)))


def _settings() -> dict[str, Any]:
    return {
        "seed": SEED,
        "large": asdict(LARGE),
        "small": asdict(SMALL),
        "stages": "models/training/train.py",
        "rate": RATE,
        "distillation": {"rate": DISTIL_RATE, "teacher": TEACHER},
    }


def _renamed() -> list[Example]:
    copies = (
        renamed(sentence, seed=SEED) for sentence in own_sentences() if sentence.split == "train"
    )
    return [example for copy in copies if copy is not None for example in examples_of(copy)]


def _network(shape: Shape, home: Path) -> Network:
    torch.manual_seed(SEED)
    network = Network(home / shape.backbone, shape)
    return network.to("cuda" if torch.cuda.is_available() else "cpu")


def _taught(texts: Sequence[Text], teacher: Network, asked: Sequence[Text]) -> list[Text]:
    """The student's texts with the teacher's answers mixed into their labels."""
    logits, scores = answers(teacher, asked)
    chances = softmax(logits, 1.0)
    place = 0
    for text in texts:
        rows = []
        for row in text.rows:
            mixed = TEACHER * chances[place] + (1 - TEACHER) * np.array(row.chances)
            score = float(scores[place])
            if not math.isnan(row.score):
                score = TEACHER * score + (1 - TEACHER) * row.score
            positive, neutral, negative = mixed.tolist()
            rows.append(replace(row, chances=(positive, neutral, negative), score=score))
            place += 1
        text.rows = rows
    return list(texts)


def _save(network: Network, read: Labels, home: Path, out: Path, *, progress: Progress) -> None:
    backbone = network.tower.shape.backbone
    tokenizer = open_tokenizer(home / backbone, backbone=backbone)
    temperature = temperature_of(network, read, tokenizer, progress=progress)
    path = out / weights_file(backbone)
    save_weights(export(network, temperature=temperature), path)
    progress(f"wrote {path}, temperature {temperature}")
