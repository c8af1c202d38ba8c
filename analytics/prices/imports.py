"""`tapecheck prices import`: other people's files into the local store."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.errors import PriceError
from analytics.prices.defects import Defect, found
from analytics.prices.files import FolderSource, StoredSource
from analytics.prices.sessions import is_session, last_completed
from analytics.prices.store import Clock, Kept, describe_folder, keep, rows_of, utc_now
from analytics.types import PriceSeries, PriceSource

IMPORTED = "local"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What became of each ticker, and the files that were passed over with the reason."""

    tickers: tuple[Kept, ...]
    skipped: Mapping[str, str] = field(default_factory=dict)


def import_prices(
    source: PriceSource, *, store: Path, tell: Callable[[str], None], now: Clock = utc_now
) -> ImportReport:
    """Copy every ticker of a source into `<store>/local/`, one Parquet file a ticker.

    Closes, dividends and splits are kept as the file gives them. A ticker whose cells cannot be
    trusted is refused and the others go on; what a second import changes is reported, and the
    earlier file kept. `tell` is told what is being done.
    """
    folder, names = store / IMPORTED, sorted(source.tickers())
    done = []
    for number, ticker in enumerate(names, start=1):
        tell(f"importing {ticker}, {number} of {len(names)}")
        try:
            if (one := _import_one(source, ticker, folder, moment=now())) is not None:
                done.append(one)
        except PriceError as error:
            done.append(Kept(ticker=ticker, status="refused", detail=str(error)))
    describe_folder(folder, name="local prices")
    skipped = dict(source.skipped) if isinstance(source, FolderSource) else {}
    return ImportReport(tickers=tuple(done), skipped=skipped)


def _import_one(source: PriceSource, ticker: str, folder: Path, *, moment: datetime) -> Kept | None:
    series = source.load(ticker)
    if series is None:
        return None
    rows, ignored = _whole(source, ticker, series, moment)
    if rows.empty:
        return Kept(ticker=ticker, status="refused", ignored=ignored, detail="no whole session")
    about = f"imported from {series.source}"
    return keep(rows, ticker, folder, about=about, moment=moment, ignored=ignored)


def _whole(
    source: PriceSource, ticker: str, series: PriceSeries, moment: datetime
) -> tuple[pd.DataFrame, tuple[Defect, ...]]:
    """The rows of completed sessions, and what was left out."""
    given, doubt = rows_of(series), None
    ignored: tuple[Defect, ...] = ()
    if isinstance(source, StoredSource):
        held = source.rows(ticker)
        assert held is not None, "a series was made of them"
        given, ignored, doubt = held, source.ignored(ticker), source.doubtful_last(ticker)
    rows = given.dropna(how="all")
    days = rows.index.to_numpy().astype("datetime64[D]")
    over = days <= np.datetime64(last_completed(moment), "D")
    if doubt is not None:
        over &= days < np.datetime64(doubt.on, "D")
    left_out = [_unfinished(day, moment, doubt) for day in days[is_session(days) & ~over]]
    return rows[is_session(days) & over], (*ignored, *left_out)


def _unfinished(day: np.datetime64, moment: datetime, doubt: Defect | None) -> Defect:
    if doubt is not None and doubt.on == day.astype(object):
        return found("intraday_last", day, doubt.detail)
    return found("intraday_last", day, f"not over at {moment:%Y-%m-%d %H:%M} UTC")
