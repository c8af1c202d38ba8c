"""HEAD: what GET would answer, without the body; FastAPI's routes take GET alone."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Heads:
    """Hands HEAD on as GET, and drops the body; a stream of events ends with its headers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def only_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                await send(message)
                await send({"type": "http.response.body"})

        # The server goes by its own scope, in which the method stays as it is.
        asked = {**scope, "method": "GET"}
        try:
            await self.app(asked, receive, only_headers)
        finally:
            scope["route"] = asked.get("route")
