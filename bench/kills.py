"""A batch killed again and again: `python -m bench.kills [NOTES [KILLS]] [--model minilm]`.

Scores an archive once undisturbed and once with `kill -9` at random moments; then compares every
report and refusal and checks the store. With canned reports (`tapecheck.testing_batch`), so that
disk and store are what is tried, or with `--model` by worker processes with models and prices.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from bench.archive import PRICES
from bench.archive_facts import open_market
from bench.archive_notes import SHORTEST, made_notes, write_jsonl
from ingest.archives import entries
from tapecheck.batch.local import Dealt, LocalEngine
from tapecheck.batch.types import Chunk, Engine, Outcome
from tapecheck.service.jobs import Load
from tapecheck.settings import Settings
from tapecheck.store.integrity import check
from tapecheck.testing_batch import CannedEngine
from tests.tapecheck.batch.archives import archive, scored, stored

NOTES, KILLS = 10_000, 100
_CANNED = "canned"


class Counted:
    """An engine that tells, before each chunk is stored, how many notes are begun and are not."""

    def __init__(self, engine: Engine, begun: Callable[[], int]) -> None:
        """`begun` says how many notes an engine has begun so far."""
        self._engine = engine
        self._begun = begun
        self.run = engine.run

    def score(self, chunks: Iterable[Chunk]) -> Iterator[tuple[Outcome, ...]]:
        """The same outcomes."""
        given = 0
        for outcomes in self._engine.score(chunks):
            print(self._begun() - given, flush=True)
            given += len(outcomes)
            yield outcomes

    def close(self) -> None:
        """Close the other."""
        self._engine.close()


class _Local(LocalEngine):
    """Worker processes, and how many notes were dealt out to them."""

    begun = 0

    def _deal(self, chunk: Chunk) -> Dealt:
        self.begun += len(chunk)
        return super()._deal(chunk)


def main() -> None:
    """Print counts and whether the stores are the same."""
    given = _arguments()
    if given.run is not None:
        _score(*given.run, given.model)
        return
    dice = random.Random(11)  # noqa: S311
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, whole, killed = folder / "notes.jsonl", folder / "whole.db", folder / "killed.db"
        _archive(source, given.notes, given.model)
        began = time.monotonic()
        _ended(source, whole, given.model)
        seconds = time.monotonic() - began
        print(f"{given.notes} notes undisturbed: {seconds:.1f} s", flush=True)
        waiting = [
            _killed(source, killed, given.model, dice.random() * 1.5 * seconds / given.kills)
            for _ in range(given.kills)
        ]
        _ended(source, killed, given.model)
        print(f"the same reports and refusals: {stored(whole) == stored(killed)}")
        print(f"troubles: {check(killed)}")
        print(f"{given.kills} kills; done again a kill: at most {max(waiting)} notes")


def _archive(path: Path, notes: int, model: str) -> None:
    if model == _CANNED:
        archive(path, notes)
        return
    write_jsonl(made_notes(notes, open_market(), longest=SHORTEST), path)


def _started(source: Path, store: Path, model: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "bench.kills", "--model", model, "--run"]
    return subprocess.Popen([*command, str(source), str(store)], stdout=subprocess.PIPE, text=True)


def _ended(source: Path, store: Path, model: str) -> None:
    with _started(source, store, model) as run:
        run.communicate()
    assert run.returncode == 0


def _killed(source: Path, store: Path, model: str, seconds: float) -> int:
    """The most notes that were begun and not stored, of a run killed so long after its first."""
    with _started(source, store, model) as run:
        assert run.stdout is not None
        first = run.stdout.readline()
        time.sleep(seconds)
        run.kill()
        rest, _ = run.communicate()
    lines = [first, *rest.splitlines()]
    return max((int(line) for line in lines if line.strip()), default=0)


def _score(source: str, store: str, model: str) -> None:
    engine = _engine(model)
    scored(entries(Path(source)), Path(store), engine=engine, quiet=True)
    engine.close()


def _engine(model: str) -> Counted:
    if model == _CANNED:
        canned = CannedEngine()
        return Counted(canned, lambda: len(canned.asked))
    load = Load(settings=Settings(), prices=PRICES, model=model)
    local = _Local(load, as_of=None, workers=len(os.sched_getaffinity(0)))
    return Counted(local, lambda: local.begun)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notes", nargs="?", type=int, default=NOTES)
    parser.add_argument("kills", nargs="?", type=int, default=KILLS)
    parser.add_argument("--model", default=_CANNED)
    parser.add_argument("--run", nargs=2, metavar=("ARCHIVE", "STORE"), help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
