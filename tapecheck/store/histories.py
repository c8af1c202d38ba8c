"""Reading what became of it: an entity over all notes, an author over all of theirs."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from typing import Any

from tapecheck.store.codes import author_key, fitting, maybe_day, sound
from tapecheck.store.errors import NotThere
from tapecheck.store.notes import NoteReader
from tapecheck.store.types import AuthorHistory, EntityHistory, Mentioned, Page

_UNKNOWN = "unknown"
_NAMED = """
SELECT e.kind, e.name FROM entities AS e JOIN reports AS r ON r.id = e.report_id
 WHERE e.entity_id = ? ORDER BY r.current DESC, r.id DESC LIMIT 1
"""
_SPOKEN_OF = """
SELECT count(*) AS notes, avg(score) AS mean FROM
   (SELECT max(e.score) AS score
      FROM entities AS e JOIN reports AS r ON r.id = e.report_id AND r.current = 1
     WHERE e.entity_id = ? GROUP BY e.report_id)
"""
_OF_SUBJECT = """
SELECT verdict, verdict_now, count(*) FROM claims
 WHERE current = 1 AND subject = ? GROUP BY verdict, verdict_now
"""
_OF_AUTHOR = """
SELECT verdict, type, count(*) FROM claims
 WHERE current = 1 AND author_key = ? GROUP BY verdict, type
"""
_MENTIONED = """
SELECT e.report_id AS report_id
  FROM entities AS e JOIN reports AS r ON r.id = e.report_id AND r.current = 1
 WHERE e.entity_id = :id
 UNION
SELECT c.report_id
  FROM claim_entities AS ce JOIN claims AS c ON c.id = ce.claim_id AND c.current = 1
 WHERE ce.entity_id = :id
"""
_AUTHORS = """
SELECT author, notes, first, last, mean, verified FROM
   (SELECT author, count(*) OVER same AS notes, min(published) OVER same AS first,
           max(published) OVER same AS last, avg(score) OVER same AS mean,
           avg(verified_score) OVER same AS verified,
           row_number() OVER (PARTITION BY author_key ORDER BY id DESC) AS place, author_key
      FROM reports
     WHERE current = 1 AND {which}
    WINDOW same AS (PARTITION BY author_key))
 WHERE place = 1 ORDER BY notes DESC, author_key LIMIT :limit
"""


class HistoryReader(NoteReader):
    """Entities and authors over all current reports."""

    def entity(self, entity_id: str) -> EntityHistory:
        """What notes said of an entity and how it turned out; raises `NotThere`.

        One that is only compared with, and nowhere named, is of kind "unknown".
        """
        entity_id = sound(entity_id)
        named = self._row(_NAMED, (entity_id,))
        if named is None and not self._rows(
            "SELECT 1 FROM claim_entities WHERE entity_id = ? LIMIT 1", (entity_id,)
        ):
            raise NotThere(
                f"no note speaks of {entity_id[:60]!r}; give an id such as XSMO or SP500"
            )
        return self._entity(entity_id, named)

    def _entity(self, entity_id: str, named: sqlite3.Row | None) -> EntityHistory:
        spoken = self._rows(_SPOKEN_OF, (entity_id,))[0]
        verdicts, verdicts_now = self._counts(_OF_SUBJECT, entity_id)
        return EntityHistory(
            id=entity_id,
            kind=named["kind"] if named else _UNKNOWN,
            name=named["name"] if named else entity_id,
            notes=spoken["notes"],
            mean_score=spoken["mean"],
            verdicts=verdicts,
            verdicts_now=verdicts_now,
        )

    def _counts(self, sql: str, value: str | None) -> tuple[dict[Any, int], dict[Any, int]]:
        """Counts by the first and by the second column of rows of (one, other, how many)."""
        ones: Counter[Any] = Counter()
        others: Counter[Any] = Counter()
        for one, other, count in self._rows(sql, (value,)):
            ones[one] += count
            others[other] += count
        return dict(ones), dict(others)

    def entities(self, *, limit: int = 100) -> tuple[EntityHistory, ...]:
        """The entities that most notes speak of."""
        rows = self._rows(
            "SELECT e.entity_id, count(DISTINCT e.report_id) AS notes FROM entities AS e"
            "  JOIN reports AS r ON r.id = e.report_id AND r.current = 1"
            " GROUP BY e.entity_id ORDER BY notes DESC, e.entity_id LIMIT ?",
            (limit,),
        )
        return tuple(self.entity(row["entity_id"]) for row in rows)

    def mentions(
        self, entity_id: str, *, after: int | None = None, limit: int = 50
    ) -> Page[Mentioned]:
        """Each note that speaks of an entity or compares with it, last read first."""
        entity_id = sound(entity_id)
        rows = self._rows(
            f"SELECT report_id FROM ({_MENTIONED}) WHERE :after IS NULL OR report_id < :after"  # noqa: S608
            " ORDER BY report_id DESC LIMIT :limit",
            {
                "id": entity_id,
                "after": None if after is None else fitting(after),
                "limit": limit + 1,
            },
        )
        page = [row["report_id"] for row in rows[:limit]]
        return Page(
            rows=self._mentioned(page, entity_id), after=page[-1] if len(rows) > limit else None
        )

    def _mentioned(self, reports: list[int], entity_id: str) -> tuple[Mentioned, ...]:
        given = {"reports": json.dumps(reports), "id": entity_id}
        inside = "report_id IN (SELECT value FROM json_each(:reports))"
        said = {
            row["report_id"]: row
            for row in self._rows(
                f"SELECT * FROM entities WHERE entity_id = :id AND {inside} ORDER BY place DESC",  # noqa: S608
                given,
            )
        }
        then: dict[int, Counter[Any]] = defaultdict(Counter)
        today: dict[int, Counter[Any]] = defaultdict(Counter)
        for row in self._rows(
            "SELECT report_id, verdict, verdict_now, count(*) AS count FROM claims"  # noqa: S608
            f" WHERE subject = :id AND {inside} GROUP BY report_id, verdict, verdict_now",
            given,
        ):
            then[row["report_id"]][row["verdict"]] += row["count"]
            today[row["report_id"]][row["verdict_now"]] += row["count"]
        return tuple(
            Mentioned(
                note=note,
                score=said[note.report_id]["score"] if note.report_id in said else None,
                label=said[note.report_id]["label"] if note.report_id in said else None,
                mentions=said[note.report_id]["mentions"] if note.report_id in said else 0,
                verdicts=dict(then[note.report_id]),
                verdicts_now=dict(today[note.report_id]),
            )
            for note in self._notes_of(reports)
        )

    def author(self, author: str) -> AuthorHistory:
        """An author's notes, scores and verdicts; raises `NotThere`."""
        rows = self._rows(
            _AUTHORS.format(which="author_key = :key"),
            {"key": author_key(author) or "", "limit": 1},
        )
        if not rows:
            raise NotThere(f"no note by {author[:60]!r} in the store; names are compared whole")
        return self._author(rows[0])

    def authors(self, *, limit: int = 100) -> tuple[AuthorHistory, ...]:
        """Authors, those of most notes first."""
        return tuple(
            self._author(row)
            for row in self._rows(_AUTHORS.format(which="author_key IS NOT NULL"), {"limit": limit})
        )

    def _author(self, row: sqlite3.Row) -> AuthorHistory:
        key = author_key(row["author"])
        verdicts, types = self._counts(_OF_AUTHOR, key)
        tested = self._rows(
            "SELECT c.report_id || '-' || c.number AS id, v.p FROM claims AS c"
            "  JOIN verdicts AS v ON v.claim_id = c.id AND v.kind = 'then' AND v.p IS NOT NULL"
            " WHERE c.current = 1 AND c.author_key = ? ORDER BY c.id",
            (key,),
        )
        return AuthorHistory(
            author=row["author"],
            notes=row["notes"],
            first=maybe_day(row["first"]),
            last=maybe_day(row["last"]),
            mean_score=row["mean"],
            mean_verified_score=row["verified"],
            verdicts=verdicts,
            types=types,
            p_values={one["id"]: one["p"] for one in tested},
        )
