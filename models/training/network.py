"""The network under training: a frozen backbone, low-rank adapters, and the two heads.

Low-rank adaptation: Hu et al. 2021, "LoRA". The layers below the first adapted one never change,
so their output is computed once a text and kept: that more than halves the cost of an epoch.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModel

from models.backbones import ANATOMY
from models.weights import Shape

PARTS = 4  # means side by side: all tokens, the target's, before, after (models.features)
_FAR = -1e4


class Adapted(nn.Module):
    """A frozen linear map plus `scale * up @ down`, which is kept in float32."""

    def __init__(self, frozen: nn.Linear, *, rank: int, scale: float) -> None:
        super().__init__()
        self.frozen = frozen
        self.scale = scale
        self.down = nn.Parameter(torch.empty(rank, frozen.in_features))
        self.up = nn.Parameter(torch.zeros(frozen.out_features, rank))
        nn.init.normal_(self.down, std=frozen.in_features**-0.5)

    def forward(self, x: Tensor) -> Tensor:
        """The map's output, in the type of `x`."""
        low = nn.functional.linear(x, self.down.to(x.dtype))
        return self.frozen(x) + nn.functional.linear(low, self.scale * self.up.to(x.dtype))


class Tower(nn.Module):
    """A backbone in two parts: `below` is frozen, `above` carries the adapters."""

    def __init__(self, folder: Path, shape: Shape, **config: float) -> None:
        """`config` overrides values of the backbone's own."""
        super().__init__()
        self.model = AutoModel.from_pretrained(
            str(folder),
            dtype=torch.bfloat16,
            add_pooling_layer=False,
            attn_implementation="eager",
            local_files_only=True,
            use_safetensors=True,
            **config,
        )
        self.model.requires_grad_(requires_grad=False)
        self.shape = shape
        layers = self.model.encoder.layer
        self.low = layers[: shape.frozen]
        self.high = layers[shape.frozen : shape.layers]
        for layer in self.high:
            for product in ANATOMY[shape.backbone].products:
                owner_path, _, name = product.rpartition(".")
                owner = layer.get_submodule(owner_path)
                frozen = owner.get_submodule(name)
                setattr(owner, name, Adapted(frozen, rank=shape.rank, scale=shape.scale))

    @torch.no_grad()
    def below(self, ids: Tensor, mask: Tensor) -> Tensor:
        """States that the first adapted layer reads: texts by tokens by hidden."""
        hidden = self.model.embeddings(input_ids=ids)
        return self._through(self.low, hidden, mask)

    def above(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """States of the last layer in use: texts by tokens by hidden."""
        return self._through(self.high, hidden, mask)

    def _through(self, layers: nn.ModuleList, hidden: Tensor, mask: Tensor) -> Tensor:
        wide = (1.0 - mask[:, None, None, :].to(hidden.dtype)) * _FAR
        extra: tuple[Tensor, ...] = ()
        if ANATOMY[self.shape.backbone].relative_bias:
            extra = (self.model.encoder.compute_position_bias(hidden),)
        for layer in layers:
            out = layer(hidden, wide, *extra)
            hidden = out[0] if isinstance(out, tuple) else out
        return hidden


class Heads(nn.Module):
    """Polarity log-odds and a score in (-1, 1) from the four means of a row."""

    def __init__(self, hidden: int, *, width: int, dropout: float) -> None:
        super().__init__()
        self.drop = nn.Dropout(dropout)
        self.hidden = nn.Linear(PARTS * hidden, width)
        self.polarity = nn.Linear(width, 3)
        self.score = nn.Linear(width, 1)

    def forward(self, features: Tensor) -> tuple[Tensor, Tensor]:
        """(rows by 3, rows)."""
        active = self.drop(torch.relu(self.hidden(self.drop(features))))
        return self.polarity(active), torch.tanh(self.score(active)).squeeze(-1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Padded texts with the rows asked of them; `pools` is rows by four by tokens."""

    below: Tensor
    mask: Tensor
    text_of: Tensor
    pools: Tensor
    chances: Tensor
    scores: Tensor

    def to(self, device: torch.device) -> Batch:
        """The same batch on a device."""
        moved = {field.name: getattr(self, field.name).to(device) for field in fields(self)}
        return Batch(**moved)


class Network(nn.Module):
    """Backbone and heads together."""

    def __init__(self, folder: Path, shape: Shape) -> None:
        super().__init__()
        self.tower = Tower(folder, shape)
        hidden = self.tower.model.config.hidden_size
        self.heads = Heads(hidden, width=shape.width, dropout=0.1)

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Log-odds (rows by 3) and scores (rows)."""
        states = self.tower.above(batch.below, batch.mask).float()
        features = torch.bmm(batch.pools, states[batch.text_of])
        return self.heads(features.flatten(1))

    @property
    def device(self) -> torch.device:
        """Where its parameters are."""
        return next(self.parameters()).device

    def trained(self) -> dict[str, nn.Parameter]:
        """What training changes, by name."""
        return {name: value for name, value in self.named_parameters() if value.requires_grad}
