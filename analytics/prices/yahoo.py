"""Daily closes from Yahoo through yfinance, kept on disk and never rewritten in silence.

Close (adjusted for splits), Adj Close (dividends too), dividends and splits are kept. A new
dividend or split rescales all earlier values; that is no revision, so old and new history are
compared by their returns.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Literal

import pandas as pd

from analytics.errors import NoSuchTicker, PriceError
from analytics.prices.defects import Defect
from analytics.prices.names import is_file_safe, normalise
from analytics.prices.series import Field, build
from analytics.prices.sessions import last_completed
from analytics.prices.store import describe_folder, read_facts, write_rows
from analytics.prices.table import Table, ticker_of
from analytics.prices.yfinance_answer import HEADINGS, Download, answer, download_daily
from analytics.types import PriceSeries

YAHOO = "yahoo"
# Yahoo serves adjusted closes in single precision (6e-8); a cent on a 100-dollar close is 1e-4.
SAME_RETURN = 1e-6
# A ticker that failed is not asked for again at once: a batch may name it in every note.
RETRY_AFTER = timedelta(minutes=10)

_one_at_a_time = threading.Lock()

Clock = Callable[[], datetime]
FetchStatus = Literal["new", "updated", "unchanged", "revised", "unknown", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A past session whose return changed by more than `SAME_RETURN`, came or went (None)."""

    on: date
    field: Field
    was: float | None
    now: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchReport:
    """What fetching one ticker did; `detail` is the reason of "unknown" and "failed".

    `ignored` are the rows left out, above all a session that was still running.
    """

    ticker: str
    status: FetchStatus
    sessions: int = 0
    first: date | None = None
    last: date | None = None
    revisions: tuple[Revision, ...] = ()
    ignored: tuple[Defect, ...] = ()
    detail: str = ""


def utc_now() -> datetime:
    """The clock that is used unless another is handed in."""
    return datetime.now(UTC)


def fetch(
    tickers: Iterable[str], *, store: Path, download: Download | None = None, now: Clock = utc_now
) -> list[FetchReport]:
    """Fetch each ticker's whole history into `<store>/yahoo`; a failure does not stop the rest."""
    reports = []
    for ticker in map(normalise, tickers):
        try:
            reports.append(fetch_one(ticker, store=store, download=download, now=now))
        except NoSuchTicker as error:
            reports.append(FetchReport(ticker=ticker, status="unknown", detail=str(error)))
        except PriceError as error:
            reports.append(FetchReport(ticker=ticker, status="failed", detail=str(error)))
    return reports


def fetch_one(
    ticker: str, *, store: Path, download: Download | None = None, now: Clock = utc_now
) -> FetchReport:
    """Fetch one ticker's whole history and replace its file.

    Raises NoNetwork without an answer, NoSuchTicker where Yahoo has none, BadPriceFile for an
    answer without the columns that were asked for.
    """
    name = normalise(ticker)
    if not is_file_safe(name):
        raise NoSuchTicker(f"'{ticker}' is no ticker: write letters and digits, such as XSMO")
    with _one_at_a_time:
        moment = now()
        rows, ignored = answer(name, download or download_daily, moment)
        path = store / YAHOO / f"{name}.parquet"
        before = Table(path, shown=path.name).rows(name) if path.exists() else None
        revisions = () if before is None else tuple(compare(before, rows))
        _keep(rows, name, store / YAHOO, moment=moment, revised=len(revisions))
    return FetchReport(
        ticker=name,
        status=_status(before, rows, revisions),
        sessions=len(rows),
        first=_day(rows.index[0]),
        last=_day(rows.index[-1]),
        revisions=revisions,
        ignored=ignored,
    )


def compare(before: pd.DataFrame, after: pd.DataFrame) -> Iterator[Revision]:
    """Where two fetches tell the past differently, by date; rows after the first one's are new."""
    overlap = after.loc[: before.index[-1]]
    for field in ("close", "adjusted"):
        was, now = before[field].dropna(), overlap[field].dropna()
        common = was.index.intersection(now.index)
        moved = (was[common].pct_change() - now[common].pct_change()).abs() > SAME_RETURN
        changed = was.index.union(now.index).difference(common).union(common[moved])
        for day in changed:
            yield Revision(on=_day(day), field=field, was=_at(was, day), now=_at(now, day))


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
        rows = Table(path, shown=path.name).rows(name)
        assert rows is not None, "the file is named for its one ticker"
        return build(name, rows, source=_described(path, failure)).series

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


def _keep(rows: pd.DataFrame, ticker: str, folder: Path, *, moment: datetime, revised: int) -> None:
    series = build(ticker, rows, source=YAHOO).series
    facts = {
        "source": YAHOO,
        "fetched": moment.astimezone(UTC).isoformat(timespec="seconds"),
        "fingerprint": series.fingerprint if series else "",
        "revised": str(revised),
    }
    write_rows(rows.rename(columns=dict(HEADINGS)), folder, ticker=ticker, facts=facts)
    describe_folder(folder, name=YAHOO)


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
        told.append(f"{facts['revised']} past values revised since the fetch before")
    return f"{YAHOO} ({', '.join(told)})"


def _status(
    before: pd.DataFrame | None, after: pd.DataFrame, revisions: tuple[Revision, ...]
) -> FetchStatus:
    if before is None:
        return "new"
    if revisions:
        return "revised"
    return "updated" if after.index[-1] > before.index[-1] else "unchanged"


def _at(values: pd.Series, day: pd.Timestamp) -> float | None:
    return float(values[day]) if day in values.index else None


def _day(stamp: pd.Timestamp) -> date:
    return pd.Timestamp(stamp).date()
