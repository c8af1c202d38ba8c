"""A spotter without a model, for tests: it points at the words that it was told of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.spotting.types import Proposal
from nlp.spotting.passages import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A claim to point at by the words of its slots; of several alike the first is taken."""

    word: str
    kind: str
    subject: str | None = None
    comparators: tuple[str, ...] = ()
    relation: str | None = None
    metric: str | None = "total_return"
    modality: str = "asserted"
    window: str | None = None
    number: str | None = None
    phrase: str | None = None
    chance: float = 0.99


class CannedSpotter:
    """Says what it was told, wherever the word is asked about."""

    def __init__(self, *told: Told) -> None:
        self._told = told

    def propose(self, passage: Passage) -> Sequence[Proposal]:
        """One proposal for each claim told of whose word stands in the passage."""
        words = [passage.text[start:end] for start, end in passage.asked]
        return [
            _proposal(one, words.index(one.word), passage)
            for one in self._told
            if one.word in words
        ]


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
        comparators=tuple(entities.index(name) for name in one.comparators),
        window=None if one.window is None else texts["window"].index(one.window),
        number=None if one.number is None else texts["number"].index(one.number),
        phrase=None if one.phrase is None else texts["phrase"].index(one.phrase),
    )
