"""The torch runtime on a processor, with random adapters: it must say what the graph says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime as ort
import pytest

pytest.importorskip("torch", reason="needs the `train` extra: torch")
pytest.importorskip("transformers", reason="needs the `train` extra: transformers")

from torch import Tensor

from models import classifier, torch_encoder
from models.adapters import Adapters
from models.backbones import ANATOMY, BACKBONES, BackboneName
from models.classifier import load
from models.features import TokenStates, target_features
from models.graph import build_graph
from models.head import Head
from models.torch_encoder import TorchEncoder
from models.types import Array, Target
from models.weights import Shape, Weights

# Fewer layers than the files hold, as what is shipped may have.
SHAPES: dict[BackboneName, Shape] = {
    "mpnet": Shape(backbone="mpnet", layers=10, frozen=4, rank=16, scale=2.0, width=128),
    "minilm": Shape(backbone="minilm", layers=5, frozen=0, rank=32, scale=2.0, width=128),
}
SIZES: dict[BackboneName, tuple[int, int]] = {"mpnet": (768, 3072), "minilm": (384, 1536)}
# The padding token's own name in a text is a token like any other.
TEXTS = (
    "XSMO beat the S&P 600 by 2.4 points a year.",
    "Fees are low.",
    "Momentum lagged value for most of the decade, and the fund with it, which nobody foresaw.",
    "The index holds 120 stocks.",
    "We would avoid it <pad> or [PAD] until the spread narrows.",
    "",
    "Turnover eats half of the premium, so the fund's edge over IJR is thin at best.",
    "It fell 31 % in March 2020 and had recovered by August.",
    "Buy.",
    "Neither small caps nor momentum have been rewarded since rates began to rise in 2022.",
)


def _drawn(random: np.random.Generator, *shape: int, spread: float) -> Array:
    return random.normal(scale=spread, size=shape).astype(np.float32)


def _adapters(shape: Shape, random: np.random.Generator) -> Adapters:
    hidden, wide = SIZES[shape.backbone]
    sizes = {"intermediate.dense": (wide, hidden), "output.dense": (hidden, wide)}
    pairs = {}
    for number in range(shape.frozen, shape.layers):
        for product in ANATOMY[shape.backbone].products:
            out, into = sizes.get(product, (hidden, hidden))
            up = _drawn(random, out, shape.rank, spread=0.02)
            down = _drawn(random, shape.rank, into, spread=into**-0.5)
            pairs[f"encoder.layer.{number}.{product}"] = (up, down)
    return Adapters(pairs=pairs, scale=shape.scale)


def _head(shape: Shape, random: np.random.Generator) -> Head:
    features = 4 * SIZES[shape.backbone][0]
    return Head(
        hidden=_drawn(random, features, shape.width, spread=features**-0.5),
        hidden_bias=_drawn(random, shape.width, spread=0.1),
        polarity=_drawn(random, shape.width, 3, spread=shape.width**-0.5),
        polarity_bias=_drawn(random, 3, spread=0.1),
        score=_drawn(random, shape.width, 1, spread=shape.width**-0.5),
        score_bias=_drawn(random, 1, spread=0.1),
        temperature=1.0,
    )


def _states(encoder: TorchEncoder, texts: tuple[str, ...] = TEXTS) -> list[TokenStates]:
    return list(encoder.encode(texts))


@pytest.fixture(scope="module", params=BACKBONES)
def weights(request: pytest.FixtureRequest) -> Weights:
    shape, random = SHAPES[request.param], np.random.default_rng(7)
    return Weights(shape=shape, adapters=_adapters(shape, random), head=_head(shape, random))


@pytest.fixture(scope="module")
def folder(model_home: Path, weights: Weights) -> Path:
    return model_home / weights.shape.backbone


@pytest.fixture(scope="module")
def fp32(folder: Path, weights: Weights) -> TorchEncoder:
    return TorchEncoder(folder, weights, device="cpu", dtype="float32")


def test_states_are_those_of_the_graph_with_the_same_adapters(
    fp32: TorchEncoder, folder: Path, weights: Weights
) -> None:
    shape = weights.shape
    graph = build_graph(
        folder,
        backbone=shape.backbone,
        precision="fp32",
        layers=shape.layers,
        adapters=weights.adapters,
    )
    session = ort.InferenceSession(graph.SerializeToString())
    anatomy = ANATOMY[shape.backbone]
    for text, found in zip(TEXTS, _states(fp32), strict=True):
        ids = fp32._tokenizer.encode(text, add_special_tokens=False).ids
        row = np.array([[anatomy.start, *ids, anatomy.end]])
        (expected,) = session.run(None, {"input_ids": row, "attention_mask": np.ones_like(row)})
        assert found.states == pytest.approx(expected[0], abs=1e-3)


def test_half_precision_moves_no_answer_by_more_than_a_hundredth(
    fp32: TorchEncoder, folder: Path, weights: Weights
) -> None:
    half = TorchEncoder(folder, weights, device="cpu", dtype="bfloat16")

    def answers(encoder: TorchEncoder) -> list[list[float]]:
        rows = [target_features(tokens, Target()) for tokens in encoder.encode(TEXTS)]
        found = [weights.head.sentiment(row) for row in rows]
        return [
            [one.score, one.probabilities.positive, one.probabilities.negative] for one in found
        ]

    assert np.array(answers(half)) == pytest.approx(np.array(answers(fp32)), abs=1e-2)


def test_states_are_float32_on_the_host(folder: Path, weights: Weights) -> None:
    half = TorchEncoder(folder, weights, device="cpu", dtype="bfloat16")
    (found,) = half.encode(["Fees are low."])
    assert found.states.dtype == np.float32


def test_a_text_has_the_same_states_alone_and_among_others(fp32: TorchEncoder) -> None:
    for text, among in zip(TEXTS, _states(fp32), strict=True):
        (alone,) = _states(fp32, (text,))
        assert among.states == pytest.approx(alone.states, abs=1e-5)


def test_texts_in_another_order_have_the_same_states(fp32: TorchEncoder) -> None:
    for ahead, back in zip(_states(fp32), _states(fp32, TEXTS[::-1])[::-1], strict=True):
        assert ahead.states == pytest.approx(back.states, abs=1e-5)


def test_the_sizes_of_batches_and_windows_change_nothing(
    fp32: TorchEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = _states(fp32)
    monkeypatch.setattr(torch_encoder, "BATCH", 40)
    monkeypatch.setattr(torch_encoder, "WINDOW", 100)
    for one, other in zip(whole, _states(fp32), strict=True):
        assert one.states == pytest.approx(other.states, abs=1e-5)


def test_later_texts_are_not_run_before_the_first_states_are_taken(
    fp32: TorchEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    passes: list[int] = []
    run = fp32._pass

    def counted(batch: list[Tensor]) -> Tensor:
        passes.append(len(batch))
        return run(batch)

    monkeypatch.setattr(fp32, "_pass", counted)
    monkeypatch.setattr(torch_encoder, "WINDOW", 100)
    next(fp32.encode(TEXTS))
    assert sum(passes) < len(TEXTS)


def test_an_empty_text_has_its_two_markers(fp32: TorchEncoder) -> None:
    (found,) = _states(fp32, ("",))
    assert len(found.states) == 2
    assert found.offsets == []


def test_a_text_beyond_the_models_length_has_a_state_for_every_token(fp32: TorchEncoder) -> None:
    (found,) = _states(fp32, ("The fund fell. " * 300,))
    assert len(found.offsets) == 1200
    assert len(found.states) == 1202


def test_a_long_texts_first_piece_is_read_as_if_it_stood_alone(fp32: TorchEncoder) -> None:
    text = "The fund fell. " * 150
    (long,) = _states(fp32, (text,))
    (piece,) = _states(fp32, (text[: long.offsets[509][1]],))
    assert long.states[:511] == pytest.approx(piece.states[:511], abs=1e-5)


def test_the_hash_of_a_model_says_which_runtime_it_runs_in(
    model_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_processor = load(model_home, backbone="minilm").sha256
    monkeypatch.setattr(classifier, "gpu_device", lambda: "cpu")
    assert load(model_home, backbone="minilm").sha256 != on_processor
