"""Taking notes in: each is kept before it is acknowledged, read once, and its end told."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from ingest.limits import MAX_BYTES
from tapecheck.service import Busy, NotReady, Refused, Upload, limits
from tapecheck.service.service import Service
from tapecheck.slots import Slots
from tapecheck.store import Reader, Store
from tapecheck.store.errors import NotThere, StoreFull
from tapecheck.store.types import ClaimQuery, Task
from tapecheck.testing import open_service
from tapecheck.testing_reports import FATAL
from tests.tapecheck.service.notes import note_count, stored_once, upload

pytestmark = pytest.mark.anyio


async def test_an_upload_is_read_and_its_report_kept(service: Service) -> None:
    task = await service.finished((await service.submit(upload())).id)
    assert task.state == "done"
    assert service.reader.report(task.note_id).note.author == "Jane Roe"


async def test_an_acknowledged_upload_is_in_the_store_with_its_bytes(tmp_path: Path) -> None:
    service = await open_service(tmp_path, seconds_a_note=5.0)
    await service.submit(upload(1))
    task = await service.submit(upload(2))
    service.close()
    found = await service.write(lambda store: store.start_task(task.id))
    await service.stop()
    assert found is not None
    assert found[1] == upload(2).data


async def test_a_known_note_is_done_without_being_read(service: Service) -> None:
    first = await service.finished((await service.submit(upload())).id)
    again = await service.submit(upload())
    assert (again.state, again.attempts, again.report_id) == ("done", 0, first.report_id)


async def test_a_known_note_that_is_deleted_meanwhile_is_read_anew(service: Service) -> None:
    for _ in range(6):
        first = await service.finished((await service.submit(upload())).id)
        task, _ = await asyncio.gather(
            service.submit(upload()), service.delete_note(first.note_id), return_exceptions=False
        )
        ended = await service.finished(task.id)
        assert ended.state in {"done", "cancelled"}


async def test_a_full_disk_takes_nothing_more_in(service: Service) -> None:
    service._intake.trouble = "the disk is full; make room"
    with pytest.raises(StoreFull, match="make room"):
        await service.submit(upload())


async def test_a_known_note_is_read_again_as_of_another_day(service: Service) -> None:
    await service.finished((await service.submit(upload())).id)
    given = upload()
    other = Upload(name=given.name, data=given.data, as_of=date(2020, 6, 30))
    task = await service.finished((await service.submit(other)).id)
    assert task.attempts == 1
    assert service.reader.report_by_id(task.report_id or 0).as_of == date(2020, 6, 30)


async def test_the_same_note_twice_at_once_is_kept_once(service: Service) -> None:
    tasks = await asyncio.gather(*(service.submit(upload()) for _ in range(5)))
    ended = await asyncio.gather(*(service.finished(task.id) for task in tasks))
    assert {task.state for task in ended} == {"done"}
    assert len({task.report_id for task in ended}) == 1
    assert stored_once(service.reader, upload())


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "unsupported"),
        (b"%PDF-1.4\nbroken", "unreadable"),
        (b"We use cookies to keep you on this page.", "not_a_note"),
    ],
)
async def test_what_is_no_note_is_refused_with_its_kind(
    service: Service, data: bytes, kind: str
) -> None:
    task = await service.finished((await service.submit(Upload(name="x", data=data))).id)
    assert task.state == "refused"
    assert task.problem is not None
    assert task.problem["kind"] == kind


async def test_a_refused_note_leaves_nothing_but_its_task(service: Service) -> None:
    given = Upload(name="x", data=b"cookies only, we have cookies here")
    await service.finished((await service.submit(given)).id)
    with pytest.raises(NotThere):
        service.reader.note(given.note_id)


async def test_a_note_that_ends_its_reader_fails_and_the_next_is_read(service: Service) -> None:
    bad = await service.submit(upload(1, more=FATAL))
    good = await service.submit(upload(2))
    assert (await service.finished(bad.id)).state == "failed"
    assert (await service.finished(good.id)).state == "done"


async def test_a_file_over_the_limit_is_refused_before_it_is_stored(service: Service) -> None:
    with pytest.raises(Refused, match="larger than"):
        await service.submit(Upload(name="big.txt", data=b"x" * (MAX_BYTES + 1)))


async def test_a_full_queue_says_when_to_come_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "QUEUE", 2)
    service = await open_service(tmp_path, seconds_a_note=0.2)
    for number in range(2):
        await service.submit(upload(number))
    with pytest.raises(Busy) as busy:
        await service.submit(upload(3))
    await service.stop()
    assert busy.value.retry_after >= 1


async def test_a_waiter_that_goes_away_leaves_the_task_alone(tmp_path: Path) -> None:
    service = await open_service(tmp_path, seconds_a_note=0.1)
    task = await service.submit(upload())
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(service.finished(task.id), 0.02)
    ended = await service.finished(task.id)
    await service.stop()
    assert ended.state == "done"


async def test_an_asker_that_goes_away_while_its_upload_is_stored_loses_nothing(
    service: Service,
) -> None:
    asking = asyncio.create_task(service.submit(upload()))
    await asyncio.sleep(0)
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)
    while not service.reader.notes().rows:
        await asyncio.sleep(0.01)
    assert stored_once(service.reader, upload())


async def test_scoring_stores_nothing(service: Service, tmp_path: Path) -> None:
    report = await service.score(upload())
    assert report.claims
    assert note_count(tmp_path / "notes.db") == 0


async def test_scoring_what_is_no_note_is_refused(service: Service) -> None:
    with pytest.raises(Refused) as refused:
        await service.score(Upload(name="x", data=b""))
    assert refused.value.kind == "empty"


async def test_a_correction_is_judged_as_of_the_report_and_the_claim_kept(
    service: Service,
) -> None:
    task = await service.finished((await service.submit(upload())).id)
    claim_id = f"{task.report_id}-c1"
    before = service.reader.claim(claim_id).claim
    made = await service.correct(claim_id, {"relation": "below"}, by="desk")
    assert (made.slots, made.verdict["label"]) == ({"relation": "below"}, "refuted")
    assert made.verdict["as_of"] == before["verdict"]["as_of"]
    assert service.reader.claim(claim_id).claim == before
    assert service.reader.corrections(claim_id) == (made,)


async def test_a_claim_that_is_not_there_cannot_be_corrected(service: Service) -> None:
    with pytest.raises(NotThere):
        await service.correct("9-c1", {"relation": "below"}, by=None)


async def test_one_claim_is_verified_from_slots(service: Service) -> None:
    found = await service.verify(Slots(subject="MTUM", relation="above", comparators=("USMV",)))
    assert found.verdict["label"] == "supported"


async def test_a_deleted_note_is_gone(service: Service) -> None:
    task = await service.finished((await service.submit(upload())).id)
    assert await service.delete_note(task.note_id)
    assert not await service.delete_note(task.note_id)
    assert not service.reader.claims(ClaimQuery()).rows


async def test_a_note_deleted_while_it_is_read_stops_nothing(tmp_path: Path) -> None:
    service = await open_service(tmp_path, seconds_a_note=0.1)
    await service.submit(upload(1))
    await asyncio.sleep(0.05)
    await service.delete_note(upload(1).note_id)
    later = await service.finished((await service.submit(upload(2))).id)
    await service.stop()
    assert later.state == "done"


async def test_nothing_is_taken_in_once_the_service_is_closed(service: Service) -> None:
    service.close()
    with pytest.raises(NotReady, match="stopping"):
        await service.submit(upload())
    assert not service.ready


async def test_stopping_finishes_the_note_at_hand_and_keeps_the_queue(tmp_path: Path) -> None:
    service = await open_service(tmp_path, seconds_a_note=0.3)
    tasks = [await service.submit(upload(number)) for number in range(3)]
    await asyncio.sleep(0.1)
    await service.stop()
    with Reader.open(tmp_path / "notes.db") as reader:
        assert [reader.task(task.id).state for task in tasks] == ["done", "queued", "queued"]


async def test_who_waits_for_a_queued_note_is_told_of_the_stop(tmp_path: Path) -> None:
    service = await open_service(tmp_path, seconds_a_note=0.2)
    await service.submit(upload(1))
    waiting = asyncio.create_task(service.finished((await service.submit(upload(2))).id))
    await asyncio.sleep(0.05)
    await service.stop()
    with pytest.raises(NotReady, match="when it is back"):
        await waiting


async def test_a_queue_that_was_left_is_read_at_the_next_start(tmp_path: Path) -> None:
    service = await open_service(tmp_path, seconds_a_note=0.2)
    tasks = [await service.submit(upload(number)) for number in range(3)]
    await service.stop()
    service = await open_service(tmp_path)
    ended = [await service.finished(task.id) for task in tasks]
    await service.stop()
    assert {task.state for task in ended} == {"done"}


async def test_a_note_given_up_twice_is_not_tried_a_third_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "STOP_SECONDS", 0.1)
    service = await open_service(tmp_path, seconds_a_note=30.0)
    task = await service.submit(upload())
    service.close()
    for _ in range(limits.ATTEMPTS):
        await service.write(lambda store: store.start_task(task.id))
        await service.write(lambda store: store.requeue(attempts=limits.ATTEMPTS))
    found = service.reader.task(task.id)
    await service.stop()
    assert found.state == "failed"


async def test_clean_stops_are_no_tries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "STOP_SECONDS", 0.05)
    service = await open_service(tmp_path, seconds_a_note=30.0)
    task = await service.submit(upload())
    for _ in range(limits.ATTEMPTS + 1):
        while service.reader.task(task.id).state == "queued":
            await asyncio.sleep(0.01)
        await service.stop()
        service = await open_service(tmp_path, seconds_a_note=30.0)
    await service.stop()
    service = await open_service(tmp_path)
    ended = await service.finished(task.id)
    await service.stop()
    assert (ended.state, ended.attempts) == ("done", 1)


async def test_what_is_old_is_forgotten_at_the_start_and_from_time_to_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "KEPT", timedelta(0))
    monkeypatch.setattr(limits, "FORGET_SECONDS", 0.02)
    with Store.open(tmp_path / "notes.db") as store:
        store.claim_answer("k", "hash")
        store.keep_answer("k", status=200, headers={}, body=b"")
    service = await open_service(tmp_path)
    for _ in range(3):
        while await service.write(lambda store: store.claim_answer("k", "hash")) is not None:
            await asyncio.sleep(0.01)
    await service.stop()


async def test_a_store_that_can_not_forget_is_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = asyncio.Event()

    def full(*_: object, **__: object) -> None:
        asked.set()
        raise StoreFull("notes.db can't be written; make room on the disk")

    monkeypatch.setattr(limits, "FORGET_SECONDS", 0.01)
    monkeypatch.setattr(Store, "forget", full)
    service = await open_service(tmp_path)
    for _ in range(2):
        await asked.wait()
        asked.clear()
    assert (await service.finished((await service.submit(upload())).id)).state == "done"
    await service.stop()


async def test_calls_beyond_those_that_may_wait_are_turned_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "CALLS", 2)
    service = await open_service(tmp_path, seconds_a_note=0.1)
    waiting = [asyncio.create_task(service.score(upload(number))) for number in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(Busy):
        await service.returns_since("MTUM", [])
    await asyncio.gather(*waiting)
    assert await service.returns_since("MTUM", []) == []
    await service.stop()


async def test_a_report_waits_for_room_on_a_full_disk(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish, full = Store.finish_with_report, asyncio.Event()

    def without_room(*_: object) -> Task:
        full.set()
        raise StoreFull("notes.db can't be written; make room on the disk")

    monkeypatch.setattr(limits, "FULL_DISK_SECONDS", 0.01)
    monkeypatch.setattr(Store, "finish_with_report", without_room)
    task = await service.submit(upload())
    await full.wait()
    await asyncio.sleep(0.05)
    assert "make room" in (service.why_not_ready() or "")
    monkeypatch.setattr(Store, "finish_with_report", finish)
    assert (await service.finished(task.id)).state == "done"
    assert service.ready


async def test_a_fault_of_ours_fails_the_note_without_its_words(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Task:
        raise RuntimeError("MTUM has beaten USMV")

    monkeypatch.setattr(Store, "finish_with_report", broken)
    with capture_logs() as logged:
        task = await service.finished((await service.submit(upload())).id)
    assert task.state == "failed"
    assert task.problem is not None
    assert task.problem["reason"] == (
        f"a fault in the program kept this note from being read; the log has it under {task.id}"
    )
    (line,) = [line for line in logged if line.get("task") == task.id]
    assert "RuntimeError at test_service.py" in line["reason"]
    assert "USMV" not in str(task.problem) + str(logged)


async def test_a_stopped_store_is_one_file(tmp_path: Path) -> None:
    service = await open_service(tmp_path)
    await service.finished((await service.submit(upload())).id)
    await service.stop()
    assert {path.name for path in tmp_path.iterdir()} == {"notes.db", "notes.db.lock"}
