"""Annotated notes as lessons: the word that each claim hangs at, and where its slots lead."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

pytest.importorskip("torch", reason="needs the `train` extra: torch")

from models.training.spotting_corpus import Lesson, Place
from nlp.evaluation.annotation import (
    GOLD,
    MarkedClaim,
    MarkedMagnitude,
    MarkedWindow,
    read_notes,
)
from nlp.reading import Reader
from tapecheck.settings import Settings
from tapecheck.spotter_training import TAUGHT
from tapecheck.spotting_lessons import ANSWERS, lessons_of
from tests.nlp.marked import marked, marked_note

TEXT = "In 2021 MTUM and QUAL both beat IJR, by 4 points and 2. MTUM then slept."


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.open(Settings().models_home)


YEAR = MarkedWindow(kind="calendar", base=date(2020, 12, 31), end=date(2021, 12, 31))
CLAIM = marked(quote="both beat IJR", subject="MTUM", window=YEAR)


def _lesson(reader: Reader, *claims: MarkedClaim) -> Lesson:
    (lesson,) = lessons_of([marked_note(TEXT, *claims)], reader)
    return lesson


def _word(lesson: Lesson, place: Place) -> str:
    start, end = lesson.passage.asked[place.word]
    return lesson.passage.text[start:end]


def _named(lesson: Lesson, places: tuple[int, ...]) -> set[str]:
    return {lesson.passage.entities[place] for place in places}


def test_a_claim_hangs_at_its_number(reader: Reader) -> None:
    four = MarkedMagnitude(value=4, unit="percentage_points", approximate=False, annualised=None)
    claim = replace(CLAIM, quote="both beat IJR, by 4 points", magnitude=four)
    lesson = _lesson(reader, claim)
    (place,) = lesson.places
    assert _word(lesson, place) == "4"
    assert _named(lesson, place.arcs["subject"]) == {"MTUM"}
    assert _named(lesson, place.arcs["comparator"]) == {"IJR"}
    assert len(place.arcs["window"]) == len(place.arcs["number"]) == 1


def test_a_claim_without_a_number_hangs_at_its_verb(reader: Reader) -> None:
    lesson = _lesson(reader, CLAIM)
    (place,) = lesson.places
    assert _word(lesson, place) == "beat"
    assert place.arcs["number"] == ()


def test_claims_of_one_kind_at_one_word_are_one_place(reader: Reader) -> None:
    lesson = _lesson(reader, CLAIM, replace(CLAIM, subject="QUAL"))
    (place,) = lesson.places
    assert _named(lesson, place.arcs["subject"]) == {"MTUM", "QUAL"}
    assert _named(lesson, place.arcs["joint"]) == {"MTUM", "QUAL"}


def test_a_claim_of_one_is_shared_with_nobody(reader: Reader) -> None:
    (place,) = _lesson(reader, CLAIM).places
    assert place.arcs["joint"] == ()


@pytest.mark.parametrize(("value", "relation"), [(-4.0, "falls"), (4.0, "equals")])
def test_a_stated_loss_falls(reader: Reader, value: float, relation: str) -> None:
    stated = MarkedMagnitude(value=value, unit="percent", approximate=False, annualised=None)
    claim = replace(CLAIM, type="level", comparators=(), relation="equals", magnitude=stated)
    (place,) = _lesson(reader, claim).places
    assert place.traits["relation"] == relation


def test_a_period_that_only_the_rules_know_can_be_pointed_at(reader: Reader) -> None:
    """ "The quarter" under a dated head is that quarter, which its own words don't say."""
    text = "Third quarter 2021 in review. In the quarter MTUM lagged IJR."
    window = MarkedWindow(kind="calendar", base=date(2021, 6, 30), end=date(2021, 9, 30))
    note = marked_note(text, replace(CLAIM, quote="MTUM lagged IJR", window=window))
    (lesson,) = lessons_of([note], reader)
    (place,) = lesson.places
    assert place.arcs["window"]


def test_a_slot_that_stands_nowhere_in_the_passage_is_not_asked_for(reader: Reader) -> None:
    earlier = replace(YEAR, base=date(2015, 12, 31), end=date(2016, 12, 31))
    (place,) = _lesson(reader, replace(CLAIM, subject="XSMO", window=earlier)).places
    assert "subject" not in place.arcs
    assert "window" not in place.arcs
    assert place.traits == {"relation": "above", "metric": "total_return", "modality": "asserted"}


def test_every_answer_of_the_taught_notes_is_in_the_closed_lists() -> None:
    for name in TAUGHT:
        for note in read_notes(GOLD / name):
            for claim in note.claims:
                if claim.type != "self_report":
                    assert claim.type in ANSWERS.kinds
                    assert claim.relation in ANSWERS.relation
                    assert claim.metric in ANSWERS.metric
                    assert claim.modality in ANSWERS.modality
