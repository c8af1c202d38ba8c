"""Notes while they are being read, alone or in a batch."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.http.context import Reading, Running, Stored, Writing
from api.pages.filters import Asked
from api.pages.render import page, see
from api.pages.views.progress import batch_view, task_view

router = APIRouter()
_TASKS: Final = 200


@router.get("/tasks/{task_id}")
def task(request: Request, task_id: str, caller: Reading, reader: Stored) -> Response:
    """How far a note is; once it is read, the note."""
    found = reader.task(task_id)
    if found.state == "done":
        return see(f"/notes/{found.note_id}")
    view = task_view(found)
    return page(request, "task.html", section="Notes", json=f"/v1/tasks/{found.id}", task=view)


@router.get("/batches/{batch_id}")
def batch(request: Request, batch_id: str, caller: Reading, reader: Stored) -> Response:
    """How far a batch is, file by file."""
    asked = Asked(request, ())
    found = reader.batch(batch_id)
    tasks = reader.tasks(batch_id, after=asked.after, limit=_TASKS)
    return page(
        request,
        "batch.html",
        section="Notes",
        json=f"/v1/batches/{found.id}",
        batch=batch_view(found, tasks.rows),
        next=asked.next(tasks.after),
        first=asked.first,
    )


@router.post("/batches/{batch_id}/cancel")
async def cancel(batch_id: str, caller: Writing, service: Running) -> Response:
    """Give up what still waits."""
    await service.cancel(batch_id)
    return see(f"/batches/{batch_id}")
