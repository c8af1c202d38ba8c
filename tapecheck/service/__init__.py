"""What a running service does with notes: takes them in, has them read, keeps what came of it."""

from typing import TYPE_CHECKING

from tapecheck.service.errors import (
    BadSlot,
    Busy,
    NotReady,
    ReadingFailed,
    Refused,
    ServiceError,
    WorkerDied,
)
from tapecheck.service.types import Theme, Upload, Verified

if TYPE_CHECKING:
    from tapecheck.service.service import Service

__all__ = [
    "BadSlot",
    "Busy",
    "NotReady",
    "ReadingFailed",
    "Refused",
    "Service",
    "ServiceError",
    "Theme",
    "Upload",
    "Verified",
    "WorkerDied",
]


def __getattr__(name: str) -> object:
    """`Service` when it is first asked for: its imports take longer than starting a worker."""
    if name != "Service":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from tapecheck.service.service import Service

    return Service
