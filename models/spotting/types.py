"""What the spotter takes and gives; all stretches are (start, end) characters of the passage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

Stretch = tuple[int, int]
# `joint` leads to everyone of whom a claim is made alike: "both lagged", "long XLF and XLI".
Slot = Literal["subject", "joint", "comparator", "window", "number", "phrase"]
SLOTS: tuple[Slot, ...] = ("subject", "joint", "comparator", "window", "number", "phrase")
# What is told of a claim by its word alone, from a closed list of answers.
Trait = Literal["relation", "metric", "modality"]
TRAITS: tuple[Trait, ...] = ("relation", "metric", "modality")


class Passage(Protocol):
    """A stretch of a note, the words asked about, and what a slot's arc may lead to."""

    @property
    def text(self) -> str:
        """What is read."""
        ...

    @property
    def asked(self) -> Sequence[Stretch]:
        """The words that may make a claim."""
        ...

    @property
    def candidates(self) -> Mapping[str, Sequence[Stretch]]:
        """By slot: where the things stand that it may be filled with."""
        ...

    @property
    def entities(self) -> Sequence[str]:
        """Whom each candidate for subject and comparator names: several may name the same."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A claim that the model points at; numbers are places among the passage's words, candidates.

    `chance` in (0, 1) is that of such a claim at this word; a slot that is None has no words.
    `joint` are others of whom the same is claimed. `shares` says how likely the claim is about
    each of the passage's entities.
    """

    word: int
    kind: str
    chance: float
    relation: str | None
    metric: str | None
    modality: str
    subject: int | None
    joint: tuple[int, ...]
    comparators: tuple[int, ...]
    window: int | None
    number: int | None
    phrase: int | None
    shares: Mapping[str, float]
