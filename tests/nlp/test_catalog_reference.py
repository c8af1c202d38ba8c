"""The catalogue agrees with independent tables of fund facts, where these are at hand."""

from __future__ import annotations

import csv
import json
import re
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from nlp.catalog import Catalog
from nlp.catalog_types import Fund

SHARED = Path(__file__).parents[2].parent / "shared"
SCREENER = SHARED / "catalog" / "us_etf_universe_5246.json"
DATABASE = SHARED / "catalog" / "financedatabase_us_etfs.csv"
FACTS_2020 = SHARED / "catalog" / "kaggle_us_funds_ETFs_cp1252.csv"
PRICES = SHARED / "prices" / "yahoo_adjusted" / "adj_close_wide.parquet"

FUNDS = Catalog.load().funds
WEEK = timedelta(days=7)

SHARED_DAY = "the screener gives a later day, the same for many funds of other ages"
MOVED = "the screener's day is that of a move to another exchange, trust or ticker"
INCEPTION_EXCEPTIONS = {
    "AAAU": MOVED,
    "BBAG": MOVED,
    "BUFF": MOVED,
    "EPRF": MOVED,
    "EWD": "the screener's day is years after the fund's launch with the other countries",
    "HYHG": SHARED_DAY,
    "IAUM": "the screener has the first trade, two weeks after the trust was seeded",
    "ICSH": SHARED_DAY,
    "ICVT": SHARED_DAY,
    "IGHG": SHARED_DAY,
    "IYLD": SHARED_DAY,
    "MRGR": SHARED_DAY,
    "PBTP": "the screener's day is that of the new brand",
    "PTMC": SHARED_DAY,
    "PTNQ": SHARED_DAY,
    "SHYD": "the screener's day is that of the new brand",
    "SPMB": "the screener has the first trade, twelve days after inception",
    "UITB": MOVED,
    "USTB": MOVED,
    "VTEC": MOVED,
    "VTES": MOVED,
    "BIL": SHARED_DAY,
    "SPYM": SHARED_DAY,
    "NEAR": SHARED_DAY,
    "PTLC": SHARED_DAY,
    "DBC": "the screener's day is months after the first price",
    "FXE": "the screener's day is ten months after the fund's launch",
    "GSG": "the screener has the first trade, eleven days after inception",
    "ETHA": "the screener has the first trade, a month after the trust was seeded",
    "ETHE": "the screener's day is neither the private trust's inception nor the listing",
    "GBTC": "the screener's day is neither the private trust's inception nor the listing",
    "SVXY": "the screener's day is years after the fund's launch",
    "UVXY": "the screener's day is years after the fund's launch",
    "VIXM": "the screener's day is years after the fund's launch",
    "VIXY": "the screener's day is years after the fund's launch",
}
FEE_EXCEPTIONS = {
    "BIZD": "the screener counts the fees of the companies held",
    "KBWD": "the screener counts the fees of the companies held",
    "AMLP": "the screener counts deferred tax as a fee",
    "MLPA": "the screener counts deferred tax as a fee",
}
CUT_OFF = "the screener gives the trust's name, cut off"
NAME_EXCEPTIONS = {"EZBC": CUT_OFF, "JIRE": CUT_OFF}
PRICE_EXCEPTIONS = {"SMH": "the prices before 2011-12-20 are those of the HOLDRS it took over"}

pytestmark = pytest.mark.skipif(
    not all(path.exists() for path in (SCREENER, DATABASE, FACTS_2020)),
    reason="the reference tables in ../shared/catalog are not here",
)


@cache
def _screener() -> dict[str, dict[str, str | float | None]]:
    rows = json.loads(SCREENER.read_text(encoding="utf-8"))
    return {row["symbol"]: row for row in rows}


@cache
def _facts_2020() -> dict[str, dict[str, str]]:
    with FACTS_2020.open(encoding="cp1252", newline="") as file:
        return {row["fund_symbol"]: row for row in csv.DictReader(file)}


@cache
def _database() -> dict[str, dict[str, str]]:
    with DATABASE.open(encoding="utf-8", newline="") as file:
        return {row["symbol"]: row for row in csv.DictReader(file)}


def _inceptions(ticker: str) -> list[date]:
    days: list[date] = []
    if listed := _screener().get(ticker, {}).get("inception"):
        days.append(date.fromisoformat(str(listed)))
    if launched := _facts_2020().get(ticker, {}).get("inception_date"):
        days.append(datetime.strptime(launched, "%d/%m/%Y").date())
    return days


def _names(ticker: str) -> list[str]:
    found = (
        _screener().get(ticker, {}).get("name"),
        _database().get(ticker, {}).get("name"),
        _facts_2020().get(ticker, {}).get("fund_extended_name"),
    )
    return [str(name) for name in found if name]


def _words(name: str) -> set[str]:
    joined = re.sub(r"\b(small|mid|large|mega|micro)[- ]cap\b", r"\1cap", name.lower())
    return set(re.findall(r"[a-z0-9]+", joined))


def _overlap(fund: Fund) -> float:
    """Largest share of the shorter name's words that both names have, over the tables."""
    own = _words(fund.name)
    return max(
        len(own & words) / min(len(own), len(words)) for words in map(_words, _names(fund.ticker))
    )


def test_every_living_fund_is_in_one_of_the_tables() -> None:
    assert [ticker for ticker, fund in FUNDS.items() if not (fund.closed or _names(ticker))] == []


def test_most_closed_funds_are_in_one_of_the_tables() -> None:
    closed = [ticker for ticker, fund in FUNDS.items() if fund.closed]
    assert sum(bool(_names(ticker)) for ticker in closed) > 0.6 * len(closed)


def test_no_closed_fund_is_still_listed() -> None:
    assert [ticker for ticker, fund in FUNDS.items() if fund.closed and ticker in _screener()] == []


def test_inceptions_agree_within_a_week_but_for_the_listed_exceptions() -> None:
    apart = {
        ticker
        for ticker, fund in FUNDS.items()
        if (days := _inceptions(ticker)) and all(abs(day - fund.inception) > WEEK for day in days)
    }
    assert apart == set(INCEPTION_EXCEPTIONS)


def test_inceptions_agree_for_at_least_95_percent() -> None:
    compared = [ticker for ticker in FUNDS if _inceptions(ticker)]
    assert len(INCEPTION_EXCEPTIONS) / len(compared) <= 0.05


def test_inceptions_of_the_2020_table_agree_without_exception() -> None:
    assert [
        ticker
        for ticker, row in _facts_2020().items()
        if ticker in FUNDS
        and abs(
            datetime.strptime(row["inception_date"], "%d/%m/%Y").date() - FUNDS[ticker].inception
        )
        > WEEK
    ] == []


def test_fees_agree_within_15_basis_points_but_for_the_listed_exceptions() -> None:
    apart = {
        ticker
        for ticker, fund in FUNDS.items()
        if (fee := _screener().get(ticker, {}).get("expense")) is not None
        and abs(float(fee) - (fund.expense_ratio or 0)) > 0.15
    }
    assert apart == set(FEE_EXCEPTIONS)


def test_fees_of_2020_are_within_15_basis_points_for_90_percent() -> None:
    fees = [
        abs(float(row["fund_net_annual_expense_ratio"]) - (FUNDS[ticker].expense_ratio or 0))
        for ticker, row in _facts_2020().items()
        if ticker in FUNDS and row["fund_net_annual_expense_ratio"]
    ]
    assert sum(fee <= 0.15 for fee in fees) >= 0.9 * len(fees)


def test_names_share_most_of_their_words_but_for_the_listed_exceptions() -> None:
    unlike = {ticker for ticker, fund in FUNDS.items() if _names(ticker) and _overlap(fund) < 0.6}
    assert unlike == set(NAME_EXCEPTIONS)


@pytest.mark.skipif(not PRICES.exists(), reason="the prices in ../shared/prices are not here")
def test_no_price_is_older_than_its_fund_but_for_the_listed_exceptions() -> None:
    prices = pd.read_parquet(PRICES)
    too_old = set()
    for ticker in prices.columns:
        today = Catalog.load().resolve_ticker(ticker)
        assert today is not None, f"{ticker} is not in the catalogue"
        first = pd.Timestamp(str(prices[ticker].first_valid_index())).date()
        if first < FUNDS[today].inception - timedelta(days=5):
            too_old.add(ticker)
    assert too_old == set(PRICE_EXCEPTIONS)
