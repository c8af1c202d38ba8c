from __future__ import annotations

import io
import random
import tarfile
from pathlib import Path
from typing import Literal

import pytest

from tests.ingest.archives.builders import (
    NOTE,
    OTHER,
    got,
    read_all,
    reasons,
    tar_of,
    written,
    zstd,
)

FILES = {"a.txt": NOTE, "dir/b.txt": OTHER, "empty": b"", "even": b"x" * 1024, "long": NOTE * 5_000}


@pytest.mark.parametrize("pack", ["", "gz", "bz2", "xz"])
def test_every_byte_comes_through(pack: Literal["", "gz", "bz2", "xz"], tmp_path: Path) -> None:
    found = read_all(written(tmp_path, "a.tar", tar_of(FILES, pack=pack)))
    assert found == {f"a.tar/{name}": data for name, data in FILES.items()}


def test_zstd_is_unpacked_too(tmp_path: Path) -> None:
    found = read_all(written(tmp_path, "a.tar.zst", zstd(tar_of(FILES))))
    assert found == {f"a.tar.zst/{name}": data for name, data in FILES.items()}


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_long_and_foreign_names_of_every_form(form: int, tmp_path: Path) -> None:
    name = "/".join(["é" * 40] * 2) if form == tarfile.USTAR_FORMAT else "é" * 100 + "/b" * 60
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w", format=form) as archive:
        info = tarfile.TarInfo(name)
        info.size = len(NOTE)
        archive.addfile(info, io.BytesIO(NOTE))
    assert read_all(path) == {f"a.tar/{name}": NOTE}


def test_folders_in_a_tar_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    written(tmp_path, "in/a.txt", NOTE)
    with tarfile.open(path, "w") as archive:
        archive.add(tmp_path / "in", "./in")
    assert read_all(path) == {"a.tar/./in/a.txt": NOTE}


def test_a_member_too_large_for_a_note_costs_only_itself(tmp_path: Path) -> None:
    path = written(tmp_path, "a.tar", tar_of({"big": b"x" * 21_000_000, "a.txt": NOTE}))
    assert "larger than" in reasons(path)["a.tar/big"]
    assert got(path) == ["a.tar/a.txt"]


def test_what_stands_before_the_damage_is_read(tmp_path: Path) -> None:
    data = bytearray(tar_of({"a.txt": NOTE, "b.txt": OTHER}))
    data[1024 + 20] ^= 1
    path = written(tmp_path, "a.tar", bytes(data))
    assert got(path) == ["a.tar/a.txt"]
    assert "damaged" in reasons(path)["a.tar"]


def test_a_tar_that_is_cut_off_says_so(tmp_path: Path) -> None:
    path = written(tmp_path, "a.tar", tar_of({"a.txt": NOTE, "long": NOTE * 5_000})[:9_000])
    assert got(path) == ["a.tar/a.txt"]
    assert reasons(path)


def test_a_packed_stream_that_is_cut_off_says_so(tmp_path: Path) -> None:
    noise = random.Random(1).randbytes(60_000)
    data = tar_of({"a.txt": NOTE, "noise": b"\1" + noise}, pack="gz")
    path = written(tmp_path, "a.tgz", data[: len(data) // 2])
    assert got(path) == ["a.tgz/a.txt"]
    assert reasons(path)


def test_no_damage_raises(tmp_path: Path) -> None:
    dice = random.Random(5)
    data = tar_of({"a.txt": NOTE, "dir/b.txt": OTHER})[:3_000]
    for _ in range(300):
        broken = bytearray(data)
        for _ in range(dice.randint(1, 6)):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        list(reasons(written(tmp_path, "a.tar", bytes(broken))))
