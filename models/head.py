"""The trained heads: from a target's features to chances of the polarities and a score."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.types import Array, Probabilities, Sentiment

_TENSORS = ("hidden", "hidden_bias", "polarity", "polarity_bias", "score", "score_bias")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One hidden layer, `h = relu(x @ hidden + hidden_bias)`, that both answers are read from.

    Log-odds are `h @ polarity + polarity_bias` (positive, neutral, negative), the score is
    `tanh(h @ score + score_bias)`. `hidden` is features by width, `polarity` width by 3, `score`
    width by 1. The chances are the softmax of the log-odds over the temperature.
    """

    hidden: Array
    hidden_bias: Array
    polarity: Array
    polarity_bias: Array
    score: Array
    score_bias: Array
    temperature: float

    def tensors(self) -> dict[str, Array]:
        """The arrays by name."""
        return {name: getattr(self, name) for name in _TENSORS}

    def numbers(self) -> dict[str, float]:
        """The fields that are no arrays, by name."""
        return {"temperature": self.temperature}

    def sentiment(self, features: Array) -> Sentiment:
        """Of one vector. One at a time: a matrix product may round a row by its neighbours."""
        active = np.maximum(features @ self.hidden + self.hidden_bias, 0)
        logits = active @ self.polarity + self.polarity_bias
        positive, neutral, negative = softmax(logits, self.temperature).tolist()
        (score,) = np.tanh(active @ self.score + self.score_bias).tolist()
        chances = Probabilities(positive=positive, neutral=neutral, negative=negative)
        return Sentiment(score=score, probabilities=chances)


def softmax(logits: Array, temperature: float) -> npt.NDArray[np.float64]:
    """Softmax over the last axis of logits divided by the temperature (Guo et al. 2017)."""
    scaled = logits.astype(np.float64) / temperature
    powers = np.exp(scaled - scaled.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))
