"""Training the spotter on made lessons: it learns them, goes on where it was cut, and exports."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="needs the `train` extra: torch")

import torch

from models.encoder import open_tokenizer
from models.errors import StaleCheckpoint
from models.features import TokenStates
from models.spotting.head import Answers
from models.spotting.types import SLOTS, Stretch
from models.spotting.weights import SpotterWeights, load_spotter, save_spotter
from models.training import spotting
from models.training.spotting import Course, train_spotter
from models.training.spotting_corpus import Lesson, Place, padded, tokenised
from models.training.spotting_network import SpottingNetwork
from models.weights import Shape
from tests.models.test_spotting import Words

ANSWERS = Answers(
    kinds=("level", "risk"),
    relation=("rises", "falls"),
    metric=("total_return", "volatility"),
    modality=("asserted",),
)
VERBS = {"gained": ("level", "rises", "total_return"), "wobbled": ("risk", "falls", "volatility")}


def _quiet(_: str) -> None:
    pass


def _lessons(count: int) -> list[Lesson]:
    """Half of the sentences say that a fund gained a number, half that it wobbled by it."""
    return [_lesson(number, verb) for number in range(count) for verb in VERBS]


def _lesson(number: int, verb: str) -> Lesson:
    text = f"Fund {number} {verb} {number + 3} % beside fund Z."
    words = [(text.index(f" {word}") + 1, word) for word in text.rstrip(".").split()[1:]]
    asked = [(start, start + len(word)) for start, word in words]
    names = [(0, text.index(f" {verb}")), (text.index("fund Z"), len(text) - 1)]
    empty: dict[str, list[Stretch]] = {slot: [] for slot in SLOTS}
    stated = [(text.index(verb) + len(verb) + 1, text.index(" beside"))]
    passage = Words(
        text=text,
        asked=asked,
        candidates=empty
        | {"subject": names, "joint": names, "comparator": names, "number": stated},
        entities=[str(number), "Z"],
    )
    kind, relation, metric = VERBS[verb]
    place = Place(
        word=1,
        kind=kind,
        traits={"relation": relation, "metric": metric, "modality": "asserted"},
        arcs={
            "subject": (0,),
            "joint": (),
            "comparator": (),
            "number": (0,),
            "window": (),
            "phrase": (),
        },
    )
    return Lesson(passage=passage, places=(place,))


COURSE = Course(
    shape=Shape(backbone="minilm", layers=2, frozen=0, rank=4, scale=2.0, width=32),
    epochs=6,
    rate=5e-3,
)
SHORT = replace(COURSE, epochs=3)


def _train(
    home: Path, work: Path, lessons: list[Lesson], course: Course = COURSE
) -> SpotterWeights:
    return train_spotter(lessons, ANSWERS, home, work, course=course, progress=_quiet)


def _states(home: Path, lesson: Lesson, weights: SpotterWeights) -> TokenStates:
    """The token states of the trained backbone, without a graph."""
    torch.manual_seed(spotting.SEED)
    network = SpottingNetwork(home / "minilm", weights.shape, ANSWERS).eval()
    for name, value in network.trained().items():
        product, _, side = name.removeprefix("tower.model.").rpartition(".")
        if product in weights.adapters.pairs:
            up, down = weights.adapters.pairs[product]
            value.data.copy_(torch.tensor(up if side == "up" else down))
    tokenizer = open_tokenizer(home / "minilm", backbone="minilm")
    with torch.no_grad():
        (states,) = network.states(*padded(tokenised([lesson], tokenizer)))
    offsets = tokenizer.encode(lesson.passage.text).offsets[1:-1]
    return TokenStates(states=states.numpy(), offsets=offsets)


def test_the_spotter_learns_what_it_is_shown(backbone_home: Path, tmp_path: Path) -> None:
    save_spotter(_train(backbone_home, tmp_path, _lessons(24)), tmp_path / "kept")
    weights = load_spotter(tmp_path / "kept")
    for verb, (kind, relation, metric) in VERBS.items():
        lesson = _lesson(77, verb)
        tokens = _states(backbone_home, lesson, weights)
        (found,) = weights.head.proposals(tokens, lesson.passage, floor=0.5)
        assert (found.word, found.kind) == (1, kind)
        assert (found.relation, found.metric) == (relation, metric)
        assert (found.subject, found.joint, found.comparators, found.number) == (0, (), (), 0)


def test_a_run_that_was_cut_goes_on_to_the_same_weights(
    backbone_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spotting, "_TELL_EVERY", 1)
    lessons = _lessons(8)
    whole = _train(backbone_home, tmp_path / "whole", lessons, SHORT)

    def killed(line: str) -> None:
        if "epoch 2" in line:
            raise KeyboardInterrupt

    cut = tmp_path / "cut"
    with pytest.raises(KeyboardInterrupt):
        train_spotter(lessons, ANSWERS, backbone_home, cut, course=SHORT, progress=killed)
    again = _train(backbone_home, cut, lessons, SHORT)
    for name, tensor in whole.head.tensors.items():
        assert np.asarray(again.head.tensors[name]) == pytest.approx(tensor, abs=1e-6)


def test_what_was_learnt_from_other_notes_is_refused(backbone_home: Path, tmp_path: Path) -> None:
    _train(backbone_home, tmp_path, _lessons(4))
    with pytest.raises(StaleCheckpoint, match="remove it"):
        _train(backbone_home, tmp_path, _lessons(5))
