"""Notes: upload, list, read, delete; and scoring of what is not to be kept."""

from __future__ import annotations

import asyncio
import re
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from api.http import cursors
from api.http.answers import ClaimBody, Listed, dumped, listed
from api.http.bodies import Day, NoteFilter, Paging
from api.http.context import Computing, Counted, Reading, Ruling, Running, Stored, Writing
from api.http.etags import tagged
from api.http.idempotency import once
from api.http.limits import WAIT_SECONDS
from api.http.openapi import ONCE, PREFER, REPORT_HEADERS, problems
from api.http.problems import Problem
from api.http.queries import query_of
from api.http.uploads import ONE_FILE, read_upload
from tapecheck.report import Report
from tapecheck.service import Service, Upload
from tapecheck.store import Reader
from tapecheck.store.forms import claim_object
from tapecheck.store.types import ClaimQuery, NoteRow, Run, Task

router = APIRouter(prefix="/v1", tags=["notes"])
NoteId = Annotated[str, Path(max_length=64, description="SHA-256 of the note's bytes, in hex.")]
RunId = Annotated[str | None, Query(max_length=80, description="The report of an earlier run.")]
AsOf = Annotated[Day | None, Query(description="Read a raw body as of this day.")]
Name = Annotated[str | None, Query(max_length=200, description="What the file is called.")]
_WAIT = re.compile(r"wait=(\d{1,4})")


@router.post(
    "/notes",
    operation_id="uploadNote",
    summary="Upload a note and read its report",
    status_code=201,
    response_model=Report,
    response_description="A new report.",
    responses={
        200: {"model": Report, "description": "Known: the report there is.", **REPORT_HEADERS},
        201: REPORT_HEADERS,
        202: {"model": Task, "description": "Taken in; the task is at `Location`."},
        **problems("refused", "busy", "key-in-use", "key-reused", "cancelled", "reader-died"),
        **problems("unsupported-media"),
    },
    openapi_extra=ONE_FILE | {"parameters": [ONCE, PREFER]},
)
async def upload_note(
    request: Request,
    service: Running,
    caller: Writing,
    metrics: Counted,
    name: Name = None,
    as_of: AsOf = None,
) -> Response:
    """Store a note and have it read.

    The answer is its report, or with `Prefer: respond-async`, and when reading takes more than a
    minute, its task. A client that goes away changes nothing: the note is read.
    """
    upload = await read_upload(request, name=name, as_of=as_of)
    prefer = request.headers.get("prefer", "")

    async def answer() -> Response:
        task = await service.submit(upload)
        if task.state == "done":
            return await _report(request, service.reader, task, status=200)
        ended = await _ended(service, task, prefer)
        if ended is None:
            return _accepted(request, task, prefer)
        metrics.uploaded(ended.state)
        return await _report(request, service.reader, ended, status=201)

    parts = (upload.note_id, upload.name, str(as_of or upload.as_of), prefer)
    return await once(request, caller, *parts, answer=answer)


async def _ended(service: Service, task: Task, prefer: str) -> Task | None:
    """The task once it is over; None where the client or the clock doesn't wait for that."""
    wait = _WAIT.search(prefer)
    seconds = min(float(wait[1]), WAIT_SECONDS) if wait else WAIT_SECONDS
    if "respond-async" in prefer and not wait:
        return None
    try:
        return await asyncio.wait_for(service.finished(task.id), seconds)
    except TimeoutError:
        return None


def _accepted(request: Request, task: Task, prefer: str) -> Response:
    headers = {"Location": f"/v1/tasks/{task.id}"}
    if "respond-async" in prefer:
        headers["Preference-Applied"] = "respond-async"
    return tagged(request, dumped(task), status=202, headers=headers)


async def _report(request: Request, reader: Reader, task: Task, *, status: int) -> Response:
    if task.state == "done" and task.report_id is not None:
        return await _stored_report(request, reader, task.report_id, status=status)
    raise problem_of_task(task)


async def _stored_report(
    request: Request, reader: Reader, report_id: int, *, status: int
) -> Response:
    report = await run_in_threadpool(reader.report_by_id, report_id)
    headers = {"Location": f"/v1/notes/{report.note.id}", "Tapecheck-Report": str(report_id)}
    return tagged(request, report.model_dump_json().encode(), status=status, headers=headers)


def problem_of_task(task: Task) -> Problem:
    """Why a task that is over has no report."""
    told = dict(task.problem or {})
    reason = str(told.get("reason", "the task ended without a report"))
    if task.state == "refused":
        return Problem("refused", reason, kind=told.get("kind"))
    if task.state == "cancelled":
        return Problem("cancelled", "the task was cancelled before it began; upload the note again")
    return Problem(
        "reader-died", f"{task.name} could not be read to its end; its task is {task.id}"
    )


@router.get(
    "/notes",
    operation_id="listNotes",
    summary="Notes, newest first",
    response_model=Listed[NoteRow],
    responses=problems("bad-cursor"),
)
def list_notes(
    request: Request, reader: Stored, _: Reading, asked: Annotated[NoteFilter, Query()]
) -> Response:
    """Notes with their current report in short, by words, author and date."""
    query = query_of(request)
    page = reader.notes(
        words=asked.q or None,
        author=asked.author,
        since=asked.since,
        until=asked.until,
        after=cursors.decode(asked.cursor, query=query),
        limit=asked.limit,
    )
    return tagged(request, listed(page.rows, cursors.encode(page.after, query=query)))


@router.get(
    "/notes/{note_id}",
    operation_id="readNote",
    summary="A note's report",
    response_model=Report,
    responses=problems("no-such-thing"),
)
def read_note(
    request: Request, reader: Stored, _: Reading, note_id: NoteId, run: RunId = None
) -> Response:
    """The report as it was made, charts included: the current one, or that of a run."""
    report = reader.report(note_id, run=run)
    return tagged(request, report.model_dump_json().encode())


@router.delete(
    "/notes/{note_id}",
    operation_id="deleteNote",
    summary="Delete a note",
    status_code=204,
    response_class=Response,
    response_description="It is gone, with its reports, claims and corrections.",
    responses=problems("no-such-thing"),
)
async def delete_note(service: Running, _: Ruling, note_id: NoteId) -> Response:
    """Forget a note: its bytes, reports, claims, corrections, and what search knows of them."""
    if not await service.delete_note(note_id):
        raise Problem("no-such-thing", f"no note {note_id} is stored; it may be deleted already")
    return Response(status_code=204)


@router.get(
    "/notes/{note_id}/claims",
    operation_id="listClaimsOfNote",
    summary="A note's claims",
    response_model=Listed[ClaimBody],
    responses=problems("no-such-thing", "bad-cursor"),
)
def list_claims(
    request: Request, reader: Stored, _: Reading, note_id: NoteId, asked: Annotated[Paging, Query()]
) -> Response:
    """The claims of the note's current report."""
    reader.note(note_id)
    query = query_of(request)
    after = cursors.decode(asked.cursor, query=query)
    page = reader.claims(ClaimQuery(note=note_id), after=after, limit=asked.limit)
    following = cursors.encode(page.after, query=query)
    return tagged(request, listed(map(claim_object, page.rows), following))


@router.post(
    "/score",
    operation_id="scoreNote",
    summary="Score a note without keeping it",
    response_model=Report,
    responses=problems("refused", "busy", "reader-died", "unsupported-media"),
    openapi_extra=ONE_FILE,
)
async def score_note(
    request: Request, service: Running, _: Computing, name: Name = None, as_of: AsOf = None
) -> Response:
    """The report of a note, of which nothing is stored."""
    upload: Upload = await read_upload(request, name=name, as_of=as_of)
    report = await service.score(upload)
    return tagged(request, report.model_dump_json().encode())


@router.get(
    "/runs",
    operation_id="listRuns",
    summary="Runs that reports hang from",
    response_model=list[Run],
)
def list_runs(request: Request, reader: Stored, _: Reading) -> Response:
    """Versions of the pipeline, model, catalogue and prices that reports were made with."""
    return tagged(request, dumped(reader.runs()))
