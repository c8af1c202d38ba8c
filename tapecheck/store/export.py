"""What is in a store, for other programs: JSON lines, CSV, Parquet; a page at a time."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa
import pyarrow.parquet as pq

from tapecheck.store.errors import StoreFull
from tapecheck.store.forms import (
    CLAIM_COLUMNS,
    KINDS,
    NOTE_COLUMNS,
    claim_cells,
    claim_object,
    note_cells,
    note_object,
)
from tapecheck.store.store import Reader
from tapecheck.store.types import ClaimQuery, Page

Form = Literal["jsonl", "csv", "parquet"]
What = Literal["claims", "notes"]

A_PAGE = 1000
# A spreadsheet takes a cell that begins so for a formula, which may call other programs.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

_TYPES = {
    "day": pa.date32(),
    "moment": pa.timestamp("us", tz="UTC"),
    "number": pa.float64(),
    "count": pa.int64(),
}
_COLUMNS = {"claims": CLAIM_COLUMNS, "notes": NOTE_COLUMNS}


def export(reader: Reader, target: Path, form: Form, what: What) -> int:
    """Write all current claims or notes to a file, newest first; how many there were.

    JSON lines have claims as in a report. In CSV a cell that a spreadsheet would run as a formula
    begins with an apostrophe. The file appears under its name once it is whole; memory holds a
    page. Raises `StoreFull` where it can't be written.
    """
    part = target.with_name(target.name + ".part")
    write = {"jsonl": _jsonl, "csv": _csv, "parquet": _parquet}[form]
    try:
        count = write(reader, part, what)
        part.replace(target)
    except OSError as error:
        raise StoreFull(
            f"{target} can't be written ({error.strerror or error}); make room, or give another"
        ) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return count


def _pages(reader: Reader, what: What) -> Iterator[tuple[Any, ...]]:
    after: int | None = None
    while True:
        page: Page[Any] = (
            reader.claims(ClaimQuery(), after=after, limit=A_PAGE)
            if what == "claims"
            else reader.notes(after=after, limit=A_PAGE)
        )
        yield page.rows
        after = page.after
        if after is None:
            return


def _jsonl(reader: Reader, part: Path, what: What) -> int:
    told: Callable[[Any], dict[str, Any]] = claim_object if what == "claims" else note_object
    count = 0
    with part.open("w", encoding="utf-8") as file:
        for rows in _pages(reader, what):
            file.writelines(json.dumps(told(row), ensure_ascii=False) + "\n" for row in rows)
            count += len(rows)
    return count


def _csv(reader: Reader, part: Path, what: What) -> int:
    count = 0
    with part.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(_COLUMNS[what])
        for cells in _tables(reader, what):
            table.writerows([harmless(cell) for cell in row.values()] for row in cells)
            count += len(cells)
    return count


def harmless(cell: object) -> object:
    """The cell, with an apostrophe before a text that a spreadsheet would take for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _parquet(reader: Reader, part: Path, what: What) -> int:
    schema = pa.schema(
        [(name, _TYPES[KINDS[name]] if name in KINDS else pa.string()) for name in _COLUMNS[what]]
    )
    count = 0
    with pq.ParquetWriter(part, schema, compression="zstd") as file:
        for cells in _tables(reader, what):
            file.write_table(pa.Table.from_pylist(cells, schema=schema))
            count += len(cells)
    return count


def _tables(reader: Reader, what: What) -> Iterator[list[dict[str, Any]]]:
    cells: Callable[[Any], dict[str, Any]] = claim_cells if what == "claims" else note_cells
    for rows in _pages(reader, what):
        yield [cells(row) for row in rows]
