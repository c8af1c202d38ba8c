"""Tasks: one upload on its way to a report."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool

from api.http.answers import dumped
from api.http.context import READS, Reading, Running, Stored
from api.http.etags import tagged
from api.http.openapi import LAST_EVENT, NOTHING_MORE, problems
from api.http.sse import last_event, require_more, told
from tapecheck.store.types import FINISHED, Task

router = APIRouter(prefix="/v1/tasks", tags=["work"])
TaskId = Annotated[str, Path(max_length=64, description="A task's id.")]


@router.get(
    "/{task_id}",
    operation_id="readTask",
    summary="A task",
    response_model=Task,
    responses=problems("no-such-thing"),
)
def read_task(request: Request, reader: Stored, _: Reading, task_id: TaskId) -> Response:
    """How far an upload is; done, its note is at `/v1/notes/{note_id}`."""
    return tagged(request, dumped(reader.task(task_id)))


async def _resume(request: Request, reader: Stored, task_id: TaskId) -> int:
    after = last_event(request)
    task = await run_in_threadpool(reader.task, task_id)
    await require_more(task.state in FINISHED, reader, task_id=task_id, after=after)
    return after


@router.get(
    "/{task_id}/events",
    operation_id="watchTask",
    summary="A task's events as they happen",
    response_class=EventSourceResponse,
    responses=NOTHING_MORE | problems("no-such-thing"),
    dependencies=[Depends(READS)],
    openapi_extra={"parameters": [LAST_EVENT]},
)
async def watch_task(
    service: Running, task_id: TaskId, after: Annotated[int, Depends(_resume)]
) -> AsyncIterator[ServerSentEvent]:
    """Server-sent events from the first one, or behind `Last-Event-ID`, to the task's end."""
    async for event in service.events(task_id=task_id, after=after):
        yield told(event)
    yield ServerSentEvent(event="end", data={"task_id": task_id})
