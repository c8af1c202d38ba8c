"""The bytes of one price file as headings and columns; no meaning is given to either here."""

from __future__ import annotations

import ast
import codecs
import csv
import gzip
import io
import zlib
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Protocol

import pandas as pd
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from analytics.errors import BadPriceFile
from analytics.prices.cells import MISSING, Place
from analytics.prices.layout import Heading

CSV_ENDINGS = (".csv", ".csv.gz", ".txt")
ENDINGS = (*CSV_ENDINGS, ".parquet")
_TAIL_BYTES = 65_536
_LARGEST_BLOCK = 2**30
_UNREADABLE = (UnicodeDecodeError, EOFError, OSError, zlib.error)


class RawFile(Protocol):
    """A file of cells: its headings in order, and one column at a time."""

    place: Place
    headings: tuple[Heading, ...]

    def text(self, heading: Heading) -> pd.Series:
        """A column of dates or tickers: text as it is written, or the file's own date type."""
        ...

    def numbers(self, heading: Heading) -> pd.Series:
        """A column of prices: float64, or text where any cell is neither number nor missing."""
        ...

    def outer_rows(self) -> Iterator[dict[Heading, str]]:
        """Some first rows, then last rows backwards, where that is cheaper than whole columns."""
        ...


def open_raw(path: Path, shown: str) -> RawFile:
    """Open by the name's ending; raises BadPriceFile when the headings cannot be read."""
    is_parquet = path.name.lower().endswith(".parquet")
    return ParquetFile(path, shown) if is_parquet else CsvFile(path, shown)


class CsvFile:
    """Comma-separated UTF-8 text, gzipped or not, with one header line or yfinance's two or three.

    All columns are parsed together on first use: a row of too many cells shifts its neighbours,
    so it is refused even when the columns asked for come before it.
    """

    def __init__(self, path: Path, shown: str) -> None:
        self._path = path
        self._shown = shown
        self._gzipped = path.name.lower().endswith(".gz")
        names, header = _read_header(self._first_lines(), shown)
        # The first column may be a nameless index; other nameless ones are nothing.
        self.headings = tuple(name for i, name in enumerate(names) if name or i == 0)
        self._positions = {name: i for i, name in enumerate(names) if name or i == 0}
        self._width = len(names)
        self._header = header
        self.place = Place(file=shown, first=header + 1, unit="line")

    def text(self, heading: Heading) -> pd.Series:
        """The cells as they are written."""
        name = str(self._positions[heading])
        cells: pd.Series = self._parse(text=(name,)).column(name).to_pandas()
        return cells

    def numbers(self, heading: Heading) -> pd.Series:
        """float64, or text where any cell is neither a number nor a missing mark."""
        cells: pd.Series = self._numbers.column(str(self._positions[heading])).to_pandas()
        return cells

    def outer_rows(self) -> Iterator[dict[Heading, str]]:
        """The first rows, in case the newest come first, then the last ones backwards."""
        if self._gzipped:
            return
        with self._path.open("rb") as file:
            file.seek(max(0, self._path.stat().st_size - _TAIL_BYTES))
            tail = file.read().decode("utf-8", errors="replace").splitlines()[1:]
        for line in (*self._first_lines()[self._header :], *reversed(tail)):
            cells = next(csv.reader([line]), [])
            if len(cells) == self._width:
                yield {name: cells[at] for name, at in self._positions.items()}

    def _first_lines(self) -> list[str]:
        opened = gzip.open if self._gzipped else open
        try:
            with opened(self._path, "rt", encoding="utf-8-sig", newline=None) as file:
                return [line.rstrip("\n") for line in islice(file, 5)]
        except _UNREADABLE as error:
            raise self._unreadable(error) from error

    def _bytes(self) -> bytes:
        try:
            data = self._path.read_bytes()
            return gzip.decompress(data) if self._gzipped else data
        except _UNREADABLE as error:
            raise self._unreadable(error) from error

    def _unreadable(self, error: Exception) -> BadPriceFile:
        return BadPriceFile(
            f"{self._shown} cannot be read as text ({error}): save it as CSV in UTF-8"
        )

    @cached_property
    def _numbers(self) -> pa.Table:
        return self._parse(text=())

    def _parse(self, *, text: tuple[str, ...]) -> pa.Table:
        """The columns `text` as strings, or when there are none all columns by their cells."""
        data = self._bytes()
        read = pyarrow.csv.ReadOptions(
            column_names=[str(i) for i in range(self._width)],
            skip_rows=self._header,
            # One block, so that all cells of a column decide its type.
            block_size=min(max(len(data), 1), _LARGEST_BLOCK),
        )
        convert = pyarrow.csv.ConvertOptions(
            null_values=list(MISSING),
            include_columns=list(text),
            column_types=dict.fromkeys(text, pa.string()),
        )
        try:
            source = io.BytesIO(data.removeprefix(codecs.BOM_UTF8))
            return pyarrow.csv.read_csv(source, read_options=read, convert_options=convert)
        except pa.ArrowInvalid as error:
            raise self._unparsed(error) from error

    def _unparsed(self, error: pa.ArrowInvalid) -> BadPriceFile:
        if "Empty CSV" in str(error):
            return BadPriceFile(f"{self._shown} has headings but no rows: add rows of prices")
        return BadPriceFile(f"{self._shown}: {_first_line(error)}: give every row a cell a column")


class ParquetFile:
    """A Parquet file; only the columns asked for are read."""

    def __init__(self, path: Path, shown: str) -> None:
        self._path = path
        self.place = Place(file=shown, first=1, unit="row")
        try:
            schema = pyarrow.parquet.read_schema(path)
        except (pa.ArrowInvalid, OSError) as error:
            raise BadPriceFile(
                f"{shown} is no readable Parquet file ({_first_line(error)}): write it again"
            ) from error
        self._names = {_unpacked(name): name for name in schema.names}
        # pandas stores an unnamed index last; a date without a name is looked for first.
        names = sorted(schema.names, key=lambda name: name != "__index_level_0__")
        self.headings = tuple(_unpacked(name) for name in names)

    def text(self, heading: Heading) -> pd.Series:
        """The column with its own type; dates as datetime64."""
        table = pyarrow.parquet.ParquetFile(self._path).read(columns=[self._names[heading]])
        cells: pd.Series = table.column(0).to_pandas(date_as_object=False)
        return cells

    def numbers(self, heading: Heading) -> pd.Series:
        """The column with its own type."""
        return self.text(heading)

    def outer_rows(self) -> Iterator[dict[Heading, str]]:
        """None: the columns are cheap to read."""
        return iter(())


def _read_header(lines: list[str], shown: str) -> tuple[list[Heading], int]:
    """The headings and the number of lines that they take."""
    if not lines or not lines[0].strip():
        raise BadPriceFile(f"{shown} is empty at its top: begin with a line of headings")
    for other, name in ((";", "semicolons"), ("\t", "tabs")):
        if other in lines[0] and "," not in lines[0]:
            raise BadPriceFile(
                f"{shown} separates its columns by {name}: save it with commas and decimal points"
            )
    rows = [[cell.strip() for cell in row] or [""] for row in csv.reader(lines[:3])]
    if not _is_two_line(rows):
        return list(rows[0]), 1
    date_row = len(rows) > 2 and not any(rows[2][1:])
    pairs: list[Heading] = list(zip(rows[0][1:], rows[1][1:], strict=False))
    return ["Date", *pairs], 3 if date_row else 2


def _is_two_line(rows: list[list[str]]) -> bool:
    """yfinance's header: `Price` over `Ticker`, or blank cells over a line with `Date` alone."""
    if len(rows) < 2:
        return False
    named = {rows[0][0], rows[1][0]} == {"Price", "Ticker"}
    bare = len(rows) > 2 and rows[0][0] == rows[1][0] == "" and rows[2][0] == "Date"
    return named or (bare and not any(rows[2][1:]))


def _unpacked(name: str) -> Heading:
    """pandas stores a two-level heading as the text of a tuple: "('Close', 'XSMO')"."""
    if not (name.startswith("('") and name.endswith("')")):
        return name
    parts = ast.literal_eval(name)
    return (str(parts[0]), str(parts[1]))


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [""])[0]
