"""The committed weights, their manifest and their run card belong together."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest

from models.backbones import BACKBONES, BackboneName
from models.features import SPEC
from models.manifest import DATA, pinned, sha256_of
from models.own_labels import OWN
from models.spotting.loading import shipped_spotter, spotter_file
from models.weights import shipped_weights, weights_file

CARD = json.loads((DATA / "run_card.json").read_text())
SPOTTER_CARDS = {
    backbone: json.loads((DATA / f"spotter_{backbone}_run_card.json").read_text())
    for backbone in BACKBONES
}
GOLD = DATA.parent.parent / "nlp" / "data" / "gold"


@pytest.mark.parametrize("backbone", BACKBONES)
def test_the_shipped_weights_are_the_pinned_ones(backbone: BackboneName) -> None:
    name = weights_file(backbone)
    assert sha256_of(DATA / name) == pinned("weights")[name]


def test_the_heads_were_trained_on_the_features_that_serving_computes() -> None:
    assert CARD["features"] == SPEC


@pytest.mark.parametrize("backbone", BACKBONES)
def test_the_weights_have_the_shape_of_their_run(backbone: BackboneName) -> None:
    size = "large" if backbone == "mpnet" else "small"
    shape = shipped_weights(backbone).shape
    assert {name: getattr(shape, name) for name in CARD["settings"][size]} == (
        CARD["settings"][size]
    )


@pytest.mark.parametrize("path", sorted(OWN.glob("*.jsonl")), ids=lambda path: path.name)
def test_the_own_labels_are_those_of_the_run(path: object) -> None:
    name = getattr(path, "name", "")
    assert sha256_of(OWN / name) == CARD["inputs_sha256"][f"own/{name}"]


@pytest.mark.parametrize("backbone", BACKBONES)
def test_a_shipped_spotter_is_the_one_of_its_run(backbone: BackboneName) -> None:
    file = spotter_file(backbone)
    assert sha256_of(DATA / file) == pinned("weights")[file]
    shape = asdict(shipped_spotter(backbone).shape)
    assert SPOTTER_CARDS[backbone]["settings"]["shape"] == shape


@pytest.mark.parametrize("backbone", BACKBONES)
def test_the_notes_that_a_spotter_learnt_from_are_those_of_its_run(backbone: BackboneName) -> None:
    taught = SPOTTER_CARDS[backbone]["inputs_sha256"]
    assert taught == {name: sha256_of(GOLD / name) for name in taught}


@pytest.mark.parametrize("backbone", BACKBONES)
@pytest.mark.parametrize("name", ["test.jsonl", "validate.jsonl", "unseen.jsonl"])
def test_a_spotter_learnt_from_no_note_that_measures(backbone: BackboneName, name: str) -> None:
    assert (GOLD / name).is_file()
    assert name not in SPOTTER_CARDS[backbone]["inputs_sha256"]
