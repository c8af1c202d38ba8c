"""A claim or a note as one object for a program, and as one flat row for a table."""

from __future__ import annotations

from typing import Any, Literal, get_args

from analytics.types import VerdictLabel
from tapecheck.store.codes import maybe_day
from tapecheck.store.types import ClaimRow, NoteRow

Kind = Literal["day", "moment", "number", "count"]
_LABELS: tuple[VerdictLabel, ...] = get_args(VerdictLabel)

KINDS: dict[str, Kind] = {
    "report_id": "count",
    "published": "day",
    "received": "moment",
    "window_start": "day",
    "window_end": "day",
    "as_of": "day",
    "as_of_now": "day",
    "stated": "number",
    "score": "number",
    "verified_score": "number",
    "p": "number",
    "p_holm": "number",
    "claims": "count",
    "corrections": "count",
    **dict.fromkeys(_LABELS, "count"),
}
"""What the cells of a column are; every other column is text."""

CLAIM_COLUMNS = (
    *("claim_id", "note_id", "note_name", "title", "author", "published", "run", "type"),
    *("subject", "relation", "comparators", "metric", "window_start", "window_end"),
    *("stated", "unit", "text", "standalone_text", "verdict", "reason", "as_of", "p", "p_holm"),
    *("flags", "verdict_now", "as_of_now", "corrections", "reproduce"),
)
NOTE_COLUMNS = (
    *("id", "report_id", "run", "name", "title", "author", "published", "media_type"),
    *("received", "as_of", "score", "label", "verified_score", "claims", *_LABELS),
)


def claim_object(row: ClaimRow) -> dict[str, Any]:
    """A claim as in its report, with its own id, its note and its run."""
    return {
        **row.claim,
        "claim_id": row.id,
        "note": {
            "id": row.note_id,
            "name": row.note_name,
            "title": row.title,
            "author": row.author,
            "published": None if row.published is None else row.published.isoformat(),
        },
        "run": row.run,
        "corrections": row.corrections,
    }


def note_object(row: NoteRow) -> dict[str, Any]:
    """A note with its current report in short."""
    return {
        "id": row.id,
        "report_id": row.report_id,
        "run": row.run,
        "name": row.name,
        "title": row.title,
        "author": row.author,
        "published": None if row.published is None else row.published.isoformat(),
        "media_type": row.media_type,
        "received": row.received.isoformat(),
        "as_of": row.as_of.isoformat(),
        "score": row.score,
        "label": row.label,
        "verified_score": row.verified_score,
        "claims": row.claims,
        "verdicts": dict(row.verdicts),
    }


def claim_cells(row: ClaimRow) -> dict[str, Any]:
    """A claim as a row of a table: what is a list is told in one cell, numbers stay numbers."""
    claim = row.claim
    then, today = claim["verdict"], claim["verdict_now"] or claim["verdict"]
    luck, stated = then["significance"] or {}, claim["magnitude"] or {}
    return {
        "claim_id": row.id,
        "note_id": row.note_id,
        "note_name": row.note_name,
        "title": row.title,
        "author": row.author,
        "published": row.published,
        "run": row.run,
        "type": claim["type"],
        "subject": claim["subject"],
        "relation": claim["relation"],
        "comparators": " ".join(claim["comparators"]),
        "metric": claim["metric"],
        "window_start": maybe_day(claim["window"]["start"]),
        "window_end": maybe_day(claim["window"]["end"]),
        "stated": stated.get("value"),
        "unit": stated.get("unit"),
        "text": claim["text"],
        "standalone_text": claim["standalone_text"],
        "verdict": then["label"],
        "reason": then["reason"],
        "as_of": maybe_day(then["as_of"]),
        "p": luck.get("p"),
        "p_holm": luck.get("p_holm"),
        "flags": " ".join(then["flags"]),
        "verdict_now": today["label"],
        "as_of_now": maybe_day(today["as_of"]),
        "corrections": row.corrections,
        "reproduce": then["reproduce"],
    }


def note_cells(row: NoteRow) -> dict[str, Any]:
    """A note as a row of a table, its verdicts counted in a column each."""
    told = note_object(row)
    del told["verdicts"]
    return {
        **told,
        "published": row.published,
        "as_of": row.as_of,
        "received": row.received,
        **{label: row.verdicts.get(label, 0) for label in _LABELS},
    }
