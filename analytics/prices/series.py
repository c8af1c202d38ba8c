"""From a ticker's rows to a `PriceSeries`: sessions only, splits settled, fingerprinted."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.prices.defects import Defect, found
from analytics.prices.sessions import is_session
from analytics.types import PriceSeries

# `volume` only tells whether a last row is whole; no series holds it.
Field = Literal["adjusted", "close", "dividend", "split", "volume"]
Floats = NDArray[np.float64]

# Vendors' adjusted/quoted ratio leaves a whole number by at most the day's dividend: the 30 splits
# of the 61 reference funds are all within 0.001, their largest ordinary step is 1.13.
SPLIT_AT_LEAST = 1.45
SPLIT_TOLERANCE = 0.005


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A series, and the rows that were left out of it with the reason for each."""

    series: PriceSeries | None
    ignored: tuple[Defect, ...] = ()


def build(ticker: str, rows: pd.DataFrame, *, source: str) -> Loaded:
    """Make the series of `rows`: one column a `Field`, ascending naive dates, NaN for missing.

    `close` comes back adjusted for splits: from the split column when there is one, else from
    the steps of adjusted/close, else as given. Without `adjusted`, dividends make it:
    growth = (close x split + dividend) / previous close. No price at all gives `series=None`.
    """
    days = rows.index.to_numpy().astype("datetime64[D]")
    traded = is_session(days)
    ignored = tuple(_non_session(day) for day in days[~traded])
    adjusted, close = _settle(rows[traded])
    if adjusted is None and close is None:
        return Loaded(series=None, ignored=ignored)
    return Loaded(
        series=PriceSeries(
            ticker=ticker,
            adjusted=adjusted,
            close=close,
            source=source,
            fingerprint=fingerprint(ticker, adjusted=adjusted, close=close),
        ),
        ignored=ignored,
    )


def fingerprint(ticker: str, *, adjusted: pd.Series | None, close: pd.Series | None) -> str:
    """ "sha256:" over ticker, dates and values; the same for any file layout of the same prices.

    Hashed, in this order: the ticker in UTF-8; then for `adjusted` and `close` the field's name,
    its length, days since 1970 as little-endian int64 and values as little-endian float64.
    """
    digest = hashlib.sha256(ticker.encode())
    for name, values in (("adjusted", adjusted), ("close", close)):
        digest.update(f"\0{name}:{0 if values is None else len(values)}\0".encode())
        if values is not None:
            digest.update(values.index.to_numpy().astype("datetime64[D]").astype("<i8").tobytes())
            digest.update(values.to_numpy(dtype="<f8").tobytes())
    return f"sha256:{digest.hexdigest()}"


def _non_session(day: np.datetime64) -> Defect:
    on: date = day.astype(object)
    return found("non_session", on, f"New York did not trade on {on:%A} {on}")


def _settle(rows: pd.DataFrame) -> tuple[pd.Series | None, pd.Series | None]:
    """Adjusted and split-adjusted close, each without its missing rows."""
    adjusted = _present(rows, "adjusted")
    quoted = _present(rows, "close")
    if quoted is None:
        return adjusted, None
    splits = _split_steps(rows, quoted, adjusted)
    if adjusted is None and "dividend" in rows:
        adjusted = _with_dividends(quoted, _flow(rows["dividend"], quoted), splits)
    return adjusted, _like(quoted, quoted.to_numpy() / _later_product(splits))


def _present(rows: pd.DataFrame, field: Field) -> pd.Series | None:
    values = rows[field].dropna() if field in rows else None
    return None if values is None or values.empty else values.rename(None)


def _like(shape: pd.Series, values: Floats) -> pd.Series:
    return pd.Series(values, index=shape.index)


def _flow(amounts: pd.Series, quoted: pd.Series) -> Floats:
    """Amounts a kept day; what fell on a day without a close moves to the next that has one."""
    paid = amounts.fillna(0.0).cumsum().reindex(quoted.index).to_numpy()
    return np.diff(paid, prepend=0.0)


def _split_steps(rows: pd.DataFrame, quoted: pd.Series, adjusted: pd.Series | None) -> Floats:
    """New shares for one old on each day, 1 where none or where `quoted` is adjusted already."""
    if "split" in rows:
        stated = rows["split"].fillna(1.0).replace(0.0, 1.0)
        steps = np.exp(_flow(np.log(stated), quoted))
        return steps if _is_unadjusted(quoted, steps) else np.ones(len(quoted))
    if adjusted is not None:
        return _implied_splits((adjusted.reindex(quoted.index) / quoted).to_numpy())
    return np.ones(len(quoted))


def _is_unadjusted(quoted: pd.Series, splits: Floats) -> bool:
    """Whether closes fall by the splits (Alpha Vantage) or ignore them (Yahoo adjusts `Close`)."""
    moves = np.diff(np.log(quoted.to_numpy()), prepend=np.log(quoted.iloc[0]))
    logs = np.log(splits)
    event = np.abs(logs) > 1e-6
    return float(np.abs(moves + logs)[event].sum()) < float(np.abs(moves)[event].sum())


def _implied_splits(ratio: Floats) -> Floats:
    """Splits read from steps of adjusted/quoted, which moves by n on an n-for-1 split.

    Taken are n, 1/n and n/2 (3-for-2) within `SPLIT_TOLERANCE`; a smaller step is a dividend.
    """
    step = np.ones(len(ratio))
    step[1:] = ratio[1:] / ratio[:-1]
    size = np.where(step < 1, 1 / step, step)
    halves = np.round(2 * size) / 2
    is_split = (size >= SPLIT_AT_LEAST) & (np.abs(size / halves - 1) <= SPLIT_TOLERANCE)
    return np.where(is_split, np.where(step < 1, 1 / halves, halves), 1.0)


def _later_product(splits: Floats) -> Floats:
    """For each day the product of the splits after it."""
    upto = np.cumprod(splits)
    return np.asarray(upto[-1] / upto, dtype=np.float64)


def _with_dividends(quoted: pd.Series, dividends: Floats, splits: Floats) -> pd.Series:
    """Total-return index that ends at the last close, dividends reinvested at the ex-day close."""
    closes = quoted.to_numpy()
    growth = np.ones(len(closes))
    growth[1:] = (closes[1:] * splits[1:] + dividends[1:]) / closes[:-1]
    index = np.cumprod(growth)
    return _like(quoted, index / index[-1] * closes[-1])
