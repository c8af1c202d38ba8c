"""Pages of tickers and authors, and the lists of both."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api.http.context import Reading, Running, Stored
from api.pages.filters import Asked
from api.pages.render import page
from api.pages.views.histories import (
    author_entry,
    author_view,
    entity_entry,
    least_likely,
    ticker_view,
)
from api.pages.views.lists import segment
from api.pages.views.note import is_priced
from tapecheck.service import ServiceError

router = APIRouter()
_ENTRIES: Final = 200
_LINES: Final = 50


@router.get("/tickers")
def tickers(request: Request, caller: Reading, reader: Stored) -> Response:
    """What notes speak of, most spoken of first."""
    return page(
        request,
        "histories.html",
        section="Tickers",
        json="/v1/tickers",
        lead="What notes speak of, most spoken of first, and how claims on it turned out.",
        entries=tuple(map(entity_entry, reader.entities(limit=_ENTRIES))),
    )


@router.get("/tickers/{ticker:path}")
async def ticker(request: Request, ticker: str, caller: Reading, service: Running) -> Response:
    """What notes said of a ticker over time, and what it returned since."""
    asked, reader = Asked(request, ()), service.reader
    found = await run_in_threadpool(reader.entity, ticker)
    mentions = await run_in_threadpool(reader.mentions, ticker, after=asked.after, limit=_LINES)
    days = [one.note.published or one.note.as_of for one in mentions.rows]
    returns: list[float | None] = [None] * len(days)
    if is_priced(found.kind) and days:
        try:
            returns = await service.returns_since(found.id, days)
        except ServiceError:
            # What was said can be read also while no worker can look at prices.
            returns = [None] * len(days)
    return page(
        request,
        "ticker.html",
        section="Tickers",
        json=f"/v1/tickers/{segment(found.id)}",
        ticker=ticker_view(found, mentions.rows, returns),
        next=asked.next(mentions.after),
        first=asked.first,
    )


@router.get("/authors")
def authors(request: Request, caller: Reading, reader: Stored) -> Response:
    """Who wrote the notes."""
    return page(
        request,
        "histories.html",
        section="Authors",
        json="/v1/authors",
        lead="Who wrote the notes, and how their claims turned out.",
        entries=tuple(map(author_entry, reader.authors(limit=_ENTRIES))),
    )


@router.get("/authors/{author:path}")
def author(request: Request, author: str, caller: Reading, reader: Stored) -> Response:
    """An author's record, note by note."""
    asked = Asked(request, ())
    found = reader.author(author)
    notes = reader.notes(author=author, after=asked.after, limit=_LINES)
    return page(
        request,
        "author.html",
        section="Authors",
        json=f"/v1/authors/{segment(found.author)}",
        author=author_view(found, notes.rows, [reader.claim(one) for one in least_likely(found)]),
        next=asked.next(notes.after),
        first=asked.first,
    )
