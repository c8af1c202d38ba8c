from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ingest import read_file
from models import own_labels
from models.datasets import LABELS
from models.own_labels import (
    Grade,
    LabelledSentence,
    OwnSplit,
    own_examples,
    own_notes,
    own_sentences,
    polarity_of,
)
from tests.models.measuring_texts import letters, measuring_texts

REPOSITORY = Path(__file__).parents[2]
SHARED = REPOSITORY.parent / "shared"
SPLITS: tuple[OwnSplit, ...] = ("train", "calibrate", "held_out")


@pytest.mark.parametrize(
    ("score", "label"),
    [
        (0.0, "neutral"),
        (0.1, "neutral"),
        (-0.1, "neutral"),
        (0.8 - 0.7, "neutral"),
        (0.125, "positive"),
        (-0.15, "negative"),
        (1.0, "positive"),
        (-1.0, "negative"),
    ],
)
def test_scores_up_to_a_tenth_are_neutral(score: float, label: str) -> None:
    assert polarity_of(score) == label


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of twenty notes alike and three sentences, in place of the committed one."""
    sentences = [
        {
            "text": "SPMO beat IWM, and IWM knows it.",
            "overall": [0.4, 0.5, 0.45],
            "targets": {"SPMO": [0.4, 0.4, 0.4], "IWM": [-0.4, 0.1, -0.3]},
        },
        {"text": "It holds 100 names.", "overall": [0, 0, 0], "targets": {}},
    ]
    note = {"hand": "memo", "score": [0.3, 0.2, 0.25], "entities": {"SPMO": 0.4}}
    splits = ("train", "calibrate", "held_out", "train")
    _write(
        tmp_path / "notes.jsonl",
        [
            {**note, "id": f"n{n}", "split": splits[n % 4], "sentences": sentences}
            for n in range(20)
        ],
    )
    newest = {**note, "id": "later", "split": "train", "sentences": []}
    _write(tmp_path / "later_notes.jsonl", [newest])
    _write(tmp_path / "plain_notes.jsonl", [])
    alone = {"overall": [-0.2, -0.3, -0.25], "targets": {}}
    _write(
        tmp_path / "sentences.jsonl",
        [
            {**alone, "text": "Fees rose.", "split": "train", "source": "own/short"},
            {**alone, "text": "Flows fell.", "split": "calibrate", "source": "own/prose"},
        ],
    )
    later = {**alone, "text": "Costs rose.", "split": "held_out", "source": "own/later_short"}
    _write(tmp_path / "later_sentences.jsonl", [later])
    _write(tmp_path / "further_sentences.jsonl", [])
    monkeypatch.setattr(own_labels, "OWN", tmp_path)
    _forget()
    yield tmp_path
    _forget()


def _write(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def _forget() -> None:
    own_notes.cache_clear()
    own_sentences.cache_clear()


def test_a_note_is_read_with_its_grades(own_folder: Path) -> None:
    note, *_ = own_notes()
    assert (note.id, note.hand, note.entities) == ("n0", "memo", {"SPMO": 0.4})
    assert note.grade == Grade(first=0.3, second=0.2, settled=0.25)


def test_a_notes_text_is_its_sentences(own_folder: Path) -> None:
    assert own_notes()[0].text == "SPMO beat IWM, and IWM knows it. It holds 100 names."


def test_the_sentences_of_a_note_are_in_its_split(own_folder: Path) -> None:
    for note in own_notes():
        assert {sentence.split for sentence in note.sentences} <= {note.split}


def test_sentences_are_those_of_the_notes_and_those_alone(own_folder: Path) -> None:
    sources = Counter(sentence.source for sentence in own_sentences())
    assert sources == {"own/notes": 40, "own/short": 1, "own/prose": 1, "own/later_short": 1}


def test_a_sentence_that_stands_alone_names_its_split(own_folder: Path) -> None:
    alone = [sentence for sentence in own_sentences() if sentence.source != "own/notes"]
    assert [(one.text, one.split) for one in alone] == [
        ("Fees rose.", "train"),
        ("Flows fell.", "calibrate"),
        ("Costs rose.", "held_out"),
    ]


def test_a_sentence_gives_a_row_overall_and_one_for_each_target(own_folder: Path) -> None:
    overall, winner, loser = own_labels.examples_of(own_sentences()[0])
    assert [row.input.target.spans for row in (overall, winner, loser)] == [
        None,
        ((0, 4),),
        ((10, 13), (19, 22)),
    ]
    sources = [row.source for row in (overall, winner, loser)]
    assert sources == ["own/notes/overall", "own/notes/target", "own/notes/target"]


def test_a_row_has_the_settled_score_and_its_polarity(own_folder: Path) -> None:
    rows = own_labels.examples_of(own_sentences()[0])
    assert [(row.score, row.label) for row in rows] == [
        (0.45, "positive"),
        (0.4, "positive"),
        (-0.3, "negative"),
    ]


def test_the_rows_of_a_split_are_of_its_sentences_alone(own_folder: Path) -> None:
    texts = {row.input.text for row in own_examples("calibrate")}
    assert "Flows fell." in texts
    assert "Fees rose." not in texts


# What follows is about the committed files.


def _grades(sentence: LabelledSentence) -> list[Grade]:
    return [sentence.overall, *sentence.targets.values()]


def _settled_against_both(grade: Grade) -> bool:
    """Whether the readings agree in polarity and to 0.2, and yet their mean does not stand."""
    same = polarity_of(grade.first) == polarity_of(grade.second)
    agree = same and abs(grade.first - grade.second) < 0.2 + 1e-9
    return agree and abs(grade.settled - (grade.first + grade.second) / 2) > 0.006


def test_there_are_as_many_as_the_data_card_says() -> None:
    card = (own_labels.OWN / "README.md").read_text(encoding="utf-8")
    labels = sum(len(sentence.targets) for sentence in own_sentences())
    assert f"{len(own_sentences()):,} sentences carry {labels:,} labels by target" in card
    assert f"{len(own_notes())} whole notes" in card


def test_there_are_enough_to_learn_from() -> None:
    assert len(own_sentences()) >= 4000
    assert len(own_notes()) >= 250


def test_notes_have_ids_of_their_own() -> None:
    ids = [note.id for note in own_notes()]
    assert len(set(ids)) == len(ids)


def test_every_target_stands_in_its_sentence() -> None:
    for sentence in own_sentences():
        assert all(words and words in sentence.text for words in sentence.targets), sentence.text


def test_no_sentence_is_there_twice_so_none_is_in_two_splits() -> None:
    counted = Counter(letters(sentence.text) for sentence in own_sentences())
    assert [text for text, times in counted.items() if times > 1] == []


def test_every_score_is_between_minus_one_and_one() -> None:
    grades = [grade for sentence in own_sentences() for grade in _grades(sentence)]
    grades += [note.grade for note in own_notes()]
    values = [value for one in grades for value in (one.first, one.second, one.settled)]
    assert all(-1 <= value <= 1 for value in values)


def test_readings_that_agree_stand_as_their_mean() -> None:
    newer = [sentence for sentence in own_sentences() if sentence.source != "own/prose"]
    grades = [grade for sentence in newer for grade in _grades(sentence)]
    grades += [note.grade for note in own_notes()]
    assert [grade for grade in grades if _settled_against_both(grade)] == []


def test_few_of_the_older_labels_were_settled_against_two_readings() -> None:
    # Their writer's polarity counted too, and is not kept.
    older = [sentence for sentence in own_sentences() if sentence.source == "own/prose"]
    grades = [grade for sentence in older for grade in _grades(sentence)]
    assert sum(_settled_against_both(grade) for grade in grades) < 0.02 * len(grades)


@pytest.mark.parametrize("split", SPLITS)
def test_every_split_holds_every_label_overall_and_by_target(split: OwnSplit) -> None:
    found = {(row.source.rpartition("/")[2], row.label) for row in own_examples(split)}
    assert found == {(kind, label) for kind in ("overall", "target") for label in LABELS}


def test_every_split_holds_notes() -> None:
    assert {note.split for note in own_notes()} == set(SPLITS)


def _sentences_in(note: Path) -> list[str]:
    """Own sentences that a note has word for word; short ones may be anyone's."""
    text = letters(read_file(note).text)
    own = (sentence.text for sentence in own_sentences() if len(sentence.text.split()) > 3)
    return [sentence for sentence in own if letters(sentence) in text]


@pytest.mark.parametrize(
    "note", sorted((REPOSITORY / "examples/notes").iterdir()), ids=lambda path: path.name
)
def test_no_sentence_is_an_example_notes(note: Path) -> None:
    assert _sentences_in(note) == []


def test_no_sentence_is_the_users_notes(example_note: Path) -> None:
    assert _sentences_in(example_note) == []


# Said word for word at the foot of any report, or by any broker.
COMMONPLACES = (
    "Past performance does not guarantee future results.",
    "Sell.",
)


def test_no_sentence_is_of_a_set_that_only_measures() -> None:
    if not (SHARED / "labels/evaluate").is_dir():
        pytest.skip("the public label sets are not in ../shared/labels")
    measuring = measuring_texts(SHARED / "labels/evaluate")
    own = {sentence.text for sentence in own_sentences()} - set(COMMONPLACES)
    assert [text for text in own if letters(text) in measuring] == []
