from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from bench.plain_pipeline import Prepared, measure, prepare, spacy_runner, transformers_runner
from tapecheck.settings import Settings
from tests.ingest.archives.builders import NOTE, written, zip_of

LOG = b"2026-01-01 10:00:00 INFO started\n" * 30
TWO = NOTE + b" It led again in 2021."


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> list[Prepared]:
    data = zip_of({"log.txt": LOG, "a.txt": TWO, "b.txt": NOTE})
    path = written(tmp_path_factory.mktemp("archive"), "a.zip", data)
    return list(prepare(path, 20, settings.models_home))


def test_both_sides_get_the_sentences_that_are_scored(notes: list[Prepared]) -> None:
    assert [(one.name, len(one.sentences)) for one in notes] == [("a.zip/a.txt", 2),
                                                                 ("a.zip/b.txt", 1)]  # fmt: skip
    assert notes[0].sentences[1] == "It led again in 2021."


def test_only_as_many_entries_are_read_as_asked(tmp_path: Path, settings: Settings) -> None:
    path = written(tmp_path, "a.zip", zip_of({f"{n}.txt": NOTE for n in range(9)}))
    assert len(list(prepare(path, 3, settings.models_home))) == 3


def test_what_was_measured_is_rates_over_the_notes(
    notes: list[Prepared], settings: Settings
) -> None:
    taken = measure("spacy", spacy_runner(settings.models_home), notes)
    assert (taken.notes, taken.sentences) == (2, 3)
    assert taken.notes_per_second == pytest.approx(2 / taken.seconds, rel=0.2)


@pytest.mark.parametrize("batch", [None, 2])
def test_transformers_scores_every_sentence(
    batch: int | None, notes: list[Prepared], settings: Settings
) -> None:
    if importlib.util.find_spec("transformers") is None:
        pytest.skip("transformers is not installed; it comes with the extra `train`")
    run = transformers_runner(settings.models_home / "minilm", batch)
    assert json.dumps(measure("x", run, notes).notes) == "2"
