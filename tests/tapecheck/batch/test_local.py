"""Worker processes give what one pipeline gives, whatever becomes of them meanwhile."""

from __future__ import annotations

import hashlib
import os
import signal
from collections.abc import Iterator

import pytest

from tapecheck.batch.chunks import chunked
from tapecheck.batch.limits import CHUNK_WORKERS
from tapecheck.batch.local import Dealt, LocalEngine
from tapecheck.batch.scoring import ChunkScorer
from tapecheck.batch.types import Chunk, Item, Outcome, Scored
from tapecheck.pipeline import Pipeline
from tapecheck.service.jobs import Load
from tapecheck.settings import Settings
from tests.conftest import REPOSITORY


@pytest.fixture(scope="module")
def items() -> list[Item]:
    """The example notes: five formats, one of them no note."""
    files = sorted((REPOSITORY / "examples" / "notes").iterdir())
    return [
        Item(name=path.name, note_id=hashlib.sha256(data).hexdigest(), data=data)
        for path in files
        if path.is_file() and (data := path.read_bytes())
    ]


@pytest.fixture(scope="module")
def engine(settings: Settings) -> Iterator[LocalEngine]:
    load = Load(settings=settings, prices="sample", model="minilm")
    opened = LocalEngine(load, as_of=None, workers=2)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def alone(settings: Settings, items: list[Item]) -> list[str]:
    """What the pipeline says of each note by itself."""
    scorer = ChunkScorer.over(Pipeline.open(settings, prices="sample", model="minilm"))
    return [_told(outcome) for item in items for outcome in scorer.score((item,), as_of=None)]


def _told(outcome: Outcome) -> str:
    if isinstance(outcome, Scored):
        return outcome.report.model_dump_json() + outcome.signature.hex()
    return outcome.reason


def test_reports_are_to_the_byte_those_of_one_note_after_the_other(
    engine: LocalEngine, items: list[Item], alone: list[str]
) -> None:
    found = [outcome for part in engine.score(chunked(items, notes=4)) for outcome in part]
    assert [_told(outcome) for outcome in found] == alone
    assert sum(isinstance(outcome, Scored) for outcome in found) == len(items) - 1


def test_a_kill_finds_one_chunk_begun(
    engine: LocalEngine, items: list[Item], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _most_begun(engine, items, monkeypatch) == 1


def test_twice_the_workers_have_twice_the_chunks(
    settings: Settings, items: list[Item], monkeypatch: pytest.MonkeyPatch
) -> None:
    load = Load(settings=settings, prices="sample", model="minilm")
    engine = LocalEngine(load, as_of=None, workers=2 * CHUNK_WORKERS)
    try:
        assert _most_begun(engine, items, monkeypatch) == 2
    finally:
        engine.close()


def _most_begun(engine: LocalEngine, items: list[Item], monkeypatch: pytest.MonkeyPatch) -> int:
    """The most chunks that are begun and not stored, where each is of two notes."""
    begun, deal = 0, engine._deal

    def counted(chunk: Chunk) -> Dealt:
        nonlocal begun
        begun += 1
        return deal(chunk)

    monkeypatch.setattr(engine, "_deal", counted)
    outcomes = engine.score(chunked(items, notes=2))
    return max(begun - stored for stored, _ in enumerate(outcomes))


def test_the_next_chunk_is_read_while_one_is_scored(engine: LocalEngine, items: list[Item]) -> None:
    drawn = 0

    def chunks() -> Iterator[Chunk]:
        nonlocal drawn
        for chunk in chunked(items, notes=2):
            drawn += 1
            yield chunk

    whole = len(list(chunked(items, notes=2)))
    waiting = [drawn - stored for stored, _ in enumerate(engine.score(chunks()))]
    assert waiting == [2] * (whole - 1) + [1]


def test_a_worker_that_is_killed_loses_and_doubles_nothing(
    engine: LocalEngine, items: list[Item], alone: list[str]
) -> None:
    def chunks() -> Iterator[Chunk]:
        for number, chunk in enumerate(chunked(items, notes=2)):
            if number == 2:
                os.kill(engine._children[0].pid, signal.SIGKILL)
            yield chunk

    found = [outcome for part in engine.score(chunks()) for outcome in part]
    assert [_told(outcome) for outcome in found] == alone


def test_its_run_names_what_it_scores_with(engine: LocalEngine) -> None:
    assert (engine.run.model, engine.run.prices) == ("minilm", "sample")
