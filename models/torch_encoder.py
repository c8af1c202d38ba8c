"""Token states of texts under torch, for a GPU: many texts go through it together.

Importing this takes seconds and needs the `train` extra; `models.gpu` says whether it is worth it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Sized
from itertools import islice
from pathlib import Path
from typing import Any, Literal

import torch
from safetensors.numpy import load_file
from transformers import AutoConfig, AutoModel

from models.adapters import merge
from models.backbones import ANATOMY
from models.batching import filled
from models.encoder import join, open_tokenizer, pieces
from models.features import TokenStates
from models.packed import PackedBackbone
from models.types import Array
from models.weights import Weights

# Tokens of one pass, were its rows padded to the longest.
BATCH = 16_384
# Tokens whose states wait on the host to be given in order: at most 200 MB of them.
WINDOW = 65_536
_MARKERS = 2


class TorchEncoder:
    """Token states of a text, whatever its length; `models.encoder.Encoder` on a processor."""

    def __init__(
        self,
        folder: Path,
        weights: Weights,
        *,
        device: str,
        dtype: Literal["bfloat16", "float32"],
    ) -> None:
        """Load the files of a model folder, which the caller has checked, onto a device."""
        backbone = weights.shape.backbone
        self._tokenizer = open_tokenizer(folder, backbone=backbone)
        self._anatomy = ANATOMY[backbone]
        merged = _merged(folder, weights).to(device, getattr(torch, dtype)).eval()
        self._model = PackedBackbone(merged, self._anatomy)

    def encode(self, texts: Sequence[str]) -> Iterator[TokenStates]:
        """One result a text, in order; a text beyond 510 tokens is read in pieces, joined."""
        encodings = (self._tokenizer.encode(text, add_special_tokens=False) for text in texts)
        for window in filled(encodings, tokens=WINDOW, length=_marked):
            cut = [pieces(encoding.ids) for encoding in window]
            found = iter(self._states([piece for parts in cut for piece in parts]))
            for encoding, parts in zip(window, cut, strict=True):
                states = join(list(islice(found, len(parts))))
                yield TokenStates(states=states, offsets=encoding.offsets)

    def _states(self, rows: Sequence[Sequence[int]]) -> list[Array]:
        """Of token ids without markers, in order, though run by length."""
        order = sorted(range(len(rows)), key=lambda row: len(rows[row]))
        start, end = self._anatomy.start, self._anatomy.end
        marked = [torch.tensor([start, *rows[row], end]) for row in order]
        # A GPU works its passes off by itself: all are asked for before the first is waited for.
        passes = [self._pass(batch) for batch in filled(marked, tokens=BATCH, length=len)]
        packed = torch.cat([states.cpu() for states in passes]).float()
        found = packed.split([len(row) for row in marked])
        by_row = {row: states.numpy() for row, states in zip(order, found, strict=True)}
        return [by_row[row] for row in range(len(rows))]

    def _pass(self, rows: Sequence[torch.Tensor]) -> torch.Tensor:
        """States of a few rows in order of length, end to end, on the device."""
        with torch.inference_mode():
            states: torch.Tensor = self._model(rows)
        return states


def _marked(row: Sized) -> int:
    """Length with the two markers that every row gets."""
    return len(row) + _MARKERS


def _merged(folder: Path, weights: Weights) -> Any:
    """The first layers in float32 on the host, with the adapters merged in."""
    config = AutoConfig.from_pretrained(
        str(folder), local_files_only=True, num_hidden_layers=weights.shape.layers
    )
    model = AutoModel.from_config(config, attn_implementation="eager", add_pooling_layer=False)
    tensors = load_file(folder / "model.safetensors")
    merge(tensors, weights.adapters)
    # Not from_pretrained: it would report the layers and the pooler left out on the terminal.
    model.load_state_dict({name: torch.from_numpy(tensors[name]) for name in model.state_dict()})
    return model
