"""Daily closes from Yahoo through yfinance, kept on disk and never rewritten in silence.

Close (adjusted for splits), Adj Close (dividends too), dividends and splits are kept. What a
later fetch tells otherwise is reported, and the file before it kept.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path

import pandas as pd

from analytics.errors import BadPriceFile, NoSuchTicker, PriceError
from analytics.prices.names import is_file_safe, normalise
from analytics.prices.series import build
from analytics.prices.sessions import last_completed
from analytics.prices.store import (
    Clock,
    Kept,
    describe_folder,
    file_of,
    keep,
    read_facts,
    stored_rows,
    utc_now,
)
from analytics.prices.table import ticker_of
from analytics.prices.yfinance_answer import Download, answer, download_daily
from analytics.types import PriceSeries

YAHOO = "yahoo"
# A ticker that failed is not asked for again at once: a batch may name it in every note.
RETRY_AFTER = timedelta(minutes=10)
# Sessions at the beginning that an answer may lack and still replace what is kept.
_MAY_BE_CUT = 20

# A series of 30 years is some 250 KB, and every claim on its fund asks for it.
_SERIES_KEPT = 256

_one_at_a_time = threading.Lock()


def fetch(
    tickers: Iterable[str],
    *,
    store: Path,
    tell: Callable[[str], None],
    download: Download | None = None,
    now: Clock = utc_now,
) -> list[Kept]:
    """Fetch each ticker's whole history into `<store>/yahoo`; a failure does not stop the rest."""
    reports = []
    for ticker in map(normalise, tickers):
        tell(f"fetching {ticker} from Yahoo")
        try:
            reports.append(fetch_one(ticker, store=store, download=download, now=now))
        except NoSuchTicker as error:
            reports.append(Kept(ticker=ticker, status="unknown", detail=str(error)))
        except PriceError as error:
            reports.append(Kept(ticker=ticker, status="failed", detail=str(error)))
    return reports


def fetch_one(
    ticker: str, *, store: Path, download: Download | None = None, now: Clock = utc_now
) -> Kept:
    """Fetch one ticker's whole history and replace its file, keeping the old one if it differs.

    Raises NoNetwork without an answer, NoSuchTicker where Yahoo has none, BadPriceFile for an
    answer without the columns that were asked for, or without the beginning that is stored.
    """
    name = normalise(ticker)
    if not is_file_safe(name):
        raise NoSuchTicker(f"'{ticker}' is no ticker: write letters and digits, such as XSMO")
    folder = store / YAHOO
    with _one_at_a_time:
        moment = now()
        rows, ignored = answer(name, download or download_daily, moment)
        _refuse_if_beheaded(rows, file_of(name, folder))
        describe_folder(folder, name=YAHOO)
        return keep(rows, name, folder, about=YAHOO, moment=moment, ignored=ignored)


def _refuse_if_beheaded(rows: pd.DataFrame, path: Path) -> None:
    """Yahoo gives a delisted or reused ticker a few days only; they don't replace years."""
    if not path.exists():
        return
    stored = stored_rows(path)
    if int((stored.index < rows.index[0]).sum()) > _MAY_BE_CUT:
        raise BadPriceFile(
            f"Yahoo's answer for {path.stem} begins on {rows.index[0].date()}, what is kept"
            f" on {stored.index[0].date()}: kept as it was; delete {path} to take the answer"
        )


class YahooSource:
    """Yahoo as a price source: from disk when no session has closed since, else fetched anew.

    Without an answer the kept history is used, and the series' `source` says how old it is.
    """

    def __init__(
        self, store: Path, *, download: Download | None = None, now: Clock = utc_now
    ) -> None:
        self._store = store
        self._download = download
        self._now = now
        self._failed: dict[str, tuple[datetime, PriceError]] = {}
        self._built = lru_cache(maxsize=_SERIES_KEPT)(_build)

    @property
    def name(self) -> str:
        """ "yahoo"."""
        return YAHOO

    def tickers(self) -> frozenset[str]:
        """Every ticker fetched before."""
        return frozenset(ticker_of(path) for path in (self._store / YAHOO).glob("*.parquet"))

    def load(self, ticker: str) -> PriceSeries | None:
        """The series of one ticker; None where Yahoo has none.

        Raises NoNetwork when nothing is kept and no answer comes.
        """
        name = normalise(ticker)
        if not is_file_safe(name):
            return None
        path = self._store / YAHOO / f"{name}.parquet"
        failure = None if self._is_fresh(path) else self._refresh(name)
        if failure is not None and not path.exists():
            if isinstance(failure, NoSuchTicker):
                return None
            raise failure
        return self._built(path, path.stat().st_mtime_ns, _described(path, failure))

    def first_close(self) -> date | None:
        """None: what is kept says nothing of what Yahoo has."""
        return None

    def last_close(self) -> date | None:
        """None: what is kept says nothing of what Yahoo has."""
        return None

    def _is_fresh(self, path: Path) -> bool:
        if not path.exists():
            return False
        fetched = datetime.fromisoformat(_facts(path)["fetched"])
        return last_completed(fetched) >= last_completed(self._now())

    def _refresh(self, ticker: str) -> PriceError | None:
        """Fetch, unless that failed a moment ago; the failure, or None."""
        when, failure = self._failed.get(ticker, (None, None))
        if when is not None and self._now() - when < RETRY_AFTER:
            return failure
        try:
            fetch_one(ticker, store=self._store, download=self._download, now=self._now)
        except PriceError as error:
            self._failed[ticker] = (self._now(), error)
            return error
        return None


def _build(path: Path, _written: int, source: str) -> PriceSeries | None:
    """The series of a stored file, as of the moment it was written."""
    return build(path.stem, stored_rows(path), source=source).series


def _facts(path: Path) -> dict[str, str]:
    """What was written with a fetch; a file put there by hand counts as old."""
    return {"fetched": "1970-01-01T00:00:00+00:00", "revised": "0", **read_facts(path)}


def _described(path: Path, failure: PriceError | None) -> str:
    """For the report: how old the prices are, and whether history changed under them."""
    facts = _facts(path)
    told = [f"fetched {facts['fetched'][:10]}"]
    if failure is not None:
        told.append("no newer answer")
    if facts["revised"] != "0":
        told.append(f"{facts['revised']} past values revised by that fetch")
    return f"{YAHOO} ({', '.join(told)})"
