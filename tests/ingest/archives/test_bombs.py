from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingest.archives import Entry, Skipped, entries, names
from ingest.archives.limits import FREE, MAX_RATIO
from ingest.limits import MAX_BYTES, MEBIBYTE
from tests.ingest.archives.builders import (
    NOTE,
    got,
    jsonl_of,
    parquet_of,
    reasons,
    tar_of,
    written,
    zip_of,
    zstd,
)

ZEROS = bytes(50 * MEBIBYTE)
COUNT = 20_000


@contextmanager
def at_most(mebibytes: float) -> Iterator[None]:
    """Fails where Python's own memory peaks higher."""
    tracemalloc.start()
    try:
        yield
        peak = tracemalloc.get_traced_memory()[1] / MEBIBYTE
    finally:
        tracemalloc.stop()
    assert peak < mebibytes, f"{peak:.1f} MiB"


def test_a_zip_bomb_is_skipped_before_it_is_unpacked(tmp_path: Path) -> None:
    path = written(tmp_path, "a.zip", zip_of({"bomb.txt": ZEROS, "a.txt": NOTE}))
    with at_most(4):
        assert "zip bomb" in reasons(path)["a.zip/bomb.txt"]
    assert got(path) == ["a.zip/a.txt"]


def test_a_zip_that_lies_about_its_sizes_gives_no_more_than_it_claims(tmp_path: Path) -> None:
    data = bytearray(zip_of({"bomb.txt": ZEROS}))
    at = data.rfind(b"PK\x01\x02") + 24
    data[at : at + 4] = (1_000).to_bytes(4, "little")
    with at_most(4):
        assert "damaged" in reasons(written(tmp_path, "a.zip", bytes(data)))["a.zip/bomb.txt"]


def test_a_zip_whose_entries_share_their_bytes_is_left(tmp_path: Path) -> None:
    """The bomb of Fifield (2019): every directory record points to the same packed bytes."""
    data = zip_of({"a.txt": NOTE})
    start, end = data.find(b"PK\x01\x02"), data.find(b"PK\x05\x06")
    record, copies = data[start:end], 1_000
    tail = bytearray(data[end:])
    tail[12:16] = (len(record) * copies).to_bytes(4, "little")
    path = written(tmp_path, "a.zip", data[:start] + record * copies + bytes(tail))
    assert "overlap" in reasons(path)["a.zip"]
    assert len(got(path)) <= 1


def test_nested_zips_are_opened_one_level_deep(tmp_path: Path) -> None:
    inner = zip_of({"deep.txt": NOTE})
    data = zip_of({"inner.zip": zip_of({"a.txt": NOTE, "third.zip": inner})})
    path = written(tmp_path, "a.zip", data)
    assert got(path) == ["a.zip/inner.zip/a.txt"]
    assert "inside an archive" in reasons(path)["a.zip/inner.zip/third.zip"]


def test_a_tar_tells_of_links_and_of_names_that_lead_out(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for kind, name in ((tarfile.SYMTYPE, "soft"), (tarfile.LNKTYPE, "hard"),
                           (tarfile.CHRTYPE, "device"), (tarfile.FIFOTYPE, "pipe")):  # fmt: skip
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        for name in ("../out.txt", "/root.txt", "a/../../b.txt", "fine.txt"):
            info = tarfile.TarInfo(name)
            info.size = len(NOTE)
            archive.addfile(info, io.BytesIO(NOTE))
    path = written(tmp_path, "a.tar", out.getvalue())
    told = reasons(path)
    assert {told[f"a.tar/{name}"].split(",")[0] for name in ("soft", "hard", "device", "pipe")} == {
        "a link"
    }
    assert sum("leads out" in reason for reason in told.values()) == 3
    assert got(path) == ["a.tar/fine.txt"]
    assert [one.name for one in tmp_path.parent.glob("*.txt")] == []


def test_a_zip_tells_of_links_and_of_names_that_lead_out(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("link")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("..\\out.txt", NOTE)
        archive.writestr("fine.txt", NOTE)
    told = reasons(written(tmp_path, "a.zip", out.getvalue()))
    assert set(told) == {"a.zip/link", "a.zip/../out.txt"}


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, zstd])
def test_a_packed_stream_of_nothing_ends_at_the_ratio(
    pack: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    data = pack(tar_of({"a.txt": NOTE, "bomb.txt": ZEROS, "b.txt": NOTE}))
    assert len(data) * MAX_RATIO + FREE < len(ZEROS)
    path = written(tmp_path, "a.tar.packed", data)
    with at_most(16):
        assert "times its size" in reasons(path)["a.tar.packed"]
    assert got(path) == ["a.tar.packed/a.txt"]


def test_a_tar_header_of_gigabytes_is_not_read(tmp_path: Path) -> None:
    header = tarfile.TarInfo("long")
    header.type, header.size = tarfile.GNUTYPE_LONGNAME, 4 * 1024**3
    path = tmp_path / "a.tar"
    with path.open("wb") as file:
        file.write(tar_of({"a.txt": NOTE})[:1024] + header.tobuf(tarfile.GNU_FORMAT))
        file.truncate(5 * 1024**3)
    with at_most(4):
        assert "tar bomb" in reasons(path)["a.tar"]
    assert got(path) == ["a.tar/a.txt"]


def test_an_xz_that_asks_for_gigabytes_of_dictionary_is_left(tmp_path: Path) -> None:
    filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 1024**3 + 512 * 1024**2, "preset": 0}]
    try:
        data = lzma.compress(tar_of({"a.txt": NOTE}), filters=filters)
    except MemoryError:
        pytest.skip("this machine has not the memory to build such a file")
    assert "emory" in reasons(written(tmp_path, "a.tar.xz", data))["a.tar.xz"]


def test_a_jsonl_line_of_100_mb_is_read_past(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text": "One."}\n{"text": "')
        for _ in range(100):
            file.write(b"x" * 1_000_000)
        file.write(b'"}\n{"text": "Three."}\n')
    with at_most(3 * MAX_BYTES / MEBIBYTE):
        assert list(reasons(path)) == ["a.jsonl:2"]
    assert got(path) == ["a.jsonl:1", "a.jsonl:3"]


def test_json_nested_beyond_recursion_is_skipped(tmp_path: Path) -> None:
    bomb = b'{"text": ' + b"[" * 200_000 + b"\n"
    assert "JSON" in reasons(written(tmp_path, "a.jsonl", bomb))["a.jsonl:1"]


def test_a_csv_field_that_never_closes_costs_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.write(b'date,text\n2020-01-01,One\n2020-01-01,"')
        for _ in range(600):
            file.write(b"x" * 100_000 + b"\n")
    with at_most(8 * MAX_BYTES / MEBIBYTE):
        assert "larger than" in reasons(path)["a.csv:3"]


def test_a_csv_goes_on_behind_a_row_that_is_too_large(tmp_path: Path) -> None:
    big = b'2020-01-01,"' + (b"x" * 999 + b"\n") * (MAX_BYTES // 900) + b'"\n'
    data = b"date,text\n2020-01-01,One\n" + big + b"2020-01-02,Two\n"
    path = written(tmp_path, "a.csv", data)
    assert [one.name for one in entries(path) if isinstance(one, Skipped)] == ["a.csv:3"]
    assert got(path) == ["a.csv:2", "a.csv:4"]


def test_a_mailbox_that_claims_a_gigabyte_is_read_by_what_is_there(tmp_path: Path) -> None:
    head = b"From a@b.c Thu May 14 09:30:00 2026\nFrom: a@b.c\nTo: d@e.f\n"
    data = head + b"Content-Length: 1073741824\n\n" + NOTE + b"\n\n" + head + b"\n" + NOTE + b"\n"
    path = written(tmp_path, "inbox.mbox", data)
    assert got(path) == ["inbox.mbox:1", "inbox.mbox:2"]


def test_a_message_beyond_the_limit_is_read_past(tmp_path: Path) -> None:
    head = b"From a@b.c Thu May 14 09:30:00 2026\nFrom: a@b.c\n\n"
    path = tmp_path / "inbox.mbox"
    with path.open("wb") as file:
        file.write(head + NOTE + b"\n\n" + head)
        for _ in range(60):
            file.write(b"y" * 999_999 + b"\n")
        file.write(b"\n" + head + NOTE)
    with at_most(3 * MAX_BYTES / MEBIBYTE):
        assert list(reasons(path)) == ["inbox.mbox:2"]


@pytest.mark.parametrize("compression", ["none", "snappy", "zstd"])
def test_a_row_group_with_a_huge_value_is_skipped_unread(tmp_path: Path, compression: str) -> None:
    huge = pa.table({"text": ["One", "x" * (100 * MEBIBYTE)]})
    small = pa.table({"text": ["Three", "Four"]})
    with pq.ParquetWriter(tmp_path / "a.parquet", huge.schema, compression=compression) as writer:
        writer.write_table(huge)
        writer.write_table(small)
    del huge
    before = pa.default_memory_pool().max_memory()
    told = reasons(tmp_path / "a.parquet")
    assert list(told) == ["a.parquet:1-2"]
    assert pa.default_memory_pool().max_memory() == before
    assert got(tmp_path / "a.parquet") == ["a.parquet:3", "a.parquet:4"]


def test_a_text_that_a_million_rows_repeat_is_held_once(tmp_path: Path) -> None:
    text = pa.DictionaryArray.from_arrays(
        pa.array([0] * 1_000_000, pa.int32()), ["x" * (10 * MEBIBYTE)]
    )
    pq.write_table(pa.table({"text": text}), tmp_path / "a.parquet")
    found = entries(tmp_path / "a.parquet")
    with at_most(5 * MAX_BYTES / MEBIBYTE):
        assert sum(len(one.data) for _, one in zip(range(40), found, strict=False)
                   if isinstance(one, Entry)) == 400 * MEBIBYTE  # fmt: skip


def _zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(COUNT):
            archive.writestr(f"{number:05}.txt", f"{number} {NOTE.decode()}")


def _tar(path: Path) -> None:
    with tarfile.open(path, "w:gz", compresslevel=1) as archive:
        for number in range(COUNT):
            data = f"{number} {NOTE.decode()}".encode()
            info = tarfile.TarInfo(f"{number:05}.txt")
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))


def _jsonl(path: Path) -> None:
    path.write_bytes(jsonl_of([{"text": f"{n} {NOTE.decode()}"} for n in range(COUNT)]))


def _csv(path: Path) -> None:
    path.write_text("id,text\n" + "".join(f"{n},{NOTE!r}\n" for n in range(COUNT)))


def _mbox(path: Path) -> None:
    head = "From a@b.c Thu May 14 09:30:00 2026\nFrom: a@b.c\n\n"
    path.write_text("".join(f"{head}{n} {NOTE.decode()}\n\n" for n in range(COUNT)))


def _parquet(path: Path) -> None:
    path.write_bytes(parquet_of({"text": [f"{n} {NOTE.decode()}" for n in range(COUNT)]}))


@pytest.mark.parametrize("build", [_zip, _tar, _jsonl, _csv, _mbox, _parquet])
def test_memory_stays_flat_over_20_000_small_entries(
    build: Callable[[Path], None], tmp_path: Path
) -> None:
    build(tmp_path / "a")
    with at_most(2):
        assert sum(isinstance(one, Entry) for one in entries(tmp_path / "a")) == COUNT


def test_a_table_that_claims_millions_of_rows_is_only_walked(tmp_path: Path) -> None:
    """Five million rows of one text in a small file; the caller's limit ends it."""
    text = pa.DictionaryArray.from_arrays(pa.array([0] * 5_000_000, pa.int32()), ["One"])
    pq.write_table(pa.table({"text": text}), tmp_path / "a.parquet")
    assert (tmp_path / "a.parquet").stat().st_size < 100_000
    with at_most(2):
        walk = names(tmp_path / "a.parquet")
        assert [name for _, name in zip(range(3), walk, strict=False)][-1] == "a.parquet:3"
