"""Reading what is on its way and who may ask: tasks, batches, events, keys and sessions."""

from __future__ import annotations

from datetime import datetime

from tapecheck.store.codes import fitting, sha256, sound, text_of
from tapecheck.store.reading import Reading
from tapecheck.store.rows import batch_of, event_of, find_batch, find_task, key_of, task_of
from tapecheck.store.types import ApiKey, Batch, Event, Page, Task


class QueueReader(Reading):
    """Uploads on their way through the pipeline."""

    def task(self, task_id: str) -> Task:
        """One task; raises `NotThere`."""
        with self._reading() as db:
            return task_of(find_task(db, sound(task_id)))

    def tasks(self, batch_id: str, *, after: int | None = None, limit: int = 200) -> Page[Task]:
        """A batch's tasks in the order of their upload; raises `NotThere` for no such batch."""
        with self._reading() as db:
            find_batch(db, sound(batch_id))
        rows = self._rows(
            "SELECT * FROM tasks WHERE batch_id = ? AND seq > ? ORDER BY seq LIMIT ?",
            (sound(batch_id), fitting(after or 0), limit + 1),
        )
        page = rows[:limit]
        return Page(
            rows=tuple(task_of(row) for row in page),
            after=page[-1]["seq"] if len(rows) > limit else None,
        )

    def batch(self, batch_id: str) -> Batch:
        """One batch with its tasks counted; raises `NotThere`."""
        with self._reading() as db:
            return batch_of(db, find_batch(db, sound(batch_id)))

    def batches(self, *, after: int | None = None, limit: int = 50) -> Page[Batch]:
        """All batches, the newest first."""
        rows = self._rows(
            "SELECT * FROM batches WHERE ?1 IS NULL OR seq < ?1 ORDER BY seq DESC LIMIT ?2",
            (None if after is None else fitting(after), limit + 1),
        )
        page = rows[:limit]
        with self._reading() as db:
            told = tuple(batch_of(db, row) for row in page)
        return Page(rows=told, after=page[-1]["seq"] if len(rows) > limit else None)

    def events(
        self,
        *,
        batch_id: str | None = None,
        task_id: str | None = None,
        after: int = 0,
        limit: int = 500,
    ) -> tuple[Event, ...]:
        """What happened after event `after`, oldest first: to a batch's tasks, to one, or all."""
        of = "batch_id" if batch_id is not None else "task_id" if task_id is not None else None
        where = f"{of} = :id AND" if of else ""
        rows = self._rows(
            f"SELECT * FROM events WHERE {where} id > :after ORDER BY id LIMIT :limit",  # noqa: S608
            {"id": sound(batch_id or task_id or ""), "after": fitting(after), "limit": limit},
        )
        return tuple(event_of(row) for row in rows)


class KeyReader(Reading):
    """Who may ask."""

    def key_of(self, secret: str) -> ApiKey | None:
        """The key of a secret; None for an unknown or revoked one."""
        row = self._row(
            "SELECT * FROM api_keys WHERE secret_sha256 = ? AND revoked IS NULL", (sha256(secret),)
        )
        return None if row is None else key_of(row)

    def session_key(self, token: str, *, at: datetime) -> ApiKey | None:
        """The key of a session that is not over at that moment; None for no such."""
        row = self._row(
            "SELECT api_keys.* FROM sessions JOIN api_keys ON api_keys.id = sessions.key_id"
            " WHERE token_sha256 = ? AND expires > ? AND revoked IS NULL",
            (sha256(token), text_of(at)),
        )
        return None if row is None else key_of(row)

    def keys(self) -> tuple[ApiKey, ...]:
        """All keys, revoked ones too, the newest first."""
        return tuple(
            key_of(row) for row in self._rows("SELECT * FROM api_keys ORDER BY created DESC")
        )

    def has_keys(self) -> bool:
        """Whether there is a key that is not revoked."""
        return bool(self._rows("SELECT 1 FROM api_keys WHERE revoked IS NULL LIMIT 1"))
