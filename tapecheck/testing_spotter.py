"""A spotter without a model, for tests: it points at the words that it was told of."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from models.spotting.types import Proposal
from nlp.spotting.passages import Passage
from nlp.types import ClaimType


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A claim to point at by the words of its slots; of several alike the first is taken.

    `shares` says how likely it is of whom; without it, it is surely of its subject.
    """

    word: str
    kind: str
    subject: str | None = None
    joint: tuple[str, ...] = ()
    comparators: tuple[str, ...] = ()
    relation: str | None = None
    metric: str | None = "total_return"
    modality: str = "asserted"
    window: str | None = None
    number: str | None = None
    phrase: str | None = None
    chance: float = 0.99
    shares: Mapping[str, float] | None = None


class CannedSpotter:
    """Says what it was told, wherever the word is asked about.

    Of everything else it says that it is as likely as `otherwise`: by default too unlikely to be
    added, and likely enough to let stand what rules have read.
    """

    likely = 0.6

    def __init__(self, *told: Told, otherwise: float = 0.2) -> None:
        self.sha256 = hashlib.sha256(repr((told, otherwise)).encode()).hexdigest()
        self._told = told
        self._otherwise = otherwise

    def propose(self, passages: Sequence[Passage]) -> Iterator[Sequence[Proposal]]:
        """One proposal for each claim told of whose word stands in a passage, then the rest."""
        for passage in passages:
            yield self._of(passage)

    def _of(self, passage: Passage) -> Sequence[Proposal]:
        words = [passage.text[start:end] for start, end in passage.asked]
        told = [
            _proposal(one, words.index(one.word), passage)
            for one in self._told
            if one.word in words
        ]
        rest = [
            _proposal(Told(word=word, kind=kind, metric=None, chance=self._otherwise), n, passage)
            for n, word in enumerate(words)
            for kind in get_args(ClaimType)
        ]
        return [*told, *rest]


def _proposal(one: Told, word: int, passage: Passage) -> Proposal:
    texts = {
        slot: [passage.text[start:end] for start, end in stretches]
        for slot, stretches in passage.candidates.items()
    }
    entities = passage.entities
    return Proposal(
        word=word,
        kind=one.kind,
        chance=one.chance,
        relation=one.relation,
        metric=one.metric,
        modality=one.modality,
        subject=None if one.subject is None else entities.index(one.subject),
        joint=tuple(entities.index(name) for name in one.joint),
        comparators=tuple(entities.index(name) for name in one.comparators),
        window=None if one.window is None else texts["window"].index(one.window),
        number=None if one.number is None else texts["number"].index(one.number),
        phrase=None if one.phrase is None else texts["phrase"].index(one.phrase),
        shares=one.shares or ({} if one.subject is None else {one.subject: 1.0}),
    )
