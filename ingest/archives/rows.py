"""One row of a table as the bytes of a note: its text under a header that ingestion reads."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Final

from ingest.canonical import one_line
from ingest.errors import EmptyInput, IngestError, UnsupportedInput
from ingest.sniff import sniff

TEXT_COLUMNS: Final = ("text", "body", "content", "note", "note_text", "full_text", "article")
"""What the column with a note's text is called where the user doesn't say; the first one wins."""

_TITLES: Final = ("title", "headline", "subject")
_AUTHORS: Final = ("author", "authors", "analyst", "by")
_DATES: Final = ("date", "published", "published_at", "publication_date", "published_on")
_LONGEST_FIELD: Final = 100


def text_column_of(columns: Iterable[str], asked: str | None) -> str | None:
    """Which of the columns holds the text, case ignored."""
    return _first(columns, (asked,) if asked else TEXT_COLUMNS)


def require_text_column(columns: Iterable[str], asked: str | None) -> str:
    """The same; raises UnsupportedInput, naming the columns that there are."""
    names = list(columns)
    found = text_column_of(names, asked)
    if found is None:
        there = one_line(", ".join(names[:8]))[:200] or "none"
        looked = f"column {asked!r}" if asked else "text column"
        raise UnsupportedInput(f"no {looked}; name one of those there: {there}")
    return found


def used_columns(columns: Iterable[str], text: str) -> list[str]:
    """The text's column and those that its header is made of, each once."""
    names = list(columns)
    found = [text, *(_first(names, known) for known in (_TITLES, _AUTHORS, _DATES))]
    return list(dict.fromkeys(name for name in found if name is not None))


def note_of(row: Mapping[str, object], *, text: str) -> bytes:
    """The row's text under "Title: …", "Author: …" and "Date: …", as far as it has them.

    A text that has its own header (an e-mail, front matter) is left as it is. Raises EmptyInput
    or UnsupportedInput.
    """
    body = row.get(text)
    if body is None or body == "":
        raise EmptyInput(f"its column {text!r} is empty")
    if not isinstance(body, str):
        raise UnsupportedInput(f"its column {text!r} holds no text but {type(body).__name__}")
    fields = {
        "Title": _field(row, _TITLES),
        "Author": _field(row, _AUTHORS),
        "Date": _field(row, _DATES),
    }
    return _with_header(body, {name: told for name, told in fields.items() if told}).encode(
        "utf-8", "replace"
    )


def _first(columns: Iterable[str], known: Iterable[str]) -> str | None:
    by_name = {name.strip().casefold(): name for name in reversed(list(columns))}
    return next((by_name[one.casefold()] for one in known if one.casefold() in by_name), None)


def _field(row: Mapping[str, object], known: Iterable[str]) -> str | None:
    """A short value on one line; a moment is its day."""
    name = _first(row, known)
    value = row[name] if name is not None else None
    if isinstance(value, list):
        value = ", ".join(map(str, value[:4]))
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    told = one_line(value) if isinstance(value, str) else ""
    return (_day(told) or told) if 1 < len(told) <= _LONGEST_FIELD else None


def _day(told: str) -> str | None:
    """The day of a moment in ISO 8601."""
    try:
        return datetime.fromisoformat(told).date().isoformat()
    except ValueError:
        return None


def _with_header(body: str, fields: Mapping[str, str]) -> str:
    if not fields or body.startswith("---\n"):
        return body
    try:
        media_type = sniff(body.encode("utf-8", "replace"))
    except IngestError:
        return body
    if media_type == "message/rfc822":
        return body
    if media_type == "text/html":
        return _page(body, fields)
    head = "".join(f"{name}: {told}\n" for name, told in fields.items())
    return f"{head}\n{body}"


def _page(body: str, fields: Mapping[str, str]) -> str:
    """A web page whose head says what the row does."""
    metas = "".join(
        f'<meta name="{name.lower()}" content="{html.escape(told)}">'
        for name, told in fields.items()
        if name != "Title"
    )
    title = html.escape(fields.get("Title", ""))
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title>{metas}</head><body>{body}</body></html>"
    )
