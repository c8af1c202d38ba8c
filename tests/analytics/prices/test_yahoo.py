"""Yahoo's history is kept, refreshed once a session, and never rewritten in silence."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yfinance

from analytics.errors import BadPriceFile, NoNetwork, NoSuchTicker
from analytics.prices import YahooSource, fetch
from analytics.prices.store import read_facts
from analytics.prices.yahoo import fetch_one
from analytics.prices.yfinance_answer import download_daily

FRIDAY_NIGHT = datetime(2020, 1, 10, 23, 0, tzinfo=UTC)
FRIDAY_NOON = datetime(2020, 1, 10, 17, 0, tzinfo=UTC)
SUNDAY = datetime(2020, 1, 12, 12, 0, tzinfo=UTC)
MONDAY_NIGHT = datetime(2020, 1, 13, 23, 0, tzinfo=UTC)
MONDAY_NIGHT_2021 = datetime(2021, 1, 11, 23, 0, tzinfo=UTC)

Download = Callable[..., pd.DataFrame]


def frame(last: str = "2020-01-10", *, symbol: str = "XSMO") -> pd.DataFrame:
    """A frame of yfinance's own shape: columns (Price, Ticker), naive days called Date."""
    days = pd.bdate_range("2020-01-02", last, name="Date")
    close = 50.0 + np.arange(len(days))
    prices = {
        "Adj Close": close * 0.9,
        "Capital Gains": 0.0,
        "Close": close,
        "Dividends": 0.0,
        "High": close + 1,
        "Low": close - 1,
        "Open": close,
        "Stock Splits": 0.0,
        "Volume": 1000,
    }
    made = pd.DataFrame(prices, index=days)
    made.columns = pd.MultiIndex.from_product([made.columns, [symbol]], names=["Price", "Ticker"])
    return made


class Vendor:
    """Answers as yfinance would, and remembers what it was asked."""

    def __init__(self, answer: pd.DataFrame | Exception) -> None:
        self.answer = answer
        self.asked: list[str] = []

    def __call__(self, symbol: str, **options: object) -> pd.DataFrame:
        assert options["auto_adjust"] is False
        assert options["actions"] is True
        self.asked.append(symbol)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


class Now:
    """A clock that stands until it is set."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment


def source(store: Path, vendor: Download, moment: datetime = FRIDAY_NIGHT) -> YahooSource:
    return YahooSource(store, download=vendor, now=Now(moment))


def test_both_closes_are_given(tmp_path: Path) -> None:
    series = source(tmp_path, Vendor(frame())).load("xsmo")
    assert series is not None
    assert series.close is not None
    assert series.adjusted is not None
    assert (series.close.iloc[0], series.adjusted.iloc[0]) == (50.0, 45.0)


def test_what_is_kept_says_when_it_was_fetched(tmp_path: Path) -> None:
    series = source(tmp_path, Vendor(frame())).load("XSMO")
    assert series is not None
    facts = read_facts(tmp_path / "yahoo" / "XSMO.parquet")
    assert facts["fetched"] == "2020-01-10T23:00:00+00:00"
    assert facts["fingerprint"] == series.fingerprint
    assert series.source == "yahoo (fetched 2020-01-10)"


def test_dividends_and_splits_are_kept(tmp_path: Path) -> None:
    source(tmp_path, Vendor(frame())).load("XSMO")
    kept = pd.read_parquet(tmp_path / "yahoo" / "XSMO.parquet")
    assert list(kept.columns) == ["Date", "Close", "Adj Close", "Dividends", "Stock Splits"]


def test_a_session_that_is_not_over_is_left_out(tmp_path: Path) -> None:
    report = fetch_one("XSMO", store=tmp_path, download=Vendor(frame()), now=Now(FRIDAY_NOON))
    assert report.last == date(2020, 1, 9)
    assert [defect.kind for defect in report.ignored] == ["intraday_last"]


def test_no_second_question_before_the_next_session_closes(tmp_path: Path) -> None:
    vendor, clock = Vendor(frame()), Now(FRIDAY_NIGHT)
    yahoo = YahooSource(tmp_path, download=vendor, now=clock)
    yahoo.load("XSMO")
    clock.moment = SUNDAY
    yahoo.load("XSMO")
    assert vendor.asked == ["XSMO"]


def test_what_is_kept_is_read_once(tmp_path: Path) -> None:
    yahoo = YahooSource(tmp_path, download=Vendor(frame()), now=Now(SUNDAY))
    assert yahoo.load("XSMO") is yahoo.load("XSMO")


def test_a_new_session_is_fetched(tmp_path: Path) -> None:
    vendor, clock = Vendor(frame()), Now(FRIDAY_NIGHT)
    yahoo = YahooSource(tmp_path, download=vendor, now=clock)
    yahoo.load("XSMO")
    clock.moment, vendor.answer = MONDAY_NIGHT, frame("2020-01-13")
    series = yahoo.load("XSMO")
    assert series is not None
    assert series.close is not None
    assert series.close.index[-1] == pd.Timestamp("2020-01-13")


def test_without_an_answer_the_kept_history_is_used_and_says_so(tmp_path: Path) -> None:
    source(tmp_path, Vendor(frame())).load("XSMO")
    series = source(tmp_path, Vendor(OSError("no route")), MONDAY_NIGHT).load("XSMO")
    assert series is not None
    assert series.source == "yahoo (fetched 2020-01-10, no newer answer)"


def test_a_fund_that_yahoo_dropped_is_read_from_what_was_kept(tmp_path: Path) -> None:
    source(tmp_path, Vendor(frame())).load("XSMO")
    gone = Vendor(NoSuchTicker("delisted"))
    assert source(tmp_path, gone, MONDAY_NIGHT).load("XSMO") is not None


@pytest.mark.parametrize(
    "answer",
    [OSError("Could not resolve host:\nquery2"), frame().iloc[:0], pd.DataFrame()],
    ids=["error", "no rows", "nothing"],
)
def test_no_answer_and_nothing_kept_names_the_next_step(
    tmp_path: Path, answer: pd.DataFrame | Exception
) -> None:
    with pytest.raises(NoNetwork, match=r"XSMO.*--prices FOLDER") as failure:
        source(tmp_path, Vendor(answer)).load("XSMO")
    assert "\n" not in str(failure.value)


def test_a_ticker_that_yahoo_does_not_know_is_none(tmp_path: Path) -> None:
    assert source(tmp_path, Vendor(NoSuchTicker("delisted"))).load("XXXX") is None


def test_a_ticker_that_failed_is_not_asked_for_again_at_once(tmp_path: Path) -> None:
    vendor = Vendor(NoSuchTicker("delisted"))
    yahoo = source(tmp_path, vendor)
    yahoo.load("XXXX")
    yahoo.load("XXXX")
    assert vendor.asked == ["XXXX"]


def test_a_path_is_no_ticker(tmp_path: Path) -> None:
    vendor = Vendor(frame())
    assert source(tmp_path, vendor).load("../../etc/passwd") is None
    assert vendor.asked == []


def test_a_share_class_is_asked_for_in_yahoos_spelling(tmp_path: Path) -> None:
    vendor = Vendor(frame(symbol="BRK-B"))
    series = source(tmp_path, vendor).load("BRK.B")
    assert series is not None
    assert (vendor.asked, series.ticker) == (["BRK-B"], "BRK.B")


def test_only_what_was_fetched_is_at_hand(tmp_path: Path) -> None:
    yahoo = source(tmp_path, Vendor(frame()))
    assert yahoo.tickers() == frozenset()
    yahoo.load("XSMO")
    assert yahoo.tickers() == {"XSMO"}
    assert yahoo.last_close() is None


def test_an_answer_without_adjusted_closes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadPriceFile, match="no Adj Close"):
        source(tmp_path, Vendor(frame().drop(columns="Adj Close", level=0))).load("XSMO")


def test_a_new_dividend_rescales_history_without_revising_it(tmp_path: Path) -> None:
    vendor, clock = Vendor(frame()), Now(FRIDAY_NIGHT)
    fetch_one("XSMO", store=tmp_path, download=vendor, now=clock)
    later = frame("2020-01-13")
    later[("Adj Close", "XSMO")] *= np.where(later.index < pd.Timestamp("2020-01-13"), 0.99, 1.0)
    vendor.answer, clock.moment = later, MONDAY_NIGHT
    report = fetch_one("XSMO", store=tmp_path, download=vendor, now=clock)
    (change,) = report.changes
    assert (report.status, change.kind, change.field) == ("rescaled", "rescaled", "adjusted")
    assert change.factor == pytest.approx(0.99)


def test_a_changed_past_close_is_reported_and_shown_in_the_source(tmp_path: Path) -> None:
    fetch_one("XSMO", store=tmp_path, download=Vendor(frame()), now=Now(FRIDAY_NIGHT))
    changed = frame()
    changed.loc["2020-01-06", ("Close", "XSMO")] = 49.0
    report = fetch_one("XSMO", store=tmp_path, download=Vendor(changed), now=Now(FRIDAY_NIGHT))
    (change,) = report.changes
    assert (report.status, change.field, change.rows) == ("revised", "close", 1)
    assert (change.on, change.was, change.now) == (date(2020, 1, 6), 52.0, 49.0)
    series = source(tmp_path, Vendor(changed)).load("XSMO")
    assert series is not None
    assert "1 past values revised" in series.source


def test_a_session_that_vanished_is_reported(tmp_path: Path) -> None:
    fetch_one("XSMO", store=tmp_path, download=Vendor(frame()), now=Now(FRIDAY_NIGHT))
    short = frame().drop(index=pd.Timestamp("2020-01-07"))
    report = fetch_one("XSMO", store=tmp_path, download=Vendor(short), now=Now(FRIDAY_NIGHT))
    gone = {change.since for change in report.changes if change.kind == "removed"}
    assert gone == {date(2020, 1, 7)}


def test_an_answer_without_the_beginning_replaces_nothing(tmp_path: Path) -> None:
    fetch_one(
        "XSMO", store=tmp_path, download=Vendor(frame("2020-03-31")), now=Now(MONDAY_NIGHT_2021)
    )
    remnant = Vendor(frame("2020-03-31").iloc[-2:])
    with pytest.raises(BadPriceFile, match=r"begins on 2020-03-30, what is kept on 2020-01-02"):
        fetch_one("XSMO", store=tmp_path, download=remnant, now=Now(MONDAY_NIGHT_2021))
    series = source(tmp_path, remnant, MONDAY_NIGHT_2021).load("XSMO")
    assert series is not None
    assert series.close is not None
    assert series.close.index[0] == pd.Timestamp("2020-01-02")


def test_fetching_the_same_again_is_unchanged(tmp_path: Path) -> None:
    reports = [
        fetch_one("XSMO", store=tmp_path, download=Vendor(frame()), now=Now(FRIDAY_NIGHT))
        for _ in range(2)
    ]
    assert [report.status for report in reports] == ["new", "unchanged"]


def test_a_failed_ticker_does_not_stop_the_others(tmp_path: Path) -> None:
    def vendor(symbol: str, **_: object) -> pd.DataFrame:
        if symbol == "XSMO":
            return frame()
        raise NoSuchTicker("delisted") if symbol == "GONE" else OSError("no route")

    told: list[str] = []
    reports = fetch(
        ["IJR", "gone", "xsmo"],
        store=tmp_path,
        tell=told.append,
        download=vendor,
        now=Now(FRIDAY_NIGHT),
    )
    assert told[0] == "fetching IJR from Yahoo"
    assert [(report.ticker, report.status) for report in reports] == [
        ("IJR", "failed"),
        ("GONE", "unknown"),
        ("XSMO", "new"),
    ]


@pytest.mark.parametrize(
    ("said", "error"),
    [
        (["$XXXX: possibly delisted; no timezone found"], NoSuchTicker),
        (
            [
                "Failed to get ticker 'XSMO' reason: Could not resolve host",
                "$XSMO: possibly delisted; no timezone found",
            ],
            ConnectionError,
        ),
        (["['XSMO']: YFRateLimitError('Too Many Requests')"], ConnectionError),
        ([], ConnectionError),
    ],
    ids=["unknown", "offline", "limited", "silent"],
)
def test_yfinances_reasons_tell_an_unknown_ticker_from_no_network(
    monkeypatch: pytest.MonkeyPatch, said: list[str], error: type[Exception]
) -> None:
    def empty(symbol: str, **_: object) -> pd.DataFrame:
        for line in said:
            logging.getLogger("yfinance").error(line)
        return pd.DataFrame()

    monkeypatch.setattr(yfinance, "download", empty)
    with pytest.raises(error):
        download_daily("XSMO")


def test_yfinance_is_imported_only_when_asked() -> None:
    heavy = "{'yfinance', 'exchange_calendars'}"
    code = f"import sys, analytics.prices; assert not {heavy} & {{*sys.modules}}"
    subprocess.run([sys.executable, "-c", code], check=True)
