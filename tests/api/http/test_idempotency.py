"""Idempotency keys: done once however often it is sent, also at the same moment."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tapecheck.service.errors import WorkerDied
from tests.api.http.app import NOTE, UNLIMITED, app_over, bearer, client_of, opened

KEY = {"Idempotency-Key": "once-1"}
CORRECT = "/v1/claims/1-c1/corrections"


def _batches(client: TestClient) -> int:
    return len(client.get("/v1/batches").json()["items"])


def _send_batch(client: TestClient, headers: dict[str, str], name: str = "a.txt") -> Any:
    return client.post("/v1/batches", files=[("file", (name, NOTE))], headers=headers)


def test_the_same_batch_sent_again_is_not_made_again(client: TestClient) -> None:
    first, again = _send_batch(client, KEY), _send_batch(client, KEY)
    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert first.headers["location"] == again.headers["location"]
    assert again.headers["idempotent-replayed"] == "true"
    assert "idempotent-replayed" not in first.headers
    assert _batches(client) == 1


def test_the_same_note_gets_the_same_answer(client: TestClient) -> None:
    first = client.post("/v1/notes", content=NOTE, headers=KEY)
    again = client.post("/v1/notes", content=NOTE, headers=KEY)
    assert (again.status_code, again.content) == (201, first.content)
    assert again.headers["etag"] == first.headers["etag"]


def test_the_same_correction_is_made_once(client: TestClient, note_id: str) -> None:
    body = {"comparators": ["IWM"]}
    first, again = (client.post(CORRECT, json=body, headers=KEY) for _ in range(2))
    assert (again.status_code, again.json()) == (201, first.json())
    assert client.get("/v1/claims/1-c1").json()["corrections"] == 1


def test_another_request_under_the_same_key_is_refused(client: TestClient, note_id: str) -> None:
    _send_batch(client, KEY)
    for answer in (
        _send_batch(client, KEY, name="b.txt"),
        client.post("/v1/notes", content=NOTE, headers=KEY),
        client.post(CORRECT, json={"comparators": []}, headers=KEY),
    ):
        assert (answer.status_code, answer.json()["type"]) == (422, "/problems/key-reused")


def test_a_refusal_is_an_answer_too(client: TestClient) -> None:
    first, again = (client.post("/v1/notes", content=b"Lunch?", headers=KEY) for _ in range(2))
    assert (first.status_code, again.content) == (422, first.content)
    assert again.headers["content-type"] == "application/problem+json"


def test_two_at_once_are_done_once(tmp_path: Path) -> None:
    with opened(tmp_path, seconds_a_note=0.3) as client:
        start = threading.Barrier(4)

        def send(_: int) -> int:
            start.wait()
            return client.post("/v1/notes", content=NOTE, headers=KEY).status_code

        with ThreadPoolExecutor(4) as pool:
            found = sorted(pool.map(send, range(4)))
        assert found == [201, 409, 409, 409]
        assert client.post("/v1/notes", content=NOTE, headers=KEY).status_code == 201


def test_a_failure_on_our_side_frees_the_key(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(_: object) -> None:
        raise WorkerDied("ended twice")

    with monkeypatch.context() as patch:
        patch.setattr(client.app.state.service, "submit", fail)  # type: ignore[attr-defined]
        assert client.post("/v1/notes", content=NOTE, headers=KEY).status_code == 500
    assert client.post("/v1/notes", content=NOTE, headers=KEY).status_code == 201


def test_a_bug_frees_the_key(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(_: object) -> None:
        raise RuntimeError("a bug")

    with monkeypatch.context() as patch:
        patch.setattr(client.app.state.service, "submit", fail)  # type: ignore[attr-defined]
        assert client.post("/v1/notes", content=NOTE, headers=KEY).status_code == 500
    assert client.post("/v1/notes", content=NOTE, headers=KEY).status_code == 201


def test_a_deleted_note_is_read_anew_and_not_answered_from_memory(client: TestClient) -> None:
    first = client.post("/v1/notes", content=NOTE, headers=KEY)
    client.delete(first.headers["location"])
    again = client.post("/v1/notes", content=NOTE, headers=KEY)
    assert again.headers["tapecheck-report"] != first.headers["tapecheck-report"]


def test_a_deleted_notes_correction_is_not_answered_from_memory(
    client: TestClient, note_id: str
) -> None:
    client.post(CORRECT, json={"comparators": []}, headers=KEY)
    client.delete(f"/v1/notes/{note_id}")
    assert client.post(CORRECT, json={"comparators": []}, headers=KEY).status_code == 404


def test_a_key_belongs_to_who_sent_it(tmp_path: Path) -> None:
    secrets: dict[str, str] = {}
    with client_of(app_over(tmp_path, secrets=secrets, **UNLIMITED)) as client:
        _send_batch(client, KEY | bearer(secrets["write"]))
        other = _send_batch(client, KEY | bearer(secrets["admin"]), name="b.txt")
    assert other.status_code == 202


@pytest.mark.parametrize("key", ["", "with space", "x" * 256, "ä"])
def test_a_key_that_is_none_is_a_400_problem(client: TestClient, key: str) -> None:
    headers = [(b"Idempotency-Key", key.encode())]
    answer = client.post("/v1/notes", content=NOTE, headers=headers)
    assert answer.status_code == 400


def test_the_same_batch_as_of_another_day_is_another_request(client: TestClient) -> None:
    headers, files = {"Idempotency-Key": "k"}, [("file", ("a.txt", NOTE))]
    days = ("2021-12-31", "2020-12-31")
    answers = [
        client.post("/v1/batches", files=files, data={"as_of": day}, headers=headers).status_code
        for day in days
    ]
    assert answers == [202, 422]
