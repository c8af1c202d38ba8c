"""What every writer of the store shares: its connection, its lock, and how it lets go of them."""

from __future__ import annotations

import os
import sqlite3
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Self

from tapecheck.store.connect import lock, open_writer, transaction, unnoticed


class Writing:
    """The one writing connection of a store; for one thread at a time."""

    def __init__(self, path: Path, db: sqlite3.Connection, held: int) -> None:
        self.path = path
        self._db = db
        self._held = held

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a store for writing; it is made where none is, and brought up to date.

        Raises `StoreInUse`, `StoreTooNew`, `StoreDamaged` or `StoreFull`.
        """
        path = Path(path).resolve()
        held = lock(path)
        try:
            return cls(path, open_writer(path), held)
        except BaseException:
            os.close(held)
            raise

    def close(self) -> None:
        """Let go of the file and the lock; what was committed is on the disk already."""
        self._db.close()
        if self._held >= 0:
            os.close(self._held)
            self._held = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _transaction(self) -> AbstractContextManager[None]:
        return transaction(self._db, self.path)

    def _unnoticed(self) -> AbstractContextManager[None]:
        return unnoticed(self._db, self.path)
