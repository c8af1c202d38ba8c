"""What an archive of notes gives: notes-to-be, and what of it could not even be opened."""

from __future__ import annotations

import lzma
import struct
import tarfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, Final

from pyarrow import ArrowException

from ingest.canonical import one_line
from ingest.errors import IngestError

DAMAGE: Final = (
    OSError,
    EOFError,
    ValueError,
    OverflowError,
    RecursionError,
    struct.error,
    zlib.error,
    lzma.LZMAError,
    tarfile.TarError,
    ArrowException,
)
"""What the libraries raise on bytes that are not what they claim to be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One note-to-be; `name` is its path inside the archive, for people ("old.zip/2019/a.pdf")."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """What could not be opened, and why, in one line; everything else goes on."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A note-to-be that is not read yet; `load` works until the walk takes its next step."""

    name: str
    load: Callable[[], bytes]

    def take(self) -> Entry | Skipped:
        """Its bytes, or why they cannot be had."""
        try:
            return Entry(name=self.name, data=self.load())
        except DAMAGE as error:
            return skipped(self.name, error)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file inside a zip or tar, of `size` bytes; readable once, until the next member."""

    name: str
    size: int
    file: BinaryIO


def skipped(name: str, error: Exception) -> Skipped:
    """The reason as it is told: ours as it stands, a library's behind what it means."""
    if isinstance(error, IngestError):
        return Skipped(name=name, reason=one_line(str(error)))
    told = one_line(str(error))[:200] or type(error).__name__
    return Skipped(name=name, reason=f"damaged ({told}); restore or pack it anew")
