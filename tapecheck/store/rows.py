"""Rows of tasks, batches, events and keys as the types that callers get."""

from __future__ import annotations

import json
import sqlite3

from tapecheck.store.codes import maybe_day, maybe_moment, moment_of
from tapecheck.store.errors import NotThere
from tapecheck.store.types import Answer, ApiKey, Batch, Event, Task


def find_task(db: sqlite3.Connection, task_id: str) -> sqlite3.Row:
    """A task's row; raises `NotThere`."""
    row: sqlite3.Row | None = db.execute("SELECT * FROM tasks WHERE id = ?", (task_id,)).fetchone()
    if row is None:
        raise NotThere(f"no task {task_id[:60]!r} in the store; upload the note again")
    return row


def find_batch(db: sqlite3.Connection, batch_id: str) -> sqlite3.Row:
    """A batch's row; raises `NotThere`."""
    row: sqlite3.Row | None = db.execute(
        "SELECT * FROM batches WHERE id = ?", (batch_id,)
    ).fetchone()
    if row is None:
        raise NotThere(f"no batch {batch_id[:60]!r} in the store; look for it among all batches")
    return row


def task_of(row: sqlite3.Row) -> Task:
    """A task, without its bytes."""
    return Task(
        id=row["id"],
        batch_id=row["batch_id"],
        state=row["state"],
        name=row["name"],
        note_id=row["note_id"],
        as_of=maybe_day(row["as_of"]),
        created=moment_of(row["created"]),
        started=maybe_moment(row["started"]),
        finished=maybe_moment(row["finished"]),
        attempts=row["attempts"],
        report_id=row["report_id"],
        problem=None if row["problem"] is None else json.loads(row["problem"]),
    )


def batch_of(db: sqlite3.Connection, row: sqlite3.Row) -> Batch:
    """A batch with its tasks counted."""
    states = db.execute(
        "SELECT state, count(*) FROM tasks WHERE batch_id = ? GROUP BY state", (row["id"],)
    )
    return Batch(
        id=row["id"],
        state=row["state"],
        created=moment_of(row["created"]),
        finished=maybe_moment(row["finished"]),
        total=row["total"],
        states=dict(states.fetchall()),
    )


def event_of(row: sqlite3.Row) -> Event:
    """Something that happened to a task."""
    return Event(
        id=row["id"],
        task_id=row["task_id"],
        batch_id=row["batch_id"],
        at=moment_of(row["at"]),
        state=row["state"],
        data=json.loads(row["data"]),
    )


def key_of(row: sqlite3.Row) -> ApiKey:
    """A key as it may be shown."""
    return ApiKey(
        id=row["id"],
        name=row["name"],
        scope=row["scope"],
        created=moment_of(row["created"]),
        revoked=maybe_moment(row["revoked"]),
        last_used=maybe_moment(row["last_used"]),
    )


def answer_of(row: sqlite3.Row) -> Answer:
    """A kept answer, or the place of one that is being made."""
    return Answer(
        request_hash=row["request_hash"],
        status=row["status"],
        headers=json.loads(row["headers"]),
        body=row["body"],
    )
