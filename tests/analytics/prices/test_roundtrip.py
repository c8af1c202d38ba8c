"""The same prices have the same fingerprint in every file that can hold them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.prices import FileSource, FolderSource, MemorySource, series
from analytics.types import PriceSource

TICKERS = ("XSMO", "IJR", "BRK.B")
prices = st.floats(min_value=0.01, max_value=1e6) | st.just(np.nan)


@st.composite
def wide_frames(draw: st.DrawFn) -> pd.DataFrame:
    """Adjusted closes of up to three tickers on up to a month of sessions, with holes."""
    rows = draw(st.integers(min_value=1, max_value=20))
    days = pd.bdate_range("2022-03-01", periods=rows, name="Date")
    columns = {t: draw(st.lists(prices, min_size=rows, max_size=rows)) for t in TICKERS}
    return pd.DataFrame(columns, index=days, dtype="float64")


def long_of(wide: pd.DataFrame) -> pd.DataFrame:
    long = wide.reset_index().melt(id_vars="Date", var_name="ticker", value_name="Adj Close")
    return long.dropna()


def wide_csv(frame: pd.DataFrame, folder: Path) -> PriceSource:
    frame.to_csv(folder / "wide.csv")
    return FileSource(folder / "wide.csv")


def newest_first_csv(frame: pd.DataFrame, folder: Path) -> PriceSource:
    frame.iloc[::-1].to_csv(folder / "newest.csv")
    return FileSource(folder / "newest.csv")


def gzipped_csv(frame: pd.DataFrame, folder: Path) -> PriceSource:
    frame.to_csv(folder / "wide.csv.gz")
    return FileSource(folder / "wide.csv.gz")


def wide_parquet(frame: pd.DataFrame, folder: Path) -> PriceSource:
    frame.to_parquet(folder / "wide.parquet")
    return FileSource(folder / "wide.parquet")


def long_csv(frame: pd.DataFrame, folder: Path) -> PriceSource:
    long_of(frame).to_csv(folder / "long.csv", index=False)
    return FileSource(folder / "long.csv")


def long_parquet(frame: pd.DataFrame, folder: Path) -> PriceSource:
    long_of(frame).sort_values("Date").to_parquet(folder / "long.parquet")
    return FileSource(folder / "long.parquet")


def folder_of_csv(frame: pd.DataFrame, folder: Path) -> PriceSource:
    for ticker, column in frame.items():
        column.rename("Close").to_csv(folder / f"{ticker}.csv")
    return FolderSource(folder)


LAYOUTS: tuple[Callable[[pd.DataFrame, Path], PriceSource], ...] = (
    wide_csv,
    newest_first_csv,
    gzipped_csv,
    wide_parquet,
    long_csv,
    long_parquet,
    folder_of_csv,
)


@settings(max_examples=40, deadline=None)
@given(frame=wide_frames())
def test_a_wide_frame_keeps_its_fingerprints_in_every_layout(frame: pd.DataFrame) -> None:
    held = {t: series(t, adjusted=frame[t]) for t in TICKERS if frame[t].notna().any()}
    expected = {ticker: one.fingerprint for ticker, one in MemorySource(held)._held.items()}
    for layout in LAYOUTS:
        if layout in (long_csv, long_parquet) and not held:
            continue  # a long file without a row is refused
        with tempfile.TemporaryDirectory() as folder:
            source = layout(frame, Path(folder))
            loaded = {ticker: source.load(ticker) for ticker in TICKERS}
        found = {t: one.fingerprint for t, one in loaded.items() if one is not None}
        assert found == expected, layout.__name__
