"""The application for tests: over a real store and canned readings, in this process or live."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI
from starlette.testclient import TestClient

from api.http.app import create_app
from api.http.options import Options
from tapecheck.service import Service
from tapecheck.store.types import Scope
from tapecheck.testing import open_service

NOTE = b"""Small caps with momentum

2022-03-01

By Ann Author

XSMO has outperformed IJR since 2017. MTUM has lagged SPY over the past three years.
"""
UNLIMITED: dict[str, Any] = {"rate": None, "write_rate": None, "failed_rate": None}


def app_over(
    folder: Path, *, seconds_a_note: float = 0.0, secrets: dict[str, str] | None = None, **how: Any
) -> FastAPI:
    """The application over a new store; keys of each scope are put into `secrets` where given."""

    async def start() -> Service:
        folder.mkdir(exist_ok=True)
        service = await open_service(folder, seconds_a_note=seconds_a_note)
        if secrets is not None:
            secrets.update(await service.write(lambda store: dict(_keys(store))))
        return service

    return create_app(start, options=Options(**{"auth": "auto", "pages": "off", **how}))


def _keys(store: Any) -> Iterator[tuple[str, str]]:
    scopes: tuple[Scope, ...] = ("read", "write", "admin")
    for scope in scopes:
        _, secret = store.add_key(name=f"the {scope} key", scope=scope)
        yield scope, secret


def client_of(app: FastAPI) -> TestClient:
    """A client in this process; to be entered, so that the service runs."""
    return TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)


@contextmanager
def opened(folder: Path, **how: Any) -> Iterator[TestClient]:
    """A client of a new application."""
    with client_of(app_over(folder, **UNLIMITED, **how)) as client:
        yield client


def bearer(secret: str) -> dict[str, str]:
    """The header that a key is sent in."""
    return {"Authorization": f"Bearer {secret}"}


@dataclass(frozen=True, slots=True)
class Live:
    """A server on a port of its own."""

    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=20)


@contextmanager
def serving(app: FastAPI) -> Iterator[Live]:
    """The application in uvicorn, in a thread; the test needs `allow_hosts`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    server = uvicorn.Server(
        uvicorn.Config(app, host="127.0.0.1", port=port, log_config=None, access_log=False)
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        until = time.monotonic() + 20
        while not server.started and time.monotonic() < until:
            time.sleep(0.02)
        assert server.started
        yield Live(port)
    finally:
        server.should_exit = True
        thread.join(timeout=30)
