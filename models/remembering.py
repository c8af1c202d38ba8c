"""A sentiment model that keeps its last results: an archive says many sentences again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

from models.types import ScoringInput, Sentiment, SentimentModel


class RememberingModel:
    """A `SentimentModel` over another one; what it scored lately is not scored again.

    A result is the same alone and in a batch, so that remembering changes none.
    """

    def __init__(self, model: SentimentModel, *, results: int) -> None:
        """Remember so many results of `model`, the latest used; one takes some 500 bytes."""
        self.name = model.name
        self.sha256 = model.sha256
        self._model = model
        self._most = results
        self._known: OrderedDict[ScoringInput, Sentiment] = OrderedDict()

    def score(self, inputs: Sequence[ScoringInput]) -> list[Sentiment]:
        """One result an input, in order; the new ones go to the model in one call, each once."""
        new = [item for item in dict.fromkeys(inputs) if item not in self._known]
        # Texts of like length beside one another keep every thread busy to the end.
        new.sort(key=lambda item: len(item.text), reverse=True)
        self._known.update(zip(new, self._model.score(new) if new else (), strict=True))
        found = [self._known[item] for item in inputs]
        for item in inputs:
            self._known.move_to_end(item)
        while len(self._known) > self._most:
            self._known.popitem(last=False)
        return found
