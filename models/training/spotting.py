"""Trains a spotter: seeded, resumable from any finished epoch."""

from __future__ import annotations

import hashlib
import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from models.backbones import BackboneName
from models.encoder import open_tokenizer
from models.manifest import verify_folder
from models.progress import Progress
from models.spotting.head import Answers, SpotterHead
from models.spotting.weights import SpotterWeights
from models.training.export import adapters_of, head_tensors
from models.training.spotting_corpus import Lesson, Read, drawn, tokenised
from models.training.spotting_loss import loss_of
from models.training.spotting_network import REACH, SpottingNetwork
from models.training.stepping import begin
from models.weights import Shape

SEED = 20261
# The heads, which began from nothing, learn faster than the adapters.
_HEADS_FASTER = 2
_WARM = 0.08
_TELL_EVERY = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How one spotter is taught: what it is made of, how often it sees a note, how fast it goes."""

    shape: Shape
    epochs: int
    rate: float


COURSES: dict[BackboneName, Course] = {
    "mpnet": Course(
        shape=Shape(backbone="mpnet", layers=12, frozen=4, rank=32, scale=2.0, width=256),
        epochs=5,
        rate=5e-4,
    ),
    "minilm": Course(
        shape=Shape(backbone="minilm", layers=6, frozen=0, rank=32, scale=2.0, width=256),
        epochs=5,
        rate=1e-3,
    ),
}


def train_spotter(
    lessons: Sequence[Lesson],
    answers: Answers,
    home: Path,
    work: Path,
    *,
    course: Course,
    progress: Progress,
) -> SpotterWeights:
    """Learn from all lessons; `work` keeps what a second call goes on from.

    Raises `StaleCheckpoint` if what is kept there was learnt from other lessons or settings.
    """
    backbone = course.shape.backbone
    verify_folder(home / backbone, backbone)
    work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(SEED)
    network = SpottingNetwork(home / backbone, course.shape, answers)
    tokenizer = open_tokenizer(home / backbone, backbone=backbone)
    reads = tokenised(lessons, tokenizer)
    _learn(network, reads, course, kept=work / f"spotter_{backbone}.pt", progress=progress)
    return _exported(network)


def _learn(
    network: SpottingNetwork,
    reads: Sequence[Read],
    course: Course,
    *,
    kept: Path,
    progress: Progress,
) -> None:
    each = len([*drawn(reads, seed=0)])
    run = begin(
        network.trained(),
        rate=course.rate,
        heads_faster=_HEADS_FASTER,
        warm=_WARM,
        steps=each * course.epochs,
        fingerprint=_fingerprint(reads, course),
    )
    network.train()
    for epoch in range(run.restore(kept), course.epochs):
        started, mean = time.monotonic(), math.nan
        for number, part in enumerate(drawn(reads, seed=SEED + epoch)):
            # Decides which units are dropped.
            torch.manual_seed(SEED * 1000 + epoch * each + number)
            loss = run.take(loss_of(network, part))
            mean = loss if math.isnan(mean) else 0.98 * mean + 0.02 * loss
            if number % _TELL_EVERY == _TELL_EVERY - 1:
                pace = (time.monotonic() - started) / (number + 1)
                left = pace * ((course.epochs - epoch) * each - number - 1)
                progress(
                    f"spotter: epoch {epoch + 1} of {course.epochs}, step {number + 1} of {each},"
                    f" loss {mean:.3f}, {left / 60:.0f} min left"
                )
        run.keep(kept, done=epoch + 1)


def _fingerprint(reads: Sequence[Read], course: Course) -> str:
    """Over all that decides what is learnt."""
    told = hashlib.sha256(repr((course, SEED)).encode())
    for read in reads:
        told.update(repr((read.ids, read.words, read.places)).encode())
    return told.hexdigest()


def _exported(network: SpottingNetwork) -> SpotterWeights:
    trained = {name: value.detach().numpy() for name, value in network.trained().items()}
    head = SpotterHead(tensors=head_tensors(trained), answers=network.answers, reach=REACH)
    shape = network.tower.shape
    adapters = adapters_of(trained, scale=shape.scale)
    return SpotterWeights(shape=shape, adapters=adapters, head=head)
