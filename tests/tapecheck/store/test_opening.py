"""Opening a store: one writer, refusals by name that change nothing, a full disk."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from tapecheck.store import Reader, Store
from tapecheck.store.errors import (
    NoStore,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreInUse,
    StoreTooNew,
)
from tapecheck.store.integrity import check
from tapecheck.store.schema import migrations
from tapecheck.store.types import ClaimQuery
from tests.conftest import REPOSITORY
from tests.tapecheck.store.varied import RUN, varied

_FULL = """
import resource, sys
from pathlib import Path
from tapecheck.store import Store
from tapecheck.store.errors import StoreFull
from tests.tapecheck.store.varied import varied
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
with Store.open(Path(sys.argv[1])) as store:
    for number in range(10_000):
        try:
            store.add_report(*varied(number))
        except StoreFull as error:
            print(error)
            break
        print(number)
"""


def whole(path: Path) -> Path:
    """A closed store with twenty notes."""
    with Store.open(path) as store:
        store.add_reports(varied(number) for number in range(20))
    return path


def test_a_second_writer_is_refused_by_the_first_one_s_process_id(store: Store) -> None:
    with pytest.raises(StoreInUse, match=f"process {os.getpid()}"):
        Store.open(store.path)


def test_a_second_writer_by_another_name_is_refused(store: Store, tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(store.path)
    with pytest.raises(StoreInUse):
        Store.open(link)


def test_a_closed_store_can_be_written_again(path: Path) -> None:
    whole(path)
    with Store.open(path) as store:
        store.add_report(*varied(30))
    assert check(path) == ()


def test_a_writer_that_could_not_open_holds_no_lock(path: Path) -> None:
    path.write_bytes(b"no store")
    for _ in range(2):
        with pytest.raises(StoreDamaged):
            Store.open(path)


def test_a_store_is_read_without_a_writer(path: Path) -> None:
    with Reader.open(whole(path)) as reader:
        assert len(reader.notes().rows) == 20


def test_a_reader_makes_no_store(path: Path) -> None:
    with pytest.raises(NoStore, match="no store at"):
        Reader.open(path)
    assert not path.exists()


def test_a_closed_reader_says_so(path: Path) -> None:
    reader = Reader.open(whole(path))
    reader.close()
    with pytest.raises(StoreError, match="was closed"):
        reader.notes()


def test_a_reader_can_not_write(store: Store, reader: Reader) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader._connection().execute("DELETE FROM changes")


@pytest.mark.parametrize("open_it", [Store.open, Reader.open])
def test_a_newer_store_is_refused_unchanged(path: Path, open_it: Callable[[Path], object]) -> None:
    with closing(sqlite3.connect(whole(path))) as db:
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('tapecheck', 'm999_later', '2030')"
        )
        db.commit()
    before = path.read_bytes()
    with pytest.raises(StoreTooNew, match="m999_later"):
        open_it(path)
    assert path.read_bytes() == before


def test_a_store_of_before_spotters_is_read_and_then_written(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        migrations.apply(Database(db), stop_before="m003_spotters")
        db.execute("INSERT INTO runs VALUES ('old', '0.1', 'mpnet', '00', 'c', 'p', NULL, '2020')")
        db.commit()
    with closing(Reader.open(path)) as reader:
        assert [(run.id, run.spotter_sha256) for run in reader.runs()] == [("old", None)]
    with Store.open(path) as store:
        store.add_report(*varied(1))
    with closing(Reader.open(path)) as reader:
        new, old = reader.runs()
    assert (new, old.spotter_sha256) == (RUN, None)
    assert check(path) == ()


OTHERS: dict[str, bytes] = {
    "empty": b"",
    "text": b"title,author\n",
    "half a header": b"SQLite format 3\x00\x10\x00",
    "zeros": bytes(8192),
}


@pytest.mark.parametrize("content", OTHERS.values(), ids=OTHERS)
@pytest.mark.parametrize("open_it", [Store.open, Reader.open, check])
def test_what_is_no_store_is_refused_unchanged(
    path: Path, content: bytes, open_it: Callable[[Path], object]
) -> None:
    path.write_bytes(content)
    with pytest.raises(StoreDamaged):
        open_it(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
@pytest.mark.parametrize("open_it", [Store.open, Reader.open, check])
def test_a_store_that_was_cut_short_is_refused_unchanged(
    path: Path, share: float, open_it: Callable[[Path], object]
) -> None:
    data = whole(path).read_bytes()
    cut = data[: int(len(data) * share)]
    path.write_bytes(cut)
    with pytest.raises(StoreDamaged, match="cut short"):
        open_it(path)
    assert path.read_bytes() == cut


def test_another_program_s_database_is_refused_unchanged(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE photographs (id)")
    before = path.read_bytes()
    with pytest.raises(StoreDamaged, match="no store of tapecheck's"):
        Store.open(path)
    assert path.read_bytes() == before


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreDamaged, match="no file"):
        Store.open(tmp_path)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreFull, match="can't be written"):
        Store.open(tmp_path / "none" / "notes.db")


def test_a_log_without_its_store_is_not_read_into_a_new_one(path: Path) -> None:
    log = path.with_name("notes.db-wal")
    log.write_bytes(b"frames of another store")
    with pytest.raises(StoreDamaged, match="without its store"):
        Store.open(path)
    assert log.read_bytes() == b"frames of another store"


def test_a_spoilt_page_is_named_when_it_is_read(path: Path) -> None:
    data = bytearray(whole(path).read_bytes())
    pages = len(data) // 4096
    for page in range(pages // 2, pages):
        data[page * 4096 : page * 4096 + 100] = b"\xff" * 100
    path.write_bytes(data)
    with Reader.open(path) as reader, pytest.raises(StoreDamaged, match="is damaged"):
        [reader.report(row.id) for row in reader.notes(limit=100).rows]


def test_a_full_disk_is_named_and_what_is_stored_stays(path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _FULL, str(path)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    *acknowledged, said = done.stdout.splitlines()
    assert "can't be written" in said
    assert check(path) == ()
    with Reader.open(path) as reader:
        for number in acknowledged:
            original, report, _ = varied(int(number))
            assert reader.report(original.id) == report


def test_readers_go_on_and_so_does_the_writer_once_there_is_room(
    store: Store, reader: Reader
) -> None:
    store.add_report(*varied(0))
    pages = store._db.execute("PRAGMA page_count").fetchone()[0]
    store._db.execute(f"PRAGMA max_page_count = {pages + 1}")
    with pytest.raises(StoreFull, match="make room"):
        store.add_reports(varied(number) for number in range(1, 50))
    assert len(reader.notes().rows) == 1
    store._db.execute("PRAGMA max_page_count = 1000000")
    store.add_reports(varied(number) for number in range(1, 50))
    assert sum(reader.count(ClaimQuery()).values()) == 300
    assert check(store.path) == ()


def test_a_commit_is_on_the_disk_when_it_returns(store: Store) -> None:
    settings = {"synchronous": 2, "journal_mode": "wal", "foreign_keys": 1, "secure_delete": 1}
    for name, value in settings.items():
        assert store._db.execute(f"PRAGMA {name}").fetchone()[0] == value


def test_every_table_is_strict(store: Store) -> None:
    made_here = store._db.execute(
        "SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND schema = 'main'"
        " AND name NOT LIKE 'sqlite%' AND name NOT LIKE '!_sqlite%' ESCAPE '!'"
    ).fetchall()
    assert len(made_here) > 15
    assert [row["name"] for row in made_here if not row["strict"]] == []
