"""How right a model is, set by set, on rows that it was not trained on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from models.benchmarks import read_benchmarks
from models.datasets import LABELS, Example, read_permissive
from models.own_labels import own_examples
from models.progress import Progress
from models.types import Probabilities, Sentiment, SentimentModel

BINS = 10
_AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Accuracy, macro-averaged F1 and expected calibration error, each in [0, 1].

    `squared_error` is of the score, where the rows were graded.
    """

    rows: int
    accuracy: float
    macro_f1: float
    calibration_error: float
    squared_error: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """Rows and what a model said of them."""

    examples: Sequence[Example]
    found: Sequence[Sentiment]

    @property
    def chances(self) -> npt.NDArray[np.float64]:
        """Rows by 3, in the order of `LABELS`."""
        return np.array([_in_order(one.probabilities) for one in self.found])

    @property
    def truth(self) -> npt.NDArray[np.int64]:
        """The labels' places in `LABELS`."""
        return np.array([LABELS.index(example.label) for example in self.examples])


def measured_rows(labels: Path | None) -> list[Example]:
    """The project's held-out sentences, and with `labels` the public sets' measuring rows."""
    own = own_examples("held_out")
    if labels is None:
        return own
    held_out = [row for row in read_permissive(labels / "train") if row.split == "held_out"]
    return [*own, *held_out, *_conflicting(held_out), *read_benchmarks(labels)]


def answer(model: SentimentModel, examples: Sequence[Example], *, progress: Progress) -> Answered:
    """Ask a model about every row; a text's rows are asked together."""
    by_text = sorted(range(len(examples)), key=lambda row: examples[row].input.text)
    found: dict[int, Sentiment] = {}
    for start in range(0, len(by_text), _AT_ONCE):
        rows = by_text[start : start + _AT_ONCE]
        answers = model.score([examples[row].input for row in rows])
        found |= dict(zip(rows, answers, strict=True))
        progress(f"scored {len(found)} of {len(examples)} rows")
    return Answered(examples=examples, found=[found[row] for row in range(len(examples))])


def where(answered: Answered, chosen: Callable[[Example], bool]) -> Answered:
    """The rows that are chosen, with their answers."""
    rows = [row for row, example in enumerate(answered.examples) if chosen(example)]
    return Answered(
        examples=[answered.examples[row] for row in rows],
        found=[answered.found[row] for row in rows],
    )


def by_source(answered: Answered) -> dict[str, Answered]:
    """The rows of each source with their answers, in the order of first appearance."""
    sources = dict.fromkeys(example.source for example in answered.examples)
    return {source: _from(answered, source) for source in sources}


def figures_by_source(answered: Answered) -> dict[str, Figures]:
    """Figures of each source among the rows, in the order of first appearance."""
    return {source: figures_of(rows) for source, rows in by_source(answered).items()}


def figures_of(answered: Answered) -> Figures:
    """Of all rows together; calibration error over ten equal bins (Naeini et al. 2015)."""
    chances, truth = answered.chances, answered.truth
    guess = chances.argmax(axis=1)
    return Figures(
        rows=len(truth),
        accuracy=round(float((guess == truth).mean()), 4),
        macro_f1=round(_macro_f1(truth, guess), 4),
        calibration_error=round(sum(row.gap * row.share for row in reliability(answered)), 4),
        squared_error=_squared_error(answered),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Rows of like confidence: their share of all, mean confidence, and share that was right."""

    share: float
    confidence: float
    accuracy: float

    @property
    def gap(self) -> float:
        """How far the two lie apart."""
        return abs(self.accuracy - self.confidence)


def reliability(answered: Answered) -> list[Bin]:
    """The reliability table: the bins that are not empty, by rising confidence."""
    chances = answered.chances
    sure, right = chances.max(axis=1), chances.argmax(axis=1) == answered.truth
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    return [
        Bin(
            share=float((bins == number).mean()),
            confidence=float(sure[bins == number].mean()),
            accuracy=float(right[bins == number].mean()),
        )
        for number in np.unique(bins)
    ]


def flipped_pairs(answered: Answered) -> tuple[int, int]:
    """Pairs of targets of one sentence with opposite labels: all, and those told apart in sign."""
    by_text: dict[str, list[int]] = {}
    for row, example in enumerate(answered.examples):
        if example.input.target.spans is not None and example.label != "neutral":
            by_text.setdefault(example.input.text, []).append(row)
    pairs = [
        (up, down)
        for rows in by_text.values()
        for up in rows
        for down in rows
        if answered.examples[up].label == "positive" and answered.examples[down].label == "negative"
    ]
    right = sum(answered.found[up].score > 0 > answered.found[down].score for up, down in pairs)
    return len(pairs), right


def _from(answered: Answered, source: str) -> Answered:
    return where(answered, lambda row: row.source == source)


def _conflicting(rows: Sequence[Example]) -> list[Example]:
    """SEntFiN's rows whose headlines' entities differ in label, as a set of their own."""
    entities = [row for row in rows if row.source == "sentfin/entity"]
    labels: dict[str, set[str]] = {}
    for row in entities:
        labels.setdefault(row.input.text, set()).add(row.label)
    return [
        replace(row, source="sentfin/conflicting")
        for row in entities
        if len(labels[row.input.text]) > 1
    ]


def _in_order(chances: Probabilities) -> list[float]:
    return [getattr(chances, label) for label in LABELS]


def _squared_error(answered: Answered) -> float | None:
    pairs = zip(answered.examples, answered.found, strict=True)
    errors = [(found.score - row.score) ** 2 for row, found in pairs if row.score is not None]
    return round(float(np.mean(errors)), 4) if errors else None


def _macro_f1(truth: npt.NDArray[np.int64], guess: npt.NDArray[np.int64]) -> float:
    scores = []
    for label in range(len(LABELS)):
        right = ((guess == label) & (truth == label)).sum()
        named = (guess == label).sum() + (truth == label).sum()
        scores.append(2 * right / named if named else 0.0)
    return float(np.mean(scores))
