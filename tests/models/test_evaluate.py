from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from models.datasets import Example, Label
from models.evaluate import (
    Answered,
    answer,
    figures_by_source,
    figures_of,
    flipped_pairs,
    measured_rows,
    reliability,
)
from models.own_labels import own_examples
from models.types import Probabilities, ScoringInput, Sentiment, Target
from tests.models.label_files import write_evaluate, write_permissive

Chances = tuple[float, float, float]


def _example(label: Label, source: str = "set", *, score: float | None = None) -> Example:
    return Example(input=ScoringInput(text="any"), label=label, source=source, score=score)


def _said(chances: Chances, *, score: float = 0.0) -> Sentiment:
    positive, neutral, negative = chances
    return Sentiment(
        score=score,
        probabilities=Probabilities(positive=positive, neutral=neutral, negative=negative),
    )


POSITIVE, NEUTRAL = (0.8, 0.1, 0.1), (0.1, 0.8, 0.1)
# Two of three right; positive F1 2/3, neutral 1 of 1 found but none missed = 1, negative 0.
THREE = Answered(
    examples=[_example("positive"), _example("neutral"), _example("negative")],
    found=[_said(POSITIVE), _said(NEUTRAL), _said(POSITIVE)],
)


def test_accuracy_counts_the_likeliest_label() -> None:
    assert figures_of(THREE).accuracy == pytest.approx(2 / 3, abs=1e-4)


def test_macro_f1_weighs_labels_the_same() -> None:
    assert figures_of(THREE).macro_f1 == pytest.approx(5 / 9, abs=1e-4)


def test_calibration_error_is_the_gap_of_confidence_and_accuracy() -> None:
    assert figures_of(THREE).calibration_error == pytest.approx(0.8 - 2 / 3, abs=1e-4)


def test_calibration_error_does_not_set_one_bin_off_against_another() -> None:
    # Nine tenths sure and wrong, four tenths sure and right: gaps of .9 and .6, half the rows each.
    both = Answered(
        examples=[_example("negative"), _example("positive")],
        found=[_said((0.9, 0.05, 0.05)), _said((0.4, 0.3, 0.3))],
    )
    assert figures_of(both).calibration_error == pytest.approx(0.75)


def test_squared_error_is_of_the_graded_rows() -> None:
    answered = Answered(
        examples=[
            _example("positive", score=0.5),
            _example("positive"),
            _example("neutral", score=0),
        ],
        found=[_said(POSITIVE, score=0.3), _said(POSITIVE, score=-1), _said(NEUTRAL, score=0.4)],
    )
    assert figures_of(answered).squared_error == pytest.approx((0.04 + 0.16) / 2)


def test_without_graded_rows_there_is_no_squared_error() -> None:
    assert figures_of(THREE).squared_error is None


def test_sets_are_measured_apart() -> None:
    answered = Answered(
        examples=[_example("positive", "a"), _example("positive", "b"), _example("neutral", "a")],
        found=[_said(POSITIVE), _said(NEUTRAL), _said(POSITIVE)],
    )
    figures = figures_by_source(answered)
    assert [(name, one.rows, one.accuracy) for name, one in figures.items()] == [
        ("a", 2, 0.5),
        ("b", 1, 0),
    ]


def test_a_bin_has_the_mean_confidence_and_accuracy_of_its_rows() -> None:
    answered = Answered(
        examples=[_example("positive"), _example("negative"), _example("neutral")],
        found=[_said((0.82, 0.1, 0.08)), _said((0.88, 0.1, 0.02)), _said((0.3, 0.4, 0.3))],
    )
    low, high = reliability(answered)
    assert (low.share, low.confidence, low.accuracy) == pytest.approx((1 / 3, 0.4, 1))
    assert (high.share, high.confidence, high.accuracy) == pytest.approx((2 / 3, 0.85, 0.5))
    assert high.gap == pytest.approx(0.35)


def test_a_sure_answer_falls_in_the_last_bin() -> None:
    sure, less = _said((1.0, 0.0, 0.0)), _said((0.95, 0.05, 0.0))
    (last,) = reliability(Answered(examples=[_example("positive")] * 2, found=[sure, less]))
    assert last.share == 1


def _pair(
    labels: Sequence[Label], scores: Sequence[float], *, text: str = "A, B and C"
) -> Answered:
    """Rows of one text, each with another target."""
    examples = [
        Example(
            input=ScoringInput(text=text, target=Target(spans=((place, place + 1),))),
            label=label,
            source="set",
        )
        for place, label in enumerate(labels)
    ]
    return Answered(examples=examples, found=[_said(POSITIVE, score=one) for one in scores])


@pytest.mark.parametrize(
    ("scores", "right"),
    [((0.1, -0.1), 1), ((0.5, 0.1), 0), ((-0.1, -0.5), 0), ((0.0, -0.5), 0), ((-0.3, 0.3), 0)],
)
def test_a_pair_is_told_apart_by_the_sign_of_both(scores: Sequence[float], right: int) -> None:
    assert flipped_pairs(_pair(["positive", "negative"], scores)) == (1, right)


def test_every_positive_target_is_paired_with_every_negative_one() -> None:
    answered = _pair(["positive", "negative", "negative"], [0.5, -0.5, 0.2])
    assert flipped_pairs(answered) == (2, 1)


@pytest.mark.parametrize("labels", [("positive", "positive"), ("neutral", "negative")])
def test_targets_that_are_not_opposite_are_no_pair(labels: tuple[Label, Label]) -> None:
    assert flipped_pairs(_pair(labels, [0.5, -0.5])) == (0, 0)


def test_targets_of_two_texts_are_no_pair() -> None:
    one = _pair(["positive"], [0.5], text="A rose")
    other = _pair(["negative"], [-0.5], text="B fell")
    both = Answered(examples=[*one.examples, *other.examples], found=[*one.found, *other.found])
    assert flipped_pairs(both) == (0, 0)


def test_a_row_overall_is_no_part_of_a_pair() -> None:
    answered = Answered(
        examples=[_example("positive"), _example("negative")],
        found=[_said(POSITIVE, score=0.5), _said(POSITIVE, score=-0.5)],
    )
    assert flipped_pairs(answered) == (0, 0)


class _Reader:
    """A model whose score is the number that a text names; it remembers what it was asked."""

    name, sha256 = "reader", "0" * 64

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def score(self, inputs: Sequence[ScoringInput]) -> list[Sentiment]:
        self.asked.append([item.text for item in inputs])
        return [_said(NEUTRAL, score=float(item.text)) for item in inputs]


def _numbered(*numbers: float) -> list[Example]:
    return [
        Example(input=ScoringInput(text=f"{number:.3f}"), label="neutral", source="set")
        for number in numbers
    ]


def test_answers_come_in_the_order_of_the_rows() -> None:
    rows = _numbered(0.3, 0.1, 0.2, 0.1)
    answered = answer(_Reader(), rows, progress=lambda line: None)
    assert [found.score for found in answered.found] == [0.3, 0.1, 0.2, 0.1]
    assert answered.examples == rows


def test_the_rows_of_a_text_are_asked_one_after_the_other() -> None:
    model = _Reader()
    answer(model, _numbered(0.3, 0.1, 0.3, 0.2, 0.1), progress=lambda line: None)
    assert model.asked == [["0.100", "0.100", "0.200", "0.300", "0.300"]]


def test_progress_ends_with_all_rows() -> None:
    lines: list[str] = []
    rows = _numbered(*(number / 1000 for number in range(450)))
    answer(_Reader(), rows, progress=lines.append)
    assert lines == [f"scored {done} of 450 rows" for done in (200, 400, 450)]


def test_without_the_public_sets_the_own_held_out_rows_are_measured() -> None:
    assert measured_rows(None) == own_examples("held_out")


@pytest.fixture
def measured(tmp_path: Path) -> list[Example]:
    """What is measured of 100 headlines that agree, 100 that conflict, and one row elsewhere."""
    agree = {
        f"Acme and Bolt gain {n}": {"Acme": "positive", "Bolt": "positive"} for n in range(100)
    }
    differ = {f"Acme beats Bolt {n}": {"Acme": "positive", "Bolt": "negative"} for n in range(100)}
    write_permissive(
        tmp_path / "train", sentfin={**agree, **differ}, validation=[("Cask soars", "1")]
    )
    write_evaluate(tmp_path / "evaluate", phrasebank=[("Profit rose .", "positive")])
    return measured_rows(tmp_path)


def test_with_the_public_sets_their_rows_are_measured_too(measured: list[Example]) -> None:
    sources = {row.source for row in measured if not row.source.startswith("own/")}
    assert sources == {
        *("sentfin/entity", "sentfin/overall", "sentfin/conflicting"),
        *("phrasebank/all-agree", "phrasebank/50-agree", "twitter/validation"),
    }


def test_only_held_out_headlines_are_measured(measured: list[Example]) -> None:
    headlines = [row for row in measured if row.source.startswith("sentfin")]
    assert {row.split for row in headlines} == {"held_out"}


def test_the_conflicting_set_is_the_headlines_whose_entities_differ(
    measured: list[Example],
) -> None:
    entities = [row.input for row in measured if row.source == "sentfin/entity"]
    conflicting = [row.input for row in measured if row.source == "sentfin/conflicting"]
    assert conflicting == [item for item in entities if "beats" in item.text]
