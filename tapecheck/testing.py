"""Fakes at the seams, for the tests of this project and of those that build on it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd

from analytics.prices import MemorySource, series
from analytics.prices.sessions import is_session
from models.types import Probabilities, ScoringInput, Sentiment
from tapecheck.testing_service import open_service

__all__ = ["KeywordModel", "open_service", "steady_prices"]


class KeywordModel:
    """A `SentimentModel` that knows words: each found word adds its score; nothing is learnt.

    `words` maps a lower-case word to a score in [-1, 1]. A target changes nothing.
    """

    name = "keywords"

    def __init__(self, words: Mapping[str, float]) -> None:
        """Keep the words; the hash is over them."""
        self._words = dict(words)
        self.sha256 = hashlib.sha256(repr(sorted(self._words.items())).encode()).hexdigest()
        self.seen: list[ScoringInput] = []

    def score(self, inputs: Sequence[ScoringInput]) -> list[Sentiment]:
        """One result an input; the inputs are kept in `seen`."""
        self.seen += inputs
        return [self._one(item.text.lower()) for item in inputs]

    def _one(self, text: str) -> Sentiment:
        total = sum(score for word, score in self._words.items() if word in text)
        score = max(-1.0, min(1.0, total))
        chances = Probabilities(
            positive=max(score, 0.0), neutral=1 - abs(score), negative=max(-score, 0.0)
        )
        return Sentiment(score=score, probabilities=chances)


def steady_prices(
    yearly: Mapping[str, float], *, first: date, last: date, noise: float = 0.0005, seed: int = 1
) -> MemorySource:
    """Total-return closes that grow by `yearly` percent a year between two days, with noise.

    Noise is daily, normal, of standard deviation `noise`, and bridged so that the growth between
    the first and the last session is exact. Seeded: the same arguments give the same closes.
    """
    days = pd.date_range(first, last, freq="D")
    days = days[is_session(days.to_numpy().astype("datetime64[D]"))]
    held = {
        ticker: series(ticker, adjusted=_path(days, growth, noise, seed + number))
        for number, (ticker, growth) in enumerate(sorted(yearly.items()))
    }
    return MemorySource(held, name="steady prices")


def _path(days: pd.DatetimeIndex, growth: float, noise: float, seed: int) -> pd.Series:
    steps = np.random.default_rng(seed).normal(0.0, noise, len(days))
    walk = np.cumsum(steps)
    share = np.linspace(0.0, 1.0, len(days))
    bridged = walk - walk[0] - share * (walk[-1] - walk[0])
    elapsed = (days - days[0]).days.to_numpy() / 365.25
    return pd.Series(100 * np.exp(elapsed * np.log1p(growth / 100) + bridged), index=days)
