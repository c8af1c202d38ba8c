"""Who may ask: secrets told once and kept as hashes, sessions that end, answers given once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tapecheck.store import Reader, Store
from tapecheck.store.errors import NotThere

HOUR = timedelta(hours=1)


def test_a_secret_is_the_key_s_and_kept_nowhere(store: Store, reader: Reader) -> None:
    key, secret = store.add_key(name="desk", scope="write")
    assert secret.startswith(f"tk_{key.id}_")
    assert reader.key_of(secret) == key
    store._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert secret.encode() not in store.path.read_bytes()


@pytest.mark.parametrize("secret", ["", "tk_", "x" * 10_000, "\x00", "\ud800", "' OR 1=1"])
def test_another_secret_is_nobody_s(store: Store, reader: Reader, secret: str) -> None:
    store.add_key(name="desk", scope="read")
    assert reader.key_of(secret) is None


def test_a_revoked_key_is_nobody_s_but_listed(store: Store, reader: Reader) -> None:
    key, secret = store.add_key(name="desk", scope="admin")
    token = store.add_session(key.id, lasts=HOUR)
    revoked = store.revoke_key(key.id)
    assert reader.key_of(secret) is None
    assert reader.session_key(token, at=datetime.now(UTC)) is None
    assert reader.keys() == (revoked,)
    assert not reader.has_keys()
    with pytest.raises(NotThere):
        store.add_session(key.id, lasts=HOUR)


def test_revoking_again_keeps_the_first_moment(store: Store) -> None:
    key, _ = store.add_key(name="desk", scope="read")
    assert store.revoke_key(key.id) == store.revoke_key(key.id)


def test_an_unknown_key_is_named(store: Store) -> None:
    with pytest.raises(NotThere, match="no key 'x'"):
        store.revoke_key("x")


def test_a_key_knows_when_it_was_used_and_no_list_changes(store: Store, reader: Reader) -> None:
    key, secret = store.add_key(name="desk", scope="read")
    before, moment = reader.change(), datetime(2026, 8, 1, tzinfo=UTC)
    store.touch_key(key.id, moment)
    found = reader.key_of(secret)
    assert found is not None
    assert found.last_used == moment
    assert reader.change() == before


def test_a_session_lasts_as_long_as_it_was_given(store: Store, reader: Reader) -> None:
    key, _ = store.add_key(name="desk", scope="read")
    token = store.add_session(key.id, lasts=HOUR)
    now = datetime.now(UTC)
    assert reader.session_key(token, at=now) == key
    assert reader.session_key(token, at=now + 2 * HOUR) is None
    store.end_session(token)
    assert reader.session_key(token, at=now) is None


def test_the_first_request_with_a_key_is_to_be_answered(store: Store) -> None:
    assert store.claim_answer("k", "hash") is None
    waiting = store.claim_answer("k", "other")
    assert waiting is not None
    assert (waiting.status, waiting.request_hash) == (None, "hash")


def test_a_kept_answer_is_given_again(store: Store) -> None:
    store.claim_answer("k", "hash")
    store.keep_answer("k", status=201, headers={"Location": "/n"}, body=b"\x00{}")
    kept = store.claim_answer("k", "hash")
    assert kept is not None
    assert (kept.status, kept.headers, kept.body) == (201, {"Location": "/n"}, b"\x00{}")


def test_a_dropped_answer_frees_its_key(store: Store) -> None:
    store.claim_answer("k", "hash")
    store.drop_answer("k")
    assert store.claim_answer("k", "hash") is None


def test_what_a_killed_process_was_answering_is_free_again(store: Store) -> None:
    store.claim_answer("half", "hash")
    store.claim_answer("whole", "hash")
    store.keep_answer("whole", status=200, headers={}, body=b"")
    store.close()
    with Store.open(store.path) as again:
        assert again.claim_answer("half", "hash") is None
        assert again.claim_answer("whole", "hash") is not None


def test_old_answers_sessions_and_events_are_forgotten(store: Store, reader: Reader) -> None:
    key, _ = store.add_key(name="desk", scope="read")
    token = store.add_session(key.id, lasts=HOUR)
    store.claim_answer("k", "hash")
    batch = store.add_batch([("0" * 64, "a", b"a", None), ("1" * 64, "b", b"b", None)])
    first, last = reader.tasks(batch.id).rows
    store.finish_task(first.id, state="failed")
    later = datetime.now(UTC) + 2 * HOUR
    store.forget(before=later, events_before=later)
    assert len(reader.events()) == 1  # its batch is still running
    store.finish_task(last.id, state="failed")
    store.forget(before=later, events_before=later - 3 * HOUR)
    assert len(reader.events()) == 2  # it ended after that
    store.forget(before=later, events_before=later)
    assert reader.events() == ()
    assert reader.session_key(token, at=datetime.now(UTC)) is None
    assert store.claim_answer("k", "hash") is None
