"""Imported prices come back the same, and say where they came from."""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.errors import BadPriceFile
from analytics.prices import FileSource, MemorySource, import_prices, open_source, series
from analytics.prices.store import read_facts, write_series
from tests.analytics.prices.files import closes, shared, write


def test_imported_prices_keep_their_fingerprints(tmp_path: Path) -> None:
    held = {
        "XSMO": series("XSMO", adjusted=closes(1.0, 1.1), close=closes(1.0, 1.05)),
        "BRK.B": series("BRK.B", adjusted=closes(3.0)),
        "SP500": series("SP500", close=closes(3257.85, 3234.85)),
    }
    import_prices(MemorySource(held), store=tmp_path)
    local = open_source("local", store=tmp_path)
    found = {ticker: local.load(ticker) for ticker in held}
    assert {t: s and s.fingerprint for t, s in found.items()} == {
        ticker: one.fingerprint for ticker, one in held.items()
    }


def test_imported_reference_prices_with_splits_keep_their_fingerprints(tmp_path: Path) -> None:
    source = FileSource(shared("mit_raw_adjusted/raw_adj_long.parquet"))
    import_prices(source, store=tmp_path)
    local = open_source("local", store=tmp_path)
    changed = []
    for ticker in source.tickers():
        before, after = source.load(ticker), local.load(ticker)
        if before is None or after is None or before.fingerprint != after.fingerprint:
            changed.append(ticker)
    assert changed == []


def test_the_file_says_where_its_prices_came_from(tmp_path: Path) -> None:
    held = series("XSMO", adjusted=closes(1.0), source="house database")
    import_prices(MemorySource({"XSMO": held}), store=tmp_path)
    facts = read_facts(tmp_path / "local" / "XSMO.parquet")
    assert facts["source"] == "imported from house database"
    assert facts["fingerprint"] == held.fingerprint
    assert facts["written"].endswith("+00:00")


def test_a_ticker_in_error_is_refused_and_the_others_go_on(tmp_path: Path) -> None:
    path = write(tmp_path / "wide.csv", "Date,IJR,XSMO\n2020-01-02,abc,10\n")
    report = import_prices(FileSource(path), store=tmp_path / "store")
    assert report.written == ("XSMO",)
    assert "'abc'" in report.refused["IJR"]


def test_importing_again_replaces_the_file(tmp_path: Path) -> None:
    for value in (1.0, 2.0):
        held = {"XSMO": series("XSMO", adjusted=closes(value))}
        import_prices(MemorySource(held), store=tmp_path)
    assert sorted(path.name for path in (tmp_path / "local").iterdir()) == [
        "XSMO.parquet",
        "prices.toml",
    ]


def test_a_ticker_cannot_leave_the_folder(tmp_path: Path) -> None:
    with pytest.raises(BadPriceFile, match="cannot name a file"):
        write_series(series("../../X", adjusted=closes(1.0)), tmp_path / "in", about="test")
    assert not (tmp_path / "X.parquet").exists()
