"""A note with its score, its text and its claims; and its deletion."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.http.context import Reading, Ruling, Running, Stored
from api.pages.render import page, see
from api.pages.views.lists import note_line
from api.pages.views.note import note_view

router = APIRouter()


@router.get("/notes/{note_id}")
def note(request: Request, note_id: str, caller: Reading, reader: Stored) -> Response:
    """The note as its current report reads it."""
    row = reader.note(note_id)
    view = note_view(row, reader.report_by_id(row.report_id))
    return page(
        request,
        "note.html",
        section="Notes",
        json=f"/v1/notes/{row.id}",
        note=view,
        may_delete=caller.may("admin"),
    )


@router.get("/notes/{note_id}/delete")
def ask(request: Request, note_id: str, caller: Ruling, reader: Stored) -> Response:
    """Ask whether the note shall go."""
    line = note_line(reader.note(note_id))
    return page(request, "delete.html", section="Notes", json=f"/v1/notes/{line.id}", note=line)


@router.post("/notes/{note_id}/delete")
async def delete(note_id: str, caller: Ruling, service: Running) -> Response:
    """Delete it; one that is gone already is gone."""
    await service.delete_note(note_id)
    return see("/")
