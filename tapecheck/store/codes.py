"""How values stand in the tables: moments, days, JSON, names as they are compared, hashes."""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from analytics.types import VerdictLabel


def now() -> str:
    """This moment in UTC; texts of moments sort as the moments do."""
    return text_of(datetime.now(UTC))


def text_of(moment: datetime) -> str:
    """A moment as it is stored."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def moment_of(text: str) -> datetime:
    """The aware UTC moment of a stored text."""
    return datetime.fromisoformat(text)


def maybe_moment(text: str | None) -> datetime | None:
    """As `moment_of`; None stays None."""
    return None if text is None else moment_of(text)


def maybe_day(text: str | None) -> date | None:
    """The day of a stored text; None stays None."""
    return None if text is None else date.fromisoformat(text)


def day_text(day: date | None) -> str | None:
    """A day as it is stored."""
    return None if day is None else day.isoformat()


def packed(value: Mapping[str, Any]) -> str:
    """JSON in its shortest form; half characters are escaped, as UTF-8 has none."""
    return json.dumps(value, separators=(",", ":"), default=str)


def sound(text: str) -> str:
    """The text without what SQLite can't keep or would cut it at: half characters and NULs."""
    return text.encode("utf-8", "replace").decode().replace("\x00", "")


def author_key(author: str | None) -> str | None:
    """An author's name as it is compared: case folded, white space collapsed; None for no name."""
    folded = " ".join(sound(author or "").casefold().split())
    return folded or None


def sha256(secret: str) -> str:
    """The hash that stands for a secret; the secret itself is not kept."""
    return hashlib.sha256(sound(secret).encode()).hexdigest()


def fitting(number: int) -> int:
    """The number, or the nearest that SQLite can hold: keys come from users, of any size."""
    return max(-(2**63), min(number, 2**63 - 1))


def new_id() -> str:
    """An id that nobody guesses and that may stand in an address."""
    return secrets.token_hex(12)


def counted(rows: list[sqlite3.Row]) -> dict[VerdictLabel, int]:
    """Rows of (label, how many) as a mapping."""
    return {row[0]: row[1] for row in rows}
