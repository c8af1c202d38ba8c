"""Token states of texts under torch, for a GPU: texts of like length go through it together.

Importing this takes seconds and needs the `train` extra; `models.gpu` says whether it is worth it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Sized
from itertools import islice
from pathlib import Path
from typing import Any, Literal

import torch
from safetensors.numpy import load_file
from torch.nn.utils.rnn import pad_sequence
from transformers import AutoConfig, AutoModel

from models.adapters import merge
from models.backbones import ANATOMY
from models.batching import filled
from models.encoder import join, open_tokenizer, pieces
from models.features import TokenStates
from models.types import Array
from models.weights import Weights

# Tokens, padding included, of one pass: 32 of the longest rows, whose attention takes about 1 GB.
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
        self._model = _merged(folder, weights).to(device, getattr(torch, dtype)).eval()
        # As in RoBERTa where the bias is relative: positions start after the padding id.
        padding = self._model.config.pad_token_id
        self._first_place = padding + 1 if self._anatomy.relative_bias else 0

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
        """Of token ids without markers, in order, though run by length to pad little."""
        order = sorted(range(len(rows)), key=lambda row: len(rows[row]))
        found: list[Array] = []
        for batch in filled([rows[row] for row in order], tokens=BATCH, length=_marked):
            found += self._pass(batch)
        by_row = dict(zip(order, found, strict=True))
        return [by_row[row] for row in range(len(rows))]

    def _pass(self, batch: Sequence[Sequence[int]]) -> list[Array]:
        """States of a few rows, brought to the host, markers first and last, padding cut off."""
        start, end = self._anatomy.start, self._anatomy.end
        rows = [torch.tensor([start, *ids, end]) for ids in batch]
        ids = pad_sequence(rows, batch_first=True).to(self._model.device)
        mask = pad_sequence([torch.ones_like(row) for row in rows], batch_first=True).to(ids.device)
        # Given, not left to the model, which takes a "<pad>" in the text itself for padding.
        places = self._first_place + torch.arange(ids.shape[1], device=ids.device)[None]
        with torch.inference_mode():
            out = self._model(input_ids=ids, attention_mask=mask, position_ids=places)
        states: Array = out.last_hidden_state.cpu().float().numpy()
        return [padded[: len(row)] for padded, row in zip(states, rows, strict=True)]


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
