"""From the ids that callers show to the rows' own."""

from __future__ import annotations

import re
import sqlite3

from tapecheck.store.errors import NotThere

_CLAIM_ID = re.compile(r"([1-9][0-9]{0,17})-([a-z0-9]{1,20})", re.ASCII)


def claim_id(row: sqlite3.Row) -> str:
    """The id to show of a row with `report_id` and `number`: "42-c3"."""
    return f"{row['report_id']}-{row['number']}"


def find_claim(db: sqlite3.Connection, shown: str) -> int:
    """The row of a claim; raises `NotThere`."""
    parts = _CLAIM_ID.fullmatch(shown)
    row = (
        parts
        and db.execute(
            "SELECT id FROM claims WHERE report_id = ? AND number = ?", parts.groups()
        ).fetchone()
    )
    if row is None:
        raise NotThere(f"no claim {shown[:60]!r} in the store; `tapecheck claims` lists them")
    return int(row["id"])
