"""Read the catalogue's tables, refusing a broken row by file and line."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, fields
from importlib.resources.abc import Traversable
from operator import attrgetter
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from nlp.catalog_types import Fund, FundEvent, Index
from nlp.errors import CatalogError

FUNDS, INDICES, EVENTS = "funds.csv", "indices.csv", "events.csv"
LISTS = frozenset({"aliases", "factors"})
LIST_SEPARATOR = ";"

T = TypeVar("T", Fund, Index, FundEvent)


@dataclass(frozen=True, slots=True)
class Row(Generic[T]):
    """One record and where it stands, for messages."""

    file: str
    line: int
    record: T

    def error(self, what: str) -> CatalogError:
        """Say what is wrong with this row and where to mend it."""
        return CatalogError(f"{self.file}, line {self.line}: {what}; correct that row")


@dataclass(frozen=True, slots=True)
class Tables:
    """The three tables as read, in file order, and the SHA-256 of their bytes."""

    funds: tuple[Fund, ...]
    indices: tuple[Index, ...]
    events: tuple[FundEvent, ...]
    sha256: str


def read_tables(folder: Traversable) -> Tables:
    """Read and cross-check funds, indices and events; raise `CatalogError` at the first fault."""
    funds = _read(folder / FUNDS, Fund)
    indices = _read(folder / INDICES, Index)
    events = _read(folder / EVENTS, FundEvent)
    _check_references(funds, indices, events)
    return Tables(
        funds=tuple(row.record for row in funds),
        indices=tuple(row.record for row in indices),
        events=tuple(row.record for row in events),
        sha256=_digest(folder / name for name in (FUNDS, INDICES, EVENTS)),
    )


def read_own(file: Path) -> list[Fund]:
    """Read a stored table of a user's funds; none where there is no such file."""
    return [row.record for row in _read(file, Fund)] if file.exists() else []


def read_fund(file: str, line: int, cells: Mapping[str, str]) -> Row[Fund]:
    """Turn the cells of all columns into a fund; raise `CatalogError` for the first bad cell."""
    return _row(file, line, cells, TypeAdapter(Fund))


def require_whole(file: str, line: int, cells: Mapping[str, str]) -> None:
    """Raise `CatalogError` for a row with more or fewer cells than the table has columns."""
    if not all(isinstance(part, str) for pair in cells.items() for part in pair):
        raise CatalogError(f"{file}, line {line}: not as many cells as columns; quote the commas")


def _read(source: Traversable, record: type[T]) -> list[Row[T]]:
    columns = [field.name for field in fields(record)]
    reader = csv.DictReader(io.StringIO(_text(source)))
    if reader.fieldnames != columns:
        raise CatalogError(f"{source.name}, line 1: the columns must be {','.join(columns)}")
    adapter: TypeAdapter[T] = TypeAdapter(record)
    return [_row(source.name, reader.line_num, cells, adapter) for cells in reader]


def _text(source: Traversable) -> str:
    try:
        return source.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogError(f"{source.name} can't be read ({error}); reinstall tapecheck") from error


def _row(file: str, line: int, cells: Mapping[str, str], adapter: TypeAdapter[T]) -> Row[T]:
    require_whole(file, line, cells)
    try:
        values = {name: _value(name, cell) for name, cell in cells.items()}
        return Row(file, line, adapter.validate_python(values))
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        column = str(fault["loc"][0])
        raise CatalogError(
            f"{file}, line {line}: {column} is {cells[column]!r}: {fault['msg']}; correct that cell"
        ) from error


def _value(name: str, cell: str) -> str | tuple[str, ...] | None:
    if name in LISTS:
        return tuple(part.strip() for part in cell.split(LIST_SEPARATOR) if part.strip())
    return cell.strip() or None


def _check_references(
    funds: list[Row[Fund]], indices: list[Row[Index]], events: list[Row[FundEvent]]
) -> None:
    _check_unique(funds, "ticker")
    _check_unique(indices, "id")
    tickers = {row.record.ticker for row in funds}
    ids = {row.record.id for row in indices}
    for fund in funds:
        if fund.record.index is not None and fund.record.index not in ids:
            raise fund.error(f"{fund.record.ticker} follows the unknown index {fund.record.index}")
        if fund.record.closed is not None and fund.record.closed <= fund.record.inception:
            raise fund.error(f"{fund.record.ticker} closed before it began")
    for index in indices:
        if index.record.proxy is not None and index.record.proxy not in tickers:
            raise index.error(f"{index.record.id} has the unknown proxy {index.record.proxy}")
    for event in events:
        if event.record.ticker not in tickers:
            raise event.error(f"the event is of the unknown fund {event.record.ticker}")


def _check_unique(rows: list[Row[T]], key: str) -> None:
    seen: set[Hashable] = set()
    for row in rows:
        value = attrgetter(key)(row.record)
        if value in seen:
            raise row.error(f"{key} {value} stands there twice")
        seen.add(value)


def _digest(sources: Iterable[Traversable]) -> str:
    digest = hashlib.sha256()
    for source in sources:
        digest.update(source.read_bytes())
    return digest.hexdigest()
