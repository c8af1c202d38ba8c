"""Writing what is on its way: uploads as rows with their bytes, so that a kill loses none."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tapecheck.report import Report
from tapecheck.store.codes import day_text, new_id, now, packed, sound
from tapecheck.store.errors import NotThere
from tapecheck.store.putting import put_note, put_report, put_run
from tapecheck.store.rows import batch_of, find_batch, find_task, task_of
from tapecheck.store.types import Batch, Original, Run, Task, TaskState
from tapecheck.store.writing import Writing

_UNFINISHED = "state IN ('queued', 'running')"
_END_BATCH = f"""
UPDATE batches SET finished = ?, state = iif(state = 'running', 'done', state)
 WHERE id = ? AND finished IS NULL
   AND NOT EXISTS (SELECT 1 FROM tasks WHERE batch_id = batches.id AND {_UNFINISHED})
RETURNING state
"""  # noqa: S608
_GAVE_UP = {
    "kind": "worker_died",
    "reason": "the program reading this note stopped before it was done, more than once;"
    " upload the note again, alone",
}


class TaskWriter(Writing):
    """Tasks and batches; every change of a task's state leaves an event."""

    def add_task(
        self,
        *,
        note_id: str,
        name: str,
        data: bytes,
        as_of: date | None,
        batch_id: str | None = None,
    ) -> Task:
        """Keep an upload with its bytes until it is finished."""
        with self._transaction():
            task_id = self._insert(
                note_id=note_id, name=name, data=data, as_of=as_of, batch_id=batch_id
            )
            return task_of(find_task(self._db, task_id))

    def add_batch(self, uploads: Sequence[tuple[str, str, bytes, date | None]]) -> Batch:
        """Keep uploads (note id, name, bytes, as of) given together, all of them or none."""
        batch_id = new_id()
        with self._transaction():
            self._db.execute(
                "INSERT INTO batches (id, state, created, total) VALUES (?, 'running', ?, ?)",
                (batch_id, now(), len(uploads)),
            )
            for note_id, name, data, as_of in uploads:
                self._insert(note_id=note_id, name=name, data=data, as_of=as_of, batch_id=batch_id)
            end_batch(self._db, batch_id)
            return batch_of(self._db, find_batch(self._db, batch_id))

    def _insert(
        self, *, note_id: str, name: str, data: bytes, as_of: date | None, batch_id: str | None
    ) -> str:
        task_id = new_id()
        self._db.execute(
            "INSERT INTO tasks (id, batch_id, state, name, note_id, as_of, created, payload)"
            " VALUES (?, ?, 'queued', ?, ?, ?, ?, ?)",
            (task_id, batch_id, sound(name), note_id, day_text(as_of), now(), data),
        )
        return task_id

    def start_task(self, task_id: str) -> tuple[Task, bytes] | None:
        """The task, running from now on, with its bytes; None where it is no longer queued."""
        with self._transaction():
            row = self._db.execute(
                "UPDATE tasks SET state = 'running', started = ?, attempts = attempts + 1"
                " WHERE id = ? AND state = 'queued' RETURNING *",
                (now(), task_id),
            ).fetchone()
            if row is None:
                return None
            add_event(self._db, row, {})
            return task_of(row), row["payload"]

    def finish_task(
        self,
        task_id: str,
        *,
        state: TaskState,
        report_id: int | None = None,
        problem: Mapping[str, Any] | None = None,
    ) -> Task:
        """End a task, and its batch with the last one; the bytes go. An ended task stays as it is.

        Raises `NotThere`.
        """
        with self._transaction():
            return self._finish(task_id, state=state, report_id=report_id, problem=problem)

    def finish_with_report(
        self, task_id: str, original: Original, report: Report, run: Run
    ) -> Task:
        """Keep the report and end its task, both or neither.

        A task that was ended meanwhile, as by the deletion of its note, stays so and the report
        is not kept.
        """
        with self._transaction():
            if find_task(self._db, task_id)["finished"] is not None:
                return task_of(find_task(self._db, task_id))
            put_run(self._db, run)
            put_note(self._db, original)
            report_id = put_report(self._db, report, note_id=original.id, run_id=run.id)
            return self._finish(task_id, state="done", report_id=report_id)

    def _finish(
        self,
        task_id: str,
        *,
        state: TaskState,
        report_id: int | None = None,
        problem: Mapping[str, Any] | None = None,
    ) -> Task:
        end_task(self._db, task_id, state=state, report_id=report_id, problem=problem)
        return task_of(find_task(self._db, task_id))

    def cancel_batch(self, batch_id: str) -> Batch:
        """Cancel what is still queued; what is being read ends by itself. Raises `NotThere`."""
        with self._transaction():
            row = find_batch(self._db, batch_id)
            if row["state"] == "running":
                self._db.execute("UPDATE batches SET state = 'cancelled' WHERE id = ?", (batch_id,))
                queued = self._db.execute(
                    "SELECT id FROM tasks WHERE batch_id = ? AND state = 'queued' ORDER BY seq",
                    (batch_id,),
                ).fetchall()
                for task in queued:
                    end_task(self._db, task["id"], state="cancelled")
            return batch_of(self._db, find_batch(self._db, batch_id))

    def requeue(self, *, attempts: int) -> list[Task]:
        """What a stop left unread, in order: running tasks are queued again.

        One that was begun `attempts` times is failed, as it may be what stops the program.
        """
        with self._transaction():
            left = self._db.execute(
                "SELECT id, attempts FROM tasks WHERE state = 'running' ORDER BY seq"
            ).fetchall()
            for row in left:
                if row["attempts"] >= attempts:
                    end_task(self._db, row["id"], state="failed", problem=_GAVE_UP)
                else:
                    self._queue_again(row["id"])
            queued = self._db.execute("SELECT * FROM tasks WHERE state = 'queued' ORDER BY seq")
            return [task_of(row) for row in queued]

    def put_back(self) -> None:
        """Queue again what a clean stop cut off; that try is not counted, the note is no cause."""
        with self._transaction():
            cut_off = self._db.execute(
                "UPDATE tasks SET attempts = attempts - 1 WHERE state = 'running' RETURNING id"
            ).fetchall()
            for row in cut_off:
                self._queue_again(row["id"])

    def _queue_again(self, task_id: str) -> None:
        row = self._db.execute(
            "UPDATE tasks SET state = 'queued', started = NULL WHERE id = ? RETURNING *",
            (task_id,),
        ).fetchone()
        add_event(self._db, row, {})


def end_task(
    db: sqlite3.Connection,
    task_id: str,
    *,
    state: TaskState,
    report_id: int | None = None,
    problem: Mapping[str, Any] | None = None,
) -> None:
    """End a task that is not ended yet, and its batch with the last one, leaving an event.

    Raises `NotThere` for a report that was deleted meanwhile.
    """
    if report_id is not None:
        found = db.execute("SELECT 1 FROM reports WHERE id = ?", (report_id,)).fetchone()
        if found is None:
            raise NotThere(f"report {report_id} was deleted; read the note anew")
    row = db.execute(
        f"UPDATE tasks SET state = ?, finished = ?, report_id = ?, problem = ?, payload = NULL"  # noqa: S608
        f" WHERE id = ? AND {_UNFINISHED} RETURNING *",
        (state, now(), report_id, None if problem is None else packed(problem), task_id),
    ).fetchone()
    if row is None:
        return
    ended = end_batch(db, row["batch_id"])
    add_event(db, row, {"batch": ended} if ended else {})


def end_batch(db: sqlite3.Connection, batch_id: str | None) -> str | None:
    """The state that a batch ended with just now; None where it goes on, or there is none."""
    row = db.execute(
        _END_BATCH,
        (now(), batch_id),
    ).fetchone()
    return None if row is None else str(row["state"])


def add_event(db: sqlite3.Connection, task: sqlite3.Row, more: Mapping[str, Any]) -> None:
    """Leave word of a task's state as it is now, with its name, note, report and problem."""
    told = task_of(task)
    data = {
        "name": told.name,
        "note": told.note_id,
        "report": told.report_id,
        "problem": told.problem,
        **more,
    }
    db.execute(
        "INSERT INTO events (task_id, batch_id, at, state, data) VALUES (?, ?, ?, ?, ?)",
        (told.id, told.batch_id, now(), told.state, packed(data)),
    )
