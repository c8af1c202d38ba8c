from __future__ import annotations

import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

from bench.archive_facts import Market, open_market
from bench.archive_notes import MadeNote, made_note, made_notes, write_jsonl, write_zip
from ingest.archives import Entry, entries
from tests.conftest import REPOSITORY

COUNT = 600


@pytest.fixture(scope="module")
def market() -> Market:
    return open_market()


@pytest.fixture(scope="module")
def notes(market: Market) -> list[MadeNote]:
    return list(made_notes(COUNT, market))


def test_a_note_is_the_same_whatever_the_count(market: Market, notes: list[MadeNote]) -> None:
    assert [made_note(number, market) for number in (599, 3, 250)] == [
        notes[number] for number in (599, 3, 250)
    ]


def test_lengths_are_those_of_notes(notes: list[MadeNote]) -> None:
    lengths = [len(one.text.split()) for one in notes if one.kind == "note"]
    assert min(lengths) >= 60
    assert 400 < max(lengths) < 750


def test_items_of_a_newsletter_are_short(market: Market) -> None:
    items = made_notes(60, market, longest=60)
    assert max(len(one.text.split()) for one in items if one.kind == "note") < 170


def test_a_few_are_duplicates_near_duplicates_and_no_notes(notes: list[MadeNote]) -> None:
    counts = {kind: sum(one.kind == kind for one in notes) for kind in ("exact", "near")}
    assert 4 <= counts["exact"] <= 30
    assert 6 <= counts["near"] <= 40
    assert 1 <= sum(one.kind == "non_note" for one in notes) <= 15


def test_a_duplicate_names_the_note_that_it_repeats(notes: list[MadeNote]) -> None:
    for one in notes:
        if one.of is not None:
            assert notes[one.of].kind == "note"
            assert (notes[one.of].text == one.text) or one.kind == "near"


def test_prose_is_seldom_the_same_twice(notes: list[MadeNote]) -> None:
    sentences = [
        sentence
        for one in notes
        if one.kind == "note"
        for sentence in one.text.split("\n\n", 1)[1].replace("\n", " ").split(". ")
        if len(sentence) > 90
    ]
    assert len(set(sentences)) > 0.85 * len(sentences)


def test_every_form_holds_the_same_notes(
    notes: list[MadeNote], market: Market, tmp_path: Path
) -> None:
    write_jsonl(iter(notes), tmp_path / "a.jsonl")
    write_zip(iter(notes), tmp_path / "a.zip")
    for path in (tmp_path / "a.jsonl", tmp_path / "a.zip"):
        found = [one.data.decode() for one in entries(path) if isinstance(one, Entry)]
        assert found == [one.text for one in notes]


def test_the_command_writes_a_folder(market: Market, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bench.archive_notes", "5", str(tmp_path / "f")]
    subprocess.run(command, cwd=REPOSITORY, check=True)
    found = [one.data.decode() for one in entries(tmp_path / "f") if isinstance(one, Entry)]
    assert found == [made_note(number, market).text for number in range(5)]


def test_nothing_is_taken_from_the_example_note(notes: list[MadeNote], example_note: Path) -> None:
    told = " ".join(example_note.read_text(encoding="utf-8").split())
    sentences = {one.strip() for note in islice(notes, 200) for one in note.text.split(".")}
    assert not [one for one in sentences if len(one) > 40 and one in told]
