"""Strong ETags over the bytes of an answer, and 304 for who has them already."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

JSON: Final = "application/json"
_CHARACTERS: Final = 32


def etag(body: bytes) -> str:
    """The same for the same bytes, and only for them."""
    return f'"{hashlib.sha256(body).hexdigest()[:_CHARACTERS]}"'


def tagged(
    request: Request,
    body: bytes,
    *,
    media_type: str = JSON,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The answer with its ETag; 304 without a body where `If-None-Match` has it.

    `no-cache` lets the caller keep it and ask each time; `private` keeps it from shared caches.
    """
    tag = etag(body)
    every = {
        "ETag": tag,
        "Cache-Control": "private, no-cache",
        "Vary": "Authorization, Cookie",
        **(headers or {}),
    }
    if request.method == "GET" and _known(tag, request.headers.get("if-none-match", "")):
        return Response(status_code=304, headers=every)
    return Response(body, status_code=status, headers=every, media_type=media_type)


def _known(tag: str, given: str) -> bool:
    """If-None-Match compares weakly (RFC 9110, 13.1.2): a proxy may have weakened ours."""
    tags = {one.strip().removeprefix("W/") for one in given.split(",")}
    return "*" in tags or tag in tags
