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

from models.errors import StaleCheckpoint
from models.progress import Progress
from models.training.corpus import Text, batch_of, shuffled
from models.training.network import Batch, Network

KEEP_EVERY_S = 120.0
TELL_EVERY = 20
_SCORE_WEIGHT = 2.0


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
    run = _begin(network, stage, steps=len(plan))
    begun = run.restore(kept)
    network.train()
    started = saved = time.monotonic()
    mean = math.nan
    for number, (epoch, part) in enumerate(plan[begun:], begun):
        loss = run.step(part, seed=stage.seed * 1_000_003 + number)
        mean = loss if math.isnan(mean) else 0.98 * mean + 0.02 * loss
        if number % TELL_EVERY == TELL_EVERY - 1:
            left = (time.monotonic() - started) / (number + 1 - begun) * (len(plan) - number - 1)
            progress(
                f"{stage.name}: epoch {epoch + 1} of {stage.epochs}, step {number + 1} of"
                f" {len(plan)}, loss {mean:.3f}, {left / 60:.0f} min left"
            )
        if time.monotonic() - saved > KEEP_EVERY_S:
            run.keep(kept, step=number + 1)
            saved = time.monotonic()
    run.keep(kept, step=len(plan))


def loss_of(logits: Tensor, scores: Tensor, batch: Batch) -> Tensor:
    """Cross-entropy of the polarities, and squared error of the score where one was given."""
    polarity = torch.nn.functional.cross_entropy(logits, batch.chances)
    graded = ~batch.scores.isnan()
    error = torch.where(graded, scores - batch.scores.nan_to_num(), 0.0).square().mean()
    return polarity + _SCORE_WEIGHT * error


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """Everything a stage changes, and what tells it from another."""

    network: Network
    optimiser: torch.optim.Optimizer
    schedule: torch.optim.lr_scheduler.LRScheduler
    fingerprint: str

    def step(self, part: Sequence[Text], *, seed: int) -> float:
        """Learn from one batch; its loss. `seed` decides which units are dropped."""
        torch.manual_seed(seed)
        batch = batch_of(part, device=self.network.device)
        logits, scores = self.network(batch)
        loss = loss_of(logits, scores, batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.trained().values(), 1.0)
        self.optimiser.step()
        self.schedule.step()
        self.optimiser.zero_grad(set_to_none=True)
        return float(loss.item())

    def keep(self, path: Path, *, step: int) -> None:
        """Write the checkpoint, whole or not at all."""
        partial = path.with_suffix(".partial")
        kept = {
            "stage": self.fingerprint,
            "step": step,
            "trained": {name: value.data for name, value in self.network.trained().items()},
            "optimiser": self.optimiser.state_dict(),
            "schedule": self.schedule.state_dict(),
        }
        torch.save(kept, partial)
        partial.replace(path)

    def restore(self, path: Path) -> int:
        """The number of steps already done."""
        if not path.exists():
            return 0
        kept = torch.load(path, weights_only=True, map_location=self.network.device)
        if kept.get("stage") != self.fingerprint:
            raise StaleCheckpoint(
                f"{path} was kept by a run on other labels or settings; remove it to start anew"
            )
        for name, value in self.network.trained().items():
            value.data.copy_(kept["trained"][name])
        self.optimiser.load_state_dict(kept["optimiser"])
        self.schedule.load_state_dict(kept["schedule"])
        return int(kept["step"])


def _begin(network: Network, stage: Stage, *, steps: int) -> _Run:
    """The heads, which began from nothing, learn three times as fast as the adapters."""
    heads = {id(value) for value in network.heads.parameters()}
    trained = list(network.trained().values())
    groups = [
        {"params": [value for value in trained if id(value) not in heads], "lr": stage.rate},
        {"params": [value for value in trained if id(value) in heads], "lr": 3 * stage.rate},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser,
        max_lr=[stage.rate, 3 * stage.rate],
        total_steps=steps + 1,
        pct_start=0.06,
        anneal_strategy="linear",
        cycle_momentum=False,
    )
    fingerprint = _fingerprint(network, stage)
    return _Run(network=network, optimiser=optimiser, schedule=schedule, fingerprint=fingerprint)


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
