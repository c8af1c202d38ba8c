"""A back-up is the store as of one moment, whole, and never in another file's place."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from tapecheck.store import Reader, Store
from tapecheck.store.backup import backup
from tapecheck.store.errors import NoStore, StoreDamaged, StoreError
from tapecheck.store.integrity import check
from tests.tapecheck.store.varied import varied


def test_a_backup_has_every_report_to_the_byte(store: Store, tmp_path: Path) -> None:
    store.add_reports(varied(number) for number in range(5))
    target = tmp_path / "copy.db"
    assert backup(store.path, target) == target.stat().st_size
    with Reader.open(target) as copy:
        for number in range(5):
            original, report, _ = varied(number)
            assert copy.original(original.id) == original
            assert copy.report(original.id) == report


def test_a_backup_is_one_file(store: Store, tmp_path: Path) -> None:
    store.add_report(*varied(1))
    folder = tmp_path / "backups"
    folder.mkdir()
    backup(store.path, folder / "copy.db")
    assert [file.name for file in folder.iterdir()] == ["copy.db"]


def test_a_backup_can_be_put_in_the_store_s_place(store: Store, tmp_path: Path) -> None:
    store.add_report(*varied(1))
    target = tmp_path / "copy.db"
    backup(store.path, target)
    with Store.open(target) as again:
        again.add_report(*varied(2))
    assert check(target) == ()


def test_a_backup_while_reports_are_written_is_whole(store: Store, tmp_path: Path) -> None:
    store.add_reports(varied(number) for number in range(30))
    stop = threading.Event()

    def write() -> None:
        number = 30
        while not stop.is_set():
            store.add_report(*varied(number))
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for copy in range(3):
            backup(store.path, tmp_path / f"copy{copy}.db")
    finally:
        stop.set()
        writer.join()
    sizes = []
    for copy in range(3):
        with Reader.open(tmp_path / f"copy{copy}.db") as reader:
            sizes.append(len(reader.notes(limit=100_000).rows))
    assert sizes == sorted(sizes)


def test_a_file_that_is_there_is_not_written_over(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "precious.db"
    target.write_bytes(b"precious")
    with pytest.raises(StoreError, match="is there already"):
        backup(store.path, target)
    assert target.read_bytes() == b"precious"


def test_a_store_that_is_not_whole_is_not_backed_up(store: Store, tmp_path: Path) -> None:
    store.add_report(*varied(1))
    store._db.execute("UPDATE notes SET data = x'00'")
    with pytest.raises(StoreDamaged, match="not backed up"):
        backup(store.path, tmp_path / "copy.db")
    assert not list(tmp_path.glob("copy*"))


def test_no_store_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoStore):
        backup(tmp_path / "none.db", tmp_path / "copy.db")
