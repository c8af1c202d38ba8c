"""One packed stream (gzip, bzip2, xz, zstd) as a file that is read once, held to a ratio."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
from typing import BinaryIO, cast

import pyarrow as pa

from ingest.archives.kinds import Kind
from ingest.archives.limits import FREE, HEAD, MAX_RATIO, MAX_XZ_MEMORY
from ingest.errors import InputTooLarge


def unpacked(file: BinaryIO, kind: Kind) -> io.BufferedReader:
    """The stream inside; reading it raises InputTooLarge once it outgrows MAX_RATIO."""
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    if kind == "xz":
        _require_small_dictionary(file)
    return io.BufferedReader(_Held(_opened(file, kind), packed=size), HEAD)


def _opened(file: BinaryIO, kind: Kind) -> BinaryIO:
    if kind == "gzip":
        return cast(BinaryIO, gzip.GzipFile(fileobj=file, mode="rb"))
    if kind == "bzip2":
        return cast(BinaryIO, bz2.BZ2File(file))
    if kind == "xz":
        return cast(BinaryIO, lzma.LZMAFile(file))
    return cast(BinaryIO, pa.CompressedInputStream(file, "zstd"))


def _require_small_dictionary(file: BinaryIO) -> None:
    """Raise LZMAError where the first block asks for more memory than MAX_XZ_MEMORY."""
    lzma.LZMADecompressor(memlimit=MAX_XZ_MEMORY).decompress(file.read(HEAD), max_length=1)
    file.seek(0)


class _Held(io.RawIOBase):
    """A stream that ends in an error where it unpacks to far more than it was."""

    def __init__(self, stream: BinaryIO, *, packed: int) -> None:
        self._stream, self._room = stream, FREE + MAX_RATIO * packed

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        piece = self._stream.read(len(buffer))
        self._room -= len(piece)
        if self._room < 0:
            raise InputTooLarge(f"unpacks to more than {MAX_RATIO} times its size; pack it anew")
        buffer[: len(piece)] = piece
        return len(piece)
