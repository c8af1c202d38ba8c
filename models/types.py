"""What the sentiment model takes and gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Probabilities:
    """Chances of the three polarities; they sum to 1."""

    positive: float
    neutral: float
    negative: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentiment:
    """What a model says of one input: how strong in [-1, 1], and how sure of which polarity."""

    score: float
    probabilities: Probabilities


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a sentence is scored towards: a stretch of it, or (None) the sentence overall.

    `spans` are (start, end) character offsets into the sentence's own text.
    """

    spans: tuple[tuple[int, int], ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoringInput:
    """One sentence and one target of it."""

    text: str
    target: Target = Target()


class SentimentModel(Protocol):
    """Scores sentences towards targets; the seam that other models plug into."""

    @property
    def name(self) -> str:
        """A short name for the report, such as "mpnet"."""
        ...

    @property
    def sha256(self) -> str:
        """The hash over everything that decides a score: graph, heads and tokenizer."""
        ...

    def score(self, inputs: Sequence[ScoringInput]) -> list[Sentiment]:
        """One result an input, in order; a text beyond the model's length is read in pieces."""
        ...
