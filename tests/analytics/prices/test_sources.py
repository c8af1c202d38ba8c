"""What `--prices` may name."""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.errors import PriceSourceNotFound
from analytics.prices import FileSource, FolderSource, YahooSource, open_source
from tests.analytics.prices.files import write

ONE = "Date,Close\n2020-01-02,10\n"


def test_a_folder_a_file_and_yahoo_are_told_apart(tmp_path: Path) -> None:
    path = write(tmp_path / "XSMO.csv", ONE)
    assert isinstance(open_source(str(tmp_path), store=tmp_path), FolderSource)
    assert isinstance(open_source(str(path), store=tmp_path), FileSource)
    assert isinstance(open_source("yahoo", store=tmp_path), YahooSource)


@pytest.mark.parametrize(
    ("spec", "step"),
    [
        ("sample", "tapecheck prices sample"),
        ("local", "tapecheck prices import"),
        ("nowhere", "`yahoo` or `sample`"),
    ],
)
def test_a_source_that_is_not_there_names_the_next_step(
    tmp_path: Path, spec: str, step: str
) -> None:
    with pytest.raises(PriceSourceNotFound, match=step):
        open_source(spec, store=tmp_path)


def test_a_file_is_named_without_its_folder(tmp_path: Path) -> None:
    path = write(tmp_path / "XSMO.csv", ONE)
    assert open_source(str(path), store=tmp_path).name == "XSMO.csv"


def test_a_folder_is_named_without_what_it_lies_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "prices").mkdir()
    write(tmp_path / "prices" / "XSMO.csv", ONE)
    monkeypatch.chdir(tmp_path / "prices")
    assert open_source(".", store=tmp_path).name == "prices/"
