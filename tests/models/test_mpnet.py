from __future__ import annotations

import time

import pytest

from models.features import TokenStates
from models.mpnet import Encoder, features_of
from models.types import ScoringInput, SentimentModel, Target

SENTENCES = [
    "The fund has outperformed its benchmark by a wide margin.",
    "Costs have doubled and returns have been dismal.",
    "The index holds 600 companies.",
    "If spreads widen, the lowest-rated bonds tend to fall furthest, whatever the state of the "
    "economy, the level of rates or the mood of investors at the time.",
]


def _towards(text: str, name: str) -> ScoringInput:
    start = text.index(name)
    return ScoringInput(text=text, target=Target(spans=((start, start + len(name)),)))


def test_alone_or_in_a_batch_the_score_is_the_same(model: SentimentModel) -> None:
    inputs = [ScoringInput(text=text) for text in SENTENCES]
    assert model.score(inputs) == [model.score([one])[0] for one in inputs]


def test_results_come_in_the_order_of_the_inputs(model: SentimentModel) -> None:
    inputs = [ScoringInput(text=text) for text in SENTENCES]
    assert model.score(inputs[::-1]) == model.score(inputs)[::-1]


def test_probabilities_sum_to_one(model: SentimentModel) -> None:
    for found in model.score([ScoringInput(text=text) for text in SENTENCES]):
        assert found.positive + found.neutral + found.negative == pytest.approx(1)


def test_praise_complaint_and_fact_are_told_apart(model: SentimentModel) -> None:
    praise, complaint, fact, _ = model.score([ScoringInput(text=text) for text in SENTENCES])
    assert praise.score > 0.5
    assert complaint.score < -0.5
    assert abs(fact.score) < 0.1


@pytest.mark.parametrize(
    ("text", "winner", "loser"),
    [
        ("SLYV has outperformed IWN since 2012.", "SLYV", "IWN"),
        ("IWN has lagged SLYV since 2012.", "SLYV", "IWN"),
        ("While SLYV rallied, IWN fell to a new low.", "SLYV", "IWN"),
        ("IWN fell to a new low while SLYV rallied.", "SLYV", "IWN"),
    ],
)
def test_a_comparison_favours_its_winner(
    model: SentimentModel, text: str, winner: str, loser: str
) -> None:
    up, down = model.score([_towards(text, winner), _towards(text, loser)])
    assert up.score > 0.3 > 0 > down.score


def test_targets_of_one_text_share_a_forward_pass(
    encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    passes: list[str] = []
    encode = encoder.encode

    def counted(text: str) -> TokenStates:
        passes.append(text)
        return encode(text)

    monkeypatch.setattr(encoder, "encode", counted)
    text = "SLYV has outperformed IWN since 2012."
    both = [_towards(text, "SLYV"), _towards(text, "IWN")]
    features_of(encoder, [*both, ScoringInput(text=text)])
    assert passes == [text]


def test_what_stands_beyond_the_512th_token_is_read(encoder: Encoder) -> None:
    padding = "The index holds 600 companies. " * 120
    states = encoder.encode(padding + "dismal").states
    assert len(states) > 600
    assert encoder.encode(padding + "superb").states[-1] != pytest.approx(states[-1])


def test_a_target_beyond_the_512th_token_has_its_own_score(model: SentimentModel) -> None:
    text = "The index holds 600 companies. " * 120 + "SLYV has been a dismal failure."
    assert model.score([_towards(text, "SLYV")])[0].score < -0.3


@pytest.mark.parametrize("text", ["", " ", "\n", "—", "🚀", "\x00", "小型株"])
def test_odd_texts_get_a_score(model: SentimentModel, text: str) -> None:
    assert -1 <= model.score([ScoringInput(text=text)])[0].score <= 1


def test_no_inputs_give_no_results(model: SentimentModel) -> None:
    assert model.score([]) == []


def test_the_model_names_what_decides_its_scores(model: SentimentModel) -> None:
    assert model.name == "mpnet-mlp"
    assert len(model.sha256) == 64


def test_a_note_of_600_words_is_scored_within_its_budget(model: SentimentModel) -> None:
    sentence = "Small caps have outrun large caps by {} points since the autumn, helped by falling"
    note = [
        ScoringInput(text=f"{sentence.format(n)} rates, cheap shares and rising estimates.")
        for n in range(30)
    ]
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        model.score(note)
        seconds.append(time.perf_counter() - start)
    assert min(seconds) < 1.2
