"""Requests that may be sent twice and are done once, by `Idempotency-Key`.

A key belongs to its caller and to one request: same key and same request get the same answer. An
answer that failed on our side, or was put off, frees the key.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final

import structlog
from starlette.requests import Request
from starlette.responses import Response

from api.http import errors
from api.http.keys import Caller
from api.http.problems import Problem, problem_response
from tapecheck.store.errors import StoreError

if TYPE_CHECKING:
    from tapecheck.service import Service
    from tapecheck.store.types import Answer

HEADER: Final = "Idempotency-Key"
REPLAYED: Final = "Idempotent-Replayed"
_log = structlog.get_logger("tapecheck.http")
_KEY = re.compile(r"[\x21-\x7e]{1,255}")
_PUT_OFF: Final = frozenset({401, 403, 408, 409, 413, 429})
_KEPT_HEADERS: Final = (
    "content-type",
    "location",
    "etag",
    "preference-applied",
    "tapecheck-report",
    "tapecheck-note",
)
_under_way: set[asyncio.Task[Response]] = set()

Answering = Callable[[], Awaitable[Response]]


async def once(request: Request, caller: Caller, *parts: str, answer: Answering) -> Response:
    """The answer to a request that consists of its method, path and `parts`.

    Raises the 409 or 422 `Problem`. Answering goes on where the client has gone away. The store
    forgets answers with a note's id in them along with the note.
    """
    given = request.headers.get(HEADER)
    if given is None:
        return await answer()
    service: Service = request.app.state.service
    key = _stored_key(given, caller)
    digest = _digest(request.method, request.url.path, *parts)
    seen = await service.write(lambda store: store.claim_answer(key, digest))
    if seen is not None:
        return _again(seen, digest)
    task = asyncio.ensure_future(_answer_and_keep(request, key, answer))
    _under_way.add(task)
    task.add_done_callback(_under_way.discard)
    return await asyncio.shield(task)


async def _answer_and_keep(request: Request, key: str, answer: Answering) -> Response:
    service: Service = request.app.state.service
    try:
        response = await answer()
    except errors.NAMED as error:
        response = problem_response(request, errors.problem_of(error, request))
    except BaseException:
        await _free(service, key)
        raise
    status, body = response.status_code, bytes(response.body)
    headers = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
    if status >= 500 or status in _PUT_OFF:
        await _free(service, key)
        return response
    try:
        await service.write(
            lambda store: store.keep_answer(key, status=status, headers=headers, body=body)
        )
    except StoreError as error:
        _log.warning("answer not kept", error=str(error))
    return response


async def _free(service: Service, key: str) -> None:
    """Give the key back; where the store can't be written to, its next opening does."""
    try:
        await service.write(lambda store: store.drop_answer(key))
    except StoreError as error:
        _log.warning("idempotency key not freed", error=str(error))


def _again(seen: Answer, digest: str) -> Response:
    if seen.request_hash != digest:
        raise Problem(
            "key-reused", "this Idempotency-Key was used for another request; take a new one"
        )
    if seen.status is None:
        raise Problem(
            "key-in-use",
            "the first request with this Idempotency-Key is still being answered; ask again",
            headers={"Retry-After": "1"},
        )
    headers = {**seen.headers, REPLAYED: "true"}
    return Response(seen.body, status_code=seen.status, headers=headers)


def _stored_key(given: str, caller: Caller) -> str:
    if not _KEY.fullmatch(given):
        raise Problem("bad-request", f"{HEADER} must be 1 to 255 visible ASCII characters")
    return _digest(caller.bucket, given)


def _digest(*parts: str) -> str:
    """One hash over the parts, each with its length so that none runs into the next."""
    whole = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", errors="surrogatepass")
        whole.update(len(raw).to_bytes(8, "big") + raw)
    return whole.hexdigest()
