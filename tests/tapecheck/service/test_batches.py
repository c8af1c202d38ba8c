"""Batches: together in one transaction, told of note by note, given up on request."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path

import pytest

from tapecheck.service import Refused, Upload, limits
from tapecheck.service.service import Service
from tapecheck.store.types import Event
from tapecheck.testing import open_service
from tests.tapecheck.service.notes import states, stored_once, upload

pytestmark = pytest.mark.anyio


async def all_events(service: Service, batch_id: str, *, after: int = 0) -> list[Event]:
    return [event async for event in service.events(batch_id=batch_id, after=after)]


async def test_a_batch_reads_every_note_and_refuses_what_is_none(service: Service) -> None:
    given = [upload(0), Upload(name="empty.txt", data=b""), upload(1)]
    batch = await service.submit_batch(given)
    await all_events(service, batch.id)
    found = service.reader.batch(batch.id)
    assert (found.state, found.total, dict(found.states)) == (
        "done",
        3,
        {"done": 2, "refused": 1},
    )


async def test_two_batches_at_once_end_both(service: Service) -> None:
    batches = [
        await service.submit_batch([upload(10 * number + n) for n in range(10)])
        for number in range(2)
    ]
    await asyncio.gather(*(all_events(service, batch.id) for batch in batches))
    assert [service.reader.batch(batch.id).state for batch in batches] == ["done", "done"]
    assert all(stored_once(service.reader, upload(number)) for number in range(20))


async def test_a_note_that_is_twice_in_a_batch_is_kept_once(service: Service) -> None:
    batch = await service.submit_batch([upload(1), upload(1)])
    await all_events(service, batch.id)
    assert states(service.reader.tasks(batch.id).rows) == ["done", "done"]
    assert stored_once(service.reader, upload(1))


async def test_events_come_in_order_each_once_to_the_end(service: Service) -> None:
    batch = await service.submit_batch([upload(number) for number in range(8)])
    events = await all_events(service, batch.id)
    ids = [event.id for event in events]
    assert ids == sorted(set(ids))
    assert sum(event.state == "done" for event in events) == 8


async def test_events_resume_after_any_of_them(service: Service) -> None:
    batch = await service.submit_batch([upload(number) for number in range(4)])
    events = await all_events(service, batch.id)
    for place, event in enumerate(events):
        assert await all_events(service, batch.id, after=event.id) == events[place + 1 :]


async def test_many_who_follow_a_batch_see_the_same(service: Service) -> None:
    batch = await service.submit_batch([upload(number) for number in range(10)])
    told = await asyncio.gather(*(all_events(service, batch.id) for _ in range(10)))
    assert all(events == told[0] for events in told)


async def test_events_of_one_task_end_with_it(service: Service) -> None:
    task = await service.submit(upload())
    events = [event async for event in service.events(task_id=task.id)]
    assert [event.state for event in events] == ["running", "done"]


async def test_a_cancelled_batch_leaves_what_was_not_begun(tmp_path: Path) -> None:
    service = await open_service(tmp_path, seconds_a_note=0.3)
    batch = await service.submit_batch([upload(number) for number in range(5)])
    await asyncio.sleep(0.15)
    cancelled = await service.cancel(batch.id)
    await all_events(service, batch.id)
    found = states(service.reader.tasks(batch.id).rows)
    await service.stop()
    assert cancelled.state == "cancelled"
    assert found == ["done", *["cancelled"] * 4]


async def test_who_waits_for_a_cancelled_task_is_told(tmp_path: Path) -> None:
    service = await open_service(tmp_path, seconds_a_note=0.2)
    batch = await service.submit_batch([upload(number) for number in range(3)])
    last = service.reader.tasks(batch.id).rows[-1]
    waiting = asyncio.create_task(service.finished(last.id))
    await asyncio.sleep(0.05)
    await service.cancel(batch.id)
    ended = await waiting
    await service.stop()
    assert ended.state == "cancelled"


async def test_a_cancelled_batch_makes_room_for_the_next_note(tmp_path: Path) -> None:
    service = await open_service(tmp_path, seconds_a_note=0.1)
    batch = await service.submit_batch([upload(number) for number in range(50)])
    await service.cancel(batch.id)
    ended = await asyncio.wait_for(
        service.finished((await service.submit(upload(99))).id), timeout=3
    )
    await service.stop()
    assert ended.state == "done"


async def test_an_empty_batch_is_refused(service: Service) -> None:
    with pytest.raises(Refused, match="no file"):
        await service.submit_batch([])


async def test_a_batch_of_too_many_files_is_refused_whole(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "BATCH_FILES", 2)
    with pytest.raises(Refused, match="3 files"):
        await service.submit_batch([upload(number) for number in range(3)])
    assert not service.reader.batches().rows


async def test_the_notes_of_a_batch_are_read_as_of_the_day_given(service: Service) -> None:
    day = date(2020, 6, 30)
    given = Upload(name="a.txt", data=upload().data, as_of=day)
    batch = await service.submit_batch([given])
    await all_events(service, batch.id)
    (task,) = service.reader.tasks(batch.id).rows
    assert service.reader.report_by_id(task.report_id or 0).as_of == day
