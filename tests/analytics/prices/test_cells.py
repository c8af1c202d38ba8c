"""A cell that is no price or no day is named by file, line, column and value."""

from __future__ import annotations

import gzip
from pathlib import Path

import pandas as pd
import pytest

from analytics.errors import BadPriceFile
from analytics.prices import FileSource
from tests.analytics.prices.files import DAYS, SATURDAY, closes, write


def refusal(path: Path, ticker: str = "XSMO") -> str:
    with pytest.raises(BadPriceFile) as refused:
        FileSource(path).load(ticker)
    assert "\n" not in str(refused.value)
    return str(refused.value)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("2020-01-02,10\n2020-01-03,abc\n", "line 3: 'abc' in column `XSMO` is no number"),
        ('2020-01-02,10\n2020-01-03,"1,234.5"\n', "line 3: '1,234.5' in column `XSMO`"),
        ("2020-01-02,$10\n", "line 2: '$10' in column `XSMO`"),
        ("2020-01-02,10\n2020-01-03,0\n", "line 3: 0 in column `XSMO` is no price"),
        ("2020-01-02,-1.5\n", "line 2: -1.5 in column `XSMO` is no price"),
        ("2020-01-02,inf\n", "line 2: inf in column `XSMO` is no price"),
        ("01/03/2020,10\n", "line 2: the date '01/03/2020' is no day"),
        ("2020-02-30,10\n", "line 2: the date '2020-02-30' is no day"),
        ("2020-01-02junk,10\n", "line 2: the date '2020-01-02junk' is no day"),
        ("2020-01-02,10\n,11\n", "line 3: the date is empty"),
        ("2020-01-02,10\n2020-01-02,10\n", "line 3: 2020-01-02 comes twice"),
        (
            "2020-01-02,1\n2020-01-06,1\n2020-01-03,1\n2020-01-07,1\n",
            "line 4: 2020-01-03 comes after 2020-01-06",
        ),
        (
            "2020-01-07,1\n2020-01-03,1\n2020-01-06,1\n2020-01-02,1\n",
            "line 4: 2020-01-06 comes after 2020-01-03",
        ),
    ],
)
def test_what_cannot_be_trusted_is_named(tmp_path: Path, rows: str, message: str) -> None:
    assert f"wide.csv, {message}" in refusal(write(tmp_path / "wide.csv", f"Date,XSMO\n{rows}"))


def test_a_row_of_too_many_cells_is_not_read_as_its_first_ones(tmp_path: Path) -> None:
    path = write(tmp_path / "wide.csv", "Date,XSMO\n2020-01-02,10\n2020-01-03,1,234.5\n")
    assert "Expected 2 columns, got 3" in refusal(path)


def test_a_file_cut_off_in_its_last_row_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "wide.csv", "Date,XSMO,IJR\n2020-01-02,10,20\n2020-01-03,11")
    assert "Expected 3 columns, got 2" in refusal(path)


def test_headings_without_rows_are_refused(tmp_path: Path) -> None:
    assert "no rows" in refusal(write(tmp_path / "wide.csv", "Date,XSMO\n"))


def test_a_parquet_file_without_rows_is_refused(tmp_path: Path) -> None:
    closes().to_frame("XSMO").to_parquet(tmp_path / "wide.parquet")
    assert "no rows" in refusal(tmp_path / "wide.parquet")


def test_the_line_counts_every_line_of_a_longer_header(tmp_path: Path) -> None:
    text = "Price,Close\nTicker,XSMO\nDate,\n2020-01-02,10\n2020-01-03,abc\n"
    assert "line 5: 'abc'" in refusal(write(tmp_path / "yf.csv", text))


def test_one_bad_column_of_a_wide_file_leaves_the_others_usable(tmp_path: Path) -> None:
    source = FileSource(write(tmp_path / "wide.csv", "Date,XSMO,IJR\n2020-01-02,abc,20\n"))
    assert source.load("IJR") is not None


def test_one_bad_ticker_of_a_long_file_leaves_the_others_usable(tmp_path: Path) -> None:
    text = "ticker,date,close\nXSMO,2020-01-02,abc\nIJR,2020-01-02,20\n"
    source = FileSource(write(tmp_path / "long.csv", text))
    assert source.load("IJR") is not None
    with pytest.raises(BadPriceFile, match="line 2: 'abc'"):
        source.load("XSMO")


def test_a_row_without_a_ticker_is_refused(tmp_path: Path) -> None:
    text = "ticker,date,close\nXSMO,2020-01-02,1\n,2020-01-02,1\n"
    assert "line 3: the ticker is empty" in refusal(write(tmp_path / "l.csv", text))


def test_a_gzip_file_cut_off_behind_its_first_lines_is_refused(tmp_path: Path) -> None:
    rows = "".join(
        f"{day:%Y-%m-%d},{i}.5\n" for i, day in enumerate(closes(*range(1, 9_000)).index)
    )
    packed = gzip.compress(f"Date,XSMO\n{rows}".encode())
    (tmp_path / "x.csv.gz").write_bytes(packed[:-100])
    assert "cannot be read" in refusal(tmp_path / "x.csv.gz")


def test_a_day_that_comes_twice_in_a_long_file_names_the_ticker(tmp_path: Path) -> None:
    text = "ticker,date,close\nXSMO,2020-01-02,1\nIJR,2020-01-02,1\nXSMO,2020-01-02,2\n"
    assert "line 4: 2020-01-02 comes twice for XSMO" in refusal(write(tmp_path / "l.csv", text))


@pytest.mark.parametrize("missing", ["", "NaN", "null", "N/A", " "])
def test_a_missing_price_is_left_out_and_never_filled(tmp_path: Path, missing: str) -> None:
    text = f"Date,XSMO\n2020-01-02,10\n2020-01-03,{missing}\n2020-01-06,12\n"
    series = FileSource(write(tmp_path / "wide.csv", text)).load("XSMO")
    assert series is not None
    assert series.adjusted is not None
    assert series.adjusted.tolist() == [10.0, 12.0]


def test_a_column_of_nothing_is_a_ticker_without_prices(tmp_path: Path) -> None:
    source = FileSource(write(tmp_path / "wide.csv", "Date,XSMO,IJR\n2020-01-02,,20\n"))
    assert source.load("XSMO") is None


def test_text_among_parquet_numbers_is_named_by_row(tmp_path: Path) -> None:
    frame = pd.DataFrame({"date": DAYS[:2], "XSMO": ["10", "abc"]})
    frame.to_parquet(tmp_path / "wide.parquet")
    assert "wide.parquet, row 2: 'abc' in column `XSMO`" in refusal(tmp_path / "wide.parquet")


def test_a_broken_parquet_file_is_refused(tmp_path: Path) -> None:
    assert "no readable Parquet" in refusal(write(tmp_path / "x.parquet", "PAR1 and nothing"))


def test_text_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes("Date,XSMO\n2020-01-02,10\n".encode("utf-16"))
    assert "UTF-8" in refusal(tmp_path / "x.csv")


def test_a_broken_gzip_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.csv.gz").write_bytes(gzip.compress(b"Date,XSMO\n")[:-9] + b"garbage")
    assert "cannot be read" in refusal(tmp_path / "x.csv.gz")


@pytest.mark.parametrize(
    "stamp",
    ["2020-01-02", "20200102", "2020-01-02 00:00:00-05:00", "2020-01-02T05:00:00Z"],
)
def test_a_stamp_is_the_day_that_is_written(tmp_path: Path, stamp: str) -> None:
    series = FileSource(write(tmp_path / "w.csv", f"Date,XSMO\n{stamp},10\n")).load("XSMO")
    assert series is not None
    assert series.adjusted is not None
    assert series.adjusted.index.tolist() == [pd.Timestamp("2020-01-02")]


def test_aware_stamps_in_parquet_lose_their_zone_and_not_their_day(tmp_path: Path) -> None:
    aware = closes(10.0, 11.0).tz_localize("America/New_York")
    aware.to_frame("XSMO").to_parquet(tmp_path / "wide.parquet")
    series = FileSource(tmp_path / "wide.parquet").load("XSMO")
    assert series is not None
    assert series.adjusted is not None
    assert series.adjusted.index.equals(closes(10.0, 11.0).index)


def test_a_day_without_trading_is_ignored_with_its_reason(tmp_path: Path) -> None:
    text = f"Date,XSMO\n2020-01-03,10\n{SATURDAY},10\n2020-01-06,11\n2020-01-20,11\n"
    source = FileSource(write(tmp_path / "wide.csv", text))
    series = source.load("XSMO")
    assert series is not None
    assert series.adjusted is not None
    assert len(series.adjusted) == 2
    assert [defect.detail for defect in source.ignored("XSMO")] == [
        "New York did not trade on Saturday 2020-01-04",
        "New York did not trade on Monday 2020-01-20",
    ]


def test_rows_of_the_future_are_kept_for_the_cut_at_as_of(tmp_path: Path) -> None:
    source = FileSource(write(tmp_path / "w.csv", "Date,XSMO\n2040-01-03,10\n"))
    assert source.load("XSMO") is not None
