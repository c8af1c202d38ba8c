"""Files of factor returns as Kenneth French lays them out."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analytics.errors import BadFactorFile
from analytics.factors import read_french

MONTHLY = """This file was created using the 202604 CRSP database.
The 1-month TBill rate data until 202405 are from Ibbotson Associates.

,Mkt-RF,SMB,HML,RF
202601,    1.50,   -0.20,    0.33,    0.30
202602,   -2.00,  -99.99,    1.00,    0.31

 Annual Factors: January-December
,Mkt-RF,SMB,HML,RF
  2025,   15.00,    1.00,    2.00,    4.00

Copyright 2026 Eugene F. Fama and Kenneth R. French
"""
DAILY = ",Mkt-RF,RF\n20260102,  0.50, 0.01\n20260105,  -1.00, 0.01\n"


def _file(folder: Path, text: str, name: str = "factors.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_months_are_read_as_decimals_and_the_annual_table_is_not(tmp_path: Path) -> None:
    found = read_french(_file(tmp_path, MONTHLY))
    assert found.index.equals(pd.PeriodIndex(["2026-01", "2026-02"], freq="M"))
    assert found["Mkt-RF"].tolist() == pytest.approx([0.015, -0.02])


def test_minus_99_99_is_missing(tmp_path: Path) -> None:
    found = read_french(_file(tmp_path, MONTHLY))
    assert found["SMB"].isna().tolist() == [False, True]


def test_days_are_read_in_either_form(tmp_path: Path) -> None:
    dashed = DAILY.replace("20260102", "2026-01-02").replace("20260105", "2026-01-05")
    ours, theirs = _file(tmp_path, DAILY), _file(tmp_path, dashed, "dashed.csv")
    pd.testing.assert_frame_equal(read_french(ours), read_french(theirs))


def test_momentum_joins_on_the_days_of_both(tmp_path: Path) -> None:
    momentum = _file(tmp_path, "\n,Mom   \n20260105,   0.40\n20260106,   0.10\n", "mom.csv")
    found = read_french(_file(tmp_path, DAILY), momentum)
    assert found.columns.tolist() == ["Mkt-RF", "RF", "Mom"]
    assert found.index.tolist() == [pd.Timestamp("2026-01-05")]


def test_days_and_months_do_not_mix(tmp_path: Path) -> None:
    with pytest.raises(BadFactorFile, match="not all daily or all monthly"):
        read_french(_file(tmp_path, DAILY), _file(tmp_path, MONTHLY, "months.csv"))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no row of a month or day"),
        ("202601,1.5\n", "no row of a month or day"),
        ("date,price\nyesterday,100\n", "no row of a month or day"),
        (DAILY.replace("-1.00", "n/a"), "line 3: not 2 numbers"),
        (DAILY.replace("-1.00", "inf"), "line 3: not 2 numbers"),
        (DAILY.replace("-1.00, 0.01", "-1.00"), "line 3: not 2 numbers"),
        (DAILY + "20260105, 1.00, 0.01\n", "twice or out of order"),
        (DAILY + "20261399, 1.00, 0.01\n", "no such day"),
    ],
)
def test_what_is_no_such_table_is_refused_with_the_reason(
    tmp_path: Path, text: str, reason: str
) -> None:
    with pytest.raises(BadFactorFile, match=reason):
        read_french(_file(tmp_path, text))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadFactorFile, match=r"absent\.csv can't be read"):
        read_french(tmp_path / "absent.csv")


def test_a_zip_is_to_be_unzipped(tmp_path: Path) -> None:
    path = tmp_path / "factors.zip"
    path.write_bytes(b"PK\x03\x04\xff\xfe")
    with pytest.raises(BadFactorFile, match="unzip it"):
        read_french(path)
