"""What every reader of the store shares: a connection for each thread, SQLite's errors by name."""

from __future__ import annotations

import sqlite3
import threading
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from tapecheck.store.connect import Connection, named_errors, open_reader, require_store
from tapecheck.store.errors import StoreError

Given = Mapping[str, Any] | Sequence[Any]


class Reading:
    """A store open for reading, which may be shared between threads, with or without a writer."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._of_thread = threading.local()
        self._all: weakref.WeakSet[Connection] = weakref.WeakSet()
        self._guard = threading.Lock()
        self._closed = False

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a store for reading; raises `NoStore`, `StoreTooNew` or `StoreDamaged`."""
        path = Path(path).resolve()
        require_store(path)
        return cls(path)

    def close(self) -> None:
        """Close the connections of all threads; none may be reading."""
        with self._guard:
            self._closed = True
            for db in list(self._all):
                db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _rows(self, sql: str, given: Given = ()) -> list[sqlite3.Row]:
        with self._reading() as db:
            return db.execute(sql, given).fetchall()

    def _row(self, sql: str, given: Given = ()) -> sqlite3.Row | None:
        rows = self._rows(sql, given)
        return rows[0] if rows else None

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with named_errors(self.path):
            yield self._connection()

    def _connection(self) -> Connection:
        db: Connection | None = getattr(self._of_thread, "db", None)
        if db is None:
            with self._guard:
                if self._closed:
                    raise StoreError(f"{self.path} was closed; open it again to read")
                db = open_reader(self.path)
                self._all.add(db)
            self._of_thread.db = db
        return db
