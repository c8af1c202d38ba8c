"""Runs the application until it is told to stop, then lets what runs finish."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
from collections.abc import Iterator

import structlog
import uvicorn
from fastapi import FastAPI

from api.console import out
from tapecheck.service import Service

_log = structlog.get_logger(__name__)
# Seconds that requests under way may take after a stop; supervisors kill after 30.
_FINISHING = 26


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals alone: uvicorn would raise them again at the end, and so fail the exit."""
        yield


async def run(app: FastAPI, service: Service, *, listening: socket.socket) -> None:
    """Print the address and serve until SIGTERM or SIGINT.

    On a signal nothing more is taken in, and what is being read may take 26 s. A second signal
    ends all at once; what was being read is read again at the next start. Raises `NotReady` where
    the workers can't load.
    """
    server = _Server(
        uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            lifespan="on",
            timeout_graceful_shutdown=_FINISHING,
        )
    )
    _stop_on_signals(server, service)
    out.print(_url(listening), markup=False, soft_wrap=True)
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    loading = asyncio.create_task(service.loaded())
    await asyncio.wait({serving, loading}, return_when=asyncio.FIRST_COMPLETED)
    failure = loading.exception() if loading.done() and not server.should_exit else None
    server.should_exit = server.should_exit or failure is not None
    await serving
    loading.cancel()
    await asyncio.gather(loading, return_exceptions=True)
    if failure is not None:
        raise failure
    _log.info("stopped")


def _stop_on_signals(server: uvicorn.Server, service: Service) -> None:
    def stop() -> None:
        if server.should_exit:
            os._exit(1)
        server.should_exit = True
        service.close()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)


def _url(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
