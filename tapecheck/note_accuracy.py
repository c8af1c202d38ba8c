"""How near the scores of whole notes come to an editor's, through the pipeline's own reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from ingest import read
from models.own_labels import LabelledNote, polarity_of
from models.progress import Progress
from models.types import SentimentModel
from nlp.reading import Reader
from tapecheck.sentiment import score

# The notes are invented and say no date; any day does on which their funds exist.
WRITTEN = date(2026, 6, 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteFigures:
    """Of notes with an editor's score.

    `sign_right` is the share with the editor's sign among the notes whose score is not neutral;
    `correlation` is Spearman's, `error` the mean absolute difference.
    """

    rows: int
    sign_right: float
    correlation: float
    error: float


def note_scores(
    notes: Sequence[LabelledNote], *, reader: Reader, model: SentimentModel, progress: Progress
) -> list[float]:
    """The pipeline's score of each note, in order."""
    found = []
    for number, note in enumerate(notes, 1):
        doc = read(note.text.encode(), name=f"{note.id}.txt")
        reading = reader.read(doc, as_of=WRITTEN)
        found.append(score(reading.sentences, reading.entities, model=model).note.score)
        progress(f"scored {number} of {len(notes)} notes")
    return found


def note_figures(ours: Sequence[float], editors: Sequence[float]) -> NoteFigures:
    """Compare scores with the editor's."""
    a, b = np.array(ours), np.array(editors)
    toned = np.array([polarity_of(score) != "neutral" for score in editors])
    return NoteFigures(
        rows=len(a),
        sign_right=round(float((np.sign(a) == np.sign(b))[toned].mean()), 4),
        correlation=round(float(pd.Series(a).rank().corr(pd.Series(b).rank())), 4),
        error=round(float(np.abs(a - b).mean()), 4),
    )
