"""Remembering changes no score, and asks the model once for what an archive says again."""

from __future__ import annotations

from models.remembering import RememberingModel
from models.types import ScoringInput, Target
from tapecheck.testing import KeywordModel

WORDS = {"beat": 0.5, "lags": -0.4}


def _inputs(*texts: str) -> list[ScoringInput]:
    return [ScoringInput(text=text) for text in texts]


def test_results_are_those_of_the_model_in_the_order_asked() -> None:
    asked = _inputs("MTUM beat SPY.", "USMV lags.", "MTUM beat SPY.", "It is so.")
    remembering = RememberingModel(KeywordModel(WORDS), results=100)
    assert remembering.score(asked) == KeywordModel(WORDS).score(asked)


def test_what_was_scored_is_not_scored_again() -> None:
    model = KeywordModel(WORDS)
    remembering = RememberingModel(model, results=100)
    remembering.score(_inputs("MTUM beat SPY.", "USMV lags.", "MTUM beat SPY."))
    remembering.score(_inputs("USMV lags.", "New."))
    assert sorted(item.text for item in model.seen) == ["MTUM beat SPY.", "New.", "USMV lags."]


def test_another_target_is_another_question() -> None:
    model = KeywordModel(WORDS)
    remembering = RememberingModel(model, results=100)
    towards = ScoringInput(text="MTUM beat SPY.", target=Target(spans=((0, 4),)))
    remembering.score([*_inputs("MTUM beat SPY."), towards])
    assert len(model.seen) == 2


def test_only_the_latest_results_are_kept() -> None:
    model = KeywordModel(WORDS)
    remembering = RememberingModel(model, results=2)
    remembering.score(_inputs("One.", "Two."))
    remembering.score(_inputs("One.", "Three."))
    model.seen.clear()
    remembering.score(_inputs("One.", "Three."))
    assert model.seen == []
    remembering.score(_inputs("Two."))
    assert [item.text for item in model.seen] == ["Two."]


def test_more_than_is_kept_can_be_asked_at_once() -> None:
    remembering = RememberingModel(KeywordModel(WORDS), results=1)
    assert len(remembering.score(_inputs("One.", "Two.", "Three."))) == 3


def test_its_name_and_hash_are_those_of_the_model() -> None:
    model = KeywordModel(WORDS)
    remembering = RememberingModel(model, results=1)
    assert (remembering.name, remembering.sha256) == (model.name, model.sha256)
