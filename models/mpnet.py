"""The shipped sentiment model: a frozen MPNet encoder on onnxruntime and a trained head.

Texts are encoded one at a time. That makes a score independent of what else is scored with it,
bit for bit, and on two cores costs a sixth of the throughput of full batches.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime as ort
from tokenizers import Tokenizer

from models.encoder import GRAPH, encoder_sha256
from models.features import TokenStates, target_features
from models.graph import MAX_TOKENS
from models.head import HEAD, Head, load_head
from models.manifest import DATA, pinned, verify_file
from models.types import Probabilities, ScoringInput, SentimentModel

Array = npt.NDArray[np.float32]
_START, _END = 0, 2
_PIECE = MAX_TOKENS - 2


class Encoder:
    """Token states of a text, whatever its length."""

    def __init__(self, folder: Path) -> None:
        """Check the files of a model folder and load them; raises `ModelError`."""
        verify_file(folder / "tokenizer.json", pinned("mpnet")["tokenizer.json"])
        self.sha256 = encoder_sha256(folder)
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        # The file presets both to 128, which would cut a long sentence without a word.
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        options = ort.SessionOptions()
        # Threads that spin while they wait double the time where another process wants the core:
        # thirty sentences took 1.05 s with, 0.58 s without, on two cores of which one was busy.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = ort.InferenceSession(
            str(folder / GRAPH), options, providers=["CPUExecutionProvider"]
        )

    def encode(self, text: str) -> TokenStates:
        """One forward pass, or one for each piece of 510 tokens, joined."""
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        pieces = [self._states(ids) for ids in _pieces(encoding.ids)]
        return TokenStates(
            states=np.concatenate([piece[1:-1] for piece in pieces]),
            start=pieces[0][0],
            end=pieces[-1][-1],
            offsets=encoding.offsets,
        )

    def _states(self, ids: Sequence[int]) -> Array:
        row = np.array([[_START, *ids, _END]], dtype=np.int64)
        feed = {"input_ids": row, "attention_mask": np.ones_like(row)}
        (batch,) = self._session.run(["tokens"], feed)
        states: Array = batch[0]
        return states


class MpnetModel:
    """Scores sentences towards targets; one forward pass serves all targets of a text."""

    name = "mpnet-mlp"

    def __init__(self, encoder: Encoder, head: Head) -> None:
        """Join the two parts; `load` does so with the shipped head."""
        self._encoder = encoder
        self._head = head

    @cached_property
    def sha256(self) -> str:
        """Hash over the hashes of graph, tokenizer and head."""
        tokenizer = pinned("mpnet")["tokenizer.json"]
        parts = (self._encoder.sha256, tokenizer, pinned("head")[HEAD])
        return hashlib.sha256("".join(parts).encode()).hexdigest()

    def score(self, inputs: Sequence[ScoringInput]) -> list[Probabilities]:
        """One result an input, in order."""
        return [self._head.probabilities(row) for row in features_of(self._encoder, inputs)]


def features_of(encoder: Encoder, inputs: Sequence[ScoringInput]) -> list[Array]:
    """One vector an input, in order; a text that occurs again is not encoded again."""
    rows_of: dict[str, list[int]] = {}
    for row, item in enumerate(inputs):
        rows_of.setdefault(item.text, []).append(row)
    vectors: dict[int, Array] = {}
    for text, rows in rows_of.items():
        tokens = encoder.encode(text)
        vectors |= {row: target_features(tokens, inputs[row].target) for row in rows}
    return [vectors[row] for row in range(len(inputs))]


def load(dest: Path) -> SentimentModel:
    """The shipped model from a fetched folder; raises `ModelMissing` or `HashMismatch`."""
    verify_file(DATA / HEAD, pinned("head")[HEAD])
    return MpnetModel(Encoder(dest / "mpnet"), load_head(DATA / HEAD))


def _pieces(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, max(len(ids), 1), _PIECE):
        yield ids[start : start + _PIECE]
