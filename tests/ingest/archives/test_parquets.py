from __future__ import annotations

import io
import random
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from ingest.archives.pages import largest_page
from ingest.errors import UnreadableInput
from tests.ingest.archives.builders import NOTE, got, parquet_of, read_all, reasons, written

TEXTS = [f"{number} {NOTE.decode()}" for number in range(1_000)]


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"compression": "none", "use_dictionary": False},
        {"compression": "zstd", "data_page_version": "2.0"},
        {"row_group_size": 33, "write_statistics": False},
        {"use_dictionary": False, "column_encoding": {"text": "DELTA_BYTE_ARRAY"}},
        {"data_page_size": 500, "write_page_index": True, "write_page_checksum": True},
    ],
)
def test_rows_come_in_order_however_they_are_written(
    options: dict[str, Any], tmp_path: Path
) -> None:
    path = written(tmp_path, "a.parquet", parquet_of({"text": TEXTS}, **options))
    assert [data.decode() for data in read_all(path).values()] == TEXTS


def test_an_empty_row_costs_only_itself(tmp_path: Path) -> None:
    path = written(tmp_path, "a.parquet", parquet_of({"text": ["One", None, "Three"]}))
    assert "empty" in reasons(path)["a.parquet:2"]
    assert got(path) == ["a.parquet:1", "a.parquet:3"]


def test_the_largest_page_is_that_of_the_largest_value() -> None:
    data = parquet_of({"text": ["x" * 3_000_000, *TEXTS]}, use_dictionary=False)
    chunk = pq.ParquetFile(io.BytesIO(data)).metadata.row_group(0).column(0)
    assert 3_000_000 < largest_page(io.BytesIO(data), chunk) < 4_500_000


def test_pages_that_are_no_pages_are_named() -> None:
    data = parquet_of({"text": TEXTS})
    chunk = pq.ParquetFile(io.BytesIO(data)).metadata.row_group(0).column(0)
    with pytest.raises(UnreadableInput, match="write the file anew"):
        largest_page(io.BytesIO(b"\xff" * len(data)), chunk)


def test_no_damage_raises(tmp_path: Path) -> None:
    dice, data = random.Random(11), parquet_of({"text": TEXTS[:40]}, row_group_size=10)
    for _ in range(300):
        broken = bytearray(data)
        for _ in range(dice.randint(1, 6)):
            broken[dice.randrange(4, len(broken))] = dice.randrange(256)
        list(reasons(written(tmp_path, "a.parquet", bytes(broken))))
