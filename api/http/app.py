"""The application: middleware outside in, the routes, and the service's life."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.middleware import Middleware

from api import pages
from api.http import batches, claims, entities, errors, health, notes, tasks
from api.http.guard import Guard, SecurityHeaders
from api.http.heads import Heads
from api.http.limits import BodyLimits
from api.http.logs import RequestLog
from api.http.metrics import Metrics
from api.http.openapi import document
from api.http.options import Options
from api.http.rates import Rates

if TYPE_CHECKING:
    from tapecheck.service import Service

ServiceFactory = Callable[[], Awaitable["Service"]]


def create_app(start: ServiceFactory, *, options: Options) -> FastAPI:
    """The application over the service that `start` gives when the server comes up.

    It is `app.state.service` from then on, and stopped when the server goes down.
    """
    metrics = Metrics()
    app = FastAPI(
        lifespan=_life(start),
        docs_url=None,
        redoc_url=None,
        telemetry={"tracing": False},
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(RequestLog, metrics=metrics),
            Middleware(Guard, hosts=options.hosts),
            Middleware(BodyLimits),
            Middleware(Heads),
        ],
    )
    app.state.options = options
    app.state.metrics = metrics
    app.state.rates = Rates(options)
    errors.install(app)
    for part in (notes, claims, entities, batches, tasks, health):
        app.include_router(part.router)
    if options.pages == "on":
        pages.mount(app)
    app.openapi = lambda: document(app)  # type: ignore[method-assign]
    return app


def _life(start: ServiceFactory) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        service = await start()
        app.state.service = service
        try:
            yield
        finally:
            await service.stop()

    return life
