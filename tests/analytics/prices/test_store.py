"""Imported prices come back the same, say where they came from, and keep what they replace."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pyarrow.parquet
import pytest

from analytics.errors import BadPriceFile
from analytics.prices import (
    FileSource,
    FolderSource,
    ImportReport,
    MemorySource,
    import_prices,
    open_source,
    series,
)
from analytics.prices.store import keep, read_facts, stored_rows, write_series
from analytics.types import PriceSource
from tests.analytics.prices.files import closes, shared, write

NOW = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)


def imported(source: PriceSource, store: Path) -> ImportReport:
    return import_prices(source, store=store, tell=lambda _: None, now=lambda: NOW)


def kept(values: pd.Series, store: Path, *, close: pd.Series | None = None) -> ImportReport:
    return imported(MemorySource({"XSMO": series("XSMO", adjusted=values, close=close)}), store)


def test_imported_prices_keep_their_fingerprints(tmp_path: Path) -> None:
    held = {
        "XSMO": series("XSMO", adjusted=closes(1.0, 1.1), close=closes(1.0, 1.05)),
        "BRK.B": series("BRK.B", adjusted=closes(3.0)),
        "SP500": series("SP500", close=closes(3257.85, 3234.85)),
    }
    imported(MemorySource(held), tmp_path)
    local = open_source("local", store=tmp_path)
    found = {ticker: local.load(ticker) for ticker in held}
    assert {t: s and s.fingerprint for t, s in found.items()} == {
        ticker: one.fingerprint for ticker, one in held.items()
    }


@pytest.mark.parametrize(
    "file",
    ["mit_raw_adjusted/raw_adj_long.parquet", "alphavantage_raw/raw_adj_div_split_long.parquet"],
)
def test_imported_reference_prices_with_splits_keep_their_fingerprints(
    tmp_path: Path, file: str
) -> None:
    source = FileSource(shared(file))
    imported(source, tmp_path)
    local = open_source("local", store=tmp_path)
    changed = []
    for ticker in source.tickers():
        before, after = source.load(ticker), local.load(ticker)
        if before is None or after is None or before.fingerprint != after.fingerprint:
            changed.append(ticker)
    assert changed == []


def test_the_file_says_where_its_prices_came_from(tmp_path: Path) -> None:
    held = series("XSMO", adjusted=closes(1.0), source="house database")
    imported(MemorySource({"XSMO": held}), tmp_path)
    facts = read_facts(tmp_path / "local" / "XSMO.parquet")
    assert facts["source"] == "imported from house database"
    assert facts["fingerprint"] == held.fingerprint
    assert facts["fetched"] == "2026-09-01T12:00:00+00:00"


def test_raw_close_adjusted_close_dividends_and_splits_are_kept_as_given(tmp_path: Path) -> None:
    head = "timestamp,close,adjusted_close,volume,dividend_amount,split_coefficient"
    rows = "2020-01-03,51,51,5,0.0,2.0\n2020-01-02,100,49.5,5,1.0,1.0\n"
    write(tmp_path / "XSMO.csv", f"{head}\n{rows}")
    imported(FolderSource(tmp_path), tmp_path / "store")
    stored = pd.read_parquet(tmp_path / "store" / "local" / "XSMO.parquet")
    assert stored.set_index("Date").to_dict("list") == {
        "Close": [100.0, 51.0],
        "Adj Close": [49.5, 51.0],
        "Dividends": [1.0, 0.0],
        "Stock Splits": [1.0, 2.0],
    }


def test_dividends_beside_a_close_that_is_adjusted_already_are_kept_too(tmp_path: Path) -> None:
    text = "Date,Close,Dividends,Stock Splits\n2020-01-02,10,0,0\n2020-01-03,11,0.5,0\n"
    source = FileSource(write(tmp_path / "XSMO.csv", text))
    imported(source, tmp_path / "store")
    rows = stored_rows(tmp_path / "store" / "local" / "XSMO.parquet")
    assert rows["dividend"].tolist() == [0.0, 0.5]
    before, after = source.load("XSMO"), open_source("local", store=tmp_path / "store").load("XSMO")
    assert before is not None
    assert after is not None
    assert before.fingerprint == after.fingerprint


def test_a_ticker_in_error_is_refused_and_the_others_go_on(tmp_path: Path) -> None:
    path = write(tmp_path / "wide.csv", "Date,IJR,XSMO\n2020-01-02,abc,10\n")
    report = imported(FileSource(path), tmp_path / "store")
    assert [(one.ticker, one.status) for one in report.tickers] == [
        ("IJR", "refused"),
        ("XSMO", "new"),
    ]
    assert "'abc'" in report.tickers[0].detail


def test_a_bad_file_is_refused_by_line_and_what_is_stored_stays(tmp_path: Path) -> None:
    kept(closes(1.0, 1.1), tmp_path / "store")
    path = write(tmp_path / "XSMO.csv", "Date,Adj Close\n2020-01-02,1\n2020-01-03,abc\n")
    (report,) = imported(FileSource(path), tmp_path / "store").tickers
    assert (report.status, "line 3: 'abc'" in report.detail) == ("refused", True)
    stored = stored_rows(tmp_path / "store" / "local" / "XSMO.parquet")
    assert stored["adjusted"].tolist() == [1.0, 1.1]


def test_files_that_hold_no_prices_are_named(tmp_path: Path) -> None:
    write(tmp_path / "XSMO.csv", "Date,Close\n2020-01-02,10\n")
    write(tmp_path / "README.txt", "From somewhere.\n")
    assert set(imported(FolderSource(tmp_path), tmp_path / "store").skipped) == {"README.txt"}


def test_importing_the_same_again_changes_nothing_and_keeps_no_copy(tmp_path: Path) -> None:
    reports = [kept(closes(1.0, 1.1), tmp_path).tickers[0] for _ in range(2)]
    assert [report.status for report in reports] == ["new", "unchanged"]
    assert sorted(path.name for path in (tmp_path / "local").iterdir()) == [
        "XSMO.parquet",
        "prices.toml",
    ]


def test_an_index_with_closes_as_quoted_only_is_unchanged_the_second_time(tmp_path: Path) -> None:
    held = {"SP500": series("SP500", close=closes(3257.85, 3234.85))}
    reports = [imported(MemorySource(held), tmp_path).tickers[0] for _ in range(2)]
    assert reports[1].status == "unchanged"


def test_later_sessions_only_are_an_update(tmp_path: Path) -> None:
    kept(closes(1.0, 1.1), tmp_path)
    report = kept(closes(1.0, 1.1, 1.2), tmp_path).tickers[0]
    assert (report.status, report.changes, report.previous) == ("updated", (), None)


def test_the_file_before_a_change_can_be_named_as_a_source(tmp_path: Path) -> None:
    kept(closes(1.0, 1.1), tmp_path)
    first = open_source("local", store=tmp_path).load("XSMO")
    report = kept(closes(1.0, 2.1), tmp_path).tickers[0]
    assert report.previous is not None
    earlier = open_source(str(report.previous.parent), store=tmp_path).load("XSMO")
    assert first is not None
    assert earlier is not None
    assert earlier.fingerprint == first.fingerprint
    assert report.previous.parent.name in first.fingerprint


def test_every_version_of_a_changing_past_is_kept(tmp_path: Path) -> None:
    for value in (1.1, 2.1, 3.1):
        kept(closes(1.0, value), tmp_path)
    versions = (tmp_path / "local" / "history").glob("*/XSMO.parquet")
    assert sorted(pd.read_parquet(path)["Adj Close"].iloc[1] for path in versions) == [1.1, 2.1]


def test_the_history_is_no_part_of_the_store_as_a_source(tmp_path: Path) -> None:
    kept(closes(1.0, 1.1), tmp_path)
    kept(closes(1.0, 2.1), tmp_path)
    local = open_source("local", store=tmp_path).load("XSMO")
    assert local is not None
    assert local.adjusted is not None
    assert local.adjusted.tolist() == [1.0, 2.1]


def test_a_write_that_fails_leaves_the_stored_file_and_no_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(closes(1.0, 1.1), tmp_path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pyarrow.parquet, "write_table", full)
    with pytest.raises(OSError, match="No space"):
        kept(closes(1.0, 2.1), tmp_path)
    assert stored_rows(tmp_path / "local" / "XSMO.parquet")["adjusted"].tolist() == [1.0, 1.1]
    assert list(tmp_path.rglob("*.draft")) == []


def test_a_session_still_running_is_left_out(tmp_path: Path) -> None:
    noon = datetime(2020, 1, 3, 17, 0, tzinfo=UTC)
    held = MemorySource({"XSMO": series("XSMO", adjusted=closes(1.0, 1.1))})
    report = import_prices(held, store=tmp_path, tell=lambda _: None, now=lambda: noon)
    (one,) = report.tickers
    assert (one.sessions, [defect.kind for defect in one.ignored]) == (1, ["intraday_last"])


def test_a_row_from_before_that_sessions_close_is_left_out(tmp_path: Path) -> None:
    path = write(tmp_path / "XSMO.csv", "Date,Close\n2020-01-02,10\n2020-01-03,11\n")
    noon = datetime(2020, 1, 3, 17, 0, tzinfo=UTC).timestamp()
    os.utime(path, (noon, noon))
    (one,) = imported(FileSource(path), tmp_path / "store").tickers
    assert one.sessions == 1
    assert "written at 2020-01-03 17:00 UTC" in one.ignored[0].detail
    assert one.ignored[0].done == "row left out"


def test_a_ticker_cannot_leave_the_folder(tmp_path: Path) -> None:
    with pytest.raises(BadPriceFile, match="cannot name a file"):
        write_series(series("../../X", adjusted=closes(1.0)), tmp_path / "in", about="test")
    assert not (tmp_path / "X.parquet").exists()


def test_a_ticker_with_a_share_class_is_compared_with_its_own_file(tmp_path: Path) -> None:
    rows = pd.DataFrame({"close": closes(1.0, 1.1)})
    reports = [keep(rows, "BRK-B", tmp_path, about="test", moment=NOW) for _ in range(2)]
    assert [(one.ticker, one.status) for one in reports] == [
        ("BRK.B", "new"),
        ("BRK.B", "unchanged"),
    ]
