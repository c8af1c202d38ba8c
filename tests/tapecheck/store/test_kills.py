"""kill -9 while it writes, and many readers while it writes: what was acknowledged is there."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

from tapecheck.store import Reader, Store
from tapecheck.store.integrity import check
from tapecheck.store.types import ClaimQuery
from tests.conftest import REPOSITORY
from tests.tapecheck.store.varied import varied

KILLS = 8
READERS = 16
SECONDS = 3.0
_READING_CHILD = """
import sys, time
from pathlib import Path
from tapecheck.store import Reader
from tapecheck.store.types import ClaimQuery
with Reader.open(Path(sys.argv[1])) as reader:
    until, done = time.monotonic() + float(sys.argv[2]), 0
    while time.monotonic() < until:
        assert len(reader.claims(ClaimQuery(words="momentum")).rows) <= 50
        reader.count(ClaimQuery())
        done += 1
print(done)
"""


def child(*words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *words], cwd=REPOSITORY, stdout=subprocess.PIPE, text=True
    )


def killed(path: Path, *, first: int, after: int) -> list[int]:
    """Numbers of the notes that a writer acknowledged before it was killed."""
    with child("-m", "tests.tapecheck.store.writing_child", str(path), str(first)) as writer:
        assert writer.stdout is not None
        told = [int(writer.stdout.readline()) for _ in range(after)]
        time.sleep(Random(first).uniform(0, 0.03))
        writer.kill()
        return told + [int(line) for line in writer.stdout.read().splitlines()]


def test_what_was_acknowledged_before_a_kill_is_there_whole(path: Path) -> None:
    acknowledged: list[int] = []
    for kill in range(KILLS):
        acknowledged += killed(path, first=1000 * kill, after=3 + kill)
        assert check(path) == ()
    with Reader.open(path) as reader:
        for number in acknowledged:
            original, report, _ = varied(number)
            assert reader.original(original.id) == original
            assert reader.report(original.id) == report


def test_an_upload_that_was_being_read_is_queued_again_after_a_kill(path: Path) -> None:
    for first in range(0, 3000, 1000):
        killed(path, first=first, after=2)
    with Store.open(path) as store:
        for task in store.requeue(attempts=5):
            started = store.start_task(task.id)
            assert started is not None
            assert started[1].startswith(b"Note ")


def test_no_reader_meets_a_locked_store_while_it_is_written(store: Store) -> None:
    store.add_reports(varied(number) for number in range(20))
    until = time.monotonic() + SECONDS
    children = [child("-c", _READING_CHILD, str(store.path), str(SECONDS)) for _ in range(2)]
    with Reader.open(store.path) as reader, ThreadPoolExecutor(READERS) as pool:
        reads = [pool.submit(_read_until, reader, until) for _ in range(READERS)]
        written = 0
        while time.monotonic() < until:
            store.add_report(*varied(20 + written))
            written += 1
        rounds = [read.result() for read in reads]
    for process in children:
        told, _ = process.communicate(timeout=60)
        assert (process.returncode, int(told) > 0) == (0, True)
    assert min(rounds) > 0
    assert written > 0


def _read_until(reader: Reader, until: float) -> int:
    rounds = 0
    while time.monotonic() < until:
        page = reader.claims(ClaimQuery(verdict="refuted"), limit=5)
        assert len({row.id for row in page.rows}) == 5
        newest = reader.notes(limit=1).rows[0]
        assert len(reader.report_by_id(newest.report_id).claims) == newest.claims
        rounds += 1
    return rounds


def test_threads_that_end_leave_no_connection_behind(store: Store) -> None:
    store.add_report(*varied(1))
    with Reader.open(store.path) as reader:
        for _ in range(5):
            thread = threading.Thread(target=reader.notes)
            thread.start()
            thread.join()
        gc.collect()
        assert len(reader._all) == 0
