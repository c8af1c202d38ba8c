"""The first page: notes to be read, and notes that were."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api.http.bodies import NoteFilter
from api.http.context import Reading, Running, Stored, Writing
from api.pages.filters import Asked
from api.pages.forms import NothingGiven, read_notes
from api.pages.render import page, see
from api.pages.views.figures import as_sentence
from api.pages.views.lists import note_line
from api.pages.views.progress import batch_line
from ingest.limits import MEBIBYTE
from tapecheck.service import Refused
from tapecheck.service.limits import NOTE_BYTES
from tapecheck.store import Reader

router = APIRouter()
_FILTERS: Final = ("q", "author", "from", "to")
_NOTES, _BATCHES = 25, 5
_ACCEPT: Final = ".pdf,.docx,.html,.htm,.eml,.md,.txt,.text,application/pdf,text/*,message/rfc822"
_LONGEST_PASTE: Final = 500_000


@router.get("/")
def home(request: Request, caller: Reading, reader: Stored) -> Response:
    """Drop a note; notes that were read, newest first."""
    asked = Asked(request, _FILTERS)
    return page(request, "home.html", **_shown(reader, asked))


@router.post("/notes")
async def take(request: Request, caller: Writing, service: Running) -> Response:
    """Take in what the form holds, and show it being read."""
    try:
        uploads = await read_notes(request)
        if len(uploads) > 1:
            batch = await service.submit_batch(uploads)
            return see(f"/batches/{batch.id}")
        task = await service.submit(uploads[0])
    except (NothingGiven, Refused) as error:
        asked = Asked(request, _FILTERS)
        shown = await run_in_threadpool(_shown, service.reader, asked)
        return page(
            request, "home.html", status=422, **{**shown, "problem": as_sentence(str(error))}
        )
    return see(f"/notes/{task.note_id}" if task.state == "done" else f"/tasks/{task.id}")


def _shown(reader: Reader, asked: Asked) -> dict[str, Any]:
    found = asked.read(NoteFilter)
    notes = reader.notes(
        words=found.q,
        author=found.author,
        since=found.since,
        until=found.until,
        after=asked.after,
        limit=_NOTES,
    )
    return {
        "section": "Notes",
        "json": asked.json("/v1/notes"),
        "heading": "Notes that fit" if asked.any else "Notes read",
        "filters": asked.given,
        "filtered": asked.any,
        "notes": tuple(map(note_line, notes.rows)),
        "next": asked.next(notes.after),
        "first": asked.first,
        "batches": tuple(map(batch_line, reader.batches(limit=_BATCHES).rows)),
        "accept": _ACCEPT,
        "megabytes": NOTE_BYTES // MEBIBYTE,
        "longest": _LONGEST_PASTE,
    }
