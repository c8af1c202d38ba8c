from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest

from ingest.archives.zips import is_office, zip_members
from tests.ingest.archives.builders import NOTE, OTHER, got, read_all, reasons, written, zip_of
from tests.ingest.builders import note_docx


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_every_byte_is_what_zipfile_reads(method: int, tmp_path: Path) -> None:
    noise = random.Random(7).randbytes(700_000)
    files = {"noise": b"\1" + noise, "empty": b"", "long.txt": NOTE * 3_000, "über.txt": OTHER}
    path = written(tmp_path, "a.zip", zip_of(files, method=method))
    with zipfile.ZipFile(path) as archive:
        expected = {f"a.zip/{name}": archive.read(name) for name in archive.namelist()}
    assert read_all(path) == expected


def test_zip64_fields_are_followed(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        with archive.open("a.txt", "w", force_zip64=True) as file:
            file.write(NOTE)
        for number in range(70_000):
            archive.writestr(f"d{number}/", b"")
    assert read_all(path) == {"a.zip/a.txt": NOTE}


def test_an_archive_beyond_4_gib_is_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    hole = 4 * 1024**3 + 1
    with path.open("wb") as file:
        file.write(b"PK\x03\x04")
        file.seek(hole)
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("late.txt", NOTE)
    assert read_all(path) == {"a.zip/late.txt": NOTE}


def test_an_encrypted_entry_is_told(tmp_path: Path) -> None:
    data = bytearray(zip_of({"a.txt": NOTE}))
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    assert "password" in reasons(written(tmp_path, "a.zip", bytes(data)))["a.zip/a.txt"]


def test_a_method_that_is_rare_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", NOTE, zipfile.ZIP_LZMA)
        archive.writestr("b.txt", NOTE)
    path = written(tmp_path, "a.zip", out.getvalue())
    assert "method 14" in reasons(path)["a.zip/a.txt"]
    assert got(path) == ["a.zip/b.txt"]


def test_damaged_bytes_cost_only_their_entry(tmp_path: Path) -> None:
    data = bytearray(zip_of({"a.txt": NOTE, "b.txt": OTHER}, method=zipfile.ZIP_STORED))
    data[data.find(NOTE)] ^= 1
    path = written(tmp_path, "a.zip", bytes(data))
    assert "damaged" in reasons(path)["a.zip/a.txt"]
    assert got(path) == ["a.zip/b.txt"]


@pytest.mark.parametrize("kept", [0.2, 0.6, 0.95])
def test_a_zip_that_is_cut_off_is_skipped_with_a_reason(kept: float, tmp_path: Path) -> None:
    data = zip_of({"a.txt": NOTE, "b.txt": OTHER})
    assert list(reasons(written(tmp_path, "a.zip", data[: int(kept * len(data))]))) == ["a.zip"]


def test_no_damage_raises(tmp_path: Path) -> None:
    dice, data = random.Random(3), zip_of({"a.txt": NOTE, "b/c.txt": OTHER})
    for _ in range(300):
        broken = bytearray(data)
        for _ in range(dice.randint(1, 6)):
            broken[dice.randrange(4, len(broken))] = dice.randrange(256)
        list(reasons(written(tmp_path, "a.zip", bytes(broken))))


def test_a_docx_is_a_document_and_no_archive() -> None:
    assert is_office(io.BytesIO(note_docx()))
    assert not is_office(io.BytesIO(zip_of({"a.txt": NOTE})))


def test_members_are_in_the_order_of_the_directory() -> None:
    data = zip_of({"z": b"1", "a": b"2", "m/": b"", "m/q": b"3"})
    assert [member.name for member in zip_members(io.BytesIO(data))] == ["z", "a", "m/q"]
