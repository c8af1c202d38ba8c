"""Annotated passages as tensors: tokens, where words and candidates stand, and the answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from models.graph import MAX_TOKENS
from models.spotting.alignment import token_ranges
from models.spotting.types import SLOTS, Passage, Slot, Stretch, Trait

PASSAGES_A_BATCH = 4
# Passages of similar length go together, drawn from so many at a time.
_POOL = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A word that makes a claim of a kind, and how that one's slots are filled.

    `arcs` are places among the slot's candidates: none of them where the slot is empty; a slot
    whose answer is none of the candidates is absent.
    """

    word: int
    kind: str
    traits: Mapping[Trait, str | None]
    arcs: Mapping[Slot, tuple[int, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A passage with every claim that its asked words make."""

    passage: Passage
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A tokenised lesson; `words` are first tokens, `ranges` tokens by slot."""

    ids: list[int]
    words: list[int]
    ranges: Mapping[Slot, list[Stretch]]
    entities: Sequence[str]
    places: tuple[Place, ...]


def tokenised(lessons: Sequence[Lesson], tokenizer: Tokenizer) -> list[Read]:
    """One entry a lesson that asks of any word; what stands beyond the model's length is cut."""
    return [_read(lesson, tokenizer) for lesson in lessons if lesson.passage.asked]


def _read(lesson: Lesson, tokenizer: Tokenizer) -> Read:
    encoding = tokenizer.encode(lesson.passage.text)
    offsets = encoding.offsets[1:-1][: MAX_TOKENS - 2]
    passage, candidates = lesson.passage, lesson.passage.candidates
    return Read(
        ids=[*encoding.ids[: len(offsets) + 1], encoding.ids[-1]],
        words=[first for first, _ in token_ranges(offsets, passage.asked)],
        ranges={slot: token_ranges(offsets, candidates[slot]) for slot in SLOTS},
        entities=passage.entities,
        places=lesson.places,
    )


def drawn(reads: Sequence[Read], *, seed: int) -> Iterator[list[Read]]:
    """An epoch's batches, in an order drawn by `seed`."""
    random = np.random.default_rng(seed)
    order = random.permutation(len(reads)).tolist()
    pools = [order[start : start + _POOL] for start in range(0, len(order), _POOL)]
    parts = [
        pool[start : start + PASSAGES_A_BATCH]
        for pool in (sorted(pool, key=lambda place: len(reads[place].ids)) for pool in pools)
        for start in range(0, len(pool), PASSAGES_A_BATCH)
    ]
    for place in random.permutation(len(parts)).tolist():
        yield [reads[number] for number in parts[place]]


def padded(part: Sequence[Read]) -> tuple[Tensor, Tensor]:
    """Token ids, and 1 where there is a token: texts by tokens each."""
    ids = [torch.tensor(read.ids) for read in part]
    ones = [torch.ones(len(read.ids)) for read in part]
    # What a padding token is does not matter: the mask hides it.
    return pad_sequence(ids, batch_first=True, padding_value=1), pad_sequence(ones, True)


def means(states: Tensor, ranges: Sequence[Stretch]) -> Tensor:
    """Mean state of each range of tokens: ranges by hidden."""
    if not ranges:
        return states.new_zeros(0, states.shape[1])
    summed = torch.cat([states.new_zeros(1, states.shape[1]), states.cumsum(0)])
    first, behind = (torch.tensor(side) for side in zip(*ranges, strict=True))
    return (summed[behind] - summed[first]) / (behind - first)[:, None]
