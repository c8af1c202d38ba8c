"""Batches: many notes at once, watched, cancelled."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool

from api.http import cursors
from api.http.answers import Listed, dumped, listed
from api.http.bodies import Paging
from api.http.context import READS, Reading, Running, Stored, Writing
from api.http.etags import tagged
from api.http.idempotency import once
from api.http.openapi import LAST_EVENT, NOTHING_MORE, ONCE, problems
from api.http.queries import query_of
from api.http.sse import last_event, require_more, told
from api.http.uploads import MANY_FILES, read_uploads
from tapecheck.store.types import FINISHED, Batch, Task

router = APIRouter(prefix="/v1/batches", tags=["work"])
BatchId = Annotated[str, Path(max_length=64, description="A batch's id.")]


@router.post(
    "",
    operation_id="uploadBatch",
    summary="Upload many notes",
    status_code=202,
    response_model=Batch,
    response_description="Taken in; the batch is at `Location`.",
    responses=problems("refused", "busy", "unsupported-media", "key-in-use", "key-reused"),
    openapi_extra=MANY_FILES | {"parameters": [ONCE]},
)
async def upload_batch(request: Request, service: Running, caller: Writing) -> Response:
    """Store notes together, all or none, and have each read as a task of its own."""
    uploads = await read_uploads(request)

    async def answer() -> Response:
        batch = await service.submit_batch(uploads)
        headers = {"Location": f"/v1/batches/{batch.id}"}
        return tagged(request, dumped(batch), status=202, headers=headers)

    parts = [
        word for upload in uploads for word in (upload.note_id, upload.name, str(upload.as_of))
    ]
    return await once(request, caller, *parts, answer=answer)


@router.get(
    "",
    operation_id="listBatches",
    summary="Batches, newest first",
    response_model=Listed[Batch],
    responses=problems("bad-cursor"),
)
def list_batches(
    request: Request, reader: Stored, _: Reading, asked: Annotated[Paging, Query()]
) -> Response:
    """Batches with how many of their notes are in which state."""
    query = query_of(request)
    after = cursors.decode(asked.cursor, query=query)
    page = reader.batches(after=after, limit=asked.limit)
    return tagged(request, listed(page.rows, cursors.encode(page.after, query=query)))


@router.get(
    "/{batch_id}",
    operation_id="readBatch",
    summary="A batch",
    response_model=Batch,
    responses=problems("no-such-thing"),
)
def read_batch(request: Request, reader: Stored, _: Reading, batch_id: BatchId) -> Response:
    """How far a batch is."""
    return tagged(request, dumped(reader.batch(batch_id)))


@router.get(
    "/{batch_id}/tasks",
    operation_id="listTasksOfBatch",
    summary="A batch's tasks",
    response_model=Listed[Task],
    responses=problems("no-such-thing", "bad-cursor"),
)
def list_tasks(
    request: Request,
    reader: Stored,
    _: Reading,
    batch_id: BatchId,
    asked: Annotated[Paging, Query()],
) -> Response:
    """The tasks, with why those without a report have none."""
    reader.batch(batch_id)
    query = query_of(request)
    after = cursors.decode(asked.cursor, query=query)
    page = reader.tasks(batch_id, after=after, limit=asked.limit)
    return tagged(request, listed(page.rows, cursors.encode(page.after, query=query)))


@router.post(
    "/{batch_id}/cancel",
    operation_id="cancelBatch",
    summary="Cancel what of a batch still waits",
    response_model=Batch,
    responses=problems("no-such-thing"),
)
async def cancel_batch(
    request: Request, service: Running, _: Writing, batch_id: BatchId
) -> Response:
    """Give up the notes that still wait; those being read are finished, reports stay.

    Cancelling again, or a batch that is over, changes nothing.
    """
    return tagged(request, dumped(await service.cancel(batch_id)))


async def _resume(request: Request, reader: Stored, batch_id: BatchId) -> int:
    after = last_event(request)
    states = (await run_in_threadpool(reader.batch, batch_id)).states
    over = all(state in FINISHED for state, count in states.items() if count)
    await require_more(over, reader, batch_id=batch_id, after=after)
    return after


@router.get(
    "/{batch_id}/events",
    operation_id="watchBatch",
    summary="A batch's events as they happen",
    response_class=EventSourceResponse,
    responses=NOTHING_MORE | problems("no-such-thing"),
    dependencies=[Depends(READS)],
    openapi_extra={"parameters": [LAST_EVENT]},
)
async def watch_batch(
    service: Running, batch_id: BatchId, after: Annotated[int, Depends(_resume)]
) -> AsyncIterator[ServerSentEvent]:
    """Server-sent events from the first one, or behind `Last-Event-ID`, to the batch's end."""
    async for event in service.events(batch_id=batch_id, after=after):
        yield told(event)
    yield ServerSentEvent(event="end", data={"batch_id": batch_id})
