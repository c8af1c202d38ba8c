"""From the cells of a price file to days and prices; what does not fit is named by line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.errors import BadPriceFile
from analytics.prices.sessions import Days

Zero = Literal["allowed", "refused"]
# How vendors write "no price that day"; anything else that is no number is refused.
MISSING = ("", "nan", "NaN", "NAN", "null", "NULL", "None", "NA", "N/A", "n/a", "#N/A", "-")
_DATE_LETTERS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a cell stands: the file as shown to the user, and the number of its first data row."""

    file: str
    first: int
    unit: str

    def bad(self, row: int, what: str) -> BadPriceFile:
        """The refusal of one row, counted from 0 over the data."""
        return BadPriceFile(f"{self.file}, {self.unit} {row + self.first}: {what}")


def parse_days(cells: pd.Series, place: Place) -> Days:
    """Days of a column: ISO dates or stamps, YYYYMMDD, or date types; a time zone is cut off.

    The day is the one written, whatever the zone: vendors stamp a session at its local midnight.
    Raises BadPriceFile for the first cell that is none of these.
    """
    if isinstance(cells.dtype, pd.DatetimeTZDtype):
        cells = cells.dt.tz_localize(None)
    days = cells if cells.dtype.kind == "M" else _from_text(cells)
    if days.isna().any():
        row = int(days.isna().to_numpy().argmax())
        written = cells.iloc[row]
        shown = "is empty" if pd.isna(written) or written == "" else f"'{written}' is no day"
        raise place.bad(row, f"the date {shown}: write days as YYYY-MM-DD")
    return days.to_numpy().astype("datetime64[D]")


def _from_text(cells: pd.Series) -> pd.Series:
    text = cells.astype("str").str.strip()
    day, rest = text.str.slice(0, _DATE_LETTERS), text.str.slice(_DATE_LETTERS)
    iso = pd.to_datetime(day, format="%Y-%m-%d", errors="coerce", exact=True)
    compact = pd.to_datetime(day, format="%Y%m%d", errors="coerce", exact=True)
    is_stamp = (rest == "") | rest.str.startswith((" ", "T"))
    return (
        iso.where(day.str.len() == _DATE_LETTERS)
        .where(is_stamp)
        .fillna(compact.where((day.str.len() == 8) & (rest == "")))
    )


def parse_prices(
    cells: pd.Series, rows: NDArray[np.intp], heading: str, place: Place, *, zero: Zero
) -> NDArray[np.float64]:
    """The cells at `rows` as float64, NaN where none is given.

    Raises BadPriceFile for other text, for a negative or infinite number, and for a zero unless
    it is "allowed" (a day without dividend or split).
    """
    values = _numbers(cells.iloc[rows], rows, heading, place)
    too_low = values < 0 if zero == "allowed" else values <= 0
    wrong = too_low | np.isinf(values)
    if wrong.any():
        at = int(wrong.argmax())
        what = f"{values[at]:g} in column {heading} is no price: correct it or leave it empty"
        raise place.bad(int(rows[at]), what)
    return values


def _numbers(
    cells: pd.Series, rows: NDArray[np.intp], heading: str, place: Place
) -> NDArray[np.float64]:
    if cells.dtype.kind in "fiu":
        return cells.to_numpy(dtype=np.float64)
    text = cells.astype("object").where(cells.notna(), "").astype("str").str.strip()
    given = ~text.isin(MISSING)
    numbers = pd.to_numeric(text.where(given), errors="coerce")
    wrong = (given & numbers.isna()).to_numpy()
    if wrong.any():
        at = int(wrong.argmax())
        what = f"'{text.iloc[at]}' in column {heading} is no number: correct it"
        raise place.bad(int(rows[at]), what)
    return numbers.to_numpy(dtype=np.float64)


def ascending(days: Days, rows: NDArray[np.intp], ticker: str, place: Place) -> NDArray[np.intp]:
    """`rows` in the order of their days: as they are, or reversed when newest comes first.

    Raises BadPriceFile when a day comes twice, or when the days run in neither order.
    """
    steps = np.diff(days[rows]).astype(np.int64)
    if (steps > 0).all():
        return rows
    if (steps < 0).all():
        return rows[::-1]
    whose = f" for {ticker}" if ticker else ""
    first_seen = np.unique(days[rows], return_index=True)[1]
    if len(first_seen) < len(rows):
        again = int(np.setdiff1d(np.arange(len(rows)), first_seen)[0])
        what = f"{days[rows[again]]} comes twice{whose}: keep one row a day"
        raise place.bad(int(rows[again]), what)
    forward = (steps > 0).sum() >= (steps < 0).sum()
    off = int(np.argmax(steps < 0 if forward else steps > 0)) + 1
    what = f"{days[rows[off]]} comes after {days[rows[off - 1]]}{whose}: sort the rows by date"
    raise place.bad(int(rows[off]), what)
