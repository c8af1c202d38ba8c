"""kill -9 of the whole service while notes come in: what was acknowledged is there, once."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tapecheck.store import Reader
from tapecheck.store.errors import NotThere
from tapecheck.store.integrity import check
from tapecheck.testing import open_service
from tests.conftest import REPOSITORY
from tests.tapecheck.service import uploading
from tests.tapecheck.service.notes import note_count, stored_once, upload

pytestmark = pytest.mark.anyio
ROUNDS = 8
A_ROUND = 1_000


def killed(folder: Path, *, first: int, after: float) -> tuple[set[int], set[int]]:
    """Numbers of the notes sent and of those acknowledged before a kill, `after` seconds in."""
    command = [sys.executable, "-m", uploading.__name__, str(folder), str(first)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=REPOSITORY)
    assert process.stdout is not None
    lines = [process.stdout.readline()]
    time.sleep(after)
    process.kill()
    lines += process.communicate()[0].splitlines()
    # The last line may be cut short.
    said = [line.split() for line in lines if line.count(" ") == 1][:-1]
    sent = {int(number) for word, number in said if word == "sent"}
    return sent, {int(number) for word, number in said if word == "kept"}


async def emptied(folder: Path) -> None:
    """Let a new service on the folder read all that is left."""
    service = await open_service(folder)
    while service.queued:
        await asyncio.sleep(0.05)
    await service.stop()


async def test_every_acknowledged_upload_survives_kills_and_is_read_once(tmp_path: Path) -> None:
    sent: set[int] = set()
    kept: set[int] = set()
    for turn in range(ROUNDS):
        new_sent, new_kept = killed(tmp_path, first=turn * A_ROUND, after=0.02 + 0.04 * turn)
        sent, kept = sent | new_sent, kept | new_kept
    await emptied(tmp_path)
    assert len(kept) > ROUNDS
    with Reader.open(tmp_path / "notes.db") as reader:
        assert [number for number in kept if not stored_once(reader, upload(number))] == []
        assert [number for number in sent - kept if not absent_or_whole(reader, number)] == []
    assert note_count(tmp_path / "notes.db") <= len(sent) + ROUNDS
    assert check(tmp_path / "notes.db") == ()


def absent_or_whole(reader: Reader, number: int) -> bool:
    """An upload that nobody was told of may be there or not, but never in part."""
    try:
        reader.note(upload(number).note_id)
    except NotThere:
        return True
    return stored_once(reader, upload(number))
