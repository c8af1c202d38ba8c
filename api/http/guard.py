"""What every request must pass and every answer carries: host, origin, sizes, headers.

Browsers say in `Sec-Fetch-Site` who made a request, and no script can change that: an unsafe
request that another site made is refused. Clients that are no browser send neither it nor `Origin`.
"""

from __future__ import annotations

from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.limits import HEADERS, QUERY_BYTES
from api.http.problems import Problem

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
SECURITY_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
        " connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class SecurityHeaders:
    """Adds the security headers, and those that a request's own state asks for."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and give its answer the headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        asked: dict[str, str] = state.setdefault("headers", {})

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in (SECURITY_HEADERS | asked).items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, with_headers)


class Guard:
    """Refuses requests for other hosts, by other sites, or with too much before the body."""

    def __init__(self, app: ASGIApp, *, hosts: tuple[str, ...]) -> None:
        self.app = app
        self.hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Raise the `Problem` of a request that may not pass."""
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            _require_small(scope)
            self._require_host(headers)
            if scope["method"] not in SAFE:
                _require_same_site(headers)
        await self.app(scope, receive, send)

    def _require_host(self, headers: Headers) -> None:
        """A name that resolves to this machine but isn't its own is how pages of others reach it.

        That is DNS rebinding: the browser takes such a page to be of the same origin.
        """
        name = _without_port(headers.get("host", ""))
        if "*" not in self.hosts and name not in self.hosts:
            raise Problem("misdirected", f"this server does not answer to the name {name[:100]!r}")


def _require_small(scope: Scope) -> None:
    if len(scope["headers"]) > HEADERS:
        raise Problem("headers-too-large", f"{len(scope['headers'])} headers; send at most 100")
    if len(scope["query_string"]) > QUERY_BYTES:
        raise Problem(
            "address-too-long",
            f"the query has {len(scope['query_string'])} bytes; send at most {QUERY_BYTES}",
            limit=QUERY_BYTES,
        )


def _require_same_site(headers: Headers) -> None:
    site = headers.get("sec-fetch-site")
    origin = headers.get("origin")
    if site is not None:
        foreign = site not in {"same-origin", "none"}
    else:
        foreign = origin is not None and origin.partition("://")[2] != headers.get("host")
    if foreign:
        raise Problem(
            "cross-site", "a page of another site sent this request; open this server's own pages"
        )


def _without_port(host: str) -> str:
    name, colon, port = host.lower().rpartition(":")
    return name if colon and port.isdigit() else host.lower()
