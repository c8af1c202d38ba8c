"""Worker processes: replaced when they die, hang or wear out; a stub stands for the pipeline."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tapecheck.service import (
    NotReady,
    ReadingFailed,
    Refused,
    Upload,
    WorkerDied,
    limits,
    spawning,
)
from tapecheck.service.processes import Processes
from tapecheck.service.service import Service
from tapecheck.settings import Settings
from tests.tapecheck.service import stub_worker
from tests.tapecheck.service.notes import stored_once, upload

pytestmark = pytest.mark.anyio
CHART = {"description": "a chart"}


def stubs(*, prices: str | None = None, count: int = 1) -> Processes:
    """Processes, to be started by the caller."""
    return Processes(Settings(), prices=prices, model=None, count=count)


@pytest.fixture(autouse=True)
def stub(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the stub spawned in place of the real worker."""
    monkeypatch.setattr(spawning, "_MODULE", stub_worker.__name__)


@pytest.fixture
async def workers() -> AsyncIterator[Processes]:
    """One stub process."""
    workers = stubs()
    workers.start()
    yield workers
    await workers.stop()


async def pid(workers: Processes) -> int:
    """The process that answers now; the stub draws its own id."""
    return int(await workers.png(CHART))


async def test_a_report_comes_back_with_the_run_it_hangs_from(workers: Processes) -> None:
    report, run = await workers.score(upload())
    assert report.note.id == upload().note_id
    assert run == await workers.loaded() == workers.run


async def test_a_refusal_comes_back_as_what_it_is(workers: Processes) -> None:
    with pytest.raises(Refused) as refused:
        await workers.score(Upload(name="empty.txt", data=b""))
    assert (refused.value.kind, str(refused.value)[:10]) == ("empty", "empty.txt:")


async def test_a_fault_in_the_program_keeps_the_process(workers: Processes) -> None:
    before = await pid(workers)
    with pytest.raises(ReadingFailed):
        await workers.score(upload(more=stub_worker.FAILS))
    assert await pid(workers) == before


async def test_a_note_that_kills_its_process_once_is_read_by_the_next(
    workers: Processes, tmp_path: Path
) -> None:
    before = await pid(workers)
    given = Upload(name=str(tmp_path / "mark"), data=upload(more=stub_worker.DIES_ONCE).data)
    report, _ = await workers.score(given)
    assert report.note.id == given.note_id
    assert await pid(workers) != before


async def test_a_note_that_kills_every_process_is_given_up(workers: Processes) -> None:
    with pytest.raises(WorkerDied, match="died on it 2 times"):
        await workers.score(upload(more=stub_worker.DIES))
    assert (await workers.score(upload()))[0].claims


async def test_a_note_that_hangs_is_stopped_and_not_tried_again(
    workers: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = await pid(workers)
    monkeypatch.setattr(limits, "NOTE_SECONDS", 0.2)
    with pytest.raises(WorkerDied, match="took longer"):
        await workers.score(upload(more=stub_worker.HANGS))
    assert await pid(workers) != before


async def test_an_idle_process_that_dies_costs_no_try(workers: Processes) -> None:
    before = await pid(workers)
    os.kill(before, signal.SIGKILL)
    await asyncio.sleep(0.1)
    assert (await workers.score(upload()))[0].claims
    assert await pid(workers) != before


async def test_a_process_that_has_grown_is_replaced_after_its_note(workers: Processes) -> None:
    before = await pid(workers)
    assert (await workers.score(upload(more=stub_worker.GROWS)))[0].claims
    assert await pid(workers) != before


async def test_a_process_that_has_read_enough_is_replaced(
    workers: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "NOTES_A_WORKER", 2)
    before = await pid(workers)
    await workers.score(upload(1))
    assert await pid(workers) == before
    await workers.score(upload(2))
    assert await pid(workers) != before


async def test_two_processes_read_two_notes_at_once() -> None:
    workers = stubs(count=2)
    workers.start()
    await asyncio.gather(*(workers.score(upload(number)) for number in range(4)))
    stuck = asyncio.create_task(workers.score(upload(more=stub_worker.HANGS)))
    await asyncio.wait_for(workers.score(upload(9)), timeout=10)
    await workers.stop()
    with pytest.raises(NotReady):
        await stuck


async def test_what_cannot_be_loaded_is_named() -> None:
    workers = stubs(prices=stub_worker.MISSING)
    workers.start()
    with pytest.raises(NotReady, match="no prices at missing"):
        await workers.loaded()
    with pytest.raises(NotReady, match="no prices at missing"):
        await workers.score(upload())
    await workers.stop()


async def test_an_asker_who_goes_away_leaves_the_process_to_the_next(workers: Processes) -> None:
    asking = asyncio.create_task(workers.score(upload(1)))
    await workers.loaded()
    await asyncio.sleep(0.01)
    asking.cancel()
    report, _ = await asyncio.wait_for(workers.score(upload(2)), timeout=10)
    assert report.note.id == upload(2).note_id


async def test_stopping_leaves_no_process(workers: Processes) -> None:
    process = await pid(workers)
    await workers.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


async def test_a_note_whose_worker_is_killed_is_stored_once(tmp_path: Path) -> None:
    service = await Service.over(tmp_path / "notes.db", stubs())
    data = upload(more=stub_worker.DIES_ONCE).data
    given = Upload(name=str(tmp_path / "mark"), data=data)
    task = await service.finished((await service.submit(given)).id)
    once = stored_once(service.reader, given)
    await service.stop()
    assert (task.state, once) == ("done", True)


async def test_a_note_under_way_at_a_hard_stop_is_read_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "STOP_SECONDS", 0.1)
    service = await Service.over(tmp_path / "notes.db", stubs())
    await service.loaded()
    task = await service.submit(upload(more=stub_worker.HANGS))
    await asyncio.sleep(0.1)
    await service.stop()
    service = await Service.over(tmp_path / "notes.db", stubs())
    again = service.reader.task(task.id)
    await service.stop()
    assert again.state in {"queued", "running"}
