"""A copy of a store as of one moment, made while it is written, and looked through afterwards."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from tapecheck.store.connect import named_errors, open_reader, require_store
from tapecheck.store.errors import StoreDamaged, StoreError
from tapecheck.store.integrity import check


def backup(path: Path, target: Path) -> int:
    """Copy a store to a file that is not there yet; its size in bytes.

    The copy is one file without a log beside it. It appears under its name once it is whole.
    Raises `StoreDamaged` where the copy is not, and `StoreError` where the target exists.
    """
    require_store(path)
    if target.exists():
        raise StoreError(f"{target} is there already; give the back-up another name")
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    try:
        _copy(path, part)
        troubles = check(part)
        if troubles:
            raise StoreDamaged(
                f"{path} was not backed up, as the copy is not whole: {troubles[0].detail};"
                " `tapecheck store check` tells all"
            )
        part.replace(target)
    finally:
        for left in (part, *(part.with_name(part.name + end) for end in ("-wal", "-shm"))):
            left.unlink(missing_ok=True)
    return target.stat().st_size


def _copy(path: Path, part: Path) -> None:
    with (
        named_errors(part),
        closing(open_reader(path)) as source,
        closing(sqlite3.connect(part, isolation_level=None)) as copy,
    ):
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    shutil.copymode(path, part)
