"""The spotter that serves: an encoder on the processor, and the heads."""

from __future__ import annotations

from collections.abc import Sequence

from models.classifier import TextEncoder
from models.spotting.head import SpotterHead
from models.spotting.types import Passage, Proposal

# What is less likely is not looked at.
_FLOOR = 0.3


class Spotter:
    """Points at claims that rules may have missed."""

    def __init__(self, encoder: TextEncoder, head: SpotterHead, *, sha256: str) -> None:
        """Join the two parts; `models.spotting.loading` does so with the shipped ones."""
        self.sha256 = sha256
        self._encoder = encoder
        self._head = head

    def propose(self, passage: Passage) -> Sequence[Proposal]:
        """Every claim of the passage that is likely enough to be looked at."""
        if not passage.asked:
            return []
        (tokens,) = self._encoder.encode([passage.text])
        return [*self._head.proposals(tokens, passage, floor=_FLOOR)]
