"""What notes said of a ticker and how it turned out; what an author's claims were worth."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from api.http import cursors
from api.http.answers import AuthorBody, TickerBody, dumped
from api.http.bodies import Paging
from api.http.context import Reading, Running, Stored
from api.http.etags import tagged
from api.http.openapi import problems
from api.http.queries import query_of
from tapecheck.service import Service, ServiceError
from tapecheck.store.types import AuthorHistory, EntityHistory, Mentioned
from tapecheck.track_record import adjusted_together

router = APIRouter(prefix="/v1", tags=["history"])
EntityId = Annotated[str, Path(max_length=60, description="A ticker, or an index by its letters.")]
AuthorName = Annotated[str, Path(max_length=200, description="As notes sign, in any case.")]
Most = Annotated[int, Query(ge=1, le=1000, description="How many at most.")]


@router.get(
    "/tickers",
    operation_id="listTickers",
    summary="What notes speak of",
    response_model=list[EntityHistory],
)
def list_tickers(request: Request, reader: Stored, _: Reading, limit: Most = 100) -> Response:
    """Funds, indices and stocks, most spoken of first."""
    return tagged(request, dumped(reader.entities(limit=limit)))


@router.get(
    "/tickers/{entity_id}",
    operation_id="readTicker",
    summary="What notes said of a ticker, and how it turned out",
    response_model=TickerBody,
    responses=problems("no-such-thing", "bad-cursor"),
)
async def read_ticker(
    request: Request,
    service: Running,
    _: Reading,
    entity_id: EntityId,
    asked: Annotated[Paging, Query()],
) -> Response:
    """Verdicts then and now, each note's view, and the ticker's return since the note."""
    query = query_of(request)
    after = cursors.decode(asked.cursor, query=query)
    history = await run_in_threadpool(service.reader.entity, entity_id)
    page = await run_in_threadpool(
        service.reader.mentions, history.id, after=after, limit=asked.limit
    )
    items = await _with_returns(service, history.id, page.rows)
    body = {
        "ticker": history,
        "prices_until": service.run.prices_until if service.run else None,
        "mentions": {"items": items, "next": cursors.encode(page.after, query=query)},
    }
    return tagged(request, dumped(body))


async def _with_returns(
    service: Service, ticker: str, rows: Sequence[Mentioned]
) -> list[dict[str, Any]]:
    """Mentions with what came of the ticker since; without prices or workers, with none."""
    days = [_day(row) for row in rows]
    try:
        returns = await service.returns_since(ticker, days) if days else []
    except ServiceError:
        returns = [None] * len(days)
    return [
        {"mentioned": row, "since": day, "return_since": since}
        for row, day, since in zip(rows, days, returns, strict=True)
    ]


def _day(row: Mentioned) -> date:
    return row.note.published or row.note.as_of


@router.get(
    "/authors",
    operation_id="listAuthors",
    summary="Who wrote notes",
    response_model=list[AuthorHistory],
)
def list_authors(request: Request, reader: Stored, _: Reading, limit: Most = 100) -> Response:
    """Authors with their notes, scores and verdicts."""
    return tagged(request, dumped(reader.authors(limit=limit)))


@router.get(
    "/authors/{name:path}",
    operation_id="readAuthor",
    summary="An author's record",
    response_model=AuthorBody,
    responses=problems("no-such-thing"),
)
def read_author(request: Request, reader: Stored, _: Reading, name: AuthorName) -> Response:
    """Scores, verdicts, and which claims are beyond luck, adjusted over all of the author's."""
    history = reader.author(name)
    tests = adjusted_together(history.p_values)
    body = {
        "author": history,
        "p_bh": tests.p_bh,
        "tested": len(tests.p_bh),
        "beyond_luck": tests.beyond_luck,
    }
    return tagged(request, dumped(body))
