"""Reading claims: a query as SQL over narrow rows, then the long texts of one page."""

from __future__ import annotations

import json
import sqlite3
import zlib
from dataclasses import dataclass, replace
from typing import Any, Literal

from analytics.types import VerdictLabel
from tapecheck.store.codes import (
    author_key,
    counted,
    day_text,
    fitting,
    maybe_day,
    moment_of,
    sound,
)
from tapecheck.store.ids import claim_id, find_claim
from tapecheck.store.putting import claim_of
from tapecheck.store.reading import Reading
from tapecheck.store.types import ClaimQuery, ClaimRow, Correction, Page
from tapecheck.store.words import match

# What a query walks: the claims of the first of these that it names, in the order of their ids.
# An index that finds its claims out of that order would have to find all of them for one page.
_WALKS = {
    "ticker": ("claim_entities", "claim_id", "walked.entity_id = :ticker"),
    "flag": ("flags", "claim_id", "walked.flag = :flag"),
    "words": ("claim_words", "rowid", "claim_words MATCH :words"),
}
_CONDITIONS = {
    "type": "c.type = :type",
    "verdict": "c.verdict = :verdict",
    "author": "c.author_key = :author",
    "since": "c.published >= :since",
    "until": "c.published <= :until",
    "flag": "EXISTS (SELECT 1 FROM flags WHERE flag = :flag AND claim_id = c.id)",
    "words": "c.id IN (SELECT rowid FROM claim_words WHERE claim_words MATCH :words)",
    "note": "c.report_id IN (SELECT id FROM reports WHERE note_id = :note)",
}
_WHOLE = """
SELECT c.id, c.report_id, c.number, c.run_id, body.json, then_.json AS then_, now.json AS now,
       r.note_id, r.title, r.author, r.published, n.name AS note_name,
       (SELECT count(*) FROM corrections WHERE claim_id = c.id) AS corrections
  FROM claims AS c
  JOIN claim_bodies AS body ON body.claim_id = c.id
  JOIN verdicts AS then_ ON then_.claim_id = c.id AND then_.kind = 'then'
  LEFT JOIN verdicts AS now ON now.claim_id = c.id AND now.kind = 'now'
  JOIN reports AS r ON r.id = c.report_id
  JOIN notes AS n ON n.id = r.note_id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way through ids: its order, what lies beyond a key on it, and the key it starts from."""

    order: Literal["ASC", "DESC"]
    beyond: Literal[">", "<"]
    start: int


_DOWN = Way(order="DESC", beyond="<", start=2**63 - 1)
_UP = Way(order="ASC", beyond=">", start=0)


class ClaimReader(Reading):
    """Claims by what they say, of whom, and how they turned out."""

    def claims(
        self, query: ClaimQuery, *, after: int | None = None, limit: int = 50
    ) -> Page[ClaimRow]:
        """Claims that the query asks for, newest first; those of one note as its text has them."""
        search, way = Search.of(query), _DOWN if query.note is None else _UP
        rows = self._rows(
            f"SELECT c.id FROM {search.source} WHERE {search.where}"  # noqa: S608
            f" AND {search.key} {way.beyond} :after ORDER BY {search.key} {way.order} LIMIT :limit",
            {
                **search.given,
                "after": way.start if after is None else fitting(after),
                "limit": limit + 1,
            },
        )
        found = [row["id"] for row in rows]
        page = found[:limit]
        rows = self._rows(
            f"{_WHOLE} WHERE c.id IN (SELECT value FROM json_each(?)) ORDER BY c.id {way.order}",  # noqa: S608
            (json.dumps(page),),
        )
        return Page(
            rows=tuple(_row(row) for row in rows),
            after=page[-1] if len(found) > limit else None,
        )

    def count(self, query: ClaimQuery) -> dict[VerdictLabel, int]:
        """How many claims there are by verdict; the query's own verdict is left out of account."""
        search = Search.of(replace(query, verdict=None))
        return counted(
            self._rows(
                f"SELECT c.verdict, count(*) FROM {search.counted} WHERE {search.where}"  # noqa: S608
                " GROUP BY c.verdict",
                search.given,
            )
        )

    def claim(self, claim_id: str) -> ClaimRow:
        """One claim by its id, such as "42-c3"; raises `NotThere`."""
        row = self._found(claim_id)
        return _row(self._rows(f"{_WHOLE} WHERE c.id = ?", (row,))[0])

    def chart(self, claim_id: str) -> dict[str, Any] | None:
        """A claim's chart as Vega-Lite; None where it has none. Raises `NotThere`."""
        row = self._row(
            "SELECT data FROM charts WHERE claim_id = ?",
            (self._found(claim_id),),
        )
        return None if row is None else json.loads(zlib.decompress(row["data"]))

    def corrections(self, claim_id: str) -> tuple[Correction, ...]:
        """What readers made of a claim, oldest first; raises `NotThere`."""
        rows = self._rows(
            "SELECT * FROM corrections WHERE claim_id = ? ORDER BY id",
            (self._found(claim_id),),
        )
        return tuple(
            Correction(
                id=row["id"],
                claim_id=claim_id,
                made=moment_of(row["made"]),
                by=row["by"],
                slots=json.loads(row["slots"]),
                verdict=json.loads(row["verdict"]),
            )
            for row in rows
        )

    def _found(self, claim_id: str) -> int:
        with self._reading() as db:
            return find_claim(db, claim_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A query as SQL in fixed words: what to walk, by which key, and what must hold.

    `counted` is what to walk where all is wanted and the order doesn't matter. Which index serves
    is said here and not left to the planner, who would guess anew as a store grows.
    """

    source: str
    counted: str
    key: str
    where: str
    given: dict[str, Any]

    @classmethod
    def of(cls, query: ClaimQuery) -> Search:
        """The search for a query; what users gave is only ever a parameter."""
        given = _given(query)
        walked = next((name for name in _WALKS if name in given), None)
        held = "c.current = 1" if query.run is None else "c.run_id = :run"
        parts = [held, *(_CONDITIONS[name] for name in given if name not in {walked, "run"})]
        if walked is None:
            in_index = query.run is None and query.note is None
            return cls(
                source="claims AS c",
                counted=f"claims AS c{' INDEXED BY claims_counted' if in_index else ''}",
                key="c.id",
                where=" AND ".join(parts),
                given=given,
            )
        table, key, condition = _WALKS[walked]
        source = f"{table} AS walked CROSS JOIN claims AS c ON c.id = walked.{key}"
        return cls(
            source=source,
            counted=source,
            key=f"walked.{key}",
            where=" AND ".join([condition, *parts]),
            given=given,
        )


def _given(query: ClaimQuery) -> dict[str, Any]:
    """The parts of a query that are asked for, as they are compared."""
    asked = {
        "type": query.type,
        "verdict": query.verdict,
        "author": None if query.author is None else author_key(query.author) or "",
        "since": day_text(query.since),
        "until": day_text(query.until),
        "ticker": query.ticker,
        "flag": query.flag,
        "note": query.note,
        "run": query.run,
        "words": match(query.words),
    }
    return {name: sound(value) for name, value in asked.items() if value is not None}


def _row(row: sqlite3.Row) -> ClaimRow:
    claim = claim_of(row["json"], row["then_"], row["now"])
    del claim["chart"]
    return ClaimRow(
        id=claim_id(row),
        note_id=row["note_id"],
        note_name=row["note_name"],
        title=row["title"],
        author=row["author"],
        published=maybe_day(row["published"]),
        run=row["run_id"],
        corrections=row["corrections"],
        claim=claim,
    )
