"""The tables of archives, as SQL: what a batch refused, saw again, or found to be alike."""

from __future__ import annotations

REFUSALS = """
CREATE TABLE refusals (
    note_id TEXT NOT NULL,
    run_id TEXT NOT NULL REFERENCES runs (id),
    name TEXT NOT NULL,
    reason TEXT NOT NULL,
    made TEXT NOT NULL,
    PRIMARY KEY (note_id, run_id)
) STRICT, WITHOUT ROWID"""

COPIES = """
CREATE TABLE copies (
    note_id TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (note_id, name)
) STRICT, WITHOUT ROWID"""

SIGNATURES = """
CREATE TABLE signatures (
    note_id TEXT PRIMARY KEY REFERENCES notes (id) ON DELETE CASCADE,
    text_sha256 BLOB NOT NULL,
    minhash BLOB NOT NULL
) STRICT, WITHOUT ROWID"""

# Near texts are looked up by equal bands, so that comparing needs no memory.
BANDS = """
CREATE TABLE bands (
    band BLOB NOT NULL,
    note_id TEXT NOT NULL REFERENCES notes (id) ON DELETE CASCADE,
    PRIMARY KEY (band, note_id)
) STRICT, WITHOUT ROWID"""

LIKENESSES = """
CREATE TABLE likenesses (
    note_id TEXT PRIMARY KEY REFERENCES notes (id) ON DELETE CASCADE,
    of TEXT NOT NULL REFERENCES notes (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('text', 'near')),
    similarity REAL NOT NULL
) STRICT, WITHOUT ROWID"""

ARCHIVE_TABLES = (
    REFUSALS,
    COPIES,
    SIGNATURES,
    BANDS,
    LIKENESSES,
    "CREATE INDEX signatures_by_text ON signatures (text_sha256)",
    "CREATE INDEX bands_by_note ON bands (note_id)",
    "CREATE INDEX likenesses_by_other ON likenesses (of)",
)
