"""What routes ask for: the service, its reader, who asks, and one thing in the store."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from api.http.keys import Caller, require
from api.http.metrics import Metrics
from tapecheck.service import Service
from tapecheck.store import Reader


def service_of(request: Request) -> Service:
    """The service behind the application."""
    service: Service = request.app.state.service
    return service


def reader_of(request: Request) -> Reader:
    """What reads the store, also where nothing can be written."""
    return service_of(request).reader


def metrics_of(request: Request) -> Metrics:
    """The application's counters."""
    metrics: Metrics = request.app.state.metrics
    return metrics


Running = Annotated[Service, Depends(service_of)]
Stored = Annotated[Reader, Depends(reader_of)]
Counted = Annotated[Metrics, Depends(metrics_of)]

READS = require("read")
COMPUTES = require("read", purpose="write")
WRITES = require("write")
RULES = require("admin")

Reading = Annotated[Caller, Depends(READS)]
Computing = Annotated[Caller, Depends(COMPUTES)]
Writing = Annotated[Caller, Depends(WRITES)]
Ruling = Annotated[Caller, Depends(RULES)]
