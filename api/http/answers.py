"""What answers hold, beside the report and the store's own rows.

They are made of plain dicts and bytes; these classes are their schema, which tests hold them to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict
from pydantic_core import to_json

from analytics.types import VerdictLabel
from tapecheck.report import ClaimReport
from tapecheck.store.types import (
    AuthorHistory,
    Correction,
    EntityHistory,
    Mentioned,
)

Item = TypeVar("Item")


def dumped(value: Any) -> bytes:
    """JSON of rows, dicts and lists of them; a number that is none becomes null."""
    return to_json(value, inf_nan_mode="null")


class Listed(BaseModel, Generic[Item]):
    """A page of a list, newest first; `next` is null on the last."""

    items: list[Item]
    next: str | None


class NoteOf(BaseModel):
    """Whose claim it is."""

    id: str
    name: str
    title: str | None
    author: str | None
    published: date | None


class ClaimBody(ClaimReport):
    """A stored claim; `corrections` counts what readers made of it since."""

    claim_id: str
    note: NoteOf
    run: str
    corrections: int


class ClaimDetail(ClaimBody):
    """A stored claim with its chart and every correction."""

    corrected: list[Correction]


class ClaimsListed(Listed[ClaimBody]):
    """A page of claims; `counts` is of the whole query, its `verdict` left out."""

    counts: dict[VerdictLabel, int]


class VerifiedBody(BaseModel):
    """A claim with its verdict; both as in a report."""

    claim: dict[str, Any]
    verdict: dict[str, Any]
    chart: dict[str, Any] | None


class MentionBody(BaseModel):
    """What one note said of the ticker, and how it turned out.

    `return_since` is the total return in percent from the last close on or before `since`, the
    note's day, to the latest close; null without prices.
    """

    mentioned: Mentioned
    since: date
    return_since: float | None


class TickerBody(BaseModel):
    """What notes said of a ticker, over time; `prices_until` is the close returns run to."""

    ticker: EntityHistory
    prices_until: date | None
    mentions: Listed[MentionBody]


class AuthorBody(BaseModel):
    """An author's record; tests are adjusted over all of them (Benjamini and Hochberg)."""

    author: AuthorHistory
    p_bh: dict[str, float]
    tested: int
    beyond_luck: list[str]


class Alive(BaseModel):
    """The process answers."""

    status: str


class ProblemBody(BaseModel):
    """An error (RFC 9457); `instance` is the request's id, under which the log has it."""

    model_config = ConfigDict(extra="allow", title="Problem")

    type: str
    title: str
    status: int
    detail: str
    instance: str


def listed(items: Iterable[Any], after: str | None, **more: Mapping[Any, int]) -> bytes:
    """A page as JSON."""
    return dumped({"items": list(items), "next": after, **more})
