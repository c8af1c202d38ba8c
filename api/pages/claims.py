"""The table of claims, and a claim's page with its chart and its corrections."""

from __future__ import annotations

from typing import Any, Final, Literal

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api.http.bodies import ClaimFilter
from api.http.context import Reading, Running, Stored, Writing
from api.http.problems import Problem
from api.pages.filters import Asked
from api.pages.forms import read_fields
from api.pages.render import page, see
from api.pages.views.claim import claim_view, read_claim
from api.pages.views.figures import as_sentence
from api.pages.views.lists import claim_entry, counted
from api.pages.views.slots import changed_slots, form_values
from api.pages.views.words import FLAGS, LABELS, METRICS, QUANTIFIERS, RELATIONS, TYPES, flag_name
from tapecheck.service import BadSlot
from tapecheck.store import Reader

router = APIRouter()
_FILTERS: Final = ("q", "ticker", "author", "type", "verdict", "flag", "from", "to", "run")
_CHOICES: Final = {
    "type": TYPES,
    "verdict": {label: label for label in LABELS},
    "flag": {flag: flag_name(flag) for flag in FLAGS},
}
_SLOT_CHOICES: Final = {"relation": RELATIONS, "metric": METRICS, "quantifier": QUANTIFIERS}
_CLAIMS: Final = 50
# A claim's chart never changes: another reading of the note has claims, and charts, of its own.
_KEEP: Final = "private, max-age=86400, immutable"


@router.get("/claims")
def claims(request: Request, caller: Reading, reader: Stored) -> Response:
    """Claims that fit the filters, newest note first, and how many have each verdict."""
    asked = Asked(request, _FILTERS)
    query = asked.read(ClaimFilter).query()
    found = reader.claims(query, after=asked.after, limit=_CLAIMS)
    return page(
        request,
        "claims.html",
        section="Claims",
        json=asked.json("/v1/claims"),
        filters=asked.given,
        filtered=asked.any,
        choices=_CHOICES,
        counts=counted(reader.count(query), asked.given),
        claims=tuple(map(claim_entry, found.rows)),
        next=asked.next(found.after),
        first=asked.first,
    )


@router.get("/claims/{claim_id}")
def claim(request: Request, claim_id: str, caller: Reading, reader: Stored) -> Response:
    """One claim with everything behind its verdict."""
    return page(request, "claim.html", **_shown(reader, claim_id))


@router.post("/claims/{claim_id}/corrections")
async def correct(request: Request, claim_id: str, caller: Writing, service: Running) -> Response:
    """Judge the claim again with the slots that were changed; a slot that can't be read is told."""
    row = await run_in_threadpool(service.reader.claim, claim_id)
    before = form_values(read_claim(row))
    typed = before | await read_fields(request)
    try:
        changed = changed_slots(typed, before)
        if not changed:
            raise BadSlot("No slot was changed: change one, then judge again")
        await service.correct(claim_id, changed, by=caller.name)
    except BadSlot as error:
        shown = await run_in_threadpool(_shown, service.reader, claim_id)
        shown |= {"problem": as_sentence(str(error)), "wrong": error.slot, "typed": typed}
        return page(request, "claim.html", status=422, **shown)
    return see(f"/claims/{claim_id}#corrections")


@router.get("/claims/{claim_id}/chart.svg")
async def chart(
    claim_id: str, caller: Reading, service: Running, theme: Literal["light", "dark"] = "light"
) -> Response:
    """The claim's chart for a light or a dark page."""
    found = await run_in_threadpool(service.reader.chart, claim_id)
    if found is None:
        raise Problem("no-chart", f"claim {claim_id[:40]} has no chart; returns did not decide it")
    return Response(
        await service.svg(found, theme=theme),
        media_type="image/svg+xml",
        headers={"Cache-Control": _KEEP},
    )


def _shown(reader: Reader, claim_id: str) -> dict[str, Any]:
    row = reader.claim(claim_id)
    view = claim_view(row, chart=reader.chart(claim_id), corrections=reader.corrections(claim_id))
    return {
        "section": "Claims",
        "json": f"/v1/claims/{view.id}",
        "claim": view,
        "typed": view.form,
        "wrong": None,
        "choices": _SLOT_CHOICES,
    }
