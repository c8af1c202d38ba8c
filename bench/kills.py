"""A batch killed again and again: `python -m bench.kills [NOTES [KILLS]]`.

Scores made notes with canned reports (`tapecheck.testing_batch`), so that disk and store are what
is tried, once undisturbed and once with `kill -9` at random moments; then compares every report
and checks the store. Prints how many notes were done again.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ingest.archives import entries
from tapecheck.batch.limits import CHUNK_NOTES
from tapecheck.store import Reader
from tapecheck.store.integrity import check
from tests.tapecheck.batch.archives import archive, scored, stored

NOTES, KILLS = 10_000, 100


def main() -> None:
    """Print counts and whether the stores are the same."""
    notes = int(sys.argv[1]) if len(sys.argv) > 1 else NOTES
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else KILLS
    dice = random.Random(11)  # noqa: S311
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = archive(folder / "notes.jsonl", notes)
        began = time.monotonic()
        scored(entries(source), folder / "whole.db", quiet=True)
        whole = time.monotonic() - began
        print(f"{notes} notes undisturbed: {whole:.1f} s")
        done = [
            _killed(source, folder / "killed.db", dice.random() * whole / kills)
            for _ in range(kills)
        ]
        last = scored(entries(source), folder / "killed.db", quiet=True)
        print(f"{len(done)} kills; {last.scored + last.refused} notes were left for the last run")
        same = stored(folder / "whole.db") == stored(folder / "killed.db")
        print(f"the same reports and refusals: {same}; troubles: {check(folder / 'killed.db')}")
        print(f"done again a kill: at most {CHUNK_NOTES} notes, the chunk under way")


def _killed(source: Path, store: Path, seconds: float) -> int:
    """How many notes were stored when the run was killed, so long after its first chunk."""
    run = subprocess.Popen(
        [sys.executable, "-m", "tests.tapecheck.batch.archives", str(source), str(store)],
        stdout=subprocess.PIPE,
    )
    assert run.stdout is not None
    run.stdout.readline()
    time.sleep(seconds)
    run.send_signal(signal.SIGKILL)
    run.communicate()
    with Reader.open(store) as reader:
        return len(reader.notes(limit=1).rows)


if __name__ == "__main__":
    main()
