"""What a spotter says of a passage: the seam that a trained model plugs into."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from nlp.spotting.ground import Ground
from nlp.spotting.passages import Passage, passages


class Proposal(Protocol):
    """A claim at a word of a passage; numbers are places among its words and candidates.

    `subject`, `joint` and `comparators` are names; a slot that is None has no words.
    """

    @property
    def word(self) -> int:
        """Which word makes the claim."""
        ...

    @property
    def kind(self) -> str:
        """The claim's type."""
        ...

    @property
    def chance(self) -> float:
        """How likely there is such a claim, in (0, 1)."""
        ...

    @property
    def relation(self) -> str | None:
        """What holds if the claim is true."""
        ...

    @property
    def metric(self) -> str | None:
        """What is measured."""
        ...

    @property
    def modality(self) -> str:
        """How it is said."""
        ...

    @property
    def subject(self) -> int | None:
        """Of whom."""
        ...

    @property
    def joint(self) -> Sequence[int]:
        """Of whom else: "both", "XLF and XLI"."""
        ...

    @property
    def shares(self) -> Mapping[str, float]:
        """How likely it is of whom, by the ids of the passage's names; the rest is nobody's."""
        ...

    @property
    def comparators(self) -> Sequence[int]:
        """Beside whom."""
        ...

    @property
    def window(self) -> int | None:
        """Over which period."""
        ...

    @property
    def number(self) -> int | None:
        """How much."""
        ...

    @property
    def phrase(self) -> int | None:
        """The words of a described group beside which it is set."""
        ...


class Spotter(Protocol):
    """Points at the claims of passages."""

    @property
    def sha256(self) -> str:
        """Tells what it says apart from what others would."""
        ...

    @property
    def likely(self) -> float:
        """The chance from which on what it proposes is taken for a claim."""
        ...

    def propose(self, passages: Sequence[Passage]) -> Iterator[Sequence[Proposal]]:
        """By passage, in order, every claim that is likely enough to be looked at."""
        ...


# A passage with what is proposed of it.
Pointed = tuple[Passage, Sequence[Proposal]]


def proposed(ground: Ground, spotter: Spotter) -> Iterator[Pointed]:
    """All passages of a note with what a spotter says of each."""
    read = [*passages(ground)]
    yield from zip(read, spotter.propose(read), strict=True)
