"""Prices from files: a folder, or one CSV or Parquet file. A source is a snapshot.

A folder may carry a `prices.toml` that says what its files cannot:

    name = "closes of the house database"   # for the report; else the folder's name
    close = "quoted"                        # what a lone close is: "adjusted" or "quoted"
"""

from __future__ import annotations

import tomllib
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from analytics.errors import BadPriceFile, PriceSourceNotFound
from analytics.prices.defects import Defect
from analytics.prices.intraday import doubtful_last
from analytics.prices.layout import CloseMeaning
from analytics.prices.names import normalise
from analytics.prices.rawfile import ENDINGS
from analytics.prices.series import Loaded, build
from analytics.prices.table import Table, ticker_of
from analytics.types import PriceSeries

NOTE_FILE = "prices.toml"
# Long and wide files are asked again and again; a one-ticker file is read once.
_TABLES_KEPT = 8
# A series of 30 years is some 250 KB; this keeps a batch over many tickers within 150 MB.
_SERIES_KEPT = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderNote:
    """What `prices.toml` says of the files beside it."""

    name: str | None = None
    close: CloseMeaning | None = None


class StoredSource(ABC):
    """What a file and a folder have in common: a name, and series read once."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._loaded = lru_cache(maxsize=_SERIES_KEPT)(self._read)

    @property
    def name(self) -> str:
        """What `prices.toml` calls it, or the file's name, or the folder's and a slash."""
        return self._name

    def load(self, ticker: str) -> PriceSeries | None:
        """The series of one ticker; raises BadPriceFile when its cells cannot be trusted."""
        return self._loaded(normalise(ticker)).series

    def ignored(self, ticker: str) -> tuple[Defect, ...]:
        """The rows that `load` left out, with the reason for each."""
        return self._loaded(normalise(ticker)).ignored

    def rows(self, ticker: str) -> pd.DataFrame | None:
        """What the file says of a ticker, a column a `Field`; `load` makes the series of it."""
        table = self._holder(normalise(ticker))
        return None if table is None else table.rows(normalise(ticker))

    def doubtful_last(self, ticker: str) -> Defect | None:
        """Why the last row looks taken before the close; None where nothing says so."""
        name = normalise(ticker)
        table = self._holder(name)
        rows = None if table is None else table.rows(name)
        priced = None if rows is None else rows.dropna(how="all")
        if table is None or priced is None or priced.empty:
            return None
        volumes = table.volumes(name)
        return doubtful_last(
            priced.index.to_numpy().astype("datetime64[D]"),
            None if volumes is None else volumes.reindex(priced.index),
            written=table.written,
        )

    def repeated(self, ticker: str) -> tuple[date, ...]:
        """The days that come more than once, for which `load` refuses the ticker."""
        table = self._holder(normalise(ticker))
        return () if table is None else tuple(table.repeated(normalise(ticker)).astype(object))

    def _read(self, ticker: str) -> Loaded:
        table = self._holder(ticker)
        return Loaded(series=None) if table is None else _load(table, ticker, source=self._name)

    @abstractmethod
    def _holder(self, ticker: str) -> Table | None:
        """The file that holds a ticker."""


class FileSource(StoredSource):
    """A single long, wide or one-ticker file."""

    def __init__(self, path: Path) -> None:
        super().__init__(path.name)
        self._table = Table(path, shown=path.name, close=read_note(path.parent).close)

    def tickers(self) -> frozenset[str]:
        """Every ticker with a column or a row."""
        return self._table.tickers

    def first_close(self) -> date | None:
        """The earliest day in the file."""
        return self._table.first_close()

    def last_close(self) -> date | None:
        """The latest session on which any ticker has a close."""
        return self._table.last_close()

    def _holder(self, ticker: str) -> Table | None:
        return self._table if ticker in self._table.tickers else None


class FolderSource(StoredSource):
    """A folder of such files: a ticker's own file first, then whichever other file holds it.

    Only names are read on construction. A file named for a ticker is found at once; anything
    else makes every file's headings be read, once. Files that hold no prices are passed over
    and listed in `skipped` with the reason.
    """

    def __init__(self, folder: Path) -> None:
        note = read_note(folder)
        super().__init__(note.name or f"{folder.resolve().name}/")
        self._close = note.close
        self._shown = folder.name or str(folder)
        self._paths = sorted(p for p in folder.iterdir() if p.name.lower().endswith(ENDINGS))
        self._table = lru_cache(maxsize=_TABLES_KEPT)(self._open)
        self._skipped: dict[str, str] = {}
        if not self._paths:
            raise PriceSourceNotFound(
                f"folder {folder} holds no .csv or .parquet file: name the folder that does"
            )

    @property
    def skipped(self) -> Mapping[str, str]:
        """The files passed over so far, with the reason for each."""
        return MappingProxyType(self._skipped)

    def tickers(self) -> frozenset[str]:
        """Every ticker of every file; reads all headings the first time."""
        return frozenset(self._holders)

    def first_close(self) -> date | None:
        """The earliest day in any file; files in error are passed over."""
        return min(filter(None, map(self._first_of, self._paths)), default=None)

    def last_close(self) -> date | None:
        """The latest session on which any ticker has a close; files in error are passed over."""
        return max(filter(None, map(self._last_of, self._paths)), default=None)

    def _holder(self, ticker: str) -> Table | None:
        own = [path for path in self._paths if ticker_of(path) == ticker]
        holders = [path for path in own if ticker in self._table(path).tickers]
        holders = holders or self._holders.get(ticker, [])
        if not holders:
            return None
        if len(holders) > 1:
            names = " and ".join(path.name for path in holders[:2])
            raise BadPriceFile(f"{ticker} is in two files of {self._shown}, {names}: keep one")
        return self._table(holders[0])

    def _open(self, path: Path) -> Table:
        return Table(path, shown=f"{self._shown}/{path.name}", close=self._close)

    @cached_property
    def _holders(self) -> dict[str, list[Path]]:
        holders: dict[str, list[Path]] = {}
        for path in self._paths:
            try:
                for ticker in self._table(path).tickers:
                    holders.setdefault(ticker, []).append(path)
            except BadPriceFile as error:
                self._skipped[path.name] = str(error)
        if not holders:
            raise BadPriceFile(next(iter(self._skipped.values())))
        return holders

    def _first_of(self, path: Path) -> date | None:
        return self._unless_broken(path, Table.first_close)

    def _last_of(self, path: Path) -> date | None:
        return self._unless_broken(path, Table.last_close)

    def _unless_broken(self, path: Path, ask: Callable[[Table], date | None]) -> date | None:
        try:
            return ask(self._table(path))
        except BadPriceFile as error:
            self._skipped[path.name] = str(error)
            return None


def read_note(folder: Path) -> FolderNote:
    """What `prices.toml` in the folder says; nothing when there is none."""
    path = folder / NOTE_FILE
    if not path.exists():
        return FolderNote()
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadPriceFile(f"{NOTE_FILE} is no TOML ({error}): correct it") from error
    close, name = said.pop("close", None), said.pop("name", None)
    if said or close not in (None, "adjusted", "quoted") or not isinstance(name, str | None):
        raise BadPriceFile(
            f'{NOTE_FILE} may say close = "adjusted" or "quoted", and name = "...", nothing else'
        )
    return FolderNote(name=name, close=close)


def _load(table: Table, ticker: str, *, source: str) -> Loaded:
    rows = table.rows(ticker)
    if rows is None:
        return Loaded(series=None)
    assumed = table.layout.assumed
    return build(ticker, rows, source=f"{source} ({assumed})" if assumed else source)
