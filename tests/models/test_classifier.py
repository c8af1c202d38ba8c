"""How scores are put together, on the tiny model, and what the shipped models say."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from models import manifest
from models.backbones import BACKBONES, BackboneName
from models.classifier import Classifier, features_of, graph_plan, load
from models.encoder import Encoder
from models.errors import HashMismatch, ModelMissing
from models.features import TokenStates
from models.graph_file import ensure_graph
from models.types import ScoringInput, Sentiment, Target
from models.weights import save_weights
from tests.models import tiny

SENTENCES = [
    "The fund has outperformed its benchmark by a wide margin.",
    "Costs have doubled and returns have been dismal.",
    "The index holds 600 companies.",
    "If spreads widen, the lowest-rated bonds tend to fall furthest, whatever the state of the "
    "economy, the level of rates or the mood of investors at the time.",
]
LONG = "The index holds 600 companies. " * 120


def _towards(text: str, name: str) -> ScoringInput:
    start = text.index(name)
    return ScoringInput(text=text, target=Target(spans=((start, start + len(name)),)))


def _one(model: Classifier, item: ScoringInput) -> Sentiment:
    (found,) = model.score([item])
    return found


@pytest.fixture(params=BACKBONES)
def tiny_model(request: pytest.FixtureRequest, tiny_home: Path) -> Classifier:
    backbone: BackboneName = request.param
    return load(tiny_home, backbone=backbone)


TINY_INPUTS = [
    ScoringInput(text="w7 w8 w9"),
    _towards("w10 w11 w12", "w10"),
    _towards("w7 w8 w9", "w9"),
    ScoringInput(text=""),
]


class _Counted:
    """An encoder that remembers which texts it was asked for."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.texts: list[str] = []

    def encode(self, texts: Sequence[str]) -> Iterator[TokenStates]:
        self.texts += texts
        return self._encoder.encode(texts)


def test_a_text_is_encoded_once_for_all_its_targets(tiny_home: Path) -> None:
    encoder = _Counted(Encoder(tiny_home / "minilm", backbone="minilm"))
    features_of(encoder, TINY_INPUTS)
    assert encoder.texts == ["w7 w8 w9", "w10 w11 w12", ""]


def test_results_come_in_the_order_of_the_inputs(tiny_model: Classifier) -> None:
    together = tiny_model.score(TINY_INPUTS)
    assert together == [_one(tiny_model, item) for item in TINY_INPUTS]
    assert len({found.score for found in together}) == len(TINY_INPUTS)


def test_no_inputs_give_no_results(tiny_model: Classifier) -> None:
    assert tiny_model.score([]) == []


def test_a_model_is_named_for_its_backbone(tiny_home: Path) -> None:
    assert [load(tiny_home, backbone=name).name for name in BACKBONES] == ["mpnet", "minilm"]


def test_another_temperature_alone_gives_another_model_hash(
    tiny_home: Path, tiny_data: Path
) -> None:
    before = load(tiny_home, backbone="mpnet").sha256
    weights = tiny.trained("mpnet")
    warmer = replace(weights, head=replace(weights.head, temperature=2.0))
    save_weights(warmer, tiny_data / "mpnet.safetensors")
    pins = json.loads((tiny_data / "manifest.json").read_text())
    pins["weights"]["mpnet.safetensors"] = manifest.sha256_of(tiny_data / "mpnet.safetensors")
    (tiny_data / "manifest.json").write_text(json.dumps(pins))
    manifest.pinned.cache_clear()
    ensure_graph(tiny_home / "mpnet", graph_plan("mpnet"))
    assert load(tiny_home, backbone="mpnet").sha256 != before


@pytest.mark.parametrize("name", ["encoder.onnx", "tokenizer.json"])
def test_a_model_with_an_altered_file_is_not_loaded(tiny_home: Path, name: str) -> None:
    (tiny_home / "mpnet" / name).write_bytes(b"altered")
    with pytest.raises(HashMismatch, match=name.replace(".", r"\.")):
        load(tiny_home, backbone="mpnet")


def test_a_model_that_was_not_fetched_is_reported_with_the_next_step(
    tiny_data: Path, tmp_path: Path
) -> None:
    with pytest.raises(ModelMissing, match="run `tapecheck models fetch`"):
        load(tmp_path / "nowhere", backbone="minilm")


def test_alone_or_in_a_batch_the_score_is_the_same(model: Classifier) -> None:
    inputs = [ScoringInput(text=text) for text in SENTENCES]
    assert model.score(inputs) == [_one(model, item) for item in inputs]


def test_chances_sum_to_one(model: Classifier) -> None:
    for found in model.score([ScoringInput(text=text) for text in SENTENCES]):
        chances = found.probabilities
        assert chances.positive + chances.neutral + chances.negative == pytest.approx(1)


def test_praise_complaint_and_fact_are_told_apart(model: Classifier) -> None:
    praise, complaint, fact, _ = model.score([ScoringInput(text=text) for text in SENTENCES])
    assert praise.score > 0.3
    assert complaint.score < -0.5
    assert abs(fact.score) < 0.1


def test_the_small_model_tells_them_apart_too(small_model: Classifier) -> None:
    praise, complaint, fact, _ = small_model.score([ScoringInput(text=text) for text in SENTENCES])
    assert praise.score > 0.3
    assert complaint.score < 0
    assert abs(fact.score) < 0.15


COMPARISONS = [
    "SLYV has outperformed IWN since 2012.",
    "IWN has lagged SLYV since 2012.",
    "While SLYV rallied, IWN fell to a new low.",
    "IWN fell to a new low while SLYV rallied.",
    "IWN was beaten by SLYV in nine of ten years.",
]


@pytest.mark.parametrize("text", COMPARISONS)
def test_a_comparison_favours_its_winner(model: Classifier, text: str) -> None:
    up, down = model.score([_towards(text, "SLYV"), _towards(text, "IWN")])
    assert up.score > 0.15 > -0.15 > down.score


@pytest.mark.parametrize("text", COMPARISONS)
def test_in_the_small_model_too(small_model: Classifier, text: str) -> None:
    up, down = small_model.score([_towards(text, "SLYV"), _towards(text, "IWN")])
    assert up.score > 0 > down.score


def test_a_target_beyond_the_512th_token_has_its_own_score(model: Classifier) -> None:
    text = LONG + "SLYV has been a dismal failure."
    assert _one(model, _towards(text, "SLYV")).score < -0.3


def test_what_stands_beyond_the_512th_token_is_read(encoder: Encoder) -> None:
    dismal, superb = encoder.encode([LONG + "dismal", LONG + "superb"])
    assert len(dismal.states) > 600
    assert superb.states[-2] != pytest.approx(dismal.states[-2])


@pytest.mark.parametrize("text", ["", " ", "\n", "—", "🚀", "\x00", "小型株"])
def test_odd_texts_get_a_score(model: Classifier, text: str) -> None:
    assert -1 <= _one(model, ScoringInput(text=text)).score <= 1


@pytest.mark.parametrize("text", ["", " ", "\n", "—", "🚀", "\x00", "小型株"])
def test_odd_texts_get_a_score_from_the_small_model(small_model: Classifier, text: str) -> None:
    assert -1 <= _one(small_model, ScoringInput(text=text)).score <= 1


def test_each_model_names_what_decides_its_scores(
    model: Classifier, small_model: Classifier
) -> None:
    assert [model.name, small_model.name] == ["mpnet", "minilm"]
    assert len(model.sha256) == len(small_model.sha256) == 64
    assert model.sha256 != small_model.sha256
