"""One line of log a request, under its id; and the last resort for what nobody caught.

Paths are logged by their template, queries and headers never: they hold names and keys.
"""

from __future__ import annotations

import logging
import re
import time
import traceback
from collections.abc import MutableMapping
from typing import Any, Final, TextIO
from uuid import uuid4

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.errors import answer
from api.http.metrics import Metrics

_log = structlog.get_logger("tapecheck.http")
_CLIENT_GONE: Final = 499
_GIVEN_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_SECRET = re.compile(r"tk_[A-Za-z0-9_-]{1,200}")
# Asked every few seconds by whoever watches the service; only a failure is worth a line.
_PROBES: Final = frozenset({"/healthz", "/readyz"})
_LONGEST_CHAIN: Final = 8
_SECRET_NAMES: Final = frozenset({"authorization", "cookie", "secret", "token"})


class RequestLog:
    """Gives each request an id, counts and logs it, and turns what was not caught into a 500.

    Probes that pass are counted only.
    """

    def __init__(self, app: ASGIApp, *, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on under its id."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = _id_of(scope)
        scope.setdefault("state", {})["request_id"] = request_id
        outgoing = _Outgoing(send, request_id)
        began = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            try:
                await self.app(scope, receive, outgoing)
            except ClientDisconnect:
                outgoing.status = outgoing.status or _CLIENT_GONE
            except Exception as error:
                await _answer(error, scope, receive, outgoing)
            finally:
                self._note(scope, outgoing.status, time.perf_counter() - began)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route = route_of(scope)
        self.metrics.observe(scope["method"], route, status, seconds)
        if route in _PROBES and status < 400:
            return
        _log.info(
            "request",
            method=scope["method"][:20],
            route=route,
            status=status,
            milliseconds=round(seconds * 1000, 1),
            key=scope["state"].get("key_id"),
        )


class _Outgoing:
    """`send` that adds the request's id and remembers the status."""

    def __init__(self, send: Send, request_id: str) -> None:
        self.send = send
        self.request_id = request_id
        self.status = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            MutableHeaders(scope=message)["X-Request-ID"] = self.request_id
        await self.send(message)


async def _answer(error: Exception, scope: Scope, receive: Receive, outgoing: _Outgoing) -> None:
    """Answer with the error's problem, or, where an answer has begun, log it and break it off."""
    if outgoing.status:
        _log.error("answer broken off", exc_info=error)
        raise error
    request = Request(scope, receive)
    response = await answer(request, error)
    await response(scope, receive, outgoing)


def route_of(scope: Scope) -> str:
    """The template of the route that took the request, such as /v1/notes/{note_id}."""
    return getattr(scope.get("route"), "path", "none")


def _id_of(scope: Scope) -> str:
    """The id that a proxy in front gave, where it is one; else a new one."""
    given = Headers(scope=scope).get("x-request-id", "")
    return given if _GIVEN_ID.fullmatch(given) else str(uuid4())


def without_secrets(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """A structlog processor that takes keys and sessions out of whatever is logged."""
    return {name: _clean(name, value) for name, value in event.items()}


def _clean(name: str, value: Any) -> Any:
    if name.lower() in _SECRET_NAMES:
        return "…"
    return _SECRET.sub("tk_…", value) if isinstance(value, str) else value


def _frames(exc_info: structlog.typing.ExcInfo) -> str:
    """A traceback of places and kinds; messages and locals may hold words of notes, and stay out.

    What the system says of itself, as of a full disk, holds none.
    """
    told: list[str] = []
    error: BaseException | None = exc_info[1]
    while error is not None and len(told) < _LONGEST_CHAIN:
        why = f": {error}" if isinstance(error, OSError) else ""
        told.append(
            f"{''.join(traceback.format_tb(error.__traceback__))}{type(error).__name__}{why}"
        )
        error = error.__cause__ or error.__context__
    return "\nwhile handling:\n".join(told)


def configure(stream: TextIO) -> None:
    """Log to `stream`: JSON lines, or plain ones for who watches on a terminal.

    Secrets are taken out last, when tracebacks are text already. What the server itself warns of
    goes the same way.
    """
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.ExceptionRenderer(_frames),
    ]
    shown: structlog.typing.Processor = structlog.processors.JSONRenderer()
    if stream.isatty():
        shown = structlog.dev.ConsoleRenderer()
    structlog.configure(
        processors=[*shared, without_secrets, shown],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(file=stream),
    )
    foreign = logging.StreamHandler(stream)
    foreign.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                without_secrets,
                shown,
            ],
        )
    )
    logging.basicConfig(handlers=[foreign], level=logging.WARNING, force=True)
