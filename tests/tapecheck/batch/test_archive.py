"""A run over an archive: what is stored, what is not done again, and what a kill costs."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from ingest.archives import Entry, Skipped, entries
from tapecheck.batch.limits import CHUNK_NOTES
from tapecheck.batch.types import Chunk, Outcome, RefusedItem
from tapecheck.store import Reader, Store
from tapecheck.store.integrity import check
from tapecheck.testing_batch import CannedEngine
from tests.conftest import REPOSITORY
from tests.tapecheck.batch.archives import archive, note, scored, stored


def _entries(*texts: bytes) -> list[Entry | Skipped]:
    return [Entry(name=f"{place}.txt", data=text) for place, text in enumerate(texts)]


def test_every_note_is_scored_or_refused_and_counted(tmp_path: Path) -> None:
    tally = scored(_entries(*(note(number) for number in range(40))), tmp_path / "notes.db")
    assert (tally.seen, tally.scored, tally.refused) == (40, 35, 5)
    assert tally.claims == sum(tally.verdicts.values()) > 0
    assert [name for name, _ in tally.out] == ["6.txt", "13.txt", "20.txt", "27.txt", "34.txt"]


def test_what_is_stored_is_not_done_again(tmp_path: Path) -> None:
    found = _entries(*(note(number) for number in range(20)))
    scored(found, tmp_path / "notes.db")
    engine = CannedEngine()
    tally = scored(found, tmp_path / "notes.db", engine=engine)
    assert engine.asked == []
    assert (tally.known, tally.scored, tally.refused) == (20, 0, 0)


def test_a_limit_counts_new_notes_only(tmp_path: Path) -> None:
    found = _entries(*(note(number) for number in range(12)))
    scored(found, tmp_path / "notes.db", limit=5)
    tally = scored(found, tmp_path / "notes.db", limit=5)
    assert (tally.known, tally.scored + tally.refused) == (5, 5)


def test_what_could_not_be_opened_is_counted_and_stops_nothing(tmp_path: Path) -> None:
    found = [Skipped(name="a.zip", reason="damaged"), *_entries(note(1))]
    tally = scored(found, tmp_path / "notes.db")
    assert (tally.skipped, tally.scored, tally.out) == (1, 1, [("a.zip", "damaged")])


def test_the_same_bytes_are_scored_once_and_linked(tmp_path: Path) -> None:
    engine = CannedEngine()
    tally = scored(_entries(note(1), note(2), note(1)), tmp_path / "notes.db", engine=engine)
    assert engine.asked == ["0.txt", "1.txt"]
    assert (tally.scored, tally.doubles, tally.known) == (2, 1, 0)
    again = scored(_entries(note(1), note(2), note(1)), tmp_path / "notes.db")
    assert (again.scored, again.doubles, again.known) == (0, 1, 2)


def test_the_same_text_in_other_bytes_is_linked_to_the_first(tmp_path: Path) -> None:
    found = _entries(note(1), note(1).replace(b" beats ", b"  beats\n"))
    tally = scored(found, tmp_path / "notes.db")
    assert (tally.scored, tally.same_text) == (2, 1)


def test_a_lightly_rewritten_note_is_linked_to_the_first(tmp_path: Path) -> None:
    first, second = note(1), note(1).replace(b"by 1 points", b"by 1.1 points")
    tally = scored(_entries(first, note(2), second), tmp_path / "notes.db")
    assert (tally.near, tally.same_text) == (1, 0)
    with Reader.open(tmp_path / "notes.db") as reader:
        ids = {row.name: row.id for row in reader.notes().rows}
        likeness = reader.likeness(ids["2.txt"])
        assert likeness is not None
        assert likeness.of == ids["0.txt"]
        assert reader.likeness(ids["1.txt"]) is None


def test_a_deleted_note_leaves_no_likeness_behind(tmp_path: Path) -> None:
    first, second = note(1), note(1).replace(b"by 1 points", b"by 1.1 points")
    scored(_entries(first, second), tmp_path / "notes.db")
    with Store.open(tmp_path / "notes.db") as store, Reader.open(store.path) as reader:
        ids = {row.name: row.id for row in reader.notes().rows}
        assert store.delete_note(ids["0.txt"])
        assert reader.likeness(ids["1.txt"]) is None
    assert check(tmp_path / "notes.db") == ()


def test_the_archive_is_drawn_only_as_chunks_arestored(tmp_path: Path) -> None:
    drawn = 0
    engine = CannedEngine()

    def found() -> Iterator[Entry | Skipped]:
        nonlocal drawn
        for entry in _entries(*(note(number) for number in range(100))):
            drawn += 1
            assert drawn <= len(engine.asked) + CHUNK_NOTES + 1
            yield entry

    assert scored(found(), tmp_path / "notes.db", engine=engine).seen == 100


def test_a_refusal_keeps_its_reason(tmp_path: Path) -> None:
    scored(_entries(note(6)), tmp_path / "notes.db")
    with Reader.open(tmp_path / "notes.db") as reader:
        (refusal,) = reader.refusals()
    assert refusal.name == "0.txt"
    assert "not a research note" in refusal.reason


def test_a_killed_run_goes_on_and_stores_what_an_undisturbed_one_does(tmp_path: Path) -> None:
    """Killed ten times at any moment; what is redone a kill is at most the chunk under way."""
    source = archive(tmp_path / "notes.jsonl", 600)
    scored(entries(source), tmp_path / "whole.db")
    dice, store = random.Random(7), tmp_path / "killed.db"
    for _ in range(10):
        run = subprocess.Popen(
            [sys.executable, "-m", "tests.tapecheck.batch.archives", str(source), str(store)],
            cwd=REPOSITORY,
            stdout=subprocess.PIPE,
        )
        assert run.stdout is not None
        run.stdout.readline()
        time.sleep(dice.random() * 0.15)
        run.send_signal(signal.SIGKILL)
        run.communicate()
    scored(entries(source), store)
    assert stored(store) == stored(tmp_path / "whole.db")
    assert check(store) == ()


def test_a_chunk_with_only_refusals_isstored(tmp_path: Path) -> None:
    class Refusing(CannedEngine):
        def score(self, chunks: Iterable[Chunk]) -> Iterator[tuple[Outcome, ...]]:
            for chunk in chunks:
                yield tuple(RefusedItem(item=item, reason="no") for item in chunk)

    tally = scored(_entries(note(1), note(2)), tmp_path / "notes.db", engine=Refusing())
    assert (tally.scored, tally.refused) == (0, 2)
