"""Reads factor returns in the layout of Kenneth French's data library.

Such a file is text, a heading, the table, and often more tables (annual ones under monthly ones)
and a copyright line. Units are percent a period, -99.99 and -999 mean missing. Files come from
https://mba.tuck.dartmouth.edu/pages/faculty/ken.french/data_library.html.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.errors import BadFactorFile

# Months are 192607; days 19630701, or 1963-07-01 in copies.
_PERIOD = re.compile(r"\d{6}|\d{8}|\d{4}-\d{2}-\d{2}")
_MISSING = (-99.99, -999.0)


def read_french(*paths: Path) -> pd.DataFrame:
    """Factor returns as decimals a period (0.01 is 1 %), of the periods that all the files have.

    Days are a `DatetimeIndex`, months a `PeriodIndex`. Only the first table of a file is read.
    Momentum comes in a file of its own: name both. BadFactorFile for a file that isn't there or
    isn't such a table, and for files of unlike frequency.
    """
    tables = [_read(path) for path in paths]
    if len({type(table.index) for table in tables}) > 1:
        names = " and ".join(path.name for path in paths)
        raise BadFactorFile(f"{names} are not all daily or all monthly: take one frequency")
    return pd.concat(tables, axis=1, join="inner")


def _read(path: Path) -> pd.DataFrame:
    rows = _rows(path)
    first = next((at for at, (_, row) in enumerate(rows) if _is_period(row)), 0)
    if first == 0:
        raise BadFactorFile(f"{path.name} has no row of a month or day: is it one of French's?")
    names = [cell.strip() for cell in rows[first - 1][1][1:]]
    body = _table(rows[first:])
    for number, row in body:
        if len(row) != len(names) + 1 or not all(map(_is_number, row[1:])):
            raise BadFactorFile(f"{path.name}, line {number}: not {len(names)} numbers; correct it")
    values = np.array([row[1:] for _, row in body], dtype=np.float64)
    index = _index([row[0].strip() for _, row in body], path)
    if not index.is_unique or not index.is_monotonic_increasing:
        raise BadFactorFile(f"{path.name} has periods twice or out of order: sort them")
    values[np.isin(values, _MISSING)] = np.nan
    return pd.DataFrame(values / 100, index=index, columns=names)


def _rows(path: Path) -> list[tuple[int, list[str]]]:
    """The lines that aren't blank, as cells with their line numbers."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadFactorFile(f"{path.name} can't be read as text ({error}): unzip it") from error
    return [(at, row) for at, row in enumerate(csv.reader(lines), 1) if any(map(str.strip, row))]


def _table(rows: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """The rows up to the first that begins with no period as long as the first row's."""
    width = len(rows[0][1][0].strip())
    for at, (_, row) in enumerate(rows):
        if not _is_period(row) or len(row[0].strip()) != width:
            return rows[:at]
    return rows


def _is_period(row: list[str]) -> bool:
    return _PERIOD.fullmatch(row[0].strip()) is not None


def _is_number(cell: str) -> bool:
    try:
        return bool(np.isfinite(float(cell)))
    except ValueError:
        return False


def _index(cells: list[str], path: Path) -> pd.PeriodIndex | pd.DatetimeIndex:
    days = len(cells[0]) > len("192607")
    try:
        dates = pd.to_datetime(
            [cell.replace("-", "") for cell in cells], format="%Y%m%d" if days else "%Y%m"
        )
    except ValueError as error:
        raise BadFactorFile(f"{path.name} names no such day or month: {error}") from error
    return dates if days else dates.to_period("M")
