"""Rows of a Parquet file as notes, a few at a time, whatever its row groups hold."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO, Final

import pyarrow as pa
import pyarrow.parquet as pq

from ingest.archives.limits import MAX_ROW
from ingest.archives.lines import too_large
from ingest.archives.pages import largest_page
from ingest.archives.rows import note_of, require_text_column, used_columns
from ingest.archives.types import Found, Skipped
from ingest.errors import InputTooLarge, UnreadableInput

_BATCH: Final = 16
_BUFFER: Final = 1024 * 1024
_PLAIN: Final = frozenset({"PLAIN", "RLE", "BIT_PACKED", "PLAIN_DICTIONARY", "RLE_DICTIONARY"})


def parquet_notes(
    name: str, file: BinaryIO, *, text_column: str | None
) -> Iterator[Found | Skipped]:
    """A note a row, counted from 1; a row group with a page beyond MAX_ROW is skipped whole."""
    table = _opened(file, [])
    text = require_text_column(table.schema_arrow.names, text_column)
    columns = used_columns(table.schema_arrow.names, text)
    table = _opened(file, [one for one in columns if _is_dictionary(table, one)])
    first = 1
    for group in range(table.num_row_groups):
        count = table.metadata.row_group(group).num_rows
        try:
            _require_small_pages(file, table, group, columns)
        except InputTooLarge as error:
            yield Skipped(name=f"{name}:{first}-{first + count - 1}", reason=str(error))
        else:
            rows = _Rows(table, group, columns, text)
            for place in range(count):
                yield Found(name=f"{name}:{first + place}", load=partial(rows.note, place))
        first += count


def _opened(file: BinaryIO, dictionaries: list[str]) -> pq.ParquetFile:
    """The file, its `dictionaries` kept as such: each text once, however many rows repeat it."""
    file.seek(0)
    return pq.ParquetFile(file, read_dictionary=dictionaries, buffer_size=_BUFFER, pre_buffer=False)


def _is_dictionary(table: pq.ParquetFile, column: str) -> bool:
    """Whether a column of strings has dictionaries, which Arrow reads beside no delta coding."""
    if not _is_string(table.schema_arrow.field(column).type):
        return False
    chunks = [
        chunk
        for group in range(table.num_row_groups)
        for chunk in _chunks(table, group)
        if chunk.path_in_schema == column
    ]
    return all(_PLAIN.issuperset(chunk.encodings) for chunk in chunks)


def _is_string(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _chunks(table: pq.ParquetFile, group: int) -> Iterator[Any]:
    chunks = table.metadata.row_group(group)
    return (chunks.column(place) for place in range(chunks.num_columns))


def _require_small_pages(
    file: BinaryIO, table: pq.ParquetFile, group: int, columns: list[str]
) -> None:
    """Raise InputTooLarge where a page would unpack to more than a row may have.

    A page holds whole values, so no value is larger than its page.
    """
    for chunk in _chunks(table, group):
        if chunk.path_in_schema.split(".")[0] in columns and largest_page(file, chunk) > MAX_ROW:
            raise InputTooLarge(
                f"a row group with values larger than {MAX_ROW:,} bytes; write them apart"
            )


class _Rows:
    """The rows of one group, read batch by batch as they are asked for, in order."""

    def __init__(self, table: pq.ParquetFile, group: int, columns: list[str], text: str) -> None:
        self._text = text
        self._batches: Iterator[pa.RecordBatch] = table.iter_batches(
            batch_size=_BATCH, row_groups=[group], columns=columns, use_threads=False
        )
        self._batch: Any = None
        self._start = self._end = 0

    def note(self, place: int) -> bytes:
        """The note of the row at `place` of its group."""
        while place >= self._end:
            self._batch = next(self._batches, None)
            if self._batch is None:
                raise UnreadableInput("damaged: its row group ends before; write the file anew")
            self._start, self._end = self._end, self._end + self._batch.num_rows
        row = self._batch.slice(place - self._start, 1).to_pylist()[0]
        data = note_of(row, text=self._text)
        if len(data) > MAX_ROW:
            raise too_large(MAX_ROW)
        return data
