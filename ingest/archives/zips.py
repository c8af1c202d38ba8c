"""Members of a zip, one after the other, with its directory read as a stream.

`zipfile` keeps every entry's record: some 0.6 KB each, 6 GB for ten million notes. Read from the
directory's own bytes (APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 to 4.3.16 and 4.5.3) memory stays
flat. Every claim is checked before a byte is unpacked, and held against what is unpacked.
"""

from __future__ import annotations

import io
import stat
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final, Protocol, cast

from ingest.archives.limits import CHUNK, FREE, HEAD, MAX_RATIO
from ingest.archives.types import Member, Skipped, skipped
from ingest.errors import IngestError, InputTooLarge, UnreadableInput, UnsupportedInput

_END: Final = struct.Struct("<4s4H2LH")
_LOCATOR: Final = struct.Struct("<4sLQL")
_END64: Final = struct.Struct("<4sQ2H2L4Q")
_RECORD: Final = struct.Struct("<4s6H3L5H2L")
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_MAX_COMMENT: Final = 65_535
_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _UTF8 = 0x1, 0x800
_UNIX: Final = 3
_WIDE: Final = 0xFFFFFFFF
_OFFICE: Final = frozenset({"[content_types].xml", "mimetype"})
_OFFICE_AT: Final = 2_000


@dataclass(frozen=True, slots=True)
class _Record:
    """An entry as the directory states it; `at` is where its local header begins."""

    name: str
    flags: int
    method: int
    mode: int
    crc: int
    packed: int
    size: int
    at: int


def zip_members(file: BinaryIO) -> Iterator[Member | Skipped]:
    """Files of the archive in the directory's order; folders are passed over."""
    start, end = _directory(file)
    claimed = 0
    for record in _records(file, start, end):
        claimed += record.packed
        if claimed > start:
            raise UnreadableInput("its entries overlap, as in a zip bomb; pack it anew")
        if record.name.endswith("/"):
            continue
        try:
            _require_sound(record)
            stream = io.BufferedReader(_Unzipped(file, record), HEAD)
        except (IngestError, struct.error) as error:
            yield skipped(record.name, error)
        else:
            yield Member(name=record.name, size=record.size, file=cast(BinaryIO, stream))


def is_office(file: BinaryIO) -> bool:
    """Whether the zip is one document (DOCX, XLSX, ODT, EPUB) and no archive of files."""
    for count, record in enumerate(_records(file, *_directory(file))):
        if record.name.lower() in _OFFICE:
            return True
        if count >= _OFFICE_AT:
            break
    return False


def _require_sound(record: _Record) -> None:
    kind = stat.S_IFMT(record.mode)
    if kind and kind != stat.S_IFREG:
        raise UnsupportedInput("a link or device, not a file; pack what it points to")
    if record.flags & _ENCRYPTED:
        raise UnsupportedInput("encrypted; pack it without a password")
    if record.method not in (_STORED, _DEFLATED):
        raise UnsupportedInput(f"packed by method {record.method}; pack it with deflate")
    if record.size > max(FREE, MAX_RATIO * record.packed):
        raise InputTooLarge(
            f"unpacks to more than {MAX_RATIO} times its size, as in a zip bomb; pack it anew"
        )


def _records(file: BinaryIO, at: int, end: int) -> Iterator[_Record]:
    while at + _RECORD.size <= end:
        file.seek(at)
        fixed = file.read(_RECORD.size)
        mark, made_by, _, flags, method, *_, name_length, extra_length, comment, _, _, mode, _ = (
            _RECORD.unpack(fixed)
        )
        if mark != b"PK\x01\x02":
            raise UnreadableInput("its directory is damaged; pack it anew")
        crc, packed, size = struct.unpack_from("<3L", fixed, 16)
        offset = struct.unpack_from("<L", fixed, 42)[0]
        name, extra = file.read(name_length), file.read(extra_length)
        size, packed, offset = _widened(extra, size, packed, offset)
        yield _Record(
            name=name.decode("utf-8" if flags & _UTF8 else "cp437", "replace").replace("\\", "/"),
            flags=flags,
            method=method,
            mode=mode >> 16 if made_by >> 8 == _UNIX else 0,
            crc=crc,
            packed=packed,
            size=size,
            at=offset,
        )
        at += _RECORD.size + name_length + extra_length + comment


def _directory(file: BinaryIO) -> tuple[int, int]:
    """Where the directory begins and ends, by the record at the file's end."""
    length = file.seek(0, io.SEEK_END)
    base = max(0, length - _MAX_COMMENT - _END.size)
    file.seek(base)
    tail = file.read(length - base)
    found = tail.rfind(b"PK\x05\x06")
    if found < 0 or found + _END.size > len(tail):
        raise UnreadableInput("a zip without its end; copy it anew")
    *_, size, start, _ = _END.unpack_from(tail, found)
    if _WIDE in (size, start) and (wide := _directory64(file, base + found)):
        start, size = wide
    if start + size > length:
        raise UnreadableInput("a zip that is cut off; copy it anew")
    return start, start + size


def _directory64(file: BinaryIO, end: int) -> tuple[int, int] | None:
    """Start and size by the zip64 record that a locator in front of the end points to."""
    file.seek(max(0, end - _LOCATOR.size))
    mark, _, at, _ = _LOCATOR.unpack(file.read(_LOCATOR.size))
    if mark != b"PK\x06\x07":
        return None
    file.seek(at)
    *_, size, start = _END64.unpack(file.read(_END64.size))
    return start, size


def _widened(extra: bytes, *numbers: int) -> list[int]:
    """Size, packed size and offset, each from the zip64 field where the short one is full."""
    wide = _zip64(extra)
    out = list(numbers)
    for place, number in enumerate(numbers):
        if number == _WIDE and len(wide) >= 8:
            out[place] = struct.unpack_from("<Q", wide)[0]
            wide = wide[8:]
    return out


def _zip64(extra: bytes) -> bytes:
    at = 0
    while at + 4 <= len(extra):
        tag, length = struct.unpack_from("<2H", extra, at)
        if tag == 1:
            return extra[at + 4 : at + 4 + length]
        at += 4 + length
    return b""


class _Inflater(Protocol):
    @property
    def unconsumed_tail(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = 0, /) -> bytes: ...


class _Unzipped(io.RawIOBase):
    """The bytes of one entry: never more than it claims, and checked at their end."""

    def __init__(self, file: BinaryIO, record: _Record) -> None:
        file.seek(record.at)
        mark, *_, name_length, extra_length = _LOCAL.unpack(file.read(_LOCAL.size))
        if mark != b"PK\x03\x04":
            raise UnreadableInput("damaged: not where the directory says; pack it anew")
        self._file, self._record = file, record
        self._at = record.at + _LOCAL.size + name_length + extra_length
        self._end = self._at + record.packed
        self._inflater: _Inflater | None = (
            zlib.decompressobj(-zlib.MAX_WBITS) if record.method == _DEFLATED else None
        )
        self._left, self._crc = record.size, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill the buffer; raises UnreadableInput where sizes or checksum are not as claimed."""
        piece = self._next(min(len(buffer), self._left)) if self._left else b""
        self._left -= len(piece)
        self._crc = zlib.crc32(piece, self._crc)
        if not piece and (self._left or self._crc != self._record.crc):
            raise UnreadableInput("damaged: not the bytes that were packed; pack it anew")
        buffer[: len(piece)] = piece
        return len(piece)

    def _next(self, room: int) -> bytes:
        if self._inflater is None:
            return self._packed(room)
        piece = b""
        while not piece:
            packed = self._inflater.unconsumed_tail or self._packed(CHUNK)
            piece = self._inflater.decompress(packed, room)
            if not packed:
                break
        return piece

    def _packed(self, room: int) -> bytes:
        self._file.seek(self._at)
        piece = self._file.read(min(room, self._end - self._at))
        self._at += len(piece)
        return piece
