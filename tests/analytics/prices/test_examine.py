"""One ticker of a source: its rows, its series, the catalogue and another source together."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analytics.catalog_facts import CatalogFacts
from analytics.prices import (
    Defect,
    Examined,
    FileSource,
    FolderSource,
    MemorySource,
    examine,
    series,
)
from analytics.prices.reuse import reused
from analytics.types import PriceSource
from nlp.catalog import Catalog
from tests.analytics.prices.files import closes, shared, write

FACTS = CatalogFacts(Catalog.load())


def looked_at(source: PriceSource, ticker: str, *, other: PriceSource | None = None) -> Examined:
    return examine(source, ticker, facts=FACTS, other=other)


def of_catalog(ticker: str, first: str, last: str) -> tuple[Defect, ...]:
    days = pd.bdate_range(first, last)
    values = pd.Series(np.linspace(50.0, 60.0, len(days)), index=days)
    return reused(series(ticker, adjusted=values), FACTS)


def test_rows_of_no_session_are_told_as_left_out(tmp_path: Path) -> None:
    text = "Date,Close\n2020-01-03,10\n2020-01-04,10\n2020-01-06,11\n"
    found = looked_at(FileSource(write(tmp_path / "ZZZ.csv", text)), "zzz")
    assert [(d.kind, str(d.on), d.done) for d in found.defects] == [
        ("non_session", "2020-01-04", "row left out")
    ]
    assert (found.ticker, found.sessions, found.first) == ("ZZZ", 2, date(2020, 1, 3))


def test_every_day_that_comes_twice_is_named_and_the_ticker_refused(tmp_path: Path) -> None:
    rows = "".join(f"ZZZ,2020-01-0{day},1\n" for day in (2, 2, 3, 6, 6, 6))
    path = write(tmp_path / "long.csv", f"ticker,date,close\n{rows}AAA,2020-01-02,1\n")
    found = looked_at(FileSource(path), "ZZZ")
    assert [(d.kind, str(d.on)) for d in found.defects] == [
        ("duplicate", "2020-01-02"),
        ("duplicate", "2020-01-06"),
    ]
    assert "comes twice" in found.refused


def test_a_file_that_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    found = looked_at(FolderSource(write(tmp_path / "ZZZ.csv", "Date,Close\n1,x\n").parent), "ZZZ")
    assert "ZZZ.csv, line 2" in found.refused
    assert (found.sessions, found.defects) == (0, ())


def test_a_ticker_that_is_in_two_files_is_a_finding(tmp_path: Path) -> None:
    for name in ("ZZZ.csv", "zzz.us.txt"):
        write(tmp_path / name, "Date,Close\n2020-01-02,10\n")
    assert "two files" in looked_at(FolderSource(tmp_path), "ZZZ").refused


def test_a_ticker_that_is_not_there_has_no_sessions(tmp_path: Path) -> None:
    source = FileSource(write(tmp_path / "ZZZ.csv", "Date,Close\n2020-01-02,10\n"))
    assert (looked_at(source, "AAA").sessions, looked_at(source, "AAA").refused) == (0, "")


def test_a_broken_other_source_is_no_end_of_the_check(tmp_path: Path) -> None:
    broken = FileSource(write(tmp_path / "ZZZ.csv", "Date,Close\n2020-01-02,x\n"))
    held = MemorySource({"ZZZ": series("ZZZ", adjusted=closes(1.0, 1.1))})
    found = looked_at(held, "ZZZ", other=broken)
    assert found.comparison is not None
    assert "line 2" in found.comparison.refused


def test_disagreements_stand_among_the_defects_by_date() -> None:
    ours = MemorySource({"ZZZ": series("ZZZ", adjusted=closes(1.0, 1.3, 1.3))})
    theirs = MemorySource({"ZZZ": series("ZZZ", adjusted=closes(1.0, 1.0, 1.0))})
    assert [d.kind for d in looked_at(ours, "ZZZ", other=theirs).defects] == ["disagreement"]


def test_closes_from_before_the_fund_began_are_another_ones() -> None:
    (found,) = of_catalog("SMH", "2011-06-01", "2012-06-01")
    assert (found.kind, found.on) == ("ticker_reused", date(2011, 12, 20))


def test_closes_after_the_fund_merged_are_another_ones() -> None:
    (found,) = of_catalog("SLY", "2023-01-03", "2023-08-01")
    assert "SLY ended on 2023-06-09" in found.detail


def test_closes_under_a_ticker_that_was_given_up_are_another_ones() -> None:
    (found,) = of_catalog("PXSG", "2019-01-02", "2019-12-31")
    assert (
        found.detail
        == "PXSG became XSMO on 2019-06-21, yet has closes from 2019-06-21 to 2019-12-31"
    )


@pytest.mark.parametrize(
    ("ticker", "first", "last"),
    [
        ("XSMO", "2005-03-03", "2026-07-31"),
        ("PXSG", "2018-01-02", "2019-06-20"),
        ("SLY", "2010-01-04", "2023-06-09"),
        ("QQQ", "1999-03-10", "2020-01-02"),
        ("NOSUCH", "1970-01-02", "2020-01-02"),
    ],
)
def test_a_funds_own_life_is_no_reuse(ticker: str, first: str, last: str) -> None:
    assert of_catalog(ticker, first, last) == ()


def test_of_the_reference_tickers_the_reused_ones_are_found() -> None:
    source = FileSource(shared("yahoo_adjusted/adj_close_wide.parquet"))
    found = {
        ticker
        for ticker in source.tickers()
        if any(d.kind == "ticker_reused" for d in looked_at(source, ticker).defects)
    }
    assert found == {"SMH", "SPLG"}
