"""How much a request may bring and how long it may take; enforced while the body streams in.

A `Content-Length` over the limit is refused at once; one that lies, or none, is refused at the
chunk that passes the limit, and the rest is never read.
"""

from __future__ import annotations

import asyncio
import time
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.problems import Problem
from tapecheck.service.limits import BATCH_BYTES, NOTE_BYTES

JSON_BYTES: Final = 64 * 1024
"""A claim as slots takes 1 KiB; nothing that is not an upload needs more."""

FORM_BYTES: Final = 64 * 1024
"""What boundaries, headers and fields of a form may add to one file."""

PART_BYTES: Final = 512
"""What the headers of each further file of a batch may add."""

HEADERS: Final = 100
QUERY_BYTES: Final = 4 * 1024
NAME_CHARACTERS: Final = 200

IDLE_SECONDS: Final = 20.0
"""Longest pause between two chunks of a body."""

BODY_SECONDS: Final = 600.0
"""Longest time for a whole body: 200 MiB at 350 KiB a second."""

WAIT_SECONDS: Final = 60.0
"""How long an upload is waited for before it is answered with its task."""

_BATCH = BATCH_BYTES + FORM_BYTES + 1_000 * PART_BYTES
BODY_BYTES: Final[dict[str, int]] = {
    "/v1/notes": NOTE_BYTES + FORM_BYTES,
    "/v1/score": NOTE_BYTES + FORM_BYTES,
    "/v1/batches": _BATCH,
    "/notes": _BATCH,
}
"""The largest body by path; `JSON_BYTES` for every other."""


class BodyLimits:
    """Counts each request's body as it comes in, and times it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Raise `Problem` for a body too large, or from `receive` where it only then shows."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = BODY_BYTES.get(scope["path"], JSON_BYTES)
        length = Headers(scope=scope).get("content-length", "")
        if length.isdigit() and int(length) > limit:
            raise _too_large(limit)
        await self.app(scope, _Counted(receive, limit), send)


class _Counted:
    """`receive` with the limits on it; once the body is there, waiting takes as long as it may."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self.receive = receive
        self.limit = limit
        self.read = 0
        self.until = time.monotonic() + BODY_SECONDS
        self.whole = False

    async def __call__(self) -> Message:
        """The next piece of the body."""
        if self.whole:
            return await self.receive()
        message = await self._in_time()
        self.read += len(message.get("body", b""))
        self.whole = not message.get("more_body", False)
        if self.read > self.limit:
            raise _too_large(self.limit)
        return message

    async def _in_time(self) -> Message:
        try:
            async with asyncio.timeout(min(IDLE_SECONDS, self.until - time.monotonic())):
                return await self.receive()
        except TimeoutError:
            raise Problem(
                "too-slow",
                f"{self.read} bytes of the body came, then nothing for too long; send it again",
                headers={"Connection": "close"},
            ) from None


def _too_large(limit: int) -> Problem:
    return Problem(
        "too-large",
        f"the body is larger than the {limit} bytes that this address takes; send less",
        headers={"Connection": "close"},
        limit=limit,
    )
