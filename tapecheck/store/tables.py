"""The tables, as SQL: every one STRICT, every row hanging from what it would be nothing without.

Long texts stand in tables of their own, so that a search walks narrow rows. `current` is 1 in a
note's latest report and its claims. Days are ISO texts, moments ISO texts in UTC.
"""

from __future__ import annotations

RUNS = """
CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    tapecheck TEXT NOT NULL,
    model TEXT NOT NULL,
    model_sha256 TEXT NOT NULL,
    catalog TEXT NOT NULL,
    prices TEXT NOT NULL,
    prices_until TEXT,
    added TEXT NOT NULL
) STRICT"""

NOTES = """
CREATE TABLE notes (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    received TEXT NOT NULL,
    size INTEGER NOT NULL,
    data BLOB NOT NULL
) STRICT"""

REPORTS = """
CREATE TABLE reports (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    note_id TEXT NOT NULL REFERENCES notes (id) ON DELETE CASCADE,
    run_id TEXT NOT NULL REFERENCES runs (id),
    as_of TEXT NOT NULL,
    current INTEGER NOT NULL CHECK (current IN (0, 1)),
    published TEXT,
    title TEXT,
    author TEXT,
    author_key TEXT,
    media_type TEXT NOT NULL,
    score REAL NOT NULL,
    label TEXT NOT NULL,
    verified_score REAL NOT NULL,
    claims INTEGER NOT NULL,
    UNIQUE (note_id, run_id, as_of)
) STRICT"""

REPORT_BODIES = """
CREATE TABLE report_bodies (
    report_id INTEGER PRIMARY KEY REFERENCES reports (id) ON DELETE CASCADE,
    title TEXT,
    author TEXT,
    text TEXT NOT NULL,
    json TEXT NOT NULL
) STRICT"""

SENTENCES = """
CREATE TABLE sentences (
    report_id INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    score REAL NOT NULL,
    weight REAL NOT NULL,
    contribution REAL NOT NULL,
    PRIMARY KEY (report_id, place)
) STRICT, WITHOUT ROWID"""

ENTITIES = """
CREATE TABLE entities (
    report_id INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    entity_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    mentions INTEGER NOT NULL,
    score REAL,
    label TEXT,
    PRIMARY KEY (report_id, place)
) STRICT, WITHOUT ROWID"""

CLAIMS = """
CREATE TABLE claims (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    report_id INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    number TEXT NOT NULL,
    current INTEGER NOT NULL CHECK (current IN (0, 1)),
    run_id TEXT NOT NULL REFERENCES runs (id),
    type TEXT NOT NULL,
    subject TEXT,
    verdict TEXT NOT NULL,
    verdict_now TEXT NOT NULL,
    published TEXT,
    author_key TEXT,
    UNIQUE (report_id, number)
) STRICT"""

CLAIM_BODIES = """
CREATE TABLE claim_bodies (
    claim_id INTEGER PRIMARY KEY REFERENCES claims (id) ON DELETE CASCADE,
    title TEXT,
    text TEXT NOT NULL,
    standalone_text TEXT NOT NULL,
    json TEXT NOT NULL
) STRICT"""

VERDICTS = """
CREATE TABLE verdicts (
    claim_id INTEGER NOT NULL REFERENCES claims (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('then', 'now')),
    label TEXT NOT NULL,
    reason TEXT NOT NULL,
    p REAL,
    json TEXT NOT NULL,
    UNIQUE (claim_id, kind)
) STRICT"""

CHARTS = """
CREATE TABLE charts (
    claim_id INTEGER PRIMARY KEY REFERENCES claims (id) ON DELETE CASCADE,
    data BLOB NOT NULL
) STRICT"""

CLAIM_ENTITIES = """
CREATE TABLE claim_entities (
    entity_id TEXT NOT NULL,
    claim_id INTEGER NOT NULL REFERENCES claims (id) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('subject', 'comparator')),
    PRIMARY KEY (entity_id, claim_id)
) STRICT, WITHOUT ROWID"""

FLAGS = """
CREATE TABLE flags (
    flag TEXT NOT NULL,
    claim_id INTEGER NOT NULL REFERENCES claims (id) ON DELETE CASCADE,
    PRIMARY KEY (flag, claim_id)
) STRICT, WITHOUT ROWID"""

CORRECTIONS = """
CREATE TABLE corrections (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    claim_id INTEGER NOT NULL REFERENCES claims (id) ON DELETE CASCADE,
    made TEXT NOT NULL,
    by TEXT,
    slots TEXT NOT NULL,
    verdict TEXT NOT NULL
) STRICT"""

BATCHES = """
CREATE TABLE batches (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('running', 'done', 'cancelled')),
    created TEXT NOT NULL,
    finished TEXT,
    total INTEGER NOT NULL
) STRICT"""

TASKS = """
CREATE TABLE tasks (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    batch_id TEXT REFERENCES batches (id),
    state TEXT NOT NULL
        CHECK (state IN ('queued', 'running', 'done', 'refused', 'failed', 'cancelled')),
    name TEXT NOT NULL,
    note_id TEXT NOT NULL,
    as_of TEXT,
    created TEXT NOT NULL,
    started TEXT,
    finished TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    report_id INTEGER REFERENCES reports (id) ON DELETE SET NULL,
    problem TEXT,
    payload BLOB
) STRICT"""

EVENTS = """
CREATE TABLE events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    task_id TEXT NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
    batch_id TEXT REFERENCES batches (id) ON DELETE CASCADE,
    at TEXT NOT NULL,
    state TEXT NOT NULL,
    data TEXT NOT NULL
) STRICT"""

API_KEYS = """
CREATE TABLE api_keys (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    scope TEXT NOT NULL CHECK (scope IN ('read', 'write', 'admin')),
    secret_sha256 TEXT NOT NULL UNIQUE,
    created TEXT NOT NULL,
    revoked TEXT,
    last_used TEXT
) STRICT"""

SESSIONS = """
CREATE TABLE sessions (
    token_sha256 TEXT PRIMARY KEY,
    key_id TEXT NOT NULL REFERENCES api_keys (id) ON DELETE CASCADE,
    created TEXT NOT NULL,
    expires TEXT NOT NULL
) STRICT, WITHOUT ROWID"""

ANSWERS = """
CREATE TABLE answers (
    key TEXT PRIMARY KEY,
    made TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    status INTEGER,
    headers TEXT NOT NULL DEFAULT '{}',
    body BLOB NOT NULL DEFAULT x''
) STRICT"""

CHANGES = "CREATE TABLE changes (id INTEGER PRIMARY KEY CHECK (id = 1), count INTEGER) STRICT"

TABLES = (
    RUNS,
    NOTES,
    REPORTS,
    REPORT_BODIES,
    SENTENCES,
    ENTITIES,
    CLAIMS,
    CLAIM_BODIES,
    VERDICTS,
    CHARTS,
    CLAIM_ENTITIES,
    FLAGS,
    CORRECTIONS,
    BATCHES,
    TASKS,
    EVENTS,
    API_KEYS,
    SESSIONS,
    ANSWERS,
    CHANGES,
)

# The words are not stored twice: the indices stand on the tables of long texts.
WORD_INDICES = (
    "CREATE VIRTUAL TABLE claim_words USING fts5 ("
    "title, text, standalone_text, content='claim_bodies', content_rowid='claim_id',"
    " tokenize='unicode61')",
    "CREATE VIRTUAL TABLE note_words USING fts5 ("
    "title, author, text, content='report_bodies', content_rowid='report_id',"
    " tokenize='unicode61')",
)

INDICES = (
    "CREATE INDEX reports_current ON reports (current, id)",
    "CREATE INDEX reports_by_author ON reports (author_key, current)",
    "CREATE INDEX reports_by_run ON reports (run_id)",
    "CREATE INDEX entities_by_id ON entities (entity_id, report_id, score)",
    "CREATE INDEX claims_by_verdict ON claims (verdict, id) WHERE current = 1",
    "CREATE INDEX claims_by_type ON claims (type, id) WHERE current = 1",
    "CREATE INDEX claims_by_author ON claims (author_key, id) WHERE current = 1",
    "CREATE INDEX claims_of_subject ON claims (subject, verdict, verdict_now) WHERE current = 1",
    "CREATE INDEX claims_of_author ON claims (author_key, verdict, type) WHERE current = 1",
    "CREATE INDEX verdicts_tested ON verdicts (claim_id, p) WHERE kind = 'then' AND p IS NOT NULL",
    # Counts walk this one whole: all that a query asks of a claim itself is in it.
    "CREATE INDEX claims_counted ON claims (verdict, type, author_key, published)"
    " WHERE current = 1",
    "CREATE INDEX claims_by_run ON claims (run_id, id)",
    "CREATE INDEX claim_entities_by_claim ON claim_entities (claim_id)",
    "CREATE INDEX flags_by_claim ON flags (claim_id)",
    "CREATE INDEX corrections_by_claim ON corrections (claim_id)",
    "CREATE INDEX tasks_by_batch ON tasks (batch_id, seq)",
    "CREATE INDEX tasks_by_note ON tasks (note_id)",
    "CREATE INDEX tasks_by_report ON tasks (report_id)",
    "CREATE INDEX tasks_unfinished ON tasks (seq) WHERE state IN ('queued', 'running')",
    "CREATE INDEX events_by_batch ON events (batch_id, id)",
    "CREATE INDEX events_by_task ON events (task_id, id)",
    "CREATE INDEX sessions_by_key ON sessions (key_id)",
)
