"""Events of tasks as server-sent events, that can be taken up again where they broke off."""

from __future__ import annotations

import re

from fastapi.sse import ServerSentEvent
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request

from api.http.problems import Problem
from tapecheck.store import Reader
from tapecheck.store.types import Event

_EVENT_ID = re.compile(r"[0-9]{1,18}")


def told(event: Event) -> ServerSentEvent:
    """One event; its name is "task" and its id the one to go on behind."""
    data = {
        "task_id": event.task_id,
        "batch_id": event.batch_id,
        "at": event.at.isoformat(),
        "state": event.state,
        **event.data,
    }
    return ServerSentEvent(id=str(event.id), event="task", data=data)


def last_event(request: Request) -> int:
    """The id of the last event that the client has; 0 for none. Raises the 400 `Problem`."""
    given = request.headers.get("last-event-id", "0")
    if not _EVENT_ID.fullmatch(given):
        raise Problem(
            "bad-request", "Last-Event-ID is no id of an event; send one as it came, or none"
        )
    return int(given)


async def require_more(
    over: bool,
    reader: Reader,
    *,
    batch_id: str | None = None,
    task_id: str | None = None,
    after: int,
) -> None:
    """Answer 204 where all is over and told: a browser then stops asking again."""
    if not over:
        return
    left = await run_in_threadpool(
        reader.events, batch_id=batch_id, task_id=task_id, after=after, limit=1
    )
    if not left:
        raise HTTPException(204)
