"""Which problem each named error is, and the handlers that answer with it."""

from __future__ import annotations

from typing import Any

import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import compile_path

from api.http.problems import Problem, problem_response, request_id, wants_html
from tapecheck.service.errors import (
    BadSlot,
    Busy,
    NotReady,
    ReadingFailed,
    Refused,
    ServiceError,
    WorkerDied,
)
from tapecheck.slots import SlotError
from tapecheck.store.errors import NotThere, StoreError, StoreFull

NAMED = (HTTPException, RequestValidationError, ServiceError, StoreError, SlotError)
_log = structlog.get_logger("tapecheck.http")
_LOADING_SECONDS = "5"
_HTTP = {
    404: ("not-found", "nothing is at {path}; /openapi.json lists what is"),
    405: ("wrong-method", "{method} is not for {path}; the Allow header says what is"),
    413: ("too-large", "the body is larger than this address takes"),
    415: ("unsupported-media", "the body of {method} {path} is of a kind that is not taken"),
}
_CHARACTERS = 300


def install(app: FastAPI) -> None:
    """Have the application answer every named error with its problem."""
    for error in NAMED:
        app.add_exception_handler(error, answer)


async def answer(request: Request, error: Exception) -> Response:
    """The problem of an error: a page where pages are served and asked for, JSON otherwise.

    `app.state.page_of_problem`, where pages are mounted, is an async function of the request and
    the problem.
    """
    if isinstance(error, HTTPException) and error.status_code < 400:
        return Response(status_code=error.status_code, headers=error.headers)
    problem = problem_of(error, request)
    page = getattr(request.app.state, "page_of_problem", None)
    if page is not None and wants_html(request):
        return await page(request, problem)  # type: ignore[no-any-return]
    return problem_response(request, problem)


def problem_of(error: Exception, request: Request) -> Problem:
    """The problem that an error is; one that has no name is "internal", and logged."""
    match error:
        case Problem():
            return error
        case HTTPException():
            return _of_http(error, request)
        case RequestValidationError():
            return invalid(error.errors())
        case Refused(kind="too_large"):
            return Problem("too-large", str(error))
        case Refused():
            return Problem("refused", str(error), kind=error.kind)
        case BadSlot() | SlotError():
            return Problem("bad-slot", str(error))
        case Busy():
            return Problem("busy", str(error), headers={"Retry-After": str(error.retry_after)})
        case NotReady():
            return Problem("not-ready", str(error), headers={"Retry-After": _LOADING_SECONDS})
        case WorkerDied():
            return Problem("reader-died", str(error))
        case ReadingFailed():
            return _internal(error, request)
        case NotThere():
            return Problem("no-such-thing", str(error))
        case StoreError():
            return _of_store(error)
    return _internal(error, request)


def _of_http(error: HTTPException, request: Request) -> Problem:
    kind, detail = _HTTP.get(error.status_code, ("bad-request", str(error.detail)))
    path = request.url.path[:_CHARACTERS]
    detail = detail.replace("{path}", path).replace("{method}", request.method)
    headers = dict(error.headers or {})
    if error.status_code == 405:
        headers["Allow"] = ", ".join(sorted(_methods(request)))
    return Problem(kind, detail, headers=headers)


def _methods(request: Request) -> set[str]:
    """Every method that this path takes; the router names those of one route only.

    A path that a route spells out is that route's, whatever patterns match it too.
    """
    path = request.url.path
    routes = [route for route in iter_route_contexts(request.app.routes) if route.methods]
    spelt = [route for route in routes if route.path == path]
    matching = [route for route in routes if compile_path(route.path or "")[0].match(path)]
    found = {method for route in spelt or matching for method in route.methods or ()}
    return found | {"HEAD"} if "GET" in found else found


def _of_store(error: StoreError) -> Problem:
    """A failure of the store: its message names files, so it goes to the log alone."""
    _log.error("store failed", error=str(error), sort=type(error).__name__)
    if isinstance(error, StoreFull):
        return Problem("store-full", "nothing can be written; what is stored can be read")
    return Problem(
        "store-failed",
        "the store can't be used; run `tapecheck store check` where the server is",
        headers={"Retry-After": _LOADING_SECONDS},
    )


def _internal(error: Exception, request: Request) -> Problem:
    _log.error("request failed", exc_info=error)
    return Problem(
        "internal", f"the server failed on this request; give {request_id(request)} to who runs it"
    )


def invalid(errors: list[Any] | tuple[Any, ...] | Any) -> Problem:
    """What pydantic found, as `errors` of part, name and message; what was sent is not repeated."""
    found = [_one(error) for error in errors]
    first = found[0]
    name = f"{first['in']} {first['name']}".strip()
    return Problem("invalid", f"{name}: {first['message']}", errors=found)


def _one(error: dict[str, Any]) -> dict[str, str]:
    place, *names = error["loc"] or ("body",)
    name = ".".join(str(part)[:100] for part in names)
    return {"in": str(place), "name": name, "message": str(error["msg"])[:_CHARACTERS]}
