"""The OpenAPI document: every status of every operation, with the problems it may be."""

from __future__ import annotations

from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter

from api.http.answers import ProblemBody
from api.http.problems import MEDIA_TYPE, PROBLEMS, Problem

DESCRIPTION: Final = """\
Upload research notes about ETFs, read how they feel and whether what they claim holds against
prices. Errors are problems (RFC 9457); lists are paged by `next`; every GET under /v1 has an ETag.
"""
TAGS: Final = [
    {"name": "notes", "description": "Notes and their reports."},
    {"name": "claims", "description": "Claims, their verdicts and corrections."},
    {"name": "history", "description": "What was said of a ticker, and by an author."},
    {"name": "work", "description": "Tasks and batches that are under way."},
    {"name": "server", "description": "The server itself."},
]
_EVERY = ("bad-request", "misdirected", "address-too-long", "headers-too-large", "internal")
_KEYED = ("key-needed", "scope-needed", "too-many-requests", "not-ready", "store-failed")
_UNSAFE = ("cross-site", "too-slow", "too-large", "store-full")
_SCHEMA: Final = {"$ref": "#/components/schemas/Problem"}
_METHODS: Final = frozenset({"get", "post", "delete"})
_ETAG: Final = {"ETag": {"schema": {"type": "string"}, "description": "Of this answer's bytes."}}

ONCE: Final = {
    "name": "Idempotency-Key",
    "in": "header",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
    "description": "The same key and the same request are done once, and get the same answer.",
}
PREFER: Final = {
    "name": "Prefer",
    "in": "header",
    "schema": {"type": "string", "maxLength": 200, "pattern": "^[ -~]*$"},
    "description": "`respond-async` for a task at once; `wait=5` to wait so many seconds for more.",
}
LAST_EVENT: Final = {
    "name": "Last-Event-ID",
    "in": "header",
    "schema": {"type": "string", "pattern": "^[0-9]{1,18}$"},
    "description": "The last event that you have; what came after it is told.",
}
NOTHING_MORE: Final[dict[int | str, dict[str, Any]]] = {
    204: {"description": "All is over and told."}
}
REPORT_HEADERS: Final[dict[str, Any]] = {
    "headers": {
        "Location": {"schema": {"type": "string"}, "description": "The note."},
        "Tapecheck-Report": {"schema": {"type": "string"}, "description": "The report's number."},
        **_ETAG,
    }
}


def drawn(media_type: str, schema: dict[str, Any]) -> dict[int | str, dict[str, Any]]:
    """`responses` of a route that answers with something else than JSON."""
    return {200: {"content": {media_type: {"schema": schema}}}}


def problems(*kinds: str) -> dict[int | str, dict[str, Any]]:
    """`responses` of a route for the problems that it may answer with, by status."""
    found: dict[int | str, dict[str, Any]] = {}
    for kind in kinds:
        status = PROBLEMS[kind].status
        entry = found.setdefault(
            status,
            {
                "description": "",
                "content": {MEDIA_TYPE: {"schema": _SCHEMA, "examples": {}}},
            },
        )
        _add(entry, kind)
    return found


def _add(entry: dict[str, Any], kind: str) -> None:
    sort = PROBLEMS[kind]
    examples = entry["content"][MEDIA_TYPE]["examples"]
    if kind in examples:
        return
    entry["description"] = f"{entry['description']} {sort.title}.".strip()
    examples[kind] = {"value": Problem(kind, sort.advice).body("4f0e2c1a")}


def document(app: FastAPI) -> dict[str, Any]:
    """The document, made once; `app.openapi` is set to a call of this."""
    if app.openapi_schema is None:
        app.openapi_schema = _made(app)
    return app.openapi_schema


def _made(app: FastAPI) -> dict[str, Any]:
    made = get_openapi(
        title="tapecheck",
        version="1",
        description=DESCRIPTION,
        routes=app.routes,
        tags=TAGS,
    )
    schemas = made.setdefault("components", {}).setdefault("schemas", {})
    schemas["Problem"] = TypeAdapter(ProblemBody).json_schema()
    made["components"]["securitySchemes"] = {
        "key": {"type": "http", "scheme": "bearer", "description": "A key of `tapecheck keys`."},
        "session": {"type": "apiKey", "in": "cookie", "name": "tapecheck_session"},
    }
    for path, operations in made["paths"].items():
        for method in _METHODS & operations.keys():
            _complete(path, method, operations[method])
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    return made


def _complete(path: str, method: str, operation: dict[str, Any]) -> None:
    """Add what every operation may answer with, and what goes without saying in the routes."""
    keyed = path.startswith("/v1/") or path == "/metrics"
    kinds = [*_EVERY]
    if keyed:
        kinds += _KEYED
        operation["security"] = [{"key": []}, {"session": []}]
    if method != "get":
        kinds += _UNSAFE
    responses = operation["responses"]
    if operation.get("parameters") or "requestBody" in operation:
        kinds.append("invalid")
        _drop_default_422(responses)
    for status, entry in problems(*kinds).items():
        known = responses.setdefault(str(status), entry)
        for kind in entry["content"][MEDIA_TYPE]["examples"]:
            _add(known, kind)
    if path.startswith("/v1/") and method == "get" and "events" not in path:
        responses["200"].setdefault("headers", {}).update(_ETAG)
        responses["304"] = {"description": "The answer is the one with the ETag given."}


def _drop_default_422(responses: dict[str, Any]) -> None:
    """FastAPI's own 422 is of a form that is never sent."""
    if MEDIA_TYPE not in responses.get("422", {}).get("content", {}):
        responses.pop("422", None)
