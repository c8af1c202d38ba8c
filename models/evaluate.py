"""How right the head is, set by set, on rows that it was not trained on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from models.datasets import LABELS, Example, read_own_eval, read_permissive
from models.head import HEAD, Head, load_head, softmax
from models.manifest import DATA, pinned, verify_file
from models.mpnet import Encoder
from models.rows import Progress, Rows, load_rows

_BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Accuracy, macro-averaged F1 and expected calibration error, each in [0, 1]."""

    rows: int
    accuracy: float
    macro_f1: float
    calibration_error: float


def evaluate(labels: Path, home: Path, *, progress: Progress) -> dict[str, Figures]:
    """Figures of the shipped head by set: the held-out part of each permissive set, and own_eval*.

    `labels` holds the permissive sets, `home` the fetched models.
    """
    verify_file(DATA / HEAD, pinned("head")[HEAD])
    head, encoder = load_head(DATA / HEAD), Encoder(home / "mpnet")
    held_out = [example for example in read_permissive(labels) if example.split == "held_out"]
    rows = load_rows(encoder, [*held_out, *read_own_eval()], progress=progress)
    figures = figures_of_head(head, rows)
    for source, figure in figures.items():
        progress(
            f"{source:18} {figure.rows:5} rows  accuracy {figure.accuracy:.3f}"
            f"  macro-F1 {figure.macro_f1:.3f}  calibration error {figure.calibration_error:.3f}"
        )
    return figures


def figures_of_head(head: Head, rows: Rows) -> dict[str, Figures]:
    """Figures by source, of a head on rows."""
    return figures_by_source(rows.examples, softmax(head.logits(rows.features), head.temperature))


def figures_by_source(
    examples: Sequence[Example], chances: npt.NDArray[np.float64]
) -> dict[str, Figures]:
    """Figures by source; `chances` is rows by 3, in the order of `LABELS`."""
    sources = np.array([example.source for example in examples])
    truth = np.array([LABELS.index(example.label) for example in examples])
    return {
        str(source): _figures(truth[sources == source], chances[sources == source])
        for source in np.unique(sources)
    }


def _figures(truth: npt.NDArray[np.int64], chances: npt.NDArray[np.float64]) -> Figures:
    guess = chances.argmax(axis=1)
    return Figures(
        rows=len(truth),
        accuracy=round(float((guess == truth).mean()), 4),
        macro_f1=round(_macro_f1(truth, guess), 4),
        calibration_error=round(_calibration_error(truth, chances), 4),
    )


def _macro_f1(truth: npt.NDArray[np.int64], guess: npt.NDArray[np.int64]) -> float:
    scores = []
    for label in range(len(LABELS)):
        right = ((guess == label) & (truth == label)).sum()
        named = (guess == label).sum() + (truth == label).sum()
        scores.append(2 * right / named if named else 0.0)
    return float(np.mean(scores))


def _calibration_error(truth: npt.NDArray[np.int64], chances: npt.NDArray[np.float64]) -> float:
    """Mean gap between confidence and accuracy over ten equal bins (Naeini et al. 2015)."""
    sure, right = chances.max(axis=1), chances.argmax(axis=1) == truth
    bins = np.minimum((sure * _BINS).astype(int), _BINS - 1)
    gaps = [
        abs(float(right[bins == number].mean() - sure[bins == number].mean()))
        * float((bins == number).mean())
        for number in np.unique(bins)
    ]
    return sum(gaps)
