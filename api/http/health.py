"""Is the process alive, can it read notes, and how is it doing; nobody is counted here."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response

from api.http.answers import Alive
from api.http.context import READS, Counted, Running
from api.http.metrics import CONTENT_TYPE
from api.http.openapi import drawn, problems
from api.http.problems import Problem

router = APIRouter(tags=["server"])


@router.get("/healthz", operation_id="isAlive", summary="The process answers")
async def healthz() -> Alive:
    """Alive, whatever it can do."""
    return Alive(status="alive")


@router.get(
    "/readyz",
    operation_id="isReady",
    summary="Notes can be read",
    responses=problems("not-ready", "store-failed"),
)
def readyz(service: Running) -> Alive:
    """Ready once the models and prices are loaded and the store opens."""
    service.reader.has_keys()
    why = service.why_not_ready()
    if why is not None:
        why = why.replace(str(service.reader.path), "the store")
        raise Problem("not-ready", why, headers={"Retry-After": "1"})
    return Alive(status="ready")


@router.get(
    "/metrics",
    operation_id="readMetrics",
    summary="Figures for Prometheus",
    response_class=Response,
    responses=drawn("text/plain", {"type": "string"}),
    dependencies=[Depends(READS)],
)
def metrics(request: Request, service: Running, figures: Counted) -> Response:
    """Requests, their times and uploads; no ticker, author or key is ever a label."""
    text = figures.text(ready=service.ready, waiting=service.queued)
    return Response(text, headers={"Content-Type": CONTENT_TYPE})
