"""How near the score of whole notes comes to an editor's: floors, on notes that nothing learnt."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from models.own_labels import OWN, Grade, LabelledNote, LabelledSentence, own_notes
from models.registry import open_model
from nlp.reading import Reader
from tapecheck.note_accuracy import NoteFigures, note_figures, note_scores
from tapecheck.settings import Settings

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text())["note_scores"]


def _held_out() -> list[LabelledNote]:
    return [note for note in own_notes() if note.split == "held_out"]


def _older() -> list[LabelledNote]:
    """Every second of the older notes, whose text is one piece."""
    lines = (OWN / "older_notes.jsonl").read_text(encoding="utf-8").splitlines()
    return [_whole(json.loads(line)) for line in lines[1::2]]


def _whole(row: dict[str, object]) -> LabelledNote:
    score = float(str(row["score"]))
    grade = Grade(first=float(str(row["first"])), second=float(str(row["second"])), settled=score)
    text = LabelledSentence(
        text=str(row["text"]), overall=grade, targets={}, split="held_out", source="own/older"
    )
    return LabelledNote(
        id=str(row["id"]),
        hand="older",
        split="held_out",
        grade=grade,
        entities={},
        sentences=(text,),
    )


NOTES = {"held_out": _held_out, "older": _older}


@pytest.fixture(scope="module", params=list(NOTES))
def measured(
    request: pytest.FixtureRequest, reader: Reader, settings: Settings
) -> tuple[str, NoteFigures]:
    notes = NOTES[request.param]()
    model = open_model("mpnet", home=settings.models_home)
    ours = note_scores(notes, reader=reader, model=model, progress=lambda _: None)
    return request.param, note_figures(ours, [note.grade.settled for note in notes])


def test_scores_lie_near_the_editors(measured: tuple[str, NoteFigures]) -> None:
    name, found = measured
    assert found.error <= FLOORS[name]["largest_error"]


def test_notes_are_ordered_as_an_editor_would(measured: tuple[str, NoteFigures]) -> None:
    name, found = measured
    assert found.correlation >= FLOORS[name]["least_correlation"]


def test_the_side_is_the_editors(measured: tuple[str, NoteFigures]) -> None:
    name, found = measured
    assert found.sign_right >= FLOORS[name]["least_sign_right"]
