"""`tapecheck prices` as a user meets it: a real process, real files, a store of its own."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.api.process import tapecheck
from tests.conftest import SHARED

FIRST = "Date,Close,Adj Close\n2020-01-02,100,90\n2020-01-03,101,91\n2020-01-06,102,92\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Three sessions of a ticker that no catalogue has."""
    path = tmp_path / "ZZZ.csv"
    path.write_text(FIRST, encoding="utf-8")
    return path


def prices(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run `tapecheck prices` with its data folder under `home`."""
    return tapecheck(home, "prices", *words)


def reference(folder: str) -> str:
    path = SHARED / "prices" / folder
    if not path.is_dir():
        pytest.skip(f"the reference prices are not here: {folder}")
    return str(path)


def test_what_was_imported_is_the_local_source(tmp_path: Path, file: Path) -> None:
    done = prices(tmp_path, "import", str(file))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "ZZZ      new: 3 sessions, 2020-01-02 to 2020-01-06\n1 new\n"
    assert prices(tmp_path, "check", "local", "ZZZ").returncode == 0


def test_an_import_that_changes_the_past_says_what_and_keeps_the_file(
    tmp_path: Path, file: Path
) -> None:
    prices(tmp_path, "import", str(file))
    file.write_text(FIRST.replace("101,", "99,"), encoding="utf-8")
    lines = prices(tmp_path, "import", str(file)).stdout.splitlines()
    assert lines[0].startswith("ZZZ      revised: ")
    assert lines[1].strip() == (
        "close: 1 row rewritten since 2020-01-03, last 2020-01-03, at most -1.98% on 2020-01-03"
        " (101 is now 99)"
    )
    assert Path(lines[2].partition("before this: ")[2]).is_file()


def test_a_dividend_since_is_told_as_one_factor(tmp_path: Path, file: Path) -> None:
    prices(tmp_path, "import", str(file))
    file.write_text(
        "Date,Close,Adj Close\n2020-01-02,100,81\n2020-01-03,101,81.9\n2020-01-06,102,82.8\n",
        encoding="utf-8",
    )
    done = prices(tmp_path, "import", str(file), "--json")
    (ticker,) = json.loads(done.stdout)["tickers"]
    assert (ticker["status"], ticker["changes"][0]["factor"]) == ("rescaled", pytest.approx(0.9))


def test_a_refused_ticker_ends_the_import_with_code_1(tmp_path: Path, file: Path) -> None:
    file.write_text(f"{FIRST}2020-01-06,102,92\n", encoding="utf-8")
    done = prices(tmp_path, "import", str(file))
    assert done.returncode == 1
    assert "ZZZ      refused: ZZZ.csv, line 5: 2020-01-06 comes twice" in done.stdout


def test_check_names_defect_date_and_what_was_done(tmp_path: Path, file: Path) -> None:
    file.write_text(f"{FIRST}2020-01-08,103,93\n", encoding="utf-8")
    done = prices(tmp_path, "check", str(file))
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "ZZZ      2020-01-07 gap: sessions missing: 1, 2020-01-07 to 2020-01-07"
        " | not filled; the next return spans it",
        "findings: 1, tickers: 1; 1 gap",
    ]


def test_check_of_days_that_come_twice_is_a_finding_and_no_failure(
    tmp_path: Path, file: Path
) -> None:
    file.write_text(f"{FIRST}2020-01-06,102,92\n", encoding="utf-8")
    done = prices(tmp_path, "check", str(file), "--json")
    (found,) = json.loads(done.stdout)
    assert done.returncode == 0
    assert (found["defects"][0]["kind"], found["defects"][0]["on"]) == ("duplicate", "2020-01-06")


def test_check_of_a_ticker_that_is_not_there_ends_with_code_1(tmp_path: Path, file: Path) -> None:
    done = prices(tmp_path, "check", str(file), "AAA")
    assert done.returncode == 1
    assert "AAA      no prices in ZZZ.csv" in done.stdout


@pytest.mark.parametrize(
    "words",
    [("import", "nowhere"), ("check", "nowhere"), ("check", "local"), ("check", "sample")],
)
def test_a_source_that_is_not_there_is_one_line(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = prices(tmp_path, *words)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert done.stderr.startswith("tapecheck: ")


def test_against_needs_a_source_that_is_there(tmp_path: Path, file: Path) -> None:
    done = prices(tmp_path, "check", str(file), "--against", "nowhere")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)


def test_closes_of_two_kinds_are_said_not_to_be_compared(tmp_path: Path, file: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "prices.toml").write_text('close = "quoted"\n', encoding="utf-8")
    (other / "ZZZ.csv").write_text("Date,Close\n2020-01-02,1\n2020-01-03,2\n", encoding="utf-8")
    file.write_text("Date,Adj Close\n2020-01-02,1\n2020-01-03,1\n", encoding="utf-8")
    done = prices(tmp_path, "check", str(file), "--against", str(other))
    assert "tickers not compared: 1, no kind of close is in both sources" in done.stdout


def test_two_reference_sources_disagree_on_xlf(tmp_path: Path) -> None:
    eodhd, yahoo = reference("mit_raw_adjusted"), reference("yahoo_adjusted")
    done = prices(tmp_path, "check", eodhd, "XLF", "--against", yahoo)
    assert "XLF      2016-09-19 disagreement: +24.0% here, +0.6% in yahoo_adjusted/" in done.stdout


def test_two_reference_sources_disagree_on_ijt(tmp_path: Path) -> None:
    alpha_vantage, yahoo = reference("alphavantage_raw"), reference("yahoo_adjusted")
    done = prices(tmp_path, "check", alpha_vantage, "IJT", "--against", yahoo)
    assert "IJT      2010-05-06 disagreement: -24.4% here, -3.3% in yahoo_adjusted/" in done.stdout


def test_a_long_import_says_how_far_it_is(tmp_path: Path) -> None:
    done = prices(tmp_path, "import", reference("mit_raw_adjusted"))
    assert done.returncode == 0
    assert all(line.startswith("importing ") for line in done.stderr.splitlines())
