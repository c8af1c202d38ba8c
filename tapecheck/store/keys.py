"""Writing who may ask: API keys, sessions, and answers kept for requests that come twice."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import cast

from tapecheck.store.codes import now, packed, sha256, sound, text_of
from tapecheck.store.errors import NotThere
from tapecheck.store.rows import answer_of, key_of
from tapecheck.store.types import Answer, ApiKey, Scope
from tapecheck.store.writing import Writing

_SECRET_BYTES = 32


class KeyWriter(Writing):
    """Keys and sessions, of which only hashes are kept, and answers by idempotency key."""

    def add_key(self, *, name: str, scope: Scope) -> tuple[ApiKey, str]:
        """A new key and its secret "tk_…", which is told here and never again."""
        key_id = secrets.token_hex(4)
        secret = f"tk_{key_id}_{secrets.token_urlsafe(_SECRET_BYTES)}"
        with self._transaction():
            row = self._db.execute(
                "INSERT INTO api_keys (id, name, scope, secret_sha256, created)"
                " VALUES (?, ?, ?, ?, ?) RETURNING *",
                (key_id, sound(name), scope, sha256(secret), now()),
            ).fetchone()
        return key_of(row), secret

    def revoke_key(self, key_id: str) -> ApiKey:
        """End a key and its sessions; it stays listed. Raises `NotThere`."""
        with self._transaction():
            row = self._db.execute(
                "UPDATE api_keys SET revoked = coalesce(revoked, ?) WHERE id = ? RETURNING *",
                (now(), key_id),
            ).fetchone()
            if row is None:
                raise NotThere(f"no key {key_id[:60]!r} in the store; `tapecheck keys list`")
            self._db.execute("DELETE FROM sessions WHERE key_id = ?", (key_id,))
        return key_of(row)

    def touch_key(self, key_id: str, at: datetime) -> None:
        """Keep when a key was last used."""
        with self._unnoticed():
            self._db.execute(
                "UPDATE api_keys SET last_used = ? WHERE id = ?", (text_of(at), key_id)
            )

    def add_session(self, key_id: str, *, lasts: timedelta) -> str:
        """The token of a new session of a key; raises `NotThere` for none such, or a revoked."""
        token = secrets.token_urlsafe(_SECRET_BYTES)
        begun = datetime.now(UTC)
        with self._unnoticed():
            made = self._db.execute(
                "INSERT INTO sessions (token_sha256, key_id, created, expires)"
                " SELECT ?, id, ?, ? FROM api_keys WHERE id = ? AND revoked IS NULL",
                (sha256(token), text_of(begun), text_of(begun + lasts), key_id),
            )
            if not made.rowcount:
                raise NotThere(f"no key {key_id[:60]!r} that is valid; `tapecheck keys list`")
        return token

    def end_session(self, token: str) -> None:
        """Forget a session; an unknown one is no error."""
        with self._unnoticed():
            self._db.execute("DELETE FROM sessions WHERE token_sha256 = ?", (sha256(token),))

    def claim_answer(self, key: str, request_hash: str) -> Answer | None:
        """None: the answer is the caller's to give. Else the row that stands under the key.

        Its `status` is None while the first request is still being answered.
        """
        key = sound(key)
        with self._unnoticed():
            made = self._db.execute(
                "INSERT INTO answers (key, made, request_hash) VALUES (?, ?, ?)"
                " ON CONFLICT (key) DO NOTHING",
                (key, now(), request_hash),
            )
            if made.rowcount:
                return None
            row = self._db.execute("SELECT * FROM answers WHERE key = ?", (key,)).fetchone()
        return answer_of(cast("sqlite3.Row", row))

    def keep_answer(
        self, key: str, *, status: int, headers: Mapping[str, str], body: bytes
    ) -> None:
        """Keep the answer for the next request with this key."""
        with self._unnoticed():
            self._db.execute(
                "UPDATE answers SET status = ?, headers = ?, body = ? WHERE key = ?",
                (status, packed(headers), body, sound(key)),
            )

    def drop_answer(self, key: str) -> None:
        """Free a key whose request failed on our side."""
        with self._unnoticed():
            self._db.execute("DELETE FROM answers WHERE key = ?", (sound(key),))

    def forget(self, *, before: datetime, events_before: datetime) -> None:
        """Drop answers made, and sessions over, before a moment; events of what ended before one.

        A batch's events go together, once all of it is over.
        """
        moment = text_of(before)
        with self._unnoticed():
            self._db.execute("DELETE FROM answers WHERE made < ?", (moment,))
            self._db.execute("DELETE FROM sessions WHERE expires < ?", (moment,))
            self._db.execute(
                "DELETE FROM events WHERE at < :moment AND task_id IN"
                " (SELECT tasks.id FROM tasks LEFT JOIN batches ON batches.id = tasks.batch_id"
                "   WHERE iif(batch_id IS NULL, tasks.finished, batches.finished) < :moment)",
                {"moment": text_of(events_before)},
            )
