"""The training loop on a tiny backbone: it learns, goes on where it was killed, and exports."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="needs the `train` extra: torch")

import torch
from tokenizers import Tokenizer

from models.datasets import Example, Label
from models.errors import StaleCheckpoint
from models.features import positions
from models.training.corpus import Text, encode_below, texts_of
from models.training.export import answers, best_temperature, export
from models.training.loop import Stage, run_stage
from models.training.network import Network
from models.types import ScoringInput, Target
from models.weights import Shape, load_weights, save_weights

WORDS = {"good": "positive", "bad": "negative", "plain": "neutral"}
SHAPE = Shape(backbone="minilm", layers=6, frozen=2, rank=4, scale=2.0, width=16)


def _quiet(_: str) -> None:
    pass


def _examples() -> list[Example]:
    rows = []
    for number in range(24):
        for word, label in WORDS.items():
            text = f"Fund {number} had a {word} year."
            rows.append(_example(text, label, score={"good": 0.5, "bad": -0.5}.get(word, 0.0)))
    return rows


def _example(text: str, label: str, *, score: float) -> Example:
    named: dict[str, Label] = {
        "positive": "positive",
        "negative": "negative",
        "neutral": "neutral",
    }
    target = Target(spans=((0, text.index(" had")),))
    return Example(
        input=ScoringInput(text=text, target=target), label=named[label], source="made", score=score
    )


@pytest.fixture(scope="module")
def tokenizer(backbone_home: Path) -> Tokenizer:
    found = Tokenizer.from_file(str(backbone_home / "minilm" / "tokenizer.json"))
    found.no_padding()
    found.no_truncation()
    return found


def _network(home: Path) -> Network:
    torch.manual_seed(3)
    return Network(home / "minilm", SHAPE)


def _texts(network: Network, tokenizer: Tokenizer) -> list[Text]:
    texts = texts_of(_examples(), tokenizer)
    encode_below(network.tower, texts, progress=_quiet)
    return texts


def _stage(texts: list[Text], epochs: int = 12) -> Stage:
    return Stage(name="made", texts=texts, epochs=epochs, rate=3e-3, seed=1)


def _weights(network: Network) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.concatenate([v.detach().numpy().ravel() for v in network.trained().values()])


def test_the_network_learns_what_it_is_shown(
    backbone_home: Path, tokenizer: Tokenizer, tmp_path: Path
) -> None:
    network = _network(backbone_home)
    texts = _texts(network, tokenizer)
    run_stage(network, _stage(texts), kept=tmp_path / "kept.pt", progress=_quiet)
    logits, scores = answers(network, texts)
    labels = np.array([np.argmax(row.chances) for text in texts for row in text.rows])
    assert (logits.argmax(axis=1) == labels).mean() > 0.95
    assert np.corrcoef(scores, [row.score for text in texts for row in text.rows])[0, 1] > 0.9


def test_a_killed_run_goes_on_to_the_same_weights(
    backbone_home: Path, tokenizer: Tokenizer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = _network(backbone_home)
    stage = _stage(_texts(whole, tokenizer), epochs=4)
    run_stage(whole, stage, kept=tmp_path / "whole.pt", progress=_quiet)

    monkeypatch.setattr("models.training.loop.KEEP_EVERY_S", -1.0)
    monkeypatch.setattr("models.training.loop.TELL_EVERY", 2)

    def killed(line: str) -> None:
        if "epoch 2" in line:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_stage(_network(backbone_home), stage, kept=tmp_path / "cut.pt", progress=killed)
    again = _network(backbone_home)
    run_stage(again, stage, kept=tmp_path / "cut.pt", progress=_quiet)
    assert _weights(again) == pytest.approx(_weights(whole), abs=1e-6)


def test_a_checkpoint_of_another_run_is_refused(
    backbone_home: Path, tokenizer: Tokenizer, tmp_path: Path
) -> None:
    network = _network(backbone_home)
    texts = _texts(network, tokenizer)
    run_stage(network, _stage(texts, epochs=1), kept=tmp_path / "kept.pt", progress=_quiet)
    texts[0].rows = [replace(row, score=row.score - 0.1) for row in texts[0].rows]
    with pytest.raises(StaleCheckpoint, match="remove it"):
        run_stage(
            _network(backbone_home), _stage(texts, 1), kept=tmp_path / "kept.pt", progress=_quiet
        )


def test_exported_heads_answer_as_the_network_does(
    backbone_home: Path, tokenizer: Tokenizer, tmp_path: Path
) -> None:
    network = _network(backbone_home)
    texts = _texts(network, tokenizer)[:1]
    logits, scores = answers(network, texts)
    save_weights(export(network, temperature=1.0), tmp_path / "minilm.safetensors")
    head = load_weights(tmp_path / "minilm.safetensors").head
    below = texts[0].below
    assert below is not None
    with torch.no_grad():
        states = network.tower.above(below[None], torch.ones(1, len(below)))[0].float().numpy()
    features = np.concatenate([states[look].mean(axis=0) for look in texts[0].rows[0].looks])
    found = head.sentiment(features)
    assert found.score == pytest.approx(float(scores[0]), abs=1e-3)
    chances = np.exp(logits[0]) / np.exp(logits[0]).sum()
    assert found.probabilities.positive == pytest.approx(float(chances[0]), abs=1e-3)


def test_training_and_serving_look_at_the_same_tokens(tokenizer: Tokenizer) -> None:
    example = _examples()[0]
    (text,) = texts_of([example], tokenizer)
    served = tokenizer.encode(example.input.text, add_special_tokens=False)
    assert text.rows[0].looks == positions(served.offsets, example.input.target)


def test_a_model_that_is_too_sure_gets_a_higher_temperature() -> None:
    logits = np.array([[4.0, 0, 0]] * 10, dtype=np.float32)
    often, seldom = np.array([0] * 9 + [1]), np.array([0] * 5 + [1] * 5)
    even = np.ones(10)
    assert best_temperature(logits, seldom, even) > best_temperature(logits, often, even)
