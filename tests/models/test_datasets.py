from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.datasets import (
    LABELS,
    find_spans,
    read_finentity,
    read_own,
    read_own_eval,
    read_sentfin,
    read_twitter,
)


def _sentfin(tmp_path: Path, *rows: tuple[str, dict[str, str]]) -> Path:
    path = tmp_path / "sentfin.csv"
    lines = ["S No.,Title,Decisions,Words"]
    for title, decisions in rows:
        quoted = json.dumps(decisions).replace('"', '""')
        lines.append(f'1,"{title}","{quoted}",5')
    path.write_text("\n".join(lines))
    return path


def test_a_headline_gives_a_row_for_each_entity(tmp_path: Path) -> None:
    path = _sentfin(tmp_path, ("Acme beats Bolt", {"Acme": "positive", "Bolt": "negative"}))
    rows = [(row.input.target.spans, row.label, row.source) for row in read_sentfin(path)]
    assert rows == [
        (((0, 4),), "positive", "sentfin/entity"),
        (((11, 15),), "negative", "sentfin/entity"),
    ]


def test_entities_that_agree_give_an_overall_row(tmp_path: Path) -> None:
    path = _sentfin(tmp_path, ("Acme, Bolt rally", {"Acme": "positive", "Bolt": "positive"}))
    *_, last = read_sentfin(path)
    assert (last.source, last.label, last.input.target.spans) == (
        "sentfin/overall",
        "positive",
        None,
    )


def test_a_repeated_headline_is_taken_once(tmp_path: Path) -> None:
    row = ("Acme rallies", {"Acme": "positive"})
    path = _sentfin(tmp_path, row, ("ACME  rallies", {"ACME": "negative"}))
    assert {row.label for row in read_sentfin(path)} == {"positive"}


def test_a_span_whose_offsets_miss_its_value_is_skipped(tmp_path: Path) -> None:
    marks = [
        {"start": 0, "end": 4, "value": "Acme", "label": "Positive"},
        {"start": 1, "end": 5, "value": "Bolt", "label": "Negative"},
    ]
    path = tmp_path / "finentity.json"
    path.write_text(json.dumps([{"content": "Acme beats Bolt", "annotations": marks}]))
    assert [row.label for row in read_finentity(path)] == ["positive"]


def test_links_are_taken_out_of_tweets(tmp_path: Path) -> None:
    path = tmp_path / "tweets.csv"
    path.write_text('text,label\n"Acme falls https://t.co/x1",0\n')
    (row,) = read_twitter(path)
    assert (row.input.text, row.label) == ("Acme falls", "negative")


def test_all_rows_of_a_text_fall_in_one_split(tmp_path: Path) -> None:
    decisions = {"Acme": "positive", "Bolt": "positive"}
    titles = [f"Acme and Bolt rally {day} days" for day in range(60)]
    rows = list(read_sentfin(_sentfin(tmp_path, *((title, decisions) for title in titles))))
    by_text = {title: {row.split for row in rows if row.input.text == title} for title in titles}
    assert all(len(splits) == 1 for splits in by_text.values())
    assert {split for splits in by_text.values() for split in splits} >= {"train", "held_out"}


def test_every_mention_of_a_target_is_found() -> None:
    assert find_spans("A+B, then A+B", "A+B") == ((0, 3), (10, 13))


def test_a_target_that_is_not_in_its_sentence_is_refused() -> None:
    with pytest.raises(ValueError, match="does not occur"):
        find_spans("Acme rallies", "Bolt")


def test_no_measuring_sentence_is_trained_on() -> None:
    trained = {row.input.text.lower() for row in read_own("own_train")}
    assert not trained & {row.input.text.lower() for row in read_own_eval()}


def test_the_own_sets_hold_every_label() -> None:
    for rows in (list(read_own("own_train")), read_own_eval()):
        assert {row.label for row in rows} == set(LABELS)
