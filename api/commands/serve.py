"""`tapecheck serve`: the HTTP API and the pages over one store."""

from __future__ import annotations

import errno
import ipaddress
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from api.console import Model, fail, one_line_errors

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from tapecheck.service import Service
    from tapecheck.service.spawning import Spawned

_EPILOG = (
    "Examples:  tapecheck serve --db notes.db  |  "
    "tapecheck serve --db notes.db --prices yahoo --workers 2 --port 8080"
)


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(name="serve", epilog=_EPILOG)(serve)


def serve(
    db: Annotated[Path, typer.Option(metavar="FILE", help="The store; made where there is none.")],
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.")
    ] = 8000,
    prices: Annotated[
        str | None, typer.Option(metavar="SOURCE", help="As for `tapecheck score`.")
    ] = None,
    model: Model = None,
    workers: Annotated[
        int, typer.Option(min=1, max=64, help="Processes that read notes, 1 GB of memory each.")
    ] = 1,
    require_keys: Annotated[
        bool,
        typer.Option(
            "--require-keys", help="Ask for a key on this machine too, as behind a proxy."
        ),
    ] = False,
) -> None:
    """Serve pages and an HTTP API that take notes in, score them and answer for their claims.

    Beyond this machine every request needs a key: `tapecheck keys create` makes one.
    """
    listening = _listen(host, port)
    # The processes need seconds for their imports, and begin before this one does its own.
    from tapecheck.service.spawning import spawn

    spawned = [spawn() for _ in range(workers)]
    try:
        _serve(
            listening,
            db=db,
            prices=prices,
            model=model,
            spawned=spawned,
            auth="required" if require_keys or not _is_loopback(host) else "auto",
        )
    finally:
        listening.close()
        for process in spawned:
            process.end()


def _serve(
    listening: socket.socket,
    *,
    db: Path,
    prices: str | None,
    model: str | None,
    spawned: Sequence[Spawned],
    auth: Literal["auto", "required"],
) -> None:
    """Run the service, its named errors as one line."""
    import asyncio
    import sys

    from api.http.logs import configure
    from tapecheck.service import ServiceError
    from tapecheck.service.service import Service
    from tapecheck.settings import Settings

    configure(sys.stderr)

    async def start() -> Service:
        return await Service.start(
            Settings(),
            store=db,
            prices=prices,
            model=model,
            workers=len(spawned),
            spawned=spawned,
        )

    try:
        with one_line_errors():
            asyncio.run(_run(start, listening, auth=auth, db=db))
    except ServiceError as error:
        fail(str(error))


async def _run(
    start: Callable[[], Awaitable[Service]],
    listening: socket.socket,
    *,
    auth: Literal["auto", "required"],
    db: Path,
) -> None:
    """Open the store, see that who may ask is settled, and serve."""
    from api.http.app import create_app
    from api.http.options import LOOPBACK, Options
    from api.server import run

    service = await start()
    try:
        if auth == "required" and not service.reader.has_keys():
            fail(
                "requests from elsewhere need a key, and the store has none; make one with"
                f" `tapecheck keys create --db {db} --name NAME --scope admin`"
            )
        hosts = ("*",) if auth == "required" else LOOPBACK

        async def started() -> Service:
            return service

        app = create_app(started, options=Options(auth=auth, hosts=hosts))
        await run(app, service, listening=listening)
    finally:
        await service.stop()


def _listen(host: str, port: int) -> socket.socket:
    """A socket bound to the address; ends the command in one line where that can't be had."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.create_server(address[:2], family=family, backlog=2048)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            fail(f"port {port} of {host} is in use; stop what listens there, or give --port")
        fail(f"can't listen on port {port} of {host}: {error.strerror}; give --host or --port")
    # Without this a short answer waits 40 ms for the client to acknowledge its headers. asyncio
    # sets it itself only where a socket names its protocol, which this one doesn't.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
