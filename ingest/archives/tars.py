"""Members of a tar read once from front to back, so that a packed one needs no rewinding."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from ingest.archives.limits import CHUNK, HEAD, MAX_TAR_HEADER
from ingest.archives.types import Member, Skipped
from ingest.errors import UnreadableInput


def tar_members(file: BinaryIO) -> Iterator[Member | Skipped]:
    """Files of the archive in its order; folders are passed over, links and devices skipped."""
    tape = _Tape(file)
    with tarfile.TarFile(fileobj=cast(BinaryIO, tape), mode="r") as tar:
        while (info := tar.next()) is not None:
            tar.members.clear()  # type: ignore[attr-defined]  # it would keep every header
            if info.isdir():
                continue
            if info.isreg() and not info.issparse():
                tape.seek(info.offset_data)
                raw = _Slice(tape, info.size)
                stream = cast(BinaryIO, io.BufferedReader(raw, HEAD))
                yield Member(name=info.name, size=info.size, file=stream)
            else:
                reason = "a link, device or sparse file; pack what it points to"
                yield Skipped(name=info.name, reason=reason)
    if tape.last.strip(b"\0"):
        raise UnreadableInput("damaged from here on; what stands before it was read")


class _Tape:
    """A file that only runs forward, as tarfile sees it: small reads, and one byte back."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._at, self._behind = file, 0, False
        self.last = b""

    def read(self, size: int) -> bytes:
        """What tarfile reads: headers, which a bomb makes gigabytes long."""
        if size > MAX_TAR_HEADER:
            raise UnreadableInput(f"a header of {size:,} bytes, as in a tar bomb; pack it anew")
        if self._behind:  # it only looks whether the byte before a header is there
            self._behind = False
            return b"\0"
        self.last = self.take(size)
        return self.last

    def take(self, size: int) -> bytes:
        """The next bytes of a member, fewer at the end."""
        piece = self._file.read(size)
        self._at += len(piece)
        return piece

    def tell(self) -> int:
        return self._at

    def seek(self, position: int) -> None:
        """Go forward by reading on."""
        self._behind = position == self._at - 1
        while self._at < position and self.take(min(CHUNK, position - self._at)):
            pass

    def close(self) -> None:
        """The file is its opener's to close."""


class _Slice(io.RawIOBase):
    """The next `size` bytes of a tape."""

    def __init__(self, tape: _Tape, size: int) -> None:
        self._tape, self._left = tape, size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        piece = self._tape.take(min(len(buffer), self._left))
        if self._left and not piece:
            raise UnreadableInput("cut off; copy the archive anew")
        self._left -= len(piece)
        buffer[: len(piece)] = piece
        return len(piece)
