"""Reading notes: lists of them, their bytes, and their reports put together again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from tapecheck.report import Report
from tapecheck.store.codes import author_key, day_text, fitting, maybe_day, moment_of, sound
from tapecheck.store.errors import NotThere
from tapecheck.store.putting import claim_of, report_of
from tapecheck.store.reading import Reading
from tapecheck.store.types import NoteRow, Original, Page, Run
from tapecheck.store.words import match

_NOTES = """
SELECT r.*, n.name, n.received FROM reports AS r JOIN notes AS n ON n.id = r.note_id
"""
# Goes through the notes that have the words in the order of the reports' ids.
_NOTES_OF_WORDS = """
SELECT r.*, n.name, n.received FROM note_words AS walked
 CROSS JOIN reports AS r ON r.id = walked.rowid JOIN notes AS n ON n.id = r.note_id
"""
_CONDITIONS = {
    "words": "note_words MATCH :words",
    "author": "r.author_key = :author",
    "since": "r.published >= :since",
    "until": "r.published <= :until",
    "after": "r.id < :after",
}
# The day a note is read at by itself, as `tapecheck.pipeline.own_day` has it.
_OWN_DAY = """
SELECT r.id FROM reports AS r JOIN runs ON runs.id = r.run_id
 WHERE r.note_id = :note AND r.run_id = :run AND r.as_of =
       iif(r.published <= max(coalesce(runs.prices_until, ''), :today),
           r.published, runs.prices_until)
"""


class NoteReader(Reading):
    """Notes, their originals and their reports."""

    def notes(
        self,
        *,
        words: str | None = None,
        author: str | None = None,
        since: date | None = None,
        until: date | None = None,
        after: int | None = None,
        limit: int = 50,
    ) -> Page[NoteRow]:
        """Notes with their current reports, last read first; `words` are sought in all the text."""
        asked: dict[str, Any] = {
            "words": match(words),
            "author": author_key(author) or author,
            "since": day_text(since),
            "until": day_text(until),
            "after": None if after is None else fitting(after),
        }
        given = {name: value for name, value in asked.items() if value is not None}
        where = " AND ".join(["r.current = 1", *(_CONDITIONS[name] for name in given)])
        notes, key = (_NOTES_OF_WORDS, "walked.rowid") if "words" in given else (_NOTES, "r.id")
        rows = self._rows(
            f"{notes} WHERE {where} ORDER BY {key} DESC LIMIT :limit",
            {**given, "limit": limit + 1},
        )
        page = rows[:limit]
        return Page(rows=self._told(page), after=page[-1]["id"] if len(rows) > limit else None)

    def note(self, note_id: str) -> NoteRow:
        """One note; raises `NotThere`."""
        rows = self._rows(f"{_NOTES} WHERE r.note_id = ? AND r.current = 1", (sound(note_id),))
        if not rows:
            raise _no_note(note_id)
        return self._told(rows)[0]

    def _notes_of(self, reports: list[int]) -> tuple[NoteRow, ...]:
        """Notes by their reports, newest first."""
        return self._told(
            self._rows(
                f"{_NOTES} WHERE r.id IN (SELECT value FROM json_each(?))"  # noqa: S608
                " ORDER BY r.id DESC",
                (json.dumps(reports),),
            )
        )

    def _told(self, rows: Sequence[sqlite3.Row]) -> tuple[NoteRow, ...]:
        """Reports' rows as notes, each with its verdicts counted."""
        counts = self._rows(
            "SELECT report_id, verdict, count(*) AS count FROM claims"
            " WHERE report_id IN (SELECT value FROM json_each(?)) GROUP BY report_id, verdict",
            (json.dumps([row["id"] for row in rows]),),
        )
        verdicts: dict[int, dict[Any, int]] = {}
        for one in counts:
            verdicts.setdefault(one["report_id"], {})[one["verdict"]] = one["count"]
        return tuple(_note(row, verdicts.get(row["id"], {})) for row in rows)

    def report(self, note_id: str, *, run: str | None = None) -> Report:
        """A note's current report, or its last one of a run; raises `NotThere`."""
        row = self._row(
            "SELECT id FROM reports WHERE note_id = :note"
            " AND iif(:run IS NULL, current = 1, run_id = :run) ORDER BY id DESC LIMIT 1",
            {"note": sound(note_id), "run": None if run is None else sound(run)},
        )
        if row is None:
            raise _no_note(note_id, run=run)
        return self.report_by_id(row["id"])

    def report_by_id(self, report_id: int) -> Report:
        """A report, the same to the byte of its JSON as the one that was added."""
        report_id = fitting(report_id)
        row = self._row("SELECT json, text FROM report_bodies WHERE report_id = ?", (report_id,))
        if row is None:
            raise NotThere(f"no report {report_id} in the store; look for its note instead")
        claims = self._rows(
            "SELECT body.json, then_.json AS then_, now.json AS now, charts.data AS chart"
            "  FROM claims AS c JOIN claim_bodies AS body ON body.claim_id = c.id"
            "  JOIN verdicts AS then_ ON then_.claim_id = c.id AND then_.kind = 'then'"
            "  LEFT JOIN verdicts AS now ON now.claim_id = c.id AND now.kind = 'now'"
            "  LEFT JOIN charts ON charts.claim_id = c.id"
            " WHERE c.report_id = ? ORDER BY c.id",
            (report_id,),
        )
        return report_of(
            row["json"],
            row["text"],
            [claim_of(c["json"], c["then_"], c["now"], c["chart"]) for c in claims],
        )

    def find_report(self, note_id: str, run: str, as_of: date | None) -> int | None:
        """The id of a report that is known already; `as_of` None is read at the note's own day."""
        given = {"note": sound(note_id), "run": run, "today": _today(), "as_of": day_text(as_of)}
        if as_of is None:
            row = self._row(_OWN_DAY, given)
        else:
            row = self._row(
                "SELECT id FROM reports WHERE note_id = :note AND run_id = :run AND as_of = :as_of",
                given,
            )
        return None if row is None else int(row["id"])

    def original(self, note_id: str) -> Original:
        """A note's bytes as they came; raises `NotThere`."""
        row = self._row("SELECT * FROM notes WHERE id = ?", (sound(note_id),))
        if row is None:
            raise _no_note(note_id)
        return Original(
            id=row["id"],
            data=row["data"],
            name=row["name"],
            received=moment_of(row["received"]),
        )

    def runs(self) -> tuple[Run, ...]:
        """Every run that a report hangs from, the newest first."""
        rows = self._rows("SELECT * FROM runs ORDER BY added DESC")
        return tuple(
            Run(
                id=row["id"],
                tapecheck=row["tapecheck"],
                model=row["model"],
                model_sha256=row["model_sha256"],
                # A store has no such column until the first writer of this version opens it.
                spotter_sha256=dict(row).get("spotter_sha256"),
                catalog=row["catalog"],
                prices=row["prices"],
                prices_until=maybe_day(row["prices_until"]),
            )
            for row in rows
        )

    def change(self) -> int:
        """A number that is another one after anything was written."""
        return int(self._rows("SELECT count FROM changes")[0]["count"])


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def _no_note(note_id: str, *, run: str | None = None) -> NotThere:
    by = "" if run is None else f" by run {run[:60]!r}"
    return NotThere(f"no note {note_id[:70]!r}{by} in the store; upload it to have it read")


def _note(row: sqlite3.Row, verdicts: dict[Any, int]) -> NoteRow:
    return NoteRow(
        id=row["note_id"],
        report_id=row["id"],
        run=row["run_id"],
        name=row["name"],
        title=row["title"],
        author=row["author"],
        published=maybe_day(row["published"]),
        media_type=row["media_type"],
        received=moment_of(row["received"]),
        as_of=date.fromisoformat(row["as_of"]),
        score=row["score"],
        label=row["label"],
        verified_score=row["verified_score"],
        claims=row["claims"],
        verdicts=verdicts,
    )
