"""Figures for Prometheus, in a registry of each application's own.

Labels are few and fixed: no ticker, author, note or key is ever one.
"""

from __future__ import annotations

from typing import Final

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client import generate_latest as text_of
from prometheus_client.process_collector import ProcessCollector

CONTENT_TYPE: Final = CONTENT_TYPE_LATEST
_METHODS: Final = frozenset({"GET", "POST", "DELETE", "HEAD", "OPTIONS", "PUT", "PATCH"})
_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 15.0, 60.0)


class Metrics:
    """The application's counters; `text()` is what `/metrics` answers."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._requests = Counter(
            "tapecheck_http_requests",
            "Requests answered, by route template and status.",
            ["method", "route", "status"],
            registry=self._registry,
        )
        self._seconds = Histogram(
            "tapecheck_http_request_seconds",
            "Time from a request's first byte to its answer's last.",
            ["method", "route"],
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._uploads = Counter(
            "tapecheck_uploads",
            "Uploads that were waited for, by how they ended.",
            ["state"],
            registry=self._registry,
        )
        self._ready = Gauge(
            "tapecheck_ready", "1 where notes can be read now.", registry=self._registry
        )
        self._waiting = Gauge(
            "tapecheck_notes_waiting",
            "Notes that are queued or being read.",
            registry=self._registry,
        )

    def observe(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one request; methods nobody serves are counted together."""
        method = method if method in _METHODS else "other"
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(seconds)

    def uploaded(self, state: str) -> None:
        """Count one upload by the state of its task."""
        self._uploads.labels(state).inc()

    def text(self, *, ready: bool, waiting: int) -> bytes:
        """Everything in Prometheus's text format."""
        self._ready.set(float(ready))
        self._waiting.set(waiting)
        return text_of(self._registry)
