"""Notes, claims, verdicts and runs in one SQLite file: the only room with SQL."""

from __future__ import annotations

from tapecheck.store.store import Reader, Store

__all__ = ["Reader", "Store"]
