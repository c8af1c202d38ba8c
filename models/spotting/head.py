"""The spotter's heads: from token states to proposals.

A word's state gives the chance of each kind of claim. Where one is likely, the state and the kind
give relation, metric and modality, and a query for each slot; what a slot may be filled with has a
key, the mean of its tokens' states. The product of the two, beside a key for "nothing", is how
likely the arc is (Dozat and Manning 2017 score the arcs of a parse alike).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.features import TokenStates
from models.head import softmax
from models.spotting.alignment import token_ranges
from models.spotting.types import SLOTS, TRAITS, Passage, Proposal, Slot, Stretch, Trait
from models.types import Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The closed lists that kinds and traits are chosen from, in the order of the weights."""

    kinds: tuple[str, ...]
    relation: tuple[str | None, ...]
    metric: tuple[str | None, ...]
    modality: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotterHead:
    """Tensors by name, as training names them: a linear map has `weight` (out by in) and `bias`."""

    tensors: Mapping[str, Array]
    answers: Answers
    reach: int

    def proposals(
        self, tokens: TokenStates, passage: Passage, *, floor: float
    ) -> Iterator[Proposal]:
        """What is at least `floor` likely, by word and kind; everything of one passage at once."""
        ranges = token_ranges(tokens.offsets, passage.asked)
        if not ranges:
            return
        words = tokens.states[[first for first, _ in ranges]]
        chances = _sigmoid(self._linear("kind", self._active("seen", words)))
        places = np.argwhere(chances >= floor)
        if not len(places):
            return
        read = self._read(tokens, passage, words[places[:, 0]], places[:, 1])
        for row, (word, kind) in enumerate(places.tolist()):
            yield read.proposal(row, word=word, kind=kind, chance=float(chances[word, kind]))

    def _read(
        self, tokens: TokenStates, passage: Passage, words: Array, kinds: npt.NDArray[np.int64]
    ) -> _Read:
        anchors = np.maximum(self._linear("anchor", words) + self.tensors["kinds.weight"][kinds], 0)
        traits = {trait: self._linear(trait, anchors).argmax(axis=1) for trait in TRAITS}
        candidates = passage.candidates
        arcs = {slot: self._arcs(slot, anchors, tokens, candidates[slot]) for slot in SLOTS}
        entities = passage.entities
        return _Read(
            answers=self.answers,
            traits=traits,
            arcs=arcs,
            shares=softmax(arcs["subject"], 1.0),
            entities=entities,
            named=_by_entity(entities),
        )

    def _arcs(
        self, slot: Slot, anchors: Array, tokens: TokenStates, candidates: Sequence[Stretch]
    ) -> Array:
        """Scores, anchors by 1 + candidates; the first is that of nothing."""
        ranges = token_ranges(tokens.offsets, candidates)
        keys = self._linear(f"keys.{slot}", _means(tokens.states, ranges))
        keys = np.concatenate([self.tensors[f"nothing.{slot}"][None], keys])
        scores: Array = self._linear(f"queries.{slot}", anchors) @ keys.T
        return scores / np.float32(np.sqrt(self.reach))

    def _active(self, name: str, x: Array) -> Array:
        return np.maximum(self._linear(name, x), 0)

    def _linear(self, name: str, x: Array) -> Array:
        product: Array = x @ self.tensors[f"{name}.weight"].T + self.tensors[f"{name}.bias"]
        return product


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What the heads make of a passage's anchors, row by row; `shares` are those of subjects."""

    answers: Answers
    traits: Mapping[Trait, Array]
    arcs: Mapping[Slot, Array]
    shares: npt.NDArray[np.float64]
    entities: Sequence[str]
    named: Mapping[str, list[int]]

    def proposal(self, row: int, *, word: int, kind: int, chance: float) -> Proposal:
        answers, shares = self.answers, self._shares(row)
        subject = self._subject(row, shares)
        joint = () if subject is None else self._several("joint", row, apart=(subject,))
        taken = () if subject is None else (subject, *joint)
        return Proposal(
            word=word,
            kind=answers.kinds[kind],
            chance=chance,
            relation=answers.relation[self.traits["relation"][row]],
            metric=answers.metric[self.traits["metric"][row]],
            modality=answers.modality[self.traits["modality"][row]],
            subject=subject,
            joint=joint,
            comparators=self._several("comparator", row, apart=taken),
            window=self._best("window", row),
            number=self._best("number", row),
            phrase=self._best("phrase", row),
            shares=shares,
        )

    def _best(self, slot: Slot, row: int) -> int | None:
        place = int(self.arcs[slot][row].argmax())
        return place - 1 if place else None

    def _shares(self, row: int) -> dict[str, float]:
        """How likely the claim is about each entity, all of one's mentions together."""
        shares = self.shares[row, 1:]
        return {entity: float(shares[own].sum()) for entity, own in self.named.items()}

    def _subject(self, row: int, shares: Mapping[str, float]) -> int | None:
        """A mention of the likeliest, unless nobody is likelier."""
        best = max(shares, key=lambda entity: shares[entity], default=None)
        if best is None or shares[best] < self.shares[row, 0]:
            return None
        return self._foremost("subject", row, best)

    def _several(self, slot: Slot, row: int, *, apart: Sequence[int]) -> tuple[int, ...]:
        """Every name whose arcs together outweigh nothing's, in the order of the text.

        Those `apart`, by their places, are in another slot already.
        """
        scores = self.arcs[slot][row].astype(np.float64)
        taken = {self.entities[place] for place in apart}
        found = [
            self._foremost(slot, row, entity)
            for entity, own in self.named.items()
            if entity not in taken and np.logaddexp.reduce(scores[1:][own]) > scores[0]
        ]
        return tuple(sorted(found))

    def _foremost(self, slot: Slot, row: int, entity: str) -> int:
        """The mention of an entity that the arc is likeliest to lead to."""
        own = self.named[entity]
        return own[int(self.arcs[slot][row][1:][own].argmax())]


def _by_entity(entities: Sequence[str]) -> dict[str, list[int]]:
    named: dict[str, list[int]] = {}
    for place, entity in enumerate(entities):
        named.setdefault(entity, []).append(place)
    return named


def _means(states: Array, ranges: Sequence[Stretch]) -> Array:
    """Mean state of each range of tokens: ranges by hidden."""
    if not ranges:
        return np.zeros((0, states.shape[1]), dtype=np.float32)
    return np.stack([states[first:behind].mean(axis=0) for first, behind in ranges])


def _sigmoid(x: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-x)), dtype=np.float32)
