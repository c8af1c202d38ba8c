"""The committed head, its manifest and its run card belong together."""

from __future__ import annotations

import json

import pytest

from models.encoder import RECIPE
from models.features import SPEC
from models.head import HEAD, load_head
from models.manifest import DATA, pinned, sha256_of

CARD = json.loads((DATA / "run_card.json").read_text())


def test_the_shipped_head_is_the_pinned_one() -> None:
    assert sha256_of(DATA / HEAD) == pinned("head")[HEAD]


def test_the_head_was_trained_on_the_features_that_serving_computes() -> None:
    assert (CARD["encoder"], CARD["features"]) == (RECIPE, SPEC)


def test_the_head_carries_the_temperature_of_its_run() -> None:
    assert load_head(DATA / HEAD).temperature == CARD["temperature"]


@pytest.mark.parametrize("name", ["own_train.jsonl", "own_eval.jsonl", "own_eval_2.jsonl"])
def test_the_own_sentences_are_those_of_the_run(name: str) -> None:
    assert sha256_of(DATA / name) == CARD["inputs_sha256"][name]
