"""One price file: its layout at once, its rows when a ticker is asked for."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cached_property
from itertools import islice
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.errors import BadPriceFile
from analytics.prices.cells import MISSING, ascending, parse_days, parse_prices
from analytics.prices.layout import CloseMeaning, Heading, detect, shown_heading
from analytics.prices.names import normalise
from analytics.prices.rawfile import ENDINGS, open_raw
from analytics.prices.sessions import Days, is_session

# More than the first rows that a file offers, so some are last ones: the newest is among them.
_ENOUGH_ROWS = 8


def ticker_of(path: Path) -> str:
    """The ticker that a file's name stands for: XSMO.csv, xsmo.us.txt, BRK-B.csv.gz."""
    name = path.name
    ending = next((e for e in ENDINGS if name.lower().endswith(e)), "")
    return normalise(name[: len(name) - len(ending)])


class Table:
    """A CSV or Parquet file of prices; `shown` names it in messages.

    The headings are read, and a wrong layout refused, on construction. Days are checked once a
    file (wide) or a ticker (long); values when their ticker is read, so that one bad column of a
    wide file leaves the others usable.
    """

    def __init__(self, path: Path, *, shown: str, close: CloseMeaning | None = None) -> None:
        self._path = path
        self._raw = open_raw(path, shown)
        self.layout = detect(self._raw.headings, file=shown, stem=ticker_of(path), close=close)

    @cached_property
    def tickers(self) -> frozenset[str]:
        """Every ticker with a column, or in a long file with a row."""
        return frozenset(self._owners if self.layout.ticker else self.layout.fields)

    def rows(self, ticker: str) -> pd.DataFrame | None:
        """The rows of one ticker, a column a `Field`, ascending days; None when it has none."""
        if ticker not in self.tickers:
            return None
        owner, order = self._place_of(ticker)
        columns = {
            field: parse_prices(
                self._raw.numbers(heading),
                order,
                shown_heading(heading),
                self._raw.place,
                zero="allowed" if field in ("dividend", "split") else "refused",
            )
            for field, heading in self.layout.fields[owner].items()
            if field != "volume"
        }
        return pd.DataFrame(columns, index=pd.DatetimeIndex(self._days[order]))

    def volumes(self, ticker: str) -> pd.Series | None:
        """Shares traded a day, NaN for what is no number; None where the file has no volumes."""
        owner, order = self._place_of(ticker)
        heading = self.layout.fields[owner].get("volume")
        if heading is None:
            return None
        cells = pd.to_numeric(self._raw.numbers(heading).iloc[order], errors="coerce")
        return pd.Series(cells.to_numpy(np.float64), index=pd.DatetimeIndex(self._days[order]))

    def repeated(self, ticker: str) -> Days:
        """The days that come more than once for a ticker, ascending: what `rows` refuses."""
        rows = self._owners[ticker] if self.layout.ticker else np.arange(len(self._days))
        days, times = np.unique(self._days[rows], return_counts=True)
        again: Days = days[times > 1]
        return again

    @property
    def written(self) -> datetime:
        """When the file was last written, as the file system has it."""
        return datetime.fromtimestamp(self._path.stat().st_mtime, tz=UTC)

    def first_close(self) -> date:
        """The earliest day in the file; values are not checked for it."""
        first: date = self._days.min().astype(object)
        return first

    def last_close(self) -> date | None:
        """The latest session on which any ticker has a close; values are not checked for it."""
        return self._last_of_outer_rows() or self._last_of_all()

    @cached_property
    def _days(self) -> Days:
        days = parse_days(self._raw.text(self.layout.date), self._raw.place)
        if not days.size:
            raise BadPriceFile(f"{self._raw.place.file} has headings but no rows: add some")
        return days

    @cached_property
    def _order(self) -> NDArray[np.intp]:
        return ascending(self._days, np.arange(len(self._days)), "", self._raw.place)

    def _place_of(self, ticker: str) -> tuple[str, NDArray[np.intp]]:
        """Under which name the layout lists a ticker's columns, and its rows in order."""
        return ("", self._order_of(ticker)) if self.layout.ticker else (ticker, self._order)

    def _order_of(self, ticker: str) -> NDArray[np.intp]:
        return ascending(self._days, self._owners[ticker], ticker, self._raw.place)

    @cached_property
    def _owners(self) -> dict[str, NDArray[np.intp]]:
        """For a long file, the rows of each ticker."""
        assert self.layout.ticker is not None
        written = self._raw.text(self.layout.ticker).astype("object")
        blank = written.isna() | (written == "")
        if blank.any():
            raise self._raw.place.bad(int(blank.argmax()), "the ticker is empty: name one")
        spelled = written.map({name: normalise(str(name)) for name in written.unique()})
        groups = spelled.groupby(spelled).indices
        return {str(name): np.asarray(rows, dtype=np.intp) for name, rows in groups.items()}

    @property
    def _priced(self) -> list[Heading]:
        """The columns that hold closes, of whatever ticker."""
        return [
            heading
            for fields in self.layout.fields.values()
            for field, heading in fields.items()
            if field in ("adjusted", "close")
        ]

    def _last_of_outer_rows(self) -> date | None:
        if self.layout.ticker:
            return None  # a long file's outer rows are those of one ticker
        found = (
            day
            for cells in self._raw.outer_rows()
            if any(cells[heading].strip() not in MISSING for heading in self._priced)
            and (day := _session(cells[self.layout.date]))
        )
        days = list(islice(found, _ENOUGH_ROWS))
        return max(days) if len(days) == _ENOUGH_ROWS else None

    def _last_of_all(self) -> date | None:
        priced = np.zeros(len(self._days), dtype=np.bool_)
        for heading in self._priced:
            cells = self._raw.numbers(heading)
            priced |= (cells.notna() & ~cells.isin(MISSING)).to_numpy()
        known = self._days[priced & is_session(self._days)]
        last: date | None = known.max().astype(object) if known.size else None
        return last


def _session(cell: str) -> date | None:
    """The day a cell begins with, when New York traded on it."""
    try:
        day = date.fromisoformat(cell.strip()[:10])
    except ValueError:
        return None
    return day if is_session(np.array([day], dtype="datetime64[D]"))[0] else None
