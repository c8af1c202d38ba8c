"""What is on its way: uploads with their bytes, batches that end, events that go on."""

from __future__ import annotations

from datetime import date

import pytest

from tapecheck.store import Reader, Store
from tapecheck.store.errors import NotThere
from tapecheck.store.types import Task
from tests.tapecheck.store.varied import varied


def add(store: Store, *, name: str = "a.txt", data: bytes = b"bytes") -> Task:
    return store.add_task(note_id="0" * 64, name=name, data=data, as_of=None)


def uploads(count: int) -> list[tuple[str, str, bytes, date | None]]:
    return [(f"{number:064}", f"{number}.txt", b"%d" % number, None) for number in range(count)]


def test_an_upload_is_kept_with_its_bytes(store: Store, reader: Reader) -> None:
    task = add(store, data=b"\x00\xff")
    assert reader.task(task.id) == task
    started = store.start_task(task.id)
    assert started is not None
    assert (started[0].state, started[0].attempts, started[1]) == ("running", 1, b"\x00\xff")


def test_a_task_is_started_once(store: Store) -> None:
    task = add(store)
    assert store.start_task(task.id) is not None
    assert store.start_task(task.id) is None
    assert store.start_task("nowhere") is None


def test_a_task_does_not_end_with_a_report_that_is_gone(store: Store, reader: Reader) -> None:
    task = add(store)
    with pytest.raises(NotThere, match="deleted"):
        store.finish_task(task.id, state="done", report_id=77)
    assert reader.task(task.id).state == "queued"


def test_a_report_ends_its_task_in_the_same_transaction(store: Store, reader: Reader) -> None:
    original, report, run = varied(1)
    task = store.add_task(note_id=original.id, name="a", data=original.data, as_of=None)
    store.start_task(task.id)
    done = store.finish_with_report(task.id, original, report, run)
    assert (done.state, done.report_id) == ("done", reader.note(original.id).report_id)
    assert reader.report(original.id) == report


def test_the_bytes_go_with_the_end(store: Store) -> None:
    task = add(store)
    store.finish_task(task.id, state="refused", problem={"kind": "not_a_note", "reason": "why"})
    assert store._db.execute("SELECT payload FROM tasks").fetchone()["payload"] is None


def test_an_ended_task_stays_as_it_ended(store: Store, reader: Reader) -> None:
    task = add(store)
    refused = store.finish_task(task.id, state="refused", problem={"kind": "empty"})
    assert store.finish_task(task.id, state="done", report_id=None) == refused
    assert store.finish_with_report(task.id, *varied(1)) == refused
    assert reader.notes().rows == ()


def test_a_task_that_is_not_there_is_named(store: Store, reader: Reader) -> None:
    with pytest.raises(NotThere, match="no task"):
        store.finish_task("x", state="done")
    with pytest.raises(NotThere, match="no task"):
        reader.task("\ud800")
    with pytest.raises(NotThere, match="no batch"):
        store.cancel_batch("x")
    with pytest.raises(NotThere, match="no batch"):
        reader.tasks("x")


def test_a_batch_ends_with_its_last_task(store: Store, reader: Reader) -> None:
    batch = store.add_batch(uploads(3))
    tasks = reader.tasks(batch.id).rows
    assert [task.name for task in tasks] == ["0.txt", "1.txt", "2.txt"]
    for task in tasks:
        assert reader.batch(batch.id).state == "running"
        store.start_task(task.id)
        store.finish_task(task.id, state="failed", problem={"kind": "x"})
    ended = reader.batch(batch.id)
    assert (ended.state, ended.total, ended.states) == ("done", 3, {"failed": 3})
    assert ended.finished is not None
    assert reader.events(batch_id=batch.id)[-1].data["batch"] == "done"


def test_an_empty_batch_is_done_at_once(store: Store) -> None:
    assert store.add_batch([]).state == "done"


def test_cancelling_ends_what_is_queued_and_lets_the_rest_end(store: Store, reader: Reader) -> None:
    batch = store.add_batch(uploads(3))
    first = reader.tasks(batch.id).rows[0]
    store.start_task(first.id)
    cancelled = store.cancel_batch(batch.id)
    assert (cancelled.state, cancelled.finished) == ("cancelled", None)
    assert cancelled.states == {"running": 1, "cancelled": 2}
    store.finish_task(first.id, state="failed")
    assert reader.batch(batch.id).state == "cancelled"
    assert reader.batch(batch.id).finished is not None


def test_a_finished_batch_is_not_cancelled(store: Store, reader: Reader) -> None:
    batch = store.add_batch(uploads(1))
    store.finish_task(reader.tasks(batch.id).rows[0].id, state="failed")
    assert store.cancel_batch(batch.id) == reader.batch(batch.id)
    assert reader.batch(batch.id).state == "done"


def test_what_a_stop_left_is_queued_again_in_order(store: Store) -> None:
    first, second, third = (add(store, name=name) for name in "abc")
    store.start_task(second.id)
    assert [task.id for task in store.requeue(attempts=2)] == [first.id, second.id, third.id]


def test_what_stopped_the_program_twice_is_given_up(store: Store, reader: Reader) -> None:
    task = add(store)
    for _ in range(2):
        store.start_task(task.id)
        left = store.requeue(attempts=2)
    assert left == []
    told = reader.task(task.id)
    assert (told.state, told.attempts) == ("failed", 2)
    assert told.problem is not None
    assert told.problem["kind"] == "worker_died"


def test_events_go_on_after_the_one_that_was_seen(store: Store, reader: Reader) -> None:
    task = add(store)
    store.start_task(task.id)
    (begun,) = reader.events(task_id=task.id)
    store.finish_task(task.id, state="refused", problem={"kind": "empty", "reason": "why"})
    (ended,) = reader.events(task_id=task.id, after=begun.id)
    assert (begun.state, ended.state) == ("running", "refused")
    assert ended.data["problem"] == {"kind": "empty", "reason": "why"}
    assert reader.events(after=2**70) == ()


def test_tasks_and_batches_are_paged_without_a_gap(store: Store, reader: Reader) -> None:
    batches = [store.add_batch(uploads(5)) for _ in range(3)]
    first = reader.tasks(batches[0].id, limit=3)
    rest = reader.tasks(batches[0].id, after=first.after, limit=3)
    assert [task.name for task in (*first.rows, *rest.rows)] == [f"{n}.txt" for n in range(5)]
    assert rest.after is None
    newest = reader.batches(limit=2)
    assert [b.id for b in newest.rows] == [batches[2].id, batches[1].id]
    assert [b.id for b in reader.batches(after=newest.after).rows] == [batches[0].id]


def test_the_notes_of_a_batch_are_each_read_as_of_their_day(store: Store, reader: Reader) -> None:
    days = [date(2020, 6, 30), None]
    given = [(f"{number:064}", "a", b"a", day) for number, day in enumerate(days)]
    tasks = reader.tasks(store.add_batch(given).id).rows
    assert [task.as_of for task in tasks] == days


def test_what_a_clean_stop_cut_off_waits_again_and_was_not_tried(
    store: Store, reader: Reader
) -> None:
    running, waiting = add(store), add(store)
    store.start_task(running.id)
    store.put_back()
    found = [reader.task(task.id) for task in (running, waiting)]
    assert [(task.state, task.attempts, task.started) for task in found] == [
        ("queued", 0, None),
        ("queued", 0, None),
    ]
    assert [event.state for event in reader.events()] == ["running", "queued"]
