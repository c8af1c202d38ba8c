"""How near the score of whole notes comes to an editor's: a floor, on notes pinned by hash.

The constants of `models/note_score.py` were chosen on the notes in odd places; here are
the others.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from ingest import read
from models.registry import open_model
from models.types import SentimentModel
from nlp.reading import Reader
from tapecheck.sentiment import score
from tapecheck.settings import Settings
from tests.conftest import REPOSITORY

NOTES = REPOSITORY / "models" / "data" / "own_notes.jsonl"
FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text())["note_scores"]


def held_out() -> Iterator[tuple[str, float]]:
    """Text and an editor's score of every second note."""
    rows = [json.loads(line) for line in NOTES.read_text(encoding="utf-8").splitlines()]
    return ((row["text"], row["score"]) for row in rows[1::2])


@pytest.fixture(scope="module")
def scored(reader: Reader, settings: Settings) -> tuple[list[float], list[float]]:
    """Our scores and the editor's."""
    model: SentimentModel = open_model("mpnet", home=settings.models_home)
    pairs = list(held_out())
    ours = [_score(text, reader, model) for text, _ in pairs]
    return ours, [editor for _, editor in pairs]


def _score(text: str, reader: Reader, model: SentimentModel) -> float:
    doc = read(text.encode(), name="note.txt")
    reading = reader.read(doc, as_of=FLOORS["as_of"])
    return score(reading.sentences, reading.entities, model=model).note.score


def test_the_notes_are_the_pinned_ones() -> None:
    assert hashlib.sha256(NOTES.read_bytes()).hexdigest() == FLOORS["sha256"]


def test_scores_lie_near_the_editors(scored: tuple[list[float], list[float]]) -> None:
    ours, editor = scored
    error = float(np.abs(np.array(ours) - np.array(editor)).mean())
    assert error <= FLOORS["largest_mean_error"]


def test_notes_are_ordered_as_an_editor_would(scored: tuple[list[float], list[float]]) -> None:
    assert float(np.corrcoef(*scored)[0, 1]) >= FLOORS["least_correlation"]
