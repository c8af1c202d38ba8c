"""Opening the file: one writer, any number of readers, and SQLite's errors under their names.

SQLite before 3.51.3 can spoil its log where two connections write or checkpoint at once. So a
writer holds a lock on `<store>.lock` for as long as it lives, and readers open `mode=ro`: they
neither write nor checkpoint.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlite_utils import Database

from tapecheck.store.errors import (
    NoStore,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreInUse,
    StoreTooNew,
)
from tapecheck.store.schema import APPLICATION_ID, known, migrations

_MAGIC = b"SQLite format 3\x00"
_WAIT_SECONDS = 10.0
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT}
_UNWRITABLE = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_CANTOPEN,
}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


class Connection(sqlite3.Connection):
    """A connection that can be referred to weakly, for a reader to close what its threads left."""


@contextmanager
def named_errors(path: Path) -> Iterator[None]:
    """Raise SQLite's errors as the store's own, with the store's path and the next step."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in _DAMAGED:
            raise StoreDamaged(
                f"{path} is damaged ({error}); `tapecheck store check` says where, a back-up helps"
            ) from error
        if code in _UNWRITABLE:
            raise StoreFull(
                f"{path} can't be written ({error}); make room on the disk, or see who may write"
                " there: what is stored stays readable"
            ) from error
        if code in _BUSY:
            raise StoreInUse(
                f"{path} is held by another program ({error}); close it and try again"
            ) from error
        raise


def lock(path: Path) -> int:
    """The descriptor of the held lock; raises `StoreInUse` with the holder's process id."""
    file = path.with_name(path.name + ".lock")
    try:
        held = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StoreFull(
            f"{file} can't be written ({error.strerror}); give a folder that you may write to"
        ) from error
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holder = os.read(held, 20).decode("ascii", "replace").strip() or "another"
        os.close(held)
        raise StoreInUse(
            f"{path} is being written by process {holder}; a store has one writer:"
            " stop that one first, or ask it (`tapecheck serve` answers over HTTP)"
        ) from error
    os.ftruncate(held, 0)
    os.pwrite(held, f"{os.getpid()}\n".encode(), 0)
    return held


def open_writer(path: Path) -> sqlite3.Connection:
    """The writing connection, tables up to date; the caller holds the lock."""
    if path.exists():
        require_store(path)
    else:
        _make(path)
    with named_errors(path):
        db = sqlite3.connect(
            path,
            isolation_level=None,
            check_same_thread=False,
            timeout=_WAIT_SECONDS,
        )
        try:
            _prepare(db)
        except BaseException:
            db.close()
            raise
    return db


def _make(path: Path) -> None:
    """Put an empty store there under its name at once, so that a kill leaves none half made."""
    log = path.with_name(path.name + "-wal")
    if log.exists():
        raise StoreDamaged(f"{log} is there without its store; put that back, or delete the log")
    new = path.with_name(path.name + ".new")
    new.unlink(missing_ok=True)
    # Notes are for whoever runs the service alone; SQLite gives the log the same rights.
    new.touch(mode=0o600)
    with named_errors(path), closing(sqlite3.connect(new, isolation_level=None)) as db:
        migrations.apply(Database(db))
    new.replace(path)


def _prepare(db: sqlite3.Connection) -> None:
    db.row_factory = sqlite3.Row
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA secure_delete = ON")
    migrations.apply(Database(db))
    # What a killed process was answering is nobody else to wait for.
    db.execute("DELETE FROM answers WHERE status IS NULL")
    # A count that begins anew where a back-up was put back would name two states alike.
    db.execute("UPDATE changes SET count = ?", (secrets.randbits(48),))


def open_reader(path: Path) -> Connection:
    """A reading connection; whose file it is was checked by `require_store`."""
    with named_errors(path):
        db = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=_WAIT_SECONDS,
            factory=Connection,
        )
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA query_only = ON")
    return db


def require_store(path: Path) -> None:
    """Refuse, without a change to it, what is no whole store of a version known here.

    Raises `NoStore`, `StoreDamaged` or `StoreTooNew`.
    """
    _require_whole_file(path)
    with closing(open_reader(path)) as db, named_errors(path):
        owner = db.execute("PRAGMA application_id").fetchone()[0]
        names = {row["name"] for row in db.execute("SELECT name FROM sqlite_schema")}
        if owner != APPLICATION_ID or "_sqlite_migrations" not in names:
            raise StoreDamaged(
                f"{path} is an SQLite file, but no store of tapecheck's; give another path"
            )
        applied = {
            row["name"]
            for row in db.execute(
                "SELECT name FROM _sqlite_migrations WHERE migration_set = ?", (migrations.name,)
            )
        }
    newer = sorted(applied - known())
    if newer:
        raise StoreTooNew(
            f"{path} was made by a newer tapecheck (it has {newer[-1]}); update tapecheck"
        )


def _require_whole_file(path: Path) -> None:
    if not path.exists():
        raise NoStore(f"no store at {path}; give its path, or make one with `tapecheck serve --db`")
    if not path.is_file():
        raise StoreDamaged(f"{path} is no file; give the path of a store")
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise StoreError(f"{path} can't be read ({error.strerror}); see who may read it") from error
    if not head.startswith(_MAGIC):
        what = "is empty" if not head else "is no SQLite file"
        raise StoreDamaged(f"{path} {what}, so no store; delete it, or give another path")
    page = int.from_bytes(head[16:18], "big")
    expected = int.from_bytes(head[28:32], "big") * (65536 if page == 1 else page)
    log = path.with_name(path.name + "-wal")
    unlogged = not log.exists() or log.stat().st_size == 0
    if len(head) < 100 or (unlogged and path.stat().st_size < expected):
        raise StoreDamaged(
            f"{path} was cut short: {path.stat().st_size} of {expected} bytes are there;"
            " put a back-up in its place"
        )


@contextmanager
def transaction(db: sqlite3.Connection, path: Path) -> Iterator[None]:
    """All of it or nothing, committed to the disk when it ends; counted as a change."""
    with unnoticed(db, path):
        yield
        db.execute("UPDATE changes SET count = count + 1")


@contextmanager
def unnoticed(db: sqlite3.Connection, path: Path) -> Iterator[None]:
    """As `transaction`, of what no list shows: sessions, kept answers, when a key was used."""
    with named_errors(path):
        db.execute("BEGIN IMMEDIATE")
        try:
            yield
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise
