"""Labelled texts made ready for the network: tokens, pools, and the frozen layers' states."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch.nn.utils.rnn import pad_sequence

from models.batching import filled
from models.datasets import Example, Label
from models.features import Looks, positions
from models.progress import Progress
from models.training.network import PARTS, Batch, Tower

# Longer texts are cut for training only; of the sets in use, one in two hundred is longer.
MAX_TOKENS = 128
TOKENS_A_BATCH = 1000
_NO_SCORE = float("nan")
# A label is believed to 1 - 2 * this, so that noisy ones are not learnt by heart.
_DOUBT = 0.05 / 3
_SMOOTHED: dict[Label, tuple[float, float, float]] = {
    "positive": (1 - 2 * _DOUBT, _DOUBT, _DOUBT),
    "neutral": (_DOUBT, 1 - 2 * _DOUBT, _DOUBT),
    "negative": (_DOUBT, _DOUBT, 1 - 2 * _DOUBT),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One question asked of a text: where to look, and the answer to learn.

    `chances` are of the polarities, `score` may be NaN where nobody graded.
    """

    looks: Looks
    chances: tuple[float, float, float]
    score: float


@dataclass(slots=True, kw_only=True)
class Text:
    """A tokenised text with all its rows; `below` is filled by `encode_below`."""

    ids: list[int]
    rows: list[Row]
    below: torch.Tensor | None = None


def texts_of(examples: Sequence[Example], tokenizer: Tokenizer) -> list[Text]:
    """One entry a text, in the order of first appearance, its examples as rows."""
    by_text: dict[str, list[Example]] = {}
    for example in examples:
        by_text.setdefault(example.input.text, []).append(example)
    return [_text(text, rows, tokenizer) for text, rows in by_text.items()]


def encode_below(tower: Tower, texts: Sequence[Text], *, progress: Progress) -> None:
    """Run the frozen layers once over every text that has no states yet."""
    device = tower.model.device
    todo = sorted((text for text in texts if text.below is None), key=lambda text: len(text.ids))
    done = 0
    for part in batched(todo):
        rows = [torch.tensor(text.ids) for text in part]
        # What a padding token is does not matter: the mask hides it.
        ids = pad_sequence(rows, batch_first=True, padding_value=1)
        states = tower.below(ids.to(device), _mask(rows).to(device)).cpu()
        for text, found in zip(part, states, strict=True):
            text.below = found[: len(text.ids)].clone()
        done += len(part)
        progress(f"frozen layers: {done} of {len(todo)} texts")


def shuffled(texts: Sequence[Text], *, seed: int) -> list[list[Text]]:
    """Texts of similar length together, `TOKENS_A_BATCH` at a time, in an order drawn by `seed`."""
    random = np.random.default_rng(seed)
    # A jitter of three tokens varies the company a text keeps from epoch to epoch.
    keys = [len(text.ids) + random.uniform(0, 3) for text in texts]
    parts = list(batched([texts[place] for place in np.argsort(keys)]))
    order: list[int] = random.permutation(len(parts)).tolist()
    return [parts[place] for place in order]


def _text(text: str, examples: list[Example], tokenizer: Tokenizer) -> Text:
    encoding = tokenizer.encode(text)
    # Special tokens have empty offsets; they stand first and last.
    offsets = encoding.offsets[1:-1][: MAX_TOKENS - 2]
    ids = [*encoding.ids[: len(offsets) + 1], encoding.ids[-1]]
    reach = offsets[-1][1] if offsets else 0
    rows = [
        Row(
            looks=positions(offsets, example.input.target),
            chances=_SMOOTHED[example.label],
            score=_NO_SCORE if example.score is None else example.score,
        )
        for example in examples
        if _within(example, reach)
    ]
    return Text(ids=ids, rows=rows)


def _within(example: Example, reach: int) -> bool:
    """Whether a row's target stands before the cut: else it would be asked about the whole text."""
    spans = example.input.target.spans
    return spans is None or any(start < reach for start, _ in spans)


def batched(texts: Sequence[Text]) -> Iterator[list[Text]]:
    """Consecutive texts, as many as fit into a padded batch of `TOKENS_A_BATCH`."""
    return filled(texts, tokens=TOKENS_A_BATCH, length=lambda text: len(text.ids))


def batch_of(part: Sequence[Text], *, device: torch.device) -> Batch:
    """Texts that have their `below` states, padded to the longest."""
    states = [text.below for text in part if text.below is not None]
    below = pad_sequence(states, batch_first=True)
    rows = [(number, row) for number, text in enumerate(part) for row in text.rows]
    pools = torch.zeros(len(rows), PARTS, below.shape[1])
    for place, (_, row) in enumerate(rows):
        for side, look in enumerate(row.looks):
            pools[place, side, look] = 1 / len(look)
    return Batch(
        below=below,
        mask=_mask(states),
        text_of=torch.tensor([number for number, _ in rows]),
        pools=pools,
        chances=torch.tensor([row.chances for _, row in rows]),
        scores=torch.tensor([row.score for _, row in rows]),
    ).to(device)


def _mask(rows: Sequence[torch.Tensor]) -> torch.Tensor:
    """1 where a padded row has a token of its own: rows by tokens."""
    return pad_sequence([torch.ones(len(row)) for row in rows], batch_first=True)
