"""Hundreds of notes, charts, waits and events leave the process as large as it was."""

from __future__ import annotations

import asyncio
import gc
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ingest.limits import MEBIBYTE
from tapecheck.service import spawning
from tapecheck.service.processes import Processes
from tapecheck.service.service import Service
from tapecheck.settings import Settings
from tests.tapecheck.service import stub_worker
from tests.tapecheck.service.notes import upload

pytestmark = pytest.mark.anyio
WARM_UP, NOTES = 60, 400
GROWTH = 12 * MEBIBYTE


def held() -> tuple[int, int]:
    """Bytes of memory and open files of this process."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE"), len(os.listdir("/proc/self/fd"))


def read_on_one_thread() -> None:
    """Each thread that reads the store holds files; how many there are is the machine's affair."""
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(max_workers=1))


async def read_and_follow(service: Service, number: int) -> None:
    """One note as a client would have it: uploaded, followed, waited for, drawn."""
    task = await service.submit(upload(number))
    events = [event async for event in service.events(task_id=task.id)]
    assert (await service.finished(task.id)).state == events[-1].state == "done"
    await service.png({"description": "a chart"})


async def test_memory_and_open_files_stay_flat(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spawning, "_MODULE", stub_worker.__name__)
    workers = Processes(Settings(), prices=None, model=None, count=1)
    service = await Service.over(tmp_path / "notes.db", workers)
    read_on_one_thread()
    for number in range(WARM_UP):
        await read_and_follow(service, number)
    memory, files = held()
    for number in range(WARM_UP, WARM_UP + NOTES):
        await read_and_follow(service, number)
    memory_after, files_after = held()
    await service.stop()
    assert files_after <= files
    assert memory_after - memory < GROWTH


async def test_replaced_workers_leave_no_file_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spawning, "_MODULE", stub_worker.__name__)
    workers = Processes(Settings(), prices=None, model=None, count=1)
    service = await Service.over(tmp_path / "notes.db", workers)
    read_on_one_thread()
    await read_and_follow(service, 0)
    _, files = held()
    for number in range(1, 4):
        await service.score(upload(number, more=stub_worker.GROWS))
    await read_and_follow(service, 9)
    _, files_after = held()
    await service.stop()
    await asyncio.sleep(0)
    assert files_after <= files
