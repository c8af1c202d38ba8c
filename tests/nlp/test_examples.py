"""The example notes are read as a person read them; no figure may sink below its floor.

A floor may be raised in `floors.toml`, and lowered only by a change that says why: the answers are
pinned by their hash, so neither side of the comparison can move silently.
"""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import pytest

from nlp.reading import Reader
from tests.nlp.matching import EXPECTED, SLOTS, Tally, tally

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))
# What the package promises; a floor below it would be no floor.
LEAST_RECALL = 0.90


@pytest.fixture(scope="module")
def counted(reader: Reader) -> Tally:
    return tally(reader)


def test_answers_are_those_the_floors_were_measured_on() -> None:
    assert hashlib.sha256(EXPECTED.read_bytes()).hexdigest() == FLOORS["data"]["sha256"]


def test_floors_cover_every_slot() -> None:
    assert set(FLOORS["slots"]) == set(SLOTS)


def test_floor_of_recall_keeps_the_promise() -> None:
    assert FLOORS["claims"]["recall"] >= LEAST_RECALL


def test_claims_are_found(counted: Tally) -> None:
    assert counted.recall >= FLOORS["claims"]["recall"], "\n".join(counted.misses)


def test_found_claims_are_claims(counted: Tally) -> None:
    precision = counted.found / counted.read
    assert precision >= FLOORS["claims"]["precision"], "\n".join(counted.misses)


@pytest.mark.parametrize("slot", SLOTS)
def test_slots_are_right(counted: Tally, slot: str) -> None:
    assert counted.share(slot) >= FLOORS["slots"][slot], "\n".join(counted.misses)
