"""Claims: query, read with evidence and chart, verify from slots, correct."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from api.http import cursors
from api.http.answers import ClaimDetail, ClaimsListed, VerifiedBody, dumped, listed
from api.http.bodies import Changes, ClaimFilter, Question
from api.http.context import Computing, Reading, Running, Stored, Writing
from api.http.etags import tagged
from api.http.idempotency import once
from api.http.openapi import ONCE, drawn, problems
from api.http.problems import Problem
from api.http.queries import query_of
from tapecheck.store import Reader
from tapecheck.store.forms import claim_object
from tapecheck.store.types import Correction

router = APIRouter(prefix="/v1/claims", tags=["claims"])
ClaimId = Annotated[str, Path(max_length=40, description="A report's number and a claim's: 42-c3.")]


@router.get(
    "",
    operation_id="listClaims",
    summary="Claims and their verdicts",
    response_model=ClaimsListed,
    responses=problems("bad-cursor"),
)
def list_claims(
    request: Request, reader: Stored, _: Reading, asked: Annotated[ClaimFilter, Query()]
) -> Response:
    """Claims of current reports, newest first, with how many there are of each verdict."""
    query = query_of(request)
    wanted = asked.query()
    page = reader.claims(wanted, after=cursors.decode(asked.cursor, query=query), limit=asked.limit)
    following = cursors.encode(page.after, query=query)
    counts = dict(reader.count(wanted))
    return tagged(request, listed(map(claim_object, page.rows), following, counts=counts))


@router.post(
    "/verify",
    operation_id="verifyClaim",
    summary="Verify one claim given as slots",
    response_model=VerifiedBody,
    responses=problems("bad-slot", "refused", "busy", "reader-died"),
)
async def verify_claim(
    request: Request, service: Running, _: Computing, question: Question
) -> Response:
    """What `tapecheck verify` prints, with the claim as it was understood and its chart."""
    found = await service.verify(question.slots, as_of=question.as_of, made_on=question.made_on)
    body = {"claim": found.claim, "verdict": found.verdict, "chart": found.chart}
    return tagged(request, dumped(body))


@router.get(
    "/{claim_id}",
    operation_id="readClaim",
    summary="A claim with evidence, chart and corrections",
    response_model=ClaimDetail,
    responses=problems("no-such-thing"),
)
def read_claim(request: Request, reader: Stored, _: Reading, claim_id: ClaimId) -> Response:
    """Its slots, verdicts then and now, picture, and the command that gives the verdict again."""
    body = claim_object(reader.claim(claim_id))
    body["chart"] = reader.chart(claim_id)
    body["corrected"] = reader.corrections(claim_id)
    return tagged(request, dumped(body))


@router.post(
    "/{claim_id}/corrections",
    operation_id="correctClaim",
    summary="Correct slots of a claim",
    status_code=201,
    response_model=Correction,
    response_description="The correction, with the verdict of the claim as corrected.",
    responses=problems("no-such-thing", "bad-slot", "refused", "busy", "reader-died")
    | problems("key-in-use", "key-reused"),
    openapi_extra={"parameters": [ONCE]},
)
async def correct_claim(
    request: Request, service: Running, caller: Writing, claim_id: ClaimId, changes: Changes
) -> Response:
    """Judge a stored claim with some slots changed, as of the day it was read at.

    The claim itself stays as it was; corrections are kept beside it.
    """
    changed = changes.model_dump(exclude_unset=True)

    async def answer() -> Response:
        made = await service.correct(claim_id, changed, by=caller.name)
        note = (await run_in_threadpool(service.reader.claim, claim_id)).note_id
        headers = {"Location": f"/v1/claims/{claim_id}", "Tapecheck-Note": note}
        return tagged(request, dumped(made), status=201, headers=headers)

    return await once(request, caller, dumped(changed).decode(), answer=answer)


@router.get(
    "/{claim_id}/chart.json",
    operation_id="readChart",
    summary="A claim's chart as Vega-Lite",
    response_model=dict[str, Any],
    responses=problems("no-such-thing", "no-chart"),
)
def read_chart(request: Request, reader: Stored, _: Reading, claim_id: ClaimId) -> Response:
    """The chart's object, its data included."""
    return tagged(request, dumped(_chart(reader, claim_id)))


@router.get(
    "/{claim_id}/chart.svg",
    operation_id="drawChartSvg",
    summary="A claim's chart as SVG",
    response_class=Response,
    responses=drawn("image/svg+xml", {"type": "string"})
    | problems("no-such-thing", "no-chart", "busy", "reader-died"),
)
async def draw_svg(
    request: Request,
    service: Running,
    _: Reading,
    claim_id: ClaimId,
    theme: Annotated[Literal["light", "dark"], Query(description="The page it is for.")] = "light",
) -> Response:
    """The chart drawn for a light or a dark page."""
    chart = await run_in_threadpool(_chart, service.reader, claim_id)
    return tagged(request, await service.svg(chart, theme=theme), media_type="image/svg+xml")


@router.get(
    "/{claim_id}/chart.png",
    operation_id="drawChartPng",
    summary="A claim's chart as PNG",
    response_class=Response,
    responses=drawn("image/png", {"type": "string", "format": "binary"})
    | problems("no-such-thing", "no-chart", "busy", "reader-died"),
)
async def draw_png(request: Request, service: Running, _: Reading, claim_id: ClaimId) -> Response:
    """The chart drawn on white, for a slide."""
    chart = await run_in_threadpool(_chart, service.reader, claim_id)
    return tagged(request, await service.png(chart), media_type="image/png")


def _chart(reader: Reader, claim_id: str) -> dict[str, Any]:
    reader.claim(claim_id)
    chart = reader.chart(claim_id)
    if chart is None:
        raise Problem("no-chart", f"claim {claim_id} has no chart: no return decided its verdict")
    return dict(chart)
