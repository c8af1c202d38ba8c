"""The verdicts on the example notes are those a person computed with pandas, from sample prices."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from nlp.reading import Reader
from tapecheck.checking import Checker
from tapecheck.settings import Settings
from tests.nlp.matching import Pairing, pairings

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text())["verdicts"]


@pytest.fixture(scope="module")
def judged(reader: Reader, settings: Settings) -> list[tuple[Pairing, str]]:
    """Every statement that was found, with the label it got."""
    checker = Checker.open(settings, prices="sample")
    return [
        (pair, checker.one(pair.claim, as_of=pair.claim.read_at or pair.as_of).label)
        for pairs, _ in pairings(reader)
        for pair in pairs
        if pair.claim is not None and pair.claim.type != "self_report"
    ]


def test_labels_are_those_of_a_person(judged: list[tuple[Pairing, str]]) -> None:
    wrong = [
        f"{pair.wanted['quote']}: {label}, not {pair.wanted['truth']}"
        for pair, label in judged
        if label != pair.wanted["truth"]
    ]
    assert 1 - len(wrong) / len(judged) >= FLOORS["agreement"], wrong


def test_no_true_statement_is_refuted_and_no_false_one_supported(
    judged: list[tuple[Pairing, str]],
) -> None:
    turned = [
        pair.wanted["quote"]
        for pair, label in judged
        if {pair.wanted["truth"], label} == {"supported", "refuted"}
    ]
    assert turned == []
