"""Is everything there and whole: the file, the rows, the word indices, the bytes, the reports."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tapecheck.store.connect import named_errors
from tapecheck.store.store import Reader

Part = Literal["file", "rows", "words", "notes", "reports"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """One thing that is not as it was written: in which part of the store, and what."""

    part: Part
    detail: str


# Each finds rows that contradict others: (a name for them, what is wrong).
_CONTRADICTIONS = (
    """
SELECT 'note ' || id, 'has ' || (SELECT count(*) FROM reports WHERE note_id = notes.id AND current)
       || ' current reports instead of one'
  FROM notes
 WHERE (SELECT count(*) FROM reports WHERE note_id = notes.id AND current) <> 1""",
    """
SELECT 'report ' || id, 'says it has ' || claims || ' claims and has '
       || (SELECT count(*) FROM claims AS c WHERE c.report_id = reports.id)
  FROM reports
 WHERE claims <> (SELECT count(*) FROM claims AS c WHERE c.report_id = reports.id)""",
    """
SELECT 'report ' || id, 'has lost its text' FROM reports
 WHERE id NOT IN (SELECT report_id FROM report_bodies)""",
    """
SELECT 'claim ' || report_id || '-' || number, 'has lost its text or verdict' FROM claims
 WHERE id NOT IN (SELECT claim_id FROM claim_bodies)
    OR id NOT IN (SELECT claim_id FROM verdicts WHERE kind = 'then')""",
    """
SELECT 'claim ' || c.report_id || '-' || c.number, 'is filed otherwise than its report or verdict'
  FROM claims AS c
  JOIN reports AS r ON r.id = c.report_id
  JOIN verdicts AS v ON v.claim_id = c.id AND v.kind = 'then'
 WHERE (c.current, c.run_id, c.published, c.author_key)
       IS NOT (r.current, r.run_id, r.published, r.author_key)
    OR c.verdict <> v.label OR v.label <> json_extract(v.json, '$.label')""",
    """
SELECT 'task ' || id, 'waits to be read without its bytes' FROM tasks
 WHERE state IN ('queued', 'running') AND payload IS NULL""",
)
_WORDS = {
    "claim_words": ("claim_bodies", "claim_id", "title, text, standalone_text"),
    "note_words": ("report_bodies", "report_id", "title, author, text"),
}


def check(path: Path) -> tuple[Trouble, ...]:
    """What is wrong with a store, nothing for a whole one; reads only, also while it is written.

    Raises `NoStore`, `StoreTooNew` or `StoreDamaged` for what can't be opened at all.
    """
    with Reader.open(path) as reader, named_errors(path):
        with closing(sqlite3.connect(f"{reader.path.as_uri()}?mode=ro", uri=True)) as db:
            db.execute("BEGIN")
            broken = tuple(_file(db))
            if broken:
                return broken
            found = [*_rows(db), *_words(db), *_notes(db)]
            reports = [row[0] for row in db.execute("SELECT id FROM reports ORDER BY id")]
        return (*found, *_reports(reader, reports))


def _file(db: sqlite3.Connection) -> Iterator[Trouble]:
    try:
        for (line,) in db.execute("PRAGMA integrity_check"):
            if line != "ok":
                yield Trouble(part="file", detail=line)
    except sqlite3.DatabaseError as error:
        yield Trouble(part="file", detail=str(error))


def _rows(db: sqlite3.Connection) -> Iterator[Trouble]:
    for table, row, parent, _ in db.execute("PRAGMA foreign_key_check"):
        yield Trouble(part="rows", detail=f"{table}, row {row}: its row in {parent} is not there")
    for contradiction in _CONTRADICTIONS:
        for name, wrong in db.execute(contradiction):
            yield Trouble(part="rows", detail=f"{name} {wrong}")


def _words(db: sqlite3.Connection) -> Iterator[Trouble]:
    """Compare each index of words with one made anew from the texts."""
    for index, (table, key, columns) in _WORDS.items():
        try:
            missing, extra = _differences(db, index=index, table=table, key=key, columns=columns)
        except sqlite3.DatabaseError as error:
            yield Trouble(part="words", detail=f"{index} can't be read: {error}")
            continue
        if missing or extra:
            yield Trouble(
                part="words",
                detail=f"{index} lacks {missing} words of its texts and has {extra} of none",
            )


def _differences(
    db: sqlite3.Connection, *, index: str, table: str, key: str, columns: str
) -> tuple[int, int]:
    db.execute(f"CREATE VIRTUAL TABLE temp.anew USING fts5({columns}, content='')")
    db.execute(
        f"INSERT INTO temp.anew (rowid, {columns}) SELECT {key}, {columns} FROM main.{table}"  # noqa: S608
    )
    db.execute(f"CREATE VIRTUAL TABLE temp.of_store USING fts5vocab('main', '{index}', 'row')")
    db.execute("CREATE VIRTUAL TABLE temp.of_anew USING fts5vocab('temp', 'anew', 'row')")
    counts = [
        db.execute(
            f"SELECT count(*) FROM (SELECT * FROM temp.{one} EXCEPT SELECT * FROM temp.{other})"  # noqa: S608
        ).fetchone()[0]
        for one, other in (("of_anew", "of_store"), ("of_store", "of_anew"))
    ]
    for made in ("of_anew", "of_store", "anew"):
        db.execute(f"DROP TABLE temp.{made}")
    return counts[0], counts[1]


def _notes(db: sqlite3.Connection) -> Iterator[Trouble]:
    for note_id, size, data in db.execute("SELECT id, size, data FROM notes"):
        found = hashlib.sha256(data).hexdigest()
        if found != note_id or size != len(data):
            yield Trouble(
                part="notes",
                detail=f"note {note_id}: its {len(data)} bytes are others than came ({found})",
            )


def _reports(reader: Reader, ids: list[int]) -> Iterator[Trouble]:
    from tapecheck.store.errors import NotThere

    for report_id in ids:
        try:
            reader.report_by_id(report_id)
        except NotThere:
            continue  # taken out while the others were looked at
        except (ValueError, zlib.error) as error:
            first = " ".join(str(error).split())[:300]
            yield Trouble(part="reports", detail=f"report {report_id} can't be read: {first}")
