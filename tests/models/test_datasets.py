from __future__ import annotations

from pathlib import Path

import pytest

from models.datasets import (
    FINENTITY,
    SENTFIN,
    TWITTER,
    TWITTER_VALIDATION,
    Example,
    find_spans,
    folded,
    read_finentity,
    read_permissive,
    read_sentfin,
    read_twitter,
)
from models.types import ScoringInput
from tests.models.label_files import write_permissive


def _sentfin(tmp_path: Path, rows: dict[str, dict[str, str]]) -> list[Example]:
    return list(read_sentfin(write_permissive(tmp_path, sentfin=rows) / SENTFIN))


def _mark(value: str, start: int, label: str) -> dict[str, str | int]:
    return {"start": start, "end": start + len(value), "value": value, "label": label}


def test_a_headline_gives_a_row_for_each_entity(tmp_path: Path) -> None:
    rows = _sentfin(tmp_path, {"Acme beats Bolt": {"Acme": "positive", "Bolt": "negative"}})
    assert [(row.input.target.spans, row.label, row.source) for row in rows] == [
        (((0, 4),), "positive", "sentfin/entity"),
        (((11, 15),), "negative", "sentfin/entity"),
    ]


def test_entities_that_agree_give_an_overall_row(tmp_path: Path) -> None:
    *_, last = _sentfin(tmp_path, {"Acme, Bolt rally": {"Acme": "positive", "Bolt": "positive"}})
    assert (last.source, last.label, last.input.target.spans) == (
        "sentfin/overall",
        "positive",
        None,
    )


def test_a_repeated_headline_is_taken_once(tmp_path: Path) -> None:
    repeated = {"Acme rallies": {"Acme": "positive"}, "ACME  rallies": {"ACME": "negative"}}
    assert {row.label for row in _sentfin(tmp_path, repeated)} == {"positive"}


def test_a_span_is_the_target_of_a_paragraph(tmp_path: Path) -> None:
    marks = [_mark("Acme", 0, "Positive"), _mark("Bolt", 11, "Negative")]
    paragraph = {"content": "Acme beats Bolt", "annotations": marks}
    rows = list(read_finentity(write_permissive(tmp_path, finentity=[paragraph]) / FINENTITY))
    assert [(row.input.target.spans, row.label) for row in rows] == [
        (((0, 4),), "positive"),
        (((11, 15),), "negative"),
    ]


def test_a_span_whose_offsets_miss_its_value_is_skipped(tmp_path: Path) -> None:
    marks = [_mark("Acme", 0, "Positive"), _mark("Bolt", 1, "Negative")]
    paragraph = {"content": "Acme beats Bolt", "annotations": marks}
    rows = read_finentity(write_permissive(tmp_path, finentity=[paragraph]) / FINENTITY)
    assert [row.label for row in rows] == ["positive"]


@pytest.mark.parametrize(
    ("digit", "label"), [("0", "negative"), ("1", "positive"), ("2", "neutral")]
)
def test_tweets_are_labelled_by_digits(tmp_path: Path, digit: str, label: str) -> None:
    (row,) = read_twitter(write_permissive(tmp_path, twitter=[("Acme", digit)]) / TWITTER)
    assert (row.label, row.input.target.spans) == (label, None)


def test_links_are_taken_out_of_tweets(tmp_path: Path) -> None:
    tweets = [("Acme falls https://t.co/x1", "0")]
    (row,) = read_twitter(write_permissive(tmp_path, twitter=tweets) / TWITTER)
    assert row.input.text == "Acme falls"


def test_the_official_validation_tweets_are_a_source_of_their_own(tmp_path: Path) -> None:
    labels = write_permissive(tmp_path, twitter=[("a", "1")], validation=[("b", "1")])
    found = [next(read_twitter(labels / name)) for name in (TWITTER, TWITTER_VALIDATION)]
    assert [row.source for row in found] == ["twitter", "twitter/validation"]


def test_every_permissive_set_is_read(tmp_path: Path) -> None:
    labels = write_permissive(
        tmp_path,
        sentfin={"Acme rallies": {"Acme": "positive"}},
        finentity=[{"content": "Bolt sinks", "annotations": [_mark("Bolt", 0, "Negative")]}],
        twitter=[("Cask holds", "2")],
    )
    sources = ["sentfin/entity", "sentfin/overall", "finentity", "twitter"]
    assert [row.source for row in read_permissive(labels)] == sources


def test_a_text_that_measures_is_read_from_no_other_set(tmp_path: Path) -> None:
    labels = write_permissive(
        tmp_path,
        sentfin={"Acme rallies": {"Acme": "positive"}},
        finentity=[{"content": "Bolt sinks", "annotations": [_mark("Bolt", 0, "Negative")]}],
        twitter=[("Cask holds https://t.co/x1", "2"), ("Dory climbs", "1")],
        validation=[("ACME  rallies", "1"), ("bolt sinks", "0"), ("Cask holds", "2")],
    )
    assert [row.input.text for row in read_permissive(labels)] == ["Dory climbs"]


def test_all_rows_of_a_text_fall_in_one_split(tmp_path: Path) -> None:
    decisions = {"Acme": "positive", "Bolt": "positive"}
    titles = [f"Acme and Bolt rally {day} days" for day in range(60)]
    rows = _sentfin(tmp_path, dict.fromkeys(titles, decisions))
    by_text = {title: {row.split for row in rows if row.input.text == title} for title in titles}
    assert all(len(splits) == 1 for splits in by_text.values())


def test_a_tenth_of_texts_is_held_out_and_a_tenth_calibrates() -> None:
    splits = [
        Example(input=ScoringInput(text=f"text {n}"), label="neutral", source="made").split
        for n in range(5000)
    ]
    shares = [splits.count(name) / len(splits) for name in ("held_out", "calibrate", "train")]
    assert shares == pytest.approx([26 / 256, 26 / 256, 204 / 256], abs=0.02)


def test_a_text_in_another_case_and_spacing_is_in_the_same_split() -> None:
    pairs = [(f"Acme Up {n}", f"ACME  up\t{n} ") for n in range(50)]
    for pair in pairs:
        one, other = (
            Example(input=ScoringInput(text=text), label="neutral", source="made") for text in pair
        )
        assert one.split == other.split


@pytest.mark.parametrize("text", ["acme rallies", "ACME: Rallies!", " Acme\n\t rallies  "])
def test_texts_are_folded_over_case_spacing_and_punctuation(text: str) -> None:
    assert folded(text) == "acmerallies"


def test_every_mention_of_a_target_is_found() -> None:
    assert find_spans("A+B, then A+B", "A+B") == ((0, 3), (10, 13))


def test_a_target_that_is_not_in_its_sentence_is_refused() -> None:
    with pytest.raises(ValueError, match="does not occur"):
        find_spans("Acme rallies", "Bolt")
