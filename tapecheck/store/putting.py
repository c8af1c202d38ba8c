"""One report as rows: taken apart so that SQL can ask for its claims, and put together again."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable
from typing import Any

from tapecheck.report import ClaimReport, Report
from tapecheck.store.codes import author_key, day_text, now, sound, text_of
from tapecheck.store.types import Original, Run

_KEPT_APART = {"verdict", "verdict_now", "chart"}
_FAST = 1


def put_run(db: sqlite3.Connection, run: Run) -> None:
    """Keep a run, once."""
    db.execute(
        "INSERT OR IGNORE INTO runs (id, tapecheck, model, model_sha256, spotter_sha256, catalog,"
        " prices, prices_until, added) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            run.id,
            run.tapecheck,
            run.model,
            run.model_sha256,
            run.spotter_sha256,
            run.catalog,
            run.prices,
            day_text(run.prices_until),
            now(),
        ),
    )


def put_note(db: sqlite3.Connection, original: Original) -> None:
    """Keep a note's bytes, under the name they first came with."""
    db.execute(
        "INSERT OR IGNORE INTO notes (id, name, received, size, data) VALUES (?, ?, ?, ?, ?)",
        (
            original.id,
            sound(original.name),
            text_of(original.received),
            len(original.data),
            original.data,
        ),
    )


def put_report(db: sqlite3.Connection, report: Report, *, note_id: str, run_id: str) -> int:
    """The id of the report with all its rows, the note's current one from now on."""
    known = db.execute(
        "SELECT id FROM reports WHERE note_id = ? AND run_id = ? AND as_of = ?",
        (note_id, run_id, report.as_of.isoformat()),
    ).fetchone()
    if known is not None:
        _make_current(db, note_id=note_id, report_id=known["id"])
        return int(known["id"])
    report_id = _insert_report(db, report, note_id=note_id, run_id=run_id)
    _make_current(db, note_id=note_id, report_id=report_id)
    _insert_sentences(db, report, report_id)
    _insert_entities(db, report, report_id)
    for claim in report.claims:
        _insert_claim(db, claim, report, report_id=report_id, run_id=run_id)
    return report_id


def _make_current(db: sqlite3.Connection, *, note_id: str, report_id: int) -> None:
    reports = "SELECT id FROM reports WHERE note_id = :note"
    given = {"note": note_id, "id": report_id}
    db.execute("UPDATE reports SET current = (id = :id) WHERE note_id = :note", given)
    db.execute(
        f"UPDATE claims SET current = (report_id = :id) WHERE report_id IN ({reports})",  # noqa: S608
        given,
    )


def _insert_report(db: sqlite3.Connection, report: Report, *, note_id: str, run_id: str) -> int:
    note, mood = report.note, report.sentiment
    row = db.execute(
        "INSERT INTO reports (note_id, run_id, as_of, current, published, title, author,"
        " author_key, media_type, score, label, verified_score, claims)"
        " VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (
            note_id,
            run_id,
            report.as_of.isoformat(),
            day_text(note.published),
            note.title,
            note.author,
            author_key(note.author),
            note.media_type,
            mood.score,
            mood.label,
            mood.verified_score,
            len(report.claims),
        ),
    ).fetchone()
    report_id = int(row["id"])
    words = (report_id, note.title, note.author, report.text)
    db.execute(
        "INSERT INTO report_bodies (report_id, title, author, text, json) VALUES (?, ?, ?, ?, ?)",
        (*words, report.model_dump_json(exclude={"text", "claims"})),
    )
    db.execute("INSERT INTO note_words (rowid, title, author, text) VALUES (?, ?, ?, ?)", words)
    return report_id


def _insert_sentences(db: sqlite3.Connection, report: Report, report_id: int) -> None:
    db.executemany(
        "INSERT INTO sentences VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (report_id, place, one.start, one.end, one.score, one.weight, one.contribution)
            for place, one in enumerate(report.sentiment.sentences)
        ],
    )


def _insert_entities(db: sqlite3.Connection, report: Report, report_id: int) -> None:
    db.executemany(
        "INSERT INTO entities VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                report_id,
                place,
                one.id,
                one.kind,
                one.name,
                len(one.mentions),
                one.sentiment and one.sentiment.score,
                one.sentiment and one.sentiment.label,
            )
            for place, one in enumerate(report.entities)
        ],
    )


def _insert_claim(
    db: sqlite3.Connection, claim: ClaimReport, report: Report, *, report_id: int, run_id: str
) -> None:
    then, today = claim.verdict, claim.verdict_now or claim.verdict
    row = db.execute(
        "INSERT INTO claims (report_id, number, current, run_id, type, subject, verdict,"
        " verdict_now, published, author_key) VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (
            report_id,
            claim.id,
            run_id,
            claim.type,
            claim.subject,
            then.label,
            today.label,
            day_text(report.note.published),
            author_key(report.note.author),
        ),
    ).fetchone()
    claim_id = int(row["id"])
    _insert_words(db, claim, title=report.note.title, claim_id=claim_id)
    _insert_verdicts(db, claim, claim_id)
    db.executemany(
        "INSERT OR IGNORE INTO claim_entities VALUES (?, ?, ?)",
        [(entity, claim_id, role) for entity, role in _roles(claim)],
    )
    db.executemany(
        "INSERT OR IGNORE INTO flags VALUES (?, ?)", [(flag, claim_id) for flag in then.flags]
    )


def _insert_words(
    db: sqlite3.Connection, claim: ClaimReport, *, title: str | None, claim_id: int
) -> None:
    words = (claim_id, title, claim.text, claim.standalone_text)
    db.execute(
        "INSERT INTO claim_bodies (claim_id, title, text, standalone_text, json)"
        " VALUES (?, ?, ?, ?, ?)",
        (*words, claim.model_dump_json(exclude=_KEPT_APART)),
    )
    db.execute(
        "INSERT INTO claim_words (rowid, title, text, standalone_text) VALUES (?, ?, ?, ?)", words
    )
    if claim.chart is not None:
        drawn = json.dumps(claim.chart, separators=(",", ":")).encode()
        db.execute("INSERT INTO charts VALUES (?, ?)", (claim_id, zlib.compress(drawn, _FAST)))


def _insert_verdicts(db: sqlite3.Connection, claim: ClaimReport, claim_id: int) -> None:
    whole = json.loads(claim.model_dump_json(include={"verdict", "verdict_now"}))
    for kind, name in (("then", "verdict"), ("now", "verdict_now")):
        verdict = whole[name]
        if verdict is None:
            continue
        luck = verdict["significance"]
        db.execute(
            "INSERT INTO verdicts VALUES (?, ?, ?, ?, ?, ?)",
            (
                claim_id,
                kind,
                verdict["label"],
                verdict["reason"],
                luck and luck["p"],
                json.dumps(verdict, separators=(",", ":")),
            ),
        )


def _roles(claim: ClaimReport) -> Iterable[tuple[str, str]]:
    if claim.subject is not None:
        yield claim.subject, "subject"
    for comparator in claim.comparators:
        yield comparator, "comparator"


def claim_of(body: str, then: str, today: str | None, chart: bytes | None = None) -> dict[str, Any]:
    """A claim's JSON put together again, keys in the report's order; None for no chart."""
    return {
        **json.loads(body),
        "verdict": json.loads(then),
        "verdict_now": today and json.loads(today),
        "chart": chart and json.loads(zlib.decompress(chart)),
    }


def report_of(head: str, text: str, claims: list[dict[str, Any]]) -> Report:
    """The report put together again."""
    return Report.model_validate(
        {**json.loads(head), "text": text, "claims": claims}, by_alias=True, by_name=True
    )
