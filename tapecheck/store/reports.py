"""Writing what was read: reports with their notes, corrections, and taking a note out again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from tapecheck.report import Report
from tapecheck.store.codes import moment_of, now, packed, sound
from tapecheck.store.errors import StoreError
from tapecheck.store.ids import find_claim
from tapecheck.store.putting import put_note, put_report, put_run
from tapecheck.store.tasks import end_task
from tapecheck.store.types import Correction, Original, Run
from tapecheck.store.writing import Writing

_UNINDEX = (
    """
INSERT INTO note_words (note_words, rowid, title, author, text)
SELECT 'delete', report_id, title, author, text FROM report_bodies
 WHERE report_id IN (SELECT id FROM reports WHERE note_id = ?)""",
    """
INSERT INTO claim_words (claim_words, rowid, title, text, standalone_text)
SELECT 'delete', claim_id, title, text, standalone_text FROM claim_bodies
 WHERE claim_id IN
       (SELECT c.id FROM claims AS c JOIN reports AS r ON r.id = c.report_id WHERE r.note_id = ?)
""",
)
# An index keeps the words of what was deleted until its parts are merged.
_MERGE = (
    "INSERT INTO note_words (note_words) VALUES ('optimize')",
    "INSERT INTO claim_words (claim_words) VALUES ('optimize')",
)
_DELETED = "(deleted)"
_LOG_WAIT_MS = 200


class ReportWriter(Writing):
    """Notes, what runs read in them, and what readers corrected."""

    def add_run(self, run: Run) -> None:
        """Keep a run; the same again changes nothing."""
        with self._transaction():
            put_run(self._db, run)

    def add_report(self, original: Original, report: Report, run: Run) -> int:
        """The id of the report, whole on the disk and its note's current one.

        The same (note, run, as-of day) again gives the id it has.
        """
        return self.add_reports([(original, report, run)])[0]

    def add_reports(self, many: Iterable[tuple[Original, Report, Run]]) -> list[int]:
        """As `add_report`, of many: all of them or none."""
        with self._transaction():
            return [self._put(*one) for one in many]

    def _put(self, original: Original, report: Report, run: Run) -> int:
        if report.note.id != original.id:
            raise StoreError(
                f"the report is of note {report.note.id}, the bytes are of {original.id};"
                " give the bytes that the report was made from"
            )
        put_run(self._db, run)
        put_note(self._db, original)
        return put_report(self._db, report, note_id=original.id, run_id=run.id)

    def delete_note(self, note_id: str) -> bool:
        """Take out a note with all that hangs from it; False where there is none such.

        Its uploads stay in their batches' counts, without name, bytes or result; one that is
        still waiting or being read is cancelled.
        """
        with self._transaction():
            found = [
                self._db.execute(f"SELECT 1 FROM {table} WHERE {column} = ? LIMIT 1", (note_id,))  # noqa: S608
                for table, column in (("notes", "id"), ("tasks", "note_id"))
            ]
            if not any(cursor.fetchone() for cursor in found):
                return False
            for statement in _UNINDEX:
                self._db.execute(statement, (note_id,))
            self._blank_tasks(note_id)
            self._db.execute(
                "DELETE FROM answers WHERE instr(body, CAST(:id AS BLOB)) OR instr(headers, :id)",
                {"id": note_id},
            )
            self._db.execute("DELETE FROM notes WHERE id = ?", (note_id,))
            for statement in _MERGE:
                self._db.execute(statement)
        self._empty_log()
        return True

    def _empty_log(self) -> None:
        """Take what was deleted out of the log too, unless somebody is reading just now."""
        with suppress(sqlite3.Error):
            (usual,) = self._db.execute("PRAGMA busy_timeout").fetchone()
            self._db.execute(f"PRAGMA busy_timeout = {_LOG_WAIT_MS}")
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._db.execute(f"PRAGMA busy_timeout = {usual:d}")

    def _blank_tasks(self, note_id: str) -> None:
        """Take a note's name, bytes and result out of its uploads and their events, and end them.

        Their own ids and moments stay, so that batches add up and events go on.
        """
        rows = self._db.execute("SELECT id FROM tasks WHERE note_id = ?", (note_id,)).fetchall()
        for row in rows:
            self._db.execute(
                "UPDATE tasks SET name = ?, note_id = '', payload = NULL, problem = NULL,"
                " report_id = NULL WHERE id = ?",
                (_DELETED, row["id"]),
            )
            self._db.execute("UPDATE events SET data = '{}' WHERE task_id = ?", (row["id"],))
            end_task(self._db, row["id"], state="cancelled")

    def add_correction(
        self,
        claim_id: str,
        *,
        slots: Mapping[str, Any],
        verdict: Mapping[str, Any],
        by: str | None,
    ) -> Correction:
        """Keep a claim with slots changed, and its verdict then; raises `NotThere`."""
        with self._transaction():
            row = self._db.execute(
                "INSERT INTO corrections (claim_id, made, by, slots, verdict)"
                " VALUES (?, ?, ?, ?, ?) RETURNING id, made, by",
                (
                    find_claim(self._db, claim_id),
                    now(),
                    None if by is None else sound(by),
                    packed(slots),
                    packed(verdict),
                ),
            ).fetchone()
        return Correction(
            id=row["id"],
            claim_id=claim_id,
            made=moment_of(row["made"]),
            by=row["by"],
            slots=slots,
            verdict=verdict,
        )
