"""The project's own labelled sentences and notes: `models/data/own/`, see its README.

Every label was given twice; where the two readings (for the oldest sentences, also their writer's
polarity) differ in polarity or by more than 0.2 a third one settled it, else their mean stands.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from models.datasets import Example, Label, find_spans
from models.manifest import DATA
from models.note_score import NEUTRAL
from models.types import ScoringInput, Target

OWN = DATA / "own"
NOTES = {
    "own/notes": "notes.jsonl",
    "own/later_notes": "later_notes.jsonl",
    "own/plain_notes": "plain_notes.jsonl",
}
SENTENCES = ("sentences.jsonl", "later_sentences.jsonl", "further_sentences.jsonl")
OwnSplit = Literal["train", "calibrate", "held_out"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """Two independent readings in [-1, 1], and what was settled."""

    first: float
    second: float
    settled: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledSentence:
    """A sentence with its grades, overall and by the targets' own words."""

    text: str
    overall: Grade
    targets: Mapping[str, Grade]
    split: OwnSplit
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledNote:
    """A whole note; `entities` were graded by its writer alone."""

    id: str
    hand: str
    split: OwnSplit
    grade: Grade
    entities: Mapping[str, float]
    sentences: tuple[LabelledSentence, ...]

    @property
    def text(self) -> str:
        """The sentences as one paragraph."""
        return " ".join(sentence.text for sentence in self.sentences)


def polarity_of(score: float) -> Label:
    """The polarity that a grade stands for."""
    if abs(score) <= NEUTRAL + 1e-9:
        return "neutral"
    return "positive" if score > 0 else "negative"


@cache
def own_notes() -> tuple[LabelledNote, ...]:
    """Every whole note, in the order of the files."""
    return tuple(_note(row, source) for source, name in NOTES.items() for row in _rows(name))


@cache
def own_sentences() -> tuple[LabelledSentence, ...]:
    """Every labelled sentence: those of the notes, and those that stand alone."""
    inside = tuple(sentence for note in own_notes() for sentence in note.sentences)
    alone = [row for name in SENTENCES for row in _rows(name)]
    return inside + tuple(_sentence(row, row["split"], row["source"]) for row in alone)


def own_examples(split: OwnSplit) -> list[Example]:
    """A row overall and one for each target, of the sentences of one split."""
    chosen = [sentence for sentence in own_sentences() if sentence.split == split]
    return [example for sentence in chosen for example in examples_of(sentence)]


def examples_of(sentence: LabelledSentence) -> Iterator[Example]:
    """The rows of one sentence; sources are "own/notes/overall", "own/notes/target", …"""
    yield _example(sentence.text, sentence.overall, f"{sentence.source}/overall", spans=None)
    for words, grade in sentence.targets.items():
        spans = find_spans(sentence.text, words)
        yield _example(sentence.text, grade, f"{sentence.source}/target", spans=spans)


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (OWN / name).read_text(encoding="utf-8").splitlines()]


def _note(row: dict[str, Any], source: str) -> LabelledNote:
    split = row["split"]
    return LabelledNote(
        id=row["id"],
        hand=row["hand"],
        split=split,
        grade=_grade(row["score"]),
        entities=row["entities"],
        sentences=tuple(_sentence(one, split, source) for one in row["sentences"]),
    )


def _sentence(row: dict[str, Any], split: OwnSplit, source: str) -> LabelledSentence:
    return LabelledSentence(
        text=row["text"],
        overall=_grade(row["overall"]),
        targets={words: _grade(grades) for words, grades in row["targets"].items()},
        split=split,
        source=source,
    )


def _grade(readings: list[float]) -> Grade:
    first, second, settled = readings
    return Grade(first=first, second=second, settled=settled)


def _example(
    text: str, grade: Grade, source: str, *, spans: tuple[tuple[int, int], ...] | None
) -> Example:
    return Example(
        input=ScoringInput(text=text, target=Target(spans=spans)),
        label=polarity_of(grade.settled),
        source=source,
        score=grade.settled,
    )
