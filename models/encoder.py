"""Token states of texts on a processor: a tokenizer and the graph built at set-up.

Each text goes through alone, on one thread, and as many at once as there are processors. A score
is then the same bit for bit whatever else is scored with it, and on two cores that is faster than
two threads for each text: 1.3 times with mpnet, 1.5 times with MiniLM.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnxruntime as ort
from tokenizers import Tokenizer

from models.backbones import ANATOMY, BackboneName
from models.features import TokenStates
from models.graph import MAX_TOKENS
from models.manifest import pinned, verify_file
from models.types import Array

PIECE = MAX_TOKENS - 2
# Fusions of onnxruntime's that are left out. A sum and a norm in one take five times as long as one
# after the other, a fifth of MiniLM's time; in mpnet it finds but one to fuse.
UNFUSED: dict[BackboneName, tuple[str, ...]] = {"mpnet": (), "minilm": ("SkipLayerNormFusion",)}
# The file of the sentiment models' encoders.
GRAPH = "encoder.onnx"
# Texts whose states may wait to be asked for: some 10 MB of them.
_WINDOW = 64


class Encoder:
    """Token states of a text, whatever its length."""

    def __init__(self, folder: Path, *, backbone: BackboneName, graph: str = GRAPH) -> None:
        """Load the files of a model folder; the caller has checked the graph."""
        self._tokenizer = open_tokenizer(folder, backbone=backbone)
        self._anatomy = ANATOMY[backbone]
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        threads = len(os.sched_getaffinity(0))
        # Handing each text to another thread costs where there is no other processor for it.
        self._map = ThreadPoolExecutor(threads).map if threads > 1 else map
        self._session = ort.InferenceSession(
            str(folder / graph),
            options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=UNFUSED[backbone],
        )

    def encode(self, texts: Sequence[str]) -> Iterator[TokenStates]:
        """One result a text, in order; a text beyond 510 tokens is read in pieces, joined."""
        for start in range(0, len(texts), _WINDOW):
            yield from self._map(self._encode, texts[start : start + _WINDOW])

    def _encode(self, text: str) -> TokenStates:
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        states = join([self._states(ids) for ids in pieces(encoding.ids)])
        return TokenStates(states=states, offsets=encoding.offsets)

    def _states(self, ids: Sequence[int]) -> Array:
        row = np.array([[self._anatomy.start, *ids, self._anatomy.end]], dtype=np.int64)
        feed = {"input_ids": row, "attention_mask": np.ones_like(row)}
        (batch,) = self._session.run(["tokens"], feed)
        states: Array = batch[0]
        return states


def open_tokenizer(folder: Path, *, backbone: BackboneName) -> Tokenizer:
    """The pinned tokenizer of a model folder; raises `ModelError`."""
    path = folder / "tokenizer.json"
    verify_file(path, pinned(backbone)[path.name])
    tokenizer = Tokenizer.from_file(str(path))
    # The files preset both to 128, which would cut a long sentence without a word.
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def pieces(ids: Sequence[int]) -> list[Sequence[int]]:
    """Token ids cut to what one pass takes; one empty piece for an empty text."""
    return [ids[start : start + PIECE] for start in range(0, max(len(ids), 1), PIECE)]


def join(states: Sequence[Array]) -> Array:
    """The pieces' states as one, with the first piece's start marker and the last one's end."""
    inner = [piece[1:-1] for piece in states]
    return np.concatenate([states[0][:1], *inner, states[-1][-1:]])
