"""How large the pages of a Parquet column are, by their headers, before any is unpacked.

The footer only states sums. A page header is a Thrift struct in the compact protocol
(parquet.thrift `PageHeader`: 2 is the unpacked size, 3 the packed one); pyarrow shows neither.
"""

from __future__ import annotations

from typing import Any, BinaryIO, Final

from ingest.errors import UnreadableInput

_MAX_HEADER: Final = 64 * 1024
_MAX_DEPTH: Final = 8
_TRUE, _FALSE, _BYTE, _DOUBLE, _BINARY, _STRUCT = 1, 2, 3, 7, 8, 12
_INTEGERS: Final = (4, 5, 6)


def largest_page(file: BinaryIO, chunk: Any) -> int:
    """Unpacked bytes of the largest page of a column chunk (pyarrow's ColumnChunkMetaData).

    Raises UnreadableInput where the pages are not as stated.
    """
    at, largest = chunk.data_page_offset, 0
    if chunk.has_dictionary_page and 0 < chunk.dictionary_page_offset < at:
        at = chunk.dictionary_page_offset
    end = at + chunk.total_compressed_size
    while at < end:
        file.seek(at)
        header = _Header(file.read(_MAX_HEADER))
        fields = header.struct(0)
        if fields.get(2, -1) < 0 or fields.get(3, -1) < 0:
            raise UnreadableInput("a Parquet page without its sizes; write the file anew")
        largest = max(largest, fields[2])
        at += header.at + fields[3]
    return largest


class _Header:
    """Bytes read as Thrift compact values from `at` on."""

    def __init__(self, data: bytes) -> None:
        self._data, self.at = data, 0

    def struct(self, depth: int) -> dict[int, int]:
        """The struct's whole numbers by field; whatever else it holds is passed over."""
        if depth > _MAX_DEPTH:
            raise UnreadableInput("a Parquet page header nested too deep; write the file anew")
        found: dict[int, int] = {}
        field = 0
        while head := self._byte():
            field = field + (head >> 4) if head >> 4 else self._integer()
            kind = head & 15
            if kind in _INTEGERS:
                found[field] = self._integer()
            else:
                self._pass(kind, depth)
        return found

    def _pass(self, kind: int, depth: int) -> None:
        """Go past a value that is no whole number."""
        if kind in (_TRUE, _FALSE):
            return
        if kind == _STRUCT:
            self.struct(depth + 1)
        elif kind in (_BYTE, _DOUBLE):
            self.at += 1 if kind == _BYTE else 8
        elif kind == _BINARY:
            length = self._varint()
            self.at += length
        else:
            raise UnreadableInput("a Parquet page header of an unknown form; write the file anew")

    def _byte(self) -> int:
        if self.at >= len(self._data):
            raise UnreadableInput("a Parquet page header that is cut off; write the file anew")
        self.at += 1
        return self._data[self.at - 1]

    def _varint(self) -> int:
        value = shift = 0
        while shift < 64:
            byte = self._byte()
            value |= (byte & 127) << shift
            if byte < 128:
                break
            shift += 7
        return value

    def _integer(self) -> int:
        """A zigzag number."""
        value = self._varint()
        return (value >> 1) ^ -(value & 1)
