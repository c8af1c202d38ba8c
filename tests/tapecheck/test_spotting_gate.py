"""How well claims are read with a spotter may not sink below the floors, nor spotting be vain.

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

FLOORS: dict[str, Any] = tomllib.loads((GOLD / "floors.toml").read_text(encoding="utf-8"))
# So much must a slower reader add to the F1 of the quicker one: for less nobody should wait.
GAINS = [("mpnet", "minilm", 0.05), ("thorough", "mpnet", 0.02)]


@cache
def _scores(name: str, model: str) -> Scores:
    reader = open_reader(Settings(), model=model)
    notes = read_notes(GOLD / f"{name}.jsonl")
    return scores_of(read_note(note, reader) for note in notes)


READ = [(name, model) for model in ("mpnet", "thorough") for name in FLOORS["spotted"][model]]


@pytest.mark.parametrize(("name", "model"), READ)
def test_notes_are_those_the_floors_were_measured_on(name: str, model: str) -> None:
    measured = FLOORS["spotted"][model][name]["sha256"]
    assert sha256((GOLD / f"{name}.jsonl").read_bytes()).hexdigest() == measured


@pytest.mark.parametrize(("name", "model"), READ)
def test_claims_are_found(name: str, model: str) -> None:
    found, floors = _scores(name, model), FLOORS["spotted"][model][name]
    assert found.claims.f1 >= floors["claims"]
    assert found.claims.precision >= floors["precision"]
    assert found.plain.recall >= floors["plain_recall"]


@pytest.mark.parametrize("slot", SLOTS)
@pytest.mark.parametrize(("name", "model"), READ)
def test_slots_are_right(name: str, model: str, slot: str) -> None:
    assert _scores(name, model).slots[slot].value >= FLOORS["spotted"][model][name]["slots"][slot]


@pytest.mark.parametrize("name", FLOORS["spotted"]["mpnet"])
@pytest.mark.parametrize(("slower", "quicker", "least"), GAINS)
def test_a_slower_reader_is_worth_its_time(
    name: str, slower: str, quicker: str, least: float
) -> None:
    more, less = _scores(name, slower).claims, _scores(name, quicker).claims
    assert more.f1 - less.f1 >= least
    assert more.recall > less.recall
