"""A backbone over rows laid end to end: nothing is padded, and no row needs a mask.

A sentence has some twenty tokens and its neighbour forty: padded to the longest, much of a pass is
spent on nothing. Here every product runs over the tokens of all rows at once, and attention, which
alone must know where a row ends, runs once for all rows of the same length.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import scaled_dot_product_attention

from models.backbones import Anatomy

Runs = Sequence[tuple[int, int]]


class PackedBackbone:
    """The layers of a transformers model, whose weights it shares."""

    def __init__(self, model: Any, anatomy: Anatomy) -> None:
        """`model` is an `MPNetModel` or a `BertModel`, without its pooler."""
        self._model = model
        self._anatomy = anatomy
        self._heads = model.config.num_attention_heads
        # As in RoBERTa where the bias is relative: positions start after the padding id.
        self._first_place = model.config.pad_token_id + 1 if anatomy.relative_bias else 0

    def __call__(self, rows: Sequence[Tensor]) -> Tensor:
        """States (tokens of all rows by hidden) of token ids, markers included, by length."""
        runs = [(len(list(alike)), size) for size, alike in groupby(rows, key=len)]
        places = torch.cat([torch.arange(len(row)) for row in rows]) + self._first_place
        device = self._model.device
        ids, places = torch.cat(list(rows)).to(device), places.to(device)
        hidden: Tensor = self._model.embeddings(input_ids=ids[None], position_ids=places[None])[0]
        bias = self._bias(hidden, longest=max(size for _, size in runs))
        for layer in self._model.encoder.layer:
            hidden = self._layer(layer, hidden, runs, bias)
        return hidden

    def _layer(self, layer: nn.Module, hidden: Tensor, runs: Runs, bias: Tensor | None) -> Tensor:
        part = layer.get_submodule
        context = self._attention(layer, hidden, runs, bias)
        attended = part(self._anatomy.attended)(context) + hidden
        attended = part(self._anatomy.attended_norm)(attended)
        out: Tensor = part("output")(part("intermediate")(attended), attended)
        return out

    def _attention(
        self, layer: nn.Module, hidden: Tensor, runs: Runs, bias: Tensor | None
    ) -> Tensor:
        """Each row's own, (tokens by hidden); `runs` are numbers of rows of the same length."""
        names = (self._anatomy.query, self._anatomy.key, self._anatomy.value)
        products = [layer.get_submodule(name)(hidden) for name in names]
        sizes = [count * size for count, size in runs]
        of_runs = zip(*(product.split(sizes) for product in products), strict=True)
        contexts = []
        for (count, size), parts in zip(runs, of_runs, strict=True):
            split = [part.view(count, size, self._heads, -1).transpose(1, 2) for part in parts]
            near = None if bias is None else bias[..., :size, :size]
            context = scaled_dot_product_attention(*split, attn_mask=near)
            contexts.append(context.transpose(1, 2).reshape(count * size, -1))
        return torch.cat(contexts)

    def _bias(self, hidden: Tensor, *, longest: int) -> Tensor | None:
        """What the layers add by offset: of shorter rows, the corner of the longest row's."""
        if not self._anatomy.relative_bias:
            return None
        found: Tensor = self._model.encoder.compute_position_bias(hidden[None, :longest])
        return found
