from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from models.benchmarks import (
    FIQA,
    PHRASEBANK,
    read_benchmarks,
    read_fiqa,
    read_phrasebank,
)
from models.datasets import folded, read_permissive
from models.own_labels import own_sentences
from tests.models.label_files import write_evaluate, write_permissive

LABELS = Path(__file__).parents[3] / "shared" / "labels"
ALL_AGREE = PHRASEBANK["phrasebank/all-agree"]


@pytest.fixture(scope="module")
def labels() -> Path:
    if not LABELS.is_dir():
        pytest.skip("the public label sets are not in ../shared/labels")
    return LABELS


@pytest.mark.parametrize("label", ["positive", "neutral", "negative"])
def test_a_phrasebank_sentence_is_labelled_overall(tmp_path: Path, label: str) -> None:
    path = write_evaluate(tmp_path, phrasebank=[("Profit rose .", label)]) / ALL_AGREE
    (row,) = read_phrasebank(path, "phrasebank/all-agree")
    assert (row.input.text, row.label) == ("Profit rose .", label)
    assert (row.input.target.spans, row.score) == (None, None)


def test_a_sentence_may_have_an_at_sign_of_its_own(tmp_path: Path) -> None:
    path = write_evaluate(tmp_path, phrasebank=[("Write to ir@acme.fi .", "neutral")]) / ALL_AGREE
    (row,) = read_phrasebank(path, "phrasebank/all-agree")
    assert row.input.text == "Write to ir@acme.fi ."


def test_finnish_names_are_read_right(tmp_path: Path) -> None:
    path = write_evaluate(tmp_path, phrasebank=[("Hämeenlinna grew", "positive")]) / ALL_AGREE
    (row,) = read_phrasebank(path, "phrasebank/all-agree")
    assert row.input.text == "Hämeenlinna grew"


@pytest.mark.parametrize(
    ("score", "label"),
    [(0.4, "positive"), (0.1, "neutral"), (-0.05, "neutral"), (-0.3, "negative")],
)
def test_a_fiqa_score_has_its_polarity(tmp_path: Path, score: float, label: str) -> None:
    row = {"sentence": "Acme and Bolt meet", "target": "Bolt", "score": score}
    (found,) = read_fiqa(write_evaluate(tmp_path, fiqa=[row]) / FIQA)
    assert (found.label, found.score, found.input.target.spans) == (label, score, ((9, 13),))


def test_a_target_that_is_not_named_verbatim_is_asked_about_overall(tmp_path: Path) -> None:
    row = {"sentence": "$ACM up", "target": "Acme", "score": 0.5}
    (found,) = read_fiqa(write_evaluate(tmp_path, fiqa=[row]) / FIQA)
    assert found.input.target.spans is None


def test_every_set_is_read(tmp_path: Path) -> None:
    write_evaluate(
        tmp_path / "evaluate",
        phrasebank=[("Profit rose .", "positive")],
        fiqa=[{"sentence": "Acme sinks", "target": "Acme", "score": -0.5}],
    )
    write_permissive(tmp_path / "train", twitter=[("a", "1")], validation=[("Bolt soars", "1")])
    assert [row.source for row in read_benchmarks(tmp_path)] == [
        "phrasebank/all-agree",
        "phrasebank/50-agree",
        "fiqa",
        "twitter/validation",
    ]


def test_the_sets_have_their_published_sizes(labels: Path) -> None:
    # PhraseBank's README counts 4840 of at least half agreement; its file has six lines more.
    assert Counter(row.source for row in read_benchmarks(labels)) == {
        "phrasebank/all-agree": 2264,
        "phrasebank/50-agree": 4846,
        "fiqa": 1173,
        "twitter/validation": 2388,
    }


def test_nearly_every_fiqa_target_is_found_in_its_text(labels: Path) -> None:
    rows = [row for row in read_benchmarks(labels) if row.source == "fiqa"]
    assert sum(row.input.target.spans is None for row in rows) == 57


def test_no_measuring_text_is_among_those_trained_on(labels: Path) -> None:
    measuring = {folded(row.input.text) for row in read_benchmarks(labels)}
    public = {folded(row.input.text) for row in read_permissive(labels / "train")}
    own = {folded(sentence.text) for sentence in own_sentences()}
    assert not measuring & (public | own)
