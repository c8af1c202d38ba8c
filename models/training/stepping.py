"""Steps of gradient descent that a killed run can go on from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from models.errors import StaleCheckpoint

# Names of what the heads learn begin so; the rest are adapters.
HEADS = "heads."


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """Everything that a step changes, and (`fingerprint`) what tells the run from another."""

    trained: Mapping[str, nn.Parameter]
    optimiser: torch.optim.Optimizer
    schedule: torch.optim.lr_scheduler.LRScheduler
    fingerprint: str

    def take(self, loss: Tensor) -> float:
        """Go one step down; the loss as a number."""
        loss.backward()
        nn.utils.clip_grad_norm_(self.trained.values(), 1.0)
        self.optimiser.step()
        self.schedule.step()
        self.optimiser.zero_grad(set_to_none=True)
        return float(loss.item())

    def keep(self, path: Path, *, done: int) -> None:
        """Write the checkpoint, whole or not at all."""
        partial = path.with_suffix(".partial")
        kept = {
            "run": self.fingerprint,
            "done": done,
            "trained": {name: value.data for name, value in self.trained.items()},
            "optimiser": self.optimiser.state_dict(),
            "schedule": self.schedule.state_dict(),
        }
        torch.save(kept, partial)
        partial.replace(path)

    def restore(self, path: Path) -> int:
        """How much was done; raises `StaleCheckpoint` if another run kept the file."""
        if not path.exists():
            return 0
        device = next(iter(self.trained.values())).device
        kept = torch.load(path, weights_only=True, map_location=device)
        if kept.get("run") != self.fingerprint:
            raise StaleCheckpoint(
                f"{path} was kept by a run on other labels or settings; remove it to start anew"
            )
        for name, value in self.trained.items():
            value.data.copy_(kept["trained"][name])
        self.optimiser.load_state_dict(kept["optimiser"])
        self.schedule.load_state_dict(kept["schedule"])
        return int(kept["done"])


def begin(
    trained: Mapping[str, nn.Parameter],
    *,
    rate: float,
    heads_faster: int,
    warm: float,
    steps: int,
    fingerprint: str,
) -> Steps:
    """Steps whose rate rises over the share `warm` of them and then falls to nothing.

    The heads, which begin from nothing, learn `heads_faster` times as fast as the adapters.
    """
    adapters = [value for name, value in trained.items() if not name.startswith(HEADS)]
    heads = [value for name, value in trained.items() if name.startswith(HEADS)]
    rates = [rate, heads_faster * rate]
    groups = [{"params": adapters, "lr": rates[0]}, {"params": heads, "lr": rates[1]}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser,
        max_lr=rates,
        total_steps=steps + 1,
        pct_start=warm,
        anneal_strategy="linear",
        cycle_momentum=False,
    )
    return Steps(trained=trained, optimiser=optimiser, schedule=schedule, fingerprint=fingerprint)
