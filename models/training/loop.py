"""The training loop: seeded, resumable from any kept step, on a CPU or a GPU."""

from __future__ import annotations

import hashlib
import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from models.progress import Progress
from models.training.corpus import Text, batch_of, shuffled
from models.training.network import Batch, Network
from models.training.stepping import begin

KEEP_EVERY_S = 120.0
TELL_EVERY = 20
_SCORE_WEIGHT = 2.0
_HEADS_FASTER = 3
_WARM = 0.06


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One pass of the schedule: what is read, how often, and how fast is learnt."""

    name: str
    texts: Sequence[Text]
    epochs: int
    rate: float
    seed: int


def run_stage(network: Network, stage: Stage, *, kept: Path, progress: Progress) -> None:
    """Train through one stage, going on from the checkpoint `kept` where there is one.

    Raises `StaleCheckpoint` if that was kept by a stage of other texts or another length.
    """
    plan = [
        (epoch, part)
        for epoch in range(stage.epochs)
        for part in shuffled(stage.texts, seed=stage.seed + epoch)
    ]
    run = begin(
        network.trained(),
        rate=stage.rate,
        heads_faster=_HEADS_FASTER,
        warm=_WARM,
        steps=len(plan),
        fingerprint=_fingerprint(network, stage),
    )
    begun = run.restore(kept)
    network.train()
    started = saved = time.monotonic()
    mean = math.nan
    for number, (epoch, part) in enumerate(plan[begun:], begun):
        # Decides which units are dropped.
        torch.manual_seed(stage.seed * 1_000_003 + number)
        batch = batch_of(part, device=network.device)
        logits, scores = network(batch)
        loss = run.take(loss_of(logits, scores, batch))
        mean = loss if math.isnan(mean) else 0.98 * mean + 0.02 * loss
        if number % TELL_EVERY == TELL_EVERY - 1:
            left = (time.monotonic() - started) / (number + 1 - begun) * (len(plan) - number - 1)
            progress(
                f"{stage.name}: epoch {epoch + 1} of {stage.epochs}, step {number + 1} of"
                f" {len(plan)}, loss {mean:.3f}, {left / 60:.0f} min left"
            )
        if time.monotonic() - saved > KEEP_EVERY_S:
            run.keep(kept, done=number + 1)
            saved = time.monotonic()
    run.keep(kept, done=len(plan))


def loss_of(logits: Tensor, scores: Tensor, batch: Batch) -> Tensor:
    """Cross-entropy of the polarities, and squared error of the score where one was given."""
    polarity = torch.nn.functional.cross_entropy(logits, batch.chances)
    graded = ~batch.scores.isnan()
    error = torch.where(graded, scores - batch.scores.nan_to_num(), 0.0).square().mean()
    return polarity + _SCORE_WEIGHT * error


def _fingerprint(network: Network, stage: Stage) -> str:
    """Over all that decides what the stage learns: settings, texts, answers, and where it starts.

    A stage starts from what the one before it ended with, so that a change there is one here too.
    """
    told = hashlib.sha256(repr((network.tower.shape, stage.name, stage.epochs)).encode())
    told.update(repr((stage.rate, stage.seed)).encode())
    for text in stage.texts:
        told.update(repr((text.ids, text.rows)).encode())
    for name, value in network.trained().items():
        told.update(name.encode() + value.detach().cpu().numpy().tobytes())
    return told.hexdigest()
