"""What a file of an archive is by its first bytes: a note, or something that holds notes."""

from __future__ import annotations

import csv
import json
import re
import tarfile
from typing import Final, Literal

from ingest.archives.rows import text_column_of
from ingest.decode import decode

Kind = Literal[
    "note", "zip", "tar", "gzip", "bzip2", "xz", "zstd", "parquet", "mbox", "jsonl", "csv"
]  # fmt: skip
PACKED: Final[tuple[Kind, ...]] = ("gzip", "bzip2", "xz", "zstd")

_MAGIC: Final[tuple[tuple[bytes, Kind], ...]] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"PAR1", "parquet"),
)
_BZIP2: Final = re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)")
_MBOX: Final = re.compile(
    rb"From \S{1,200} [^\n]{0,40}\d:\d\d[^\n]{0,30}\d{4}[^\n]{0,20}\n>?[A-Za-z][A-Za-z-]{0,60}:"
)
_OBJECT: Final = re.compile(r'\{\s{0,20}"[^"\\\n]{0,200}"\s{0,20}:')
_BLOCK: Final = tarfile.BLOCKSIZE
_MAX_HEADER_CELL: Final = 60


def kind_of(head: bytes, *, text_column: str | None) -> Kind:
    """The kind of the file that begins with `head`; whatever holds no notes is a note itself."""
    for mark, kind in _MAGIC:
        if head.startswith(mark):
            return kind
    if _BZIP2.match(head):
        return "bzip2"
    if _is_tar(head):
        return "tar"
    if _MBOX.match(head):
        return "mbox"
    return _text_kind(head, text_column=text_column)


def _is_tar(head: bytes) -> bool:
    """A header block whose checksum is right; prose has none."""
    try:
        tarfile.TarInfo.frombuf(head[:_BLOCK], "utf-8", "surrogateescape")
    except tarfile.TarError:
        return False
    return True


def _text_kind(head: bytes, *, text_column: str | None) -> Kind:
    first, end, rest = decode(head).lstrip("\ufeff\r\n").partition("\n")
    if _OBJECT.match(first) and (not end or _is_object(first)):
        return "jsonl"
    if rest.strip() and _has_text_column(first.rstrip("\r"), text_column=text_column):
        return "csv"
    return "note"


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _has_text_column(line: str, *, text_column: str | None) -> bool:
    """Whether a first line names columns, one of them the notes' text."""
    cells = header_cells(line)
    named = len(cells) > 1 and all(0 < len(cell) <= _MAX_HEADER_CELL for cell in cells)
    single = cells == [text_column]
    distinct = len(set(cells)) == len(cells)
    return single or (named and distinct and text_column_of(cells, text_column) is not None)


def header_cells(line: str) -> list[str]:
    """The cells of a CSV's first line, by the delimiter that parts it most."""
    try:
        cells = next(csv.reader([line], delimiter=delimiter_of(line)), [])
    except csv.Error:
        return []
    return [cell.strip() for cell in cells]


def delimiter_of(line: str) -> str:
    """Comma, semicolon or tab: what the header has most of."""
    return max(",;\t", key=line.count)
