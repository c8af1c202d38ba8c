"""How well claims are read may not sink below the floors, on either half of the annotated notes.

A floor may be raised in `nlp/data/gold/floors.toml`, and lowered only by a change that says why in
docs/decisions: the notes are pinned by their hash. Of the test half no case is printed.
"""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from typing import Any

import pytest

from nlp.evaluation.annotation import GOLD, HALVES, Half, gold_notes
from nlp.evaluation.checking import problems
from nlp.evaluation.mutations import mutation_scores
from nlp.evaluation.reading import ReadNote, read_note
from nlp.evaluation.scores import Scores, scores_of
from nlp.evaluation.slots import SLOTS
from nlp.reading import Reader

FLOORS: dict[str, Any] = tomllib.loads((GOLD / "floors.toml").read_text(encoding="utf-8"))
# What the project asks of a corpus that it measures by.
LEAST_NOTES, LEAST_CLAIMS, LEAST_OF_EACH = 120, 900, 5
# "No note at all" has texts of its own: tests/nlp/test_notehood_corpus.py.
BEHAVIOURS = {*range(1, 36)} - {25}


@pytest.fixture(scope="module")
def read_halves(reader: Reader) -> dict[Half, list[ReadNote]]:
    return {half: [read_note(note, reader) for note in gold_notes(half)] for half in HALVES}


@pytest.fixture(scope="module")
def scores(read_halves: dict[Half, list[ReadNote]]) -> dict[Half, Scores]:
    return {half: scores_of(notes) for half, notes in read_halves.items()}


@cache
def _everything() -> tuple[Any, ...]:
    return tuple(note for half in HALVES for note in gold_notes(half))


@pytest.mark.parametrize("half", HALVES)
def test_notes_are_those_the_floors_were_measured_on(half: Half) -> None:
    found = hashlib.sha256((GOLD / f"{half}.jsonl").read_bytes()).hexdigest()
    assert found == FLOORS[half]["sha256"]


def test_corpus_is_large_enough() -> None:
    notes = _everything()
    assert len(notes) >= LEAST_NOTES
    assert sum(len(note.claims) for note in notes) >= LEAST_CLAIMS


@pytest.mark.parametrize("behaviour", sorted(BEHAVIOURS))
def test_each_behaviour_is_tried_often_enough(behaviour: int) -> None:
    assert sum(behaviour in note.behaviours for note in _everything()) >= LEAST_OF_EACH


def test_annotations_have_no_fault(reader: Reader) -> None:
    assert [line for note in _everything() for line in problems(note, reader.catalog)] == []


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize("count", ["claims", "entities"])
def test_claims_and_entities_are_found(scores: dict[Half, Scores], half: Half, count: str) -> None:
    assert getattr(scores[half], count).f1 >= FLOORS[half][count]


@pytest.mark.parametrize("half", HALVES)
def test_plainly_checkable_claims_are_found(scores: dict[Half, Scores], half: Half) -> None:
    assert scores[half].plain.recall >= FLOORS[half]["plain_recall"]


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize("slot", SLOTS)
def test_slots_are_right(scores: dict[Half, Scores], half: Half, slot: str) -> None:
    assert scores[half].slots[slot].value >= FLOORS[half]["slots"][slot]


def test_changed_words_change_the_claims(
    read_halves: dict[Half, list[ReadNote]], reader: Reader
) -> None:
    shares = mutation_scores(read_halves["develop"], reader).values()
    noticed = sum(share.right for share in shares) / sum(share.seen for share in shares)
    assert noticed >= FLOORS["develop"]["mutations"]
