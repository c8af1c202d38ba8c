"""`tapecheck catalog` as a user meets it: a real process, a real file, a data folder of its own."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.api.process import tapecheck

TABLE = "ticker,name,inception,size\nZZSM,Example Small Cap ETF,2021-03-02,small\n"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A table of one fund."""
    file = tmp_path / "mine.csv"
    file.write_text(TABLE, encoding="utf-8")
    return file


def catalog(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run `tapecheck catalog` with its data folder under `home`."""
    return tapecheck(home, "catalog", *words)


def test_an_imported_fund_is_shown_from_then_on(tmp_path: Path, mine: Path) -> None:
    imported = catalog(tmp_path, "import", str(mine))
    assert (imported.returncode, imported.stdout.split(" funds")[0]) == (0, "1")
    shown = catalog(tmp_path, "show", "ZZSM")
    assert shown.returncode == 0
    assert "Example Small Cap ETF" in shown.stdout


def test_import_prints_json(tmp_path: Path, mine: Path) -> None:
    done = catalog(tmp_path, "import", str(mine), "--json")
    assert json.loads(done.stdout) == {"imported": ["ZZSM"], "faults": []}


def test_a_faulty_row_keeps_the_whole_table_out(tmp_path: Path, mine: Path) -> None:
    mine.write_text(f"{TABLE}ZZLM,Example Large Cap ETF,yesterday,\n", encoding="utf-8")
    done = catalog(tmp_path, "import", str(mine))
    faults = [line for line in done.stderr.splitlines() if line.startswith("tapecheck: ")]
    assert (done.returncode, done.stdout, len(faults)) == (1, "", 1)
    assert faults[0].startswith("tapecheck: mine.csv, line 3: inception is 'yesterday'")
    assert catalog(tmp_path, "show", "ZZSM").returncode == 1


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    done = catalog(tmp_path, "import", str(tmp_path / "none.csv"))
    assert (done.returncode, done.stdout) == (1, "")
    assert "none.csv can't be read" in done.stderr


def test_show_tells_what_happened_to_a_fund(tmp_path: Path) -> None:
    lines = catalog(tmp_path, "show", "PXSG").stdout.splitlines()
    assert lines[0] == "XSMO  Invesco S&P SmallCap Momentum ETF"
    assert "  tickers   2005-03-03 to 2011-06-16: PWT" in lines
    assert "  indices   2019-06-21 to this day: S&P SmallCap 600 Momentum Index" in lines
    assert "  ticker_change on 2019-06-21: PXSG -> XSMO" in lines


def test_show_prints_json(tmp_path: Path) -> None:
    told = json.loads(catalog(tmp_path, "show", "SLY", "--json").stdout)
    assert told["fund"]["closed"] == "2023-06-09"
    assert told["events"][-1]["kind"] == "merger"


def test_an_unknown_ticker_is_one_line(tmp_path: Path) -> None:
    done = catalog(tmp_path, "show", "ZZSM")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("tapecheck: no fund of the catalogue bears or bore")
