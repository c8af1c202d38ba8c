"""What an archive leaves behind reports: refusals, copies, and notes that are alike."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from nlp.near_duplicates import THRESHOLD, band_keys, similarity
from tapecheck.store.codes import day_text, now, sound
from tapecheck.store.notes import NoteReader
from tapecheck.store.reports import ReportWriter
from tapecheck.store.types import Copy, Kept, Likeness, Refusal, Run

_NEAR = """
SELECT s.note_id, s.minhash FROM signatures AS s JOIN notes AS n ON n.id = s.note_id
 WHERE s.note_id IN (SELECT note_id FROM bands WHERE band IN"""
# A band that boilerplate fills holds thousands; the earliest of them stand for the others.
_CANDIDATES = 200


class ArchiveWriter(ReportWriter):
    """Stores what came of an archive, a chunk at a time."""

    def add_chunk(
        self, outcomes: Sequence[Kept | Refusal], run: Run, *, copies: Sequence[Copy] = ()
    ) -> list[Likeness]:
        """Keep a chunk in one transaction; which of its notes are like earlier ones."""
        found: list[Likeness] = []
        with self._transaction():
            for outcome in outcomes:
                if isinstance(outcome, Refusal):
                    self._refuse(outcome, run)
                    continue
                self._put(outcome.original, outcome.report, run)
                found += self._liken(outcome)
            self._db.executemany(
                "INSERT OR IGNORE INTO copies VALUES (?, ?)",
                [(copy.note_id, sound(copy.name)) for copy in copies],
            )
        return found

    def _refuse(self, refusal: Refusal, run: Run) -> None:
        self._db.execute(
            "INSERT OR REPLACE INTO refusals VALUES (?, ?, ?, ?, ?)",
            (refusal.note_id, run.id, sound(refusal.name), sound(refusal.reason), now()),
        )

    def _liken(self, kept: Kept) -> Iterable[Likeness]:
        """The earlier note that this one is most like, the first time that it is stored."""
        note_id, text = kept.original.id, _text_hash(kept.report.text)
        if self._db.execute("SELECT 1 FROM signatures WHERE note_id = ?", (note_id,)).fetchone():
            return
        keys = band_keys(kept.signature)
        like = self._same_text(note_id, text) or self._near(note_id, kept.signature, keys)
        self._db.execute("INSERT INTO signatures VALUES (?, ?, ?)", (note_id, text, kept.signature))
        self._db.executemany("INSERT INTO bands VALUES (?, ?)", [(key, note_id) for key in keys])
        if like is not None:
            self._db.execute(
                "INSERT INTO likenesses VALUES (?, ?, ?, ?)",
                (note_id, like.of, like.kind, like.similarity),
            )
            yield like

    def _same_text(self, note_id: str, text: bytes) -> Likeness | None:
        row = self._db.execute(
            "SELECT s.note_id FROM signatures AS s JOIN notes AS n ON n.id = s.note_id"
            " WHERE s.text_sha256 = ? ORDER BY n.rowid LIMIT 1",
            (text,),
        ).fetchone()
        if row is None:
            return None
        return Likeness(note_id=note_id, of=row["note_id"], kind="text", similarity=1.0)

    def _near(self, note_id: str, signature: bytes, keys: Sequence[bytes]) -> Likeness | None:
        found = [(similarity(signature, row["minhash"]), row) for row in self._candidates(keys)]
        near = [(like, row) for like, row in found if like >= THRESHOLD]
        if not near:
            return None
        # The earliest of those that are equally like: rows come in the order they were stored.
        like, row = max(near, key=lambda pair: pair[0])
        return Likeness(note_id=note_id, of=row["note_id"], kind="near", similarity=like)

    def _candidates(self, keys: Sequence[bytes]) -> list[sqlite3.Row]:
        marks = ", ".join("?" * len(keys))
        asked = f"{_NEAR} ({marks})) ORDER BY n.rowid LIMIT ?"
        return self._db.execute(asked, (*keys, _CANDIDATES)).fetchall()


class ArchiveReader(NoteReader):
    """What was done of an archive."""

    def done_as(self, note_id: str, run: str, as_of: date | None) -> str | None:
        """The name under which this run has scored or refused a note; None where it has not."""
        refused = self._row(
            "SELECT name FROM refusals WHERE note_id = ? AND run_id = ?", (note_id, run)
        )
        if refused is not None:
            return str(refused["name"])
        if self.find_report(note_id, run, as_of) is None:
            return None
        row = self._row("SELECT name FROM notes WHERE id = ?", (note_id,))
        return None if row is None else str(row["name"])

    def done_ids(self, run: str, as_of: date | None) -> Iterator[str]:
        """The notes of which `done_as` knows a name; without `as_of`, those of other days too."""
        with self._reading() as db:
            rows = db.execute(
                "SELECT note_id FROM refusals WHERE run_id = :run"
                " UNION SELECT note_id FROM reports WHERE run_id = :run"
                " AND (:as_of IS NULL OR as_of = :as_of)",
                {"run": run, "as_of": day_text(as_of)},
            )
            yield from (str(row["note_id"]) for row in rows)

    def refusals(self, *, limit: int = 1_000) -> tuple[Refusal, ...]:
        """What was refused, the latest first."""
        rows = self._rows(
            "SELECT note_id, name, reason FROM refusals ORDER BY made DESC LIMIT ?", (limit,)
        )
        return tuple(
            Refusal(note_id=row["note_id"], name=row["name"], reason=row["reason"]) for row in rows
        )

    def likeness(self, note_id: str) -> Likeness | None:
        """The earlier note that this one is like; None where it is like none."""
        row = self._row("SELECT * FROM likenesses WHERE note_id = ?", (note_id,))
        return None if row is None else Likeness(**dict(row))


def _text_hash(text: str) -> bytes:
    return hashlib.sha256(" ".join(text.casefold().split()).encode()).digest()
