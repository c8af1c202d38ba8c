"""A note that is taken out leaves nothing of itself, and nothing else goes with it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tapecheck.report import Report
from tapecheck.store import Reader, Store
from tapecheck.store.errors import NotThere
from tapecheck.store.integrity import check
from tapecheck.store.types import ClaimQuery, Original, Run
from tests.tapecheck.store.varied import varied

SECRET = "zzyzxword"


def marked(number: int) -> tuple[Original, Report, Run]:
    """A note with an unheard-of word in its name, title, author, text, claims and charts."""
    original, report, run = varied(number)
    claims = [
        claim.model_copy(
            update={
                "text": f"{claim.text} {SECRET}",
                "standalone_text": f"{SECRET}",
                "chart": {"title": SECRET},
            }
        )
        for claim in report.claims
    ]
    note = report.note.model_copy(update={"title": SECRET, "author": SECRET.title()})
    told = report.model_copy(update={"note": note, "claims": claims, "text": SECRET + report.text})
    return replace(original, name=f"{SECRET}.txt"), told, run


@pytest.fixture
def note(store: Store) -> str:
    """A marked note among others, with a task, events, a correction and a kept answer."""
    store.add_reports(varied(number) for number in range(10))
    original, report, run = marked(77)
    batch = store.add_batch([(original.id, original.name, original.data + SECRET.encode(), None)])
    (task,) = store.requeue(attempts=2)
    store.start_task(task.id)
    done = store.finish_with_report(task.id, original, report, run)
    store.add_correction(
        f"{done.report_id}-c1", slots={"subject": SECRET}, verdict={"reason": SECRET}, by="me"
    )
    store.claim_answer("k", "hash")
    store.keep_answer(
        "k", status=201, headers={}, body=f'{{"id": "{original.id}", "x": "{SECRET}"}}'.encode()
    )
    assert batch.total == 1
    return original.id


def test_nothing_of_it_is_left_in_any_table_or_in_the_file(store: Store, note: str) -> None:
    assert SECRET.encode() in _everything(store)
    assert store.delete_note(note)
    store._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for trace in (SECRET.encode(), note.encode()):
        assert trace not in _everything(store)
        assert trace not in store.path.read_bytes()


def _everything(store: Store) -> bytes:
    """Every text and blob of every table, those of the word indices too, in lower case."""
    tables = store._db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    return b"\n".join(
        value if isinstance(value, bytes) else str(value).encode()
        for (name,) in tables
        for row in store._db.execute(f'SELECT * FROM "{name}"')
        for value in row
    ).lower()


def test_the_others_stay_whole(store: Store, reader: Reader, note: str) -> None:
    store.delete_note(note)
    assert check(store.path) == ()
    for number in range(10):
        original, report, _ = varied(number)
        assert reader.report(original.id) == report
    assert sum(reader.count(ClaimQuery()).values()) == 60


def test_it_is_not_there_any_more(store: Store, reader: Reader, note: str) -> None:
    store.delete_note(note)
    with pytest.raises(NotThere):
        reader.note(note)
    assert reader.claims(ClaimQuery(words=SECRET)).rows == ()
    assert not store.delete_note(note)


def test_its_upload_still_counts_in_its_batch(store: Store, reader: Reader, note: str) -> None:
    store.delete_note(note)
    (batch,) = reader.batches().rows
    (task,) = reader.tasks(batch.id).rows
    assert (batch.state, batch.states) == ("done", {"done": 1})
    assert (task.state, task.name, task.note_id, task.report_id) == ("done", "(deleted)", "", None)


def test_an_upload_that_waits_is_cancelled_with_its_note(store: Store, reader: Reader) -> None:
    original, report, run = varied(1)
    batch = store.add_batch([(original.id, original.name, original.data, None)])
    (task,) = reader.tasks(batch.id).rows
    store.start_task(task.id)
    assert store.delete_note(original.id)
    assert reader.task(task.id).state == "cancelled"
    assert reader.batch(batch.id).state == "done"
    assert store.finish_with_report(task.id, original, report, run).state == "cancelled"
    assert reader.notes().rows == ()


def test_an_id_is_not_given_twice(store: Store) -> None:
    original, report, run = varied(1)
    first = store.add_report(original, report, run)
    store.delete_note(original.id)
    assert store.add_report(original, report, run) > first


@pytest.mark.parametrize("note_id", ["", "x", "%", "' OR 1=1 --"])
def test_an_unknown_note_takes_nothing_with_it(store: Store, reader: Reader, note_id: str) -> None:
    store.add_report(*varied(1))
    store.claim_answer("k", "hash")
    store.keep_answer("k", status=200, headers={}, body=b"x")
    assert not store.delete_note(note_id)
    assert len(reader.notes().rows) == 1
    assert store.claim_answer("k", "hash") is not None
