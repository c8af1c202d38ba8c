"""What can keep the service from doing what it was asked; each message is one line.

ServiceError        base: `str()` is one line, fit for whoever asked
├── Refused         the bytes are no note that can be read; `kind` says which way, `reason` why
├── Busy            more is waiting than the limits allow; come again after `retry_after` seconds
├── WorkerDied      the process that reads notes died or hung on this one, each time it was tried
├── ReadingFailed   a fault in the program met on the way; the message says where
├── BadSlot         a slot of a claim that can't be read
└── NotReady        nothing can be read yet, or no longer: loading, failed to load, stopping
"""

from __future__ import annotations

from typing import Literal

RefusalKind = Literal[
    "not_a_note", "empty", "unsupported", "unreadable", "too_large", "out_of_coverage"
]


class ServiceError(Exception):
    """Base of what the service raises for things that are nobody's bug."""


class Refused(ServiceError):
    """Bytes that give no report."""

    def __init__(self, kind: RefusalKind, reason: str) -> None:
        super().__init__(kind, reason)
        self.kind: RefusalKind = kind
        self.reason = reason

    def __str__(self) -> str:
        return self.reason


class Busy(ServiceError):
    """The queue is full; `retry_after` is in whole seconds."""

    def __init__(self, reason: str, retry_after: int) -> None:
        super().__init__(reason, retry_after)
        self.reason = reason
        self.retry_after = retry_after

    def __str__(self) -> str:
        return self.reason


class WorkerDied(ServiceError):
    """A reading that ended its process more than once, or ran past its time."""


class ReadingFailed(ServiceError):
    """A bug of ours, seen by a worker; nothing of the note is in the message."""


class BadSlot(ServiceError):
    """A claim that can't be put together from the slots given; `slot` is the one to change."""

    def __init__(self, reason: str, slot: str | None = None) -> None:
        super().__init__(reason, slot)
        self.reason = reason
        self.slot = slot

    def __str__(self) -> str:
        return self.reason


class NotReady(ServiceError):
    """The workers haven't loaded, couldn't load, or are being stopped."""
