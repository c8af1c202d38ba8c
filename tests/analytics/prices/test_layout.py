"""Every shape in which vendors hand out closes is understood from its headings."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analytics.errors import BadPriceFile
from analytics.prices import FileSource
from analytics.types import PriceSeries
from tests.analytics.prices.files import DAYS, closes, write


def load(path: Path, ticker: str = "XSMO") -> PriceSeries:
    series = FileSource(path).load(ticker)
    assert series is not None
    return series


def test_a_wide_csv_holds_a_ticker_a_column(tmp_path: Path) -> None:
    path = write(tmp_path / "wide.csv", "Date,XSMO,ijr\n2020-01-02,10,20\n2020-01-03,11,21\n")
    assert FileSource(path).tickers() == {"XSMO", "IJR"}
    assert load(path, "ijr").adjusted.tolist() == [20.0, 21.0]  # type: ignore[union-attr]


def test_a_wide_value_is_taken_as_adjusted_and_the_source_says_so(tmp_path: Path) -> None:
    path = write(tmp_path / "wide.csv", "Date,XSMO\n2020-01-02,10\n")
    series = load(path)
    assert series.close is None
    assert series.source == "wide.csv (closes taken as adjusted)"


def test_a_file_that_is_called_adjusted_needs_no_remark(tmp_path: Path) -> None:
    path = write(tmp_path / "adj_close_wide.csv", "Date,XSMO\n2020-01-02,10\n")
    assert load(path).source == "adj_close_wide.csv"


def test_a_wide_csv_may_leave_the_date_column_unnamed(tmp_path: Path) -> None:
    path = write(tmp_path / "wide.csv", ",XSMO\n2020-01-02,10\n")
    assert FileSource(path).tickers() == {"XSMO"}


def test_a_single_column_file_may_name_its_ticker_in_the_heading(tmp_path: Path) -> None:
    path = write(tmp_path / "index.csv", "Date,SP500\n2020-01-02,3257.85\n")
    assert FileSource(path).tickers() == {"SP500"}


def test_a_lone_close_is_taken_as_adjusted(tmp_path: Path) -> None:
    series = load(write(tmp_path / "XSMO.csv", "Date,Close\n2020-01-02,10\n"))
    assert series.adjusted is not None
    assert series.close is None


def test_prices_toml_makes_a_lone_close_as_quoted(tmp_path: Path) -> None:
    write(tmp_path / "prices.toml", 'close = "quoted"\n')
    series = load(write(tmp_path / "XSMO.csv", "Date,Close\n2020-01-02,10\n"))
    assert series.adjusted is None
    assert series.close is not None
    assert series.source == "XSMO.csv"


def test_eodhd_files_give_both_closes(tmp_path: Path) -> None:
    text = "Date,Open,High,Low,Close,Adjusted_close,Volume\n2020-01-02,1,2,1,10.5,9.25,100\n"
    series = load(write(tmp_path / "XSMO.US.csv", text))
    assert series.close is not None
    assert series.adjusted is not None
    assert (series.close.iloc[0], series.adjusted.iloc[0]) == (10.5, 9.25)


def test_alpha_vantage_adjusted_files_come_newest_first(tmp_path: Path) -> None:
    head = "timestamp,open,high,low,close,adjusted_close,volume,dividend_amount,split_coefficient"
    text = f"{head}\n2020-01-03,1,2,1,11,11,5,0.0,1.0\n2020-01-02,1,2,1,10,9.9,5,0.0,1.0\n"
    series = load(write(tmp_path / "XSMO.csv", text))
    assert series.adjusted is not None
    assert series.adjusted.index.is_monotonic_increasing
    assert series.adjusted.tolist() == [9.9, 11.0]


def test_alpha_vantage_plain_daily_files_are_as_quoted(tmp_path: Path) -> None:
    text = "timestamp,open,high,low,close,volume\n2020-01-02,1,2,1,10,5\n"
    assert load(write(tmp_path / "XSMO.csv", text)).adjusted is None


def test_alpha_vantage_numbers_its_headings_in_python(tmp_path: Path) -> None:
    head = "date,4. close,5. adjusted close,6. volume,7. dividend amount,8. split coefficient"
    text = f"{head}\n2020-01-03,51,51,5,0.0,2.0\n2020-01-02,100,49.5,5,1.0,1.0\n"
    series = load(write(tmp_path / "XSMO.csv", text))
    assert series.close is not None
    assert series.adjusted is not None
    assert (series.close.tolist(), series.adjusted.tolist()) == ([50.0, 51.0], [49.5, 51.0])


def test_tiingo_names_dividends_and_splits_its_own_way(tmp_path: Path) -> None:
    text = "date,close,adjClose,divCash,splitFactor\n2020-01-02,100,50,0,1\n2020-01-03,51,51,0,2\n"
    series = load(write(tmp_path / "XSMO.csv", text))
    assert series.close is not None
    assert series.close.tolist() == [50.0, 51.0]


def test_a_table_copied_from_yahoos_page_has_asterisks(tmp_path: Path) -> None:
    series = load(write(tmp_path / "XSMO.csv", "Date,Close*,Adj Close**\n2020-01-02,10,9\n"))
    assert series.close is not None
    assert series.adjusted is not None


def test_stooq_web_files_are_one_ticker_each(tmp_path: Path) -> None:
    text = "Date,Open,High,Low,Close,Volume\n2020-01-02,1,2,1,10.5,7\n"
    series = load(write(tmp_path / "xsmo.us.csv", text))
    assert series.adjusted is not None
    assert series.source == "xsmo.us.csv (closes taken as adjusted)"


@pytest.mark.parametrize(
    ("columns", "both"),
    [
        (["Open", "Close", "Adj Close", "Volume"], True),
        (["open", "close", "adjusted_close", "dividend_amount", "split_coefficient"], True),
        (["Open", "Close", "Adjusted_close"], True),
        (["Open", "Close", "Volume", "Dividends", "Stock Splits", "Capital Gains"], False),
        (["Open", "High", "Low", "Close", "Volume"], False),
    ],
    ids=["yfinance", "Alpha Vantage", "EODHD", "yfinance history", "Stooq"],
)
def test_the_vendors_tables_are_read_from_parquet(
    tmp_path: Path, columns: list[str], both: bool
) -> None:
    frame = pd.DataFrame(1.0, columns=columns, index=closes(1.0, 2.0).index)
    frame.to_parquet(tmp_path / "XSMO.parquet")
    series = load(tmp_path / "XSMO.parquet")
    assert series.adjusted is not None
    assert (series.close is not None) is both


def test_stooq_bulk_files_have_angle_brackets_and_compact_dates(tmp_path: Path) -> None:
    head = "<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>"
    text = f"{head}\nXSMO.US,D,20200102,000000,1,2,1,10.5,7,0\n"
    series = load(write(tmp_path / "xsmo.us.txt", text))
    assert series.adjusted is not None
    assert series.adjusted.index[0] == pd.Timestamp("2020-01-02")


def test_yfinance_download_files_have_a_header_of_three_lines(tmp_path: Path) -> None:
    text = (
        "Price,Adj Close,Adj Close,Close,Close,Volume,Volume\n"
        "Ticker,IJR,XSMO,IJR,XSMO,IJR,XSMO\n"
        "Date,,,,,,\n"
        "2020-01-02,20.5,10.5,21,11,100,200\n"
    )
    path = write(tmp_path / "download.csv", text)
    series = load(path)
    assert FileSource(path).tickers() == {"XSMO", "IJR"}
    assert series.close is not None
    assert series.adjusted is not None
    assert (series.close.iloc[0], series.adjusted.iloc[0]) == (11.0, 10.5)


def test_yfinance_files_grouped_by_ticker_are_read_too(tmp_path: Path) -> None:
    text = "Ticker,XSMO,XSMO\nPrice,Open,Close\nDate,,\n2020-01-02,9,10\n"
    assert load(write(tmp_path / "download.csv", text)).adjusted is not None


def test_yfinance_history_closes_are_adjusted_although_dividends_stand_beside(
    tmp_path: Path,
) -> None:
    text = (
        "Date,Open,High,Low,Close,Volume,Dividends,Stock Splits,Capital Gains,ticker\n"
        "2020-01-02 00:00:00-05:00,1,2,1,10,5,0.0,0.0,0.0,XSMO\n"
        "2020-07-01 00:00:00-04:00,1,2,1,11,5,1.0,0.0,0.0,XSMO\n"
    )
    series = load(write(tmp_path / "XSMO.csv", text))
    assert series.adjusted is not None
    assert series.adjusted.tolist() == [10.0, 11.0]
    assert series.close is None


def test_a_long_file_with_dividends_and_no_adjusted_close_gets_its_total_return(
    tmp_path: Path,
) -> None:
    text = "ticker,date,close,dividend\nXSMO,2020-01-02,100,0\nXSMO,2020-01-03,99,1\n"
    series = load(write(tmp_path / "long.csv", text))
    assert series.adjusted is not None
    assert series.close is not None
    assert series.adjusted.pct_change().iloc[-1] == pytest.approx(0.0)
    assert series.close.pct_change().iloc[-1] == pytest.approx(-0.01)


def test_a_pandas_frame_of_two_levels_survives_parquet(tmp_path: Path) -> None:
    columns = pd.MultiIndex.from_product([["Adj Close", "Close"], ["XSMO"]])
    frame = pd.DataFrame([[9.0, 10.0]], columns=columns, index=pd.DatetimeIndex(DAYS[:1]))
    frame.rename_axis("Date").to_parquet(tmp_path / "yf.parquet")
    series = load(tmp_path / "yf.parquet")
    assert series.close is not None
    assert series.close.tolist() == [10.0]


def test_a_parquet_file_with_an_unnamed_date_index_is_wide(tmp_path: Path) -> None:
    closes(1.0, 2.0).rename_axis(None).to_frame("BRK-B").to_parquet(tmp_path / "wide.parquet")
    assert FileSource(tmp_path / "wide.parquet").tickers() == {"BRK.B"}
    assert load(tmp_path / "wide.parquet", "brk/b").ticker == "BRK.B"


def test_a_ticker_with_a_dot_is_no_nested_parquet_column(tmp_path: Path) -> None:
    closes(1.0).to_frame("BRK.B").to_parquet(tmp_path / "wide.parquet")
    assert load(tmp_path / "wide.parquet", "BRK.B").ticker == "BRK.B"


def test_a_byte_order_mark_is_no_part_of_the_first_heading(tmp_path: Path) -> None:
    path = tmp_path / "XSMO.csv"
    path.write_text("Date,Close\n2020-01-02,10\n", encoding="utf-8-sig")
    assert FileSource(path).load("XSMO") is not None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ("\n2020-01-02,10\n", "is empty at its top"),
        ("XSMO\n\n\n", "no date column"),
        ("Date;XSMO\n2020-01-02;10,5\n", "semicolons"),
        ("Date\tXSMO\n2020-01-02\t10\n", "tabs"),
        ("XSMO,IJR\n1,2\n", "no date column"),
        ("Date\n2020-01-02\n", "nothing else"),
        ("Date,Timestamp,Close\n2020-01-02,1,1\n", "two date columns"),
        ("Date,XSMO,XSMO\n2020-01-02,1,1\n", "two columns `XSMO`"),
        ("Date,BRK.B,BRK-B\n2020-01-02,1,1\n", "two columns for BRK.B"),
        ("Date,Adj Close,Adjusted_close\n2020-01-02,1,1\n", "two columns for the adjusted"),
        ("ticker,date,volume\nXSMO,2020-01-02,1\n", "no close column"),
        ("Date,Open,High,Low,Volume\n2020-01-02,1,1,1,1\n", "no close column"),
    ],
)
def test_headings_that_cannot_be_understood_are_refused_at_once(
    tmp_path: Path, text: str, message: str
) -> None:
    path = write(tmp_path / "file.csv", text)
    with pytest.raises(BadPriceFile, match=message) as refusal:
        FileSource(path)
    assert "\n" not in str(refusal.value)
    assert str(refusal.value).startswith("file.csv")
