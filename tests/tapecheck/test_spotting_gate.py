"""How well claims are read with the spotter may not sink below the floors, nor spotting be vain.

The floors stand in `nlp/data/gold/floors.toml` and go down only with a reason in docs/decisions.
None of these notes was learnt from, and of none a case is printed.
"""

from __future__ import annotations

import tomllib
from functools import cache
from hashlib import sha256
from typing import Any

import pytest

from nlp.evaluation.annotation import GOLD, read_notes
from nlp.evaluation.reading import read_note
from nlp.evaluation.scores import Scores, scores_of
from nlp.evaluation.slots import SLOTS
from tapecheck.pipeline import open_reader
from tapecheck.settings import Settings

FLOORS: dict[str, Any] = tomllib.loads((GOLD / "floors.toml").read_text(encoding="utf-8"))[
    "spotted"
]
# So much must the second reading add to F1: for less nobody should wait a third longer.
LEAST_GAIN = 0.05


@cache
def _scores(name: str, model: str) -> Scores:
    reader = open_reader(Settings(), model=model)
    notes = read_notes(GOLD / f"{name}.jsonl")
    return scores_of(read_note(note, reader) for note in notes)


@pytest.mark.parametrize("name", FLOORS)
def test_notes_are_those_the_floors_were_measured_on(name: str) -> None:
    assert sha256((GOLD / f"{name}.jsonl").read_bytes()).hexdigest() == FLOORS[name]["sha256"]


@pytest.mark.parametrize("name", FLOORS)
def test_claims_are_found(name: str) -> None:
    found = _scores(name, "mpnet")
    assert found.claims.f1 >= FLOORS[name]["claims"]
    assert found.claims.precision >= FLOORS[name]["precision"]
    assert found.plain.recall >= FLOORS[name]["plain_recall"]


@pytest.mark.parametrize("slot", SLOTS)
@pytest.mark.parametrize("name", FLOORS)
def test_slots_are_right(name: str, slot: str) -> None:
    assert _scores(name, "mpnet").slots[slot].value >= FLOORS[name]["slots"][slot]


@pytest.mark.parametrize("name", FLOORS)
def test_a_second_reading_is_worth_its_time(name: str) -> None:
    both, rules = _scores(name, "mpnet").claims, _scores(name, "minilm").claims
    assert both.f1 - rules.f1 >= LEAST_GAIN
    assert both.recall > rules.recall
