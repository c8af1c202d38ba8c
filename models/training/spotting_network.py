"""The spotter under training: an adapted backbone, and heads that find claims and fill slots."""

from __future__ import annotations

from pathlib import Path
from typing import Self

import torch
from torch import Tensor, nn

from models.spotting.head import Answers
from models.spotting.types import SLOTS, TRAITS, Slot
from models.training.network import Tower
from models.weights import Shape

REACH = 64
# Few words make a claim: the chance that training begins with.
_RARE = -4.0


class SpottingHeads(nn.Module):
    """Named as `models.spotting.head` reads them, which says what each is for."""

    def __init__(self, hidden: int, answers: Answers, *, width: int, dropout: float) -> None:
        super().__init__()
        self.drop = nn.Dropout(dropout)
        self.seen = nn.Linear(hidden, width)
        self.kind = nn.Linear(width, len(answers.kinds))
        nn.init.constant_(self.kind.bias, _RARE)
        self.anchor = nn.Linear(hidden, width)
        self.kinds = nn.Embedding(len(answers.kinds), width)
        self.relation = nn.Linear(width, len(answers.relation))
        self.metric = nn.Linear(width, len(answers.metric))
        self.modality = nn.Linear(width, len(answers.modality))
        self.queries = nn.ModuleDict({slot: nn.Linear(width, REACH) for slot in SLOTS})
        self.keys = nn.ModuleDict({slot: nn.Linear(hidden, REACH) for slot in SLOTS})
        self.nothing = nn.ParameterDict({slot: nn.Parameter(torch.zeros(REACH)) for slot in SLOTS})

    def found(self, words: Tensor) -> Tensor:
        """Log-odds that a word makes a claim, words by kinds."""
        log_odds: Tensor = self.kind(self.drop(torch.relu(self.seen(self.drop(words)))))
        return log_odds

    def anchors(self, words: Tensor, kinds: Tensor) -> Tensor:
        """What the slots of a claim of each kind are asked from."""
        return torch.relu(self.anchor(self.drop(words)) + self.kinds(kinds))

    def traits(self, anchors: Tensor) -> dict[str, Tensor]:
        """Log-odds of the answers, by trait."""
        return {trait: self.get_submodule(trait)(anchors) for trait in TRAITS}

    def arcs(self, slot: Slot, anchors: Tensor, candidates: Tensor) -> Tensor:
        """Scores, anchors by 1 + candidates; the first is that of nothing."""
        keys = torch.cat([self.nothing[slot][None], self.keys[slot](candidates)])
        scores: Tensor = self.queries[slot](anchors) @ keys.T / REACH**0.5
        return scores


class SpottingNetwork(nn.Module):
    """Backbone and heads."""

    def __init__(self, folder: Path, shape: Shape, answers: Answers) -> None:
        super().__init__()
        # To draw which of a passage's token pairs to drop takes a third of a step.
        self.tower = Tower(folder, shape, attention_probs_dropout_prob=0.0)
        self.answers = answers
        hidden = self.tower.model.config.hidden_size
        self.heads = SpottingHeads(hidden, answers, width=shape.width, dropout=0.1)

    def train(self, mode: bool = True) -> Self:
        """As every module; the layers that learn nothing drop nothing either."""
        super().train(mode)
        self.tower.model.embeddings.eval()
        self.tower.low.eval()
        return self

    def states(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Token states: texts by tokens by hidden."""
        return self.tower.above(self.tower.below(ids, mask), mask).float()

    def trained(self) -> dict[str, nn.Parameter]:
        """What training changes, by name."""
        return {name: value for name, value in self.named_parameters() if value.requires_grad}
