"""A folder gives each ticker from the right file, quickly, and passes over what is no prices."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analytics.errors import BadPriceFile, PriceSourceNotFound
from analytics.prices import FileSource, FolderSource
from tests.analytics.prices.files import closes, shared, write

ONE = "Date,Close\n2020-01-02,10\n"


def test_a_folder_of_one_ticker_files_names_its_tickers(tmp_path: Path) -> None:
    write(tmp_path / "XSMO.csv", ONE)
    closes(1.0).to_frame("close").to_parquet(tmp_path / "brk-b.parquet")
    assert FolderSource(tmp_path).tickers() == {"XSMO", "BRK.B"}


def test_a_folder_may_hold_one_wide_file(tmp_path: Path) -> None:
    write(tmp_path / "prices.csv", "Date,XSMO,IJR\n2020-01-02,10,20\n")
    source = FolderSource(tmp_path)
    assert source.load("IJR") is not None
    assert source.tickers() == {"XSMO", "IJR"}


def test_a_ticker_that_no_file_holds_is_none(tmp_path: Path) -> None:
    write(tmp_path / "XSMO.csv", ONE)
    assert FolderSource(tmp_path).load("IJR") is None


def test_a_ticker_is_found_by_its_file_without_reading_the_others(tmp_path: Path) -> None:
    write(tmp_path / "XSMO.csv", ONE)
    write(tmp_path / "other.csv", "no prices here\n")
    source = FolderSource(tmp_path)
    assert source.load("xsmo") is not None
    assert not source.skipped


def test_a_tickers_own_file_comes_before_a_wide_one(tmp_path: Path) -> None:
    write(tmp_path / "all.csv", "Date,XSMO\n2020-01-02,99\n")
    write(tmp_path / "XSMO.csv", ONE)
    series = FolderSource(tmp_path).load("XSMO")
    assert series is not None
    assert series.adjusted is not None
    assert series.adjusted.tolist() == [10.0]


def test_two_files_of_one_ticker_are_refused(tmp_path: Path) -> None:
    write(tmp_path / "XSMO.csv", ONE)
    write(tmp_path / "xsmo.us.txt", ONE)
    with pytest.raises(BadPriceFile, match="XSMO is in two files"):
        FolderSource(tmp_path).load("XSMO")


def test_two_wide_files_with_one_ticker_are_refused(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        write(tmp_path / name, "Date,XSMO\n2020-01-02,10\n")
    with pytest.raises(BadPriceFile, match=r"a\.csv and b\.csv"):
        FolderSource(tmp_path).load("XSMO")


def test_files_without_prices_are_passed_over_with_the_reason(tmp_path: Path) -> None:
    write(tmp_path / "XSMO.csv", ONE)
    write(tmp_path / "SOURCE.txt", "From somewhere.\n")
    source = FolderSource(tmp_path)
    assert source.tickers() == {"XSMO"}
    assert "no date column" in source.skipped["SOURCE.txt"]


def test_a_ticker_whose_own_file_is_broken_is_refused_and_not_missing(tmp_path: Path) -> None:
    write(tmp_path / "IJR.csv", ONE)
    write(tmp_path / "XSMO.csv", "Date,Volume\n2020-01-02,abc\n".replace("Volume", "Open,High"))
    with pytest.raises(BadPriceFile, match=r"XSMO\.csv"):
        FolderSource(tmp_path).load("XSMO")


def test_a_folder_of_nothing_readable_gives_the_first_reason(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", "no prices here\n")
    with pytest.raises(BadPriceFile, match=r"a\.csv has no date column"):
        FolderSource(tmp_path).tickers()


def test_a_folder_without_price_files_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(PriceSourceNotFound, match=r"holds no \.csv or \.parquet"):
        FolderSource(tmp_path)


def test_prices_toml_names_the_source(tmp_path: Path) -> None:
    write(tmp_path / "prices.toml", 'name = "house database"\nclose = "adjusted"\n')
    write(tmp_path / "XSMO.csv", ONE)
    source = FolderSource(tmp_path)
    series = source.load("XSMO")
    assert series is not None
    assert source.name == series.source == "house database"


@pytest.mark.parametrize("text", ['close = "raw"\n', "colse = 1\n", "not toml\n", "name = 1\n"])
def test_a_prices_toml_that_says_something_else_is_refused(tmp_path: Path, text: str) -> None:
    write(tmp_path / "prices.toml", text)
    write(tmp_path / "XSMO.csv", ONE)
    with pytest.raises(BadPriceFile, match=r"prices\.toml"):
        FolderSource(tmp_path)


@pytest.mark.parametrize(
    "rows",
    [
        "2020-01-02,10\n2020-01-03,11\n",
        "2020-01-03,11\n2020-01-02,10\n",
        "2020-01-02,10\n2020-01-03,11\n2020-01-04,11\n",
        "2020-01-02,10\n2020-01-03,11\n2020-01-06,\n",
        "2019-12-27,1\n2019-12-30,1\n2019-12-31,1\n2020-01-02,1\n2020-01-03,1\n"
        + "".join(f"{day:%Y-%m-%d},NaN\n" for day in pd.bdate_range("2020-01-06", periods=6_000)),
    ],
    ids=["ascending", "newest first", "a Saturday", "an empty close", "a long empty tail"],
)
def test_the_last_close_is_the_latest_session_with_a_price(tmp_path: Path, rows: str) -> None:
    write(tmp_path / "XSMO.csv", f"Date,Close\n{rows}")
    assert FolderSource(tmp_path).last_close() == date(2020, 1, 3)


def test_the_last_close_of_a_long_file_is_over_all_its_tickers(tmp_path: Path) -> None:
    text = "ticker,date,close\nA,2020-01-06,1\nB,2020-01-07,1\nC,2020-01-02,1\n"
    source = FileSource(write(tmp_path / "long.csv", text))
    assert source.last_close() == date(2020, 1, 7)


def test_a_broken_file_does_not_hide_the_last_close_of_the_others(tmp_path: Path) -> None:
    write(tmp_path / "XSMO.csv", ONE)
    write(tmp_path / "bad.csv", "no prices here\n")
    assert FolderSource(tmp_path).last_close() == date(2020, 1, 2)


def test_the_reference_file_gives_the_figures_stated_for_it() -> None:
    source = FileSource(shared("yahoo_adjusted/adj_close_wide.parquet"))
    changes = {}
    for ticker in ("XSMO", "IJT", "IJR", "DWAS"):
        series = source.load(ticker)
        assert series is not None
        assert series.adjusted is not None
        base, end = (series.adjusted[day] for day in ("2016-12-30", "2026-07-31"))
        changes[ticker] = round(100 * (float(end) / float(base) - 1), 2)
    assert changes == {"XSMO": 257.61, "IJT": 151.35, "IJR": 143.62, "DWAS": 189.59}


def test_the_reference_folder_ends_on_its_last_whole_session() -> None:
    folder = shared("yahoo_adjusted/adj_close_wide.parquet").parent
    assert FolderSource(folder).last_close() == date(2026, 7, 31)


def test_reference_folders_with_notes_and_events_beside_prices_are_read() -> None:
    source = FolderSource(shared("yahoo_events/XSMO.csv").parent)
    assert source.tickers() == {"XSMO", "IJT", "IJR"}
    assert set(source.skipped) == {"SOURCE.txt", "dividends_splits_events.csv"}
