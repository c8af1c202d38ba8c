"""The spotter that serves: an encoder on the processor, and the heads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.classifier import TextEncoder
from models.spotting.head import SpotterHead
from models.spotting.types import Passage, Proposal

# What is less likely is not looked at.
_FLOOR = 0.01


class Spotter:
    """Points at claims that rules may have missed."""

    def __init__(
        self, encoder: TextEncoder, head: SpotterHead, *, sha256: str, likely: float
    ) -> None:
        """Join the two parts; `models.spotting.loading` does so with the shipped ones."""
        self.sha256 = sha256
        self.likely = likely
        self._encoder = encoder
        self._head = head

    def propose(self, passages: Sequence[Passage]) -> Iterator[Sequence[Proposal]]:
        """By passage, every claim that is likely enough to be looked at.

        The encoder reads as many at once as there are processors.
        """
        encoded = self._encoder.encode([passage.text for passage in passages if passage.asked])
        states = iter(encoded)
        for passage in passages:
            asked = bool(passage.asked)
            found = self._head.proposals(next(states), passage, floor=_FLOOR) if asked else ()
            yield [*found]
