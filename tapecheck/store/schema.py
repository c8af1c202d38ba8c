"""The tables' versions: each migration is one step that is never edited once a store has it."""

from __future__ import annotations

from functools import cache

from sqlite_utils import Database, Migrations

from tapecheck.store.archive_tables import ARCHIVE_TABLES
from tapecheck.store.tables import INDICES, TABLES, WORD_INDICES
from tapecheck.store.views import VIEWS

APPLICATION_ID = 0x74617065
"""Stands in the file's header and says whose file it is: the letters "tape"."""

migrations = Migrations("tapecheck")


@migrations()
def m001_first(db: Database) -> None:
    """Notes, what runs read in them, what is being read, and who may ask."""
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    for statement in (*TABLES, *WORD_INDICES, *INDICES, *VIEWS):
        db.execute(statement)
    db.execute("INSERT INTO changes (id, count) VALUES (1, 0)")


@migrations()
def m002_archives(db: Database) -> None:
    """What archives leave behind reports: refusals, copies, and texts that are alike."""
    for statement in ARCHIVE_TABLES:
        db.execute(statement)


@migrations()
def m003_spotters(db: Database) -> None:
    """Which spotter's claims a run has; runs of before keep none."""
    db.execute("ALTER TABLE runs ADD COLUMN spotter_sha256 TEXT")


@cache
def known() -> frozenset[str]:
    """Names of the migrations that this version of the program has."""
    return frozenset(step.name for step in migrations.pending(Database(memory=True)))
