"""Batches and their events: told once, taken up again, ended, cancelled."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import fastapi.routing
import pytest
from starlette.testclient import TestClient

from tests.api.http.app import NOTE, opened


def _batch(client: TestClient, notes: int = 3) -> str:
    files = [("file", (f"{n}.txt", NOTE + f"\nNote {n}.\n".encode())) for n in range(notes)]
    answer = client.post("/v1/batches", files=files)
    assert answer.status_code == 202
    return str(answer.headers["location"])


def _events(client: TestClient, address: str, after: int | None = None) -> list[dict[str, Any]]:
    headers = {} if after is None else {"Last-Event-ID": str(after)}
    text = client.get(f"{address}/events", headers=headers).text
    blocks = [block for block in text.split("\n\n") if "data:" in block]
    return [_event(block) for block in blocks]


def _event(block: str) -> dict[str, Any]:
    fields = dict(re.findall(r"^(event|id|data): (.*)$", block, re.MULTILINE))
    return {**json.loads(fields["data"]), "event": fields["event"], "id": fields.get("id")}


def test_every_change_is_told_and_the_stream_ends(client: TestClient) -> None:
    address = _batch(client)
    events = _events(client, address)
    assert events[-1]["event"] == "end"
    assert [one["state"] for one in events if one.get("state") == "done"] == ["done"] * 3
    assert client.get(address).json()["state"] == "done"


def test_what_was_missed_is_told_after_the_last_event(client: TestClient) -> None:
    address = _batch(client)
    events = [one for one in _events(client, address) if one["event"] == "task"]
    for place, last in enumerate(events[:-1]):
        again = [one for one in _events(client, address, int(last["id"])) if one["id"]]
        assert [one["id"] for one in again] == [one["id"] for one in events[place + 1 :]]


def test_who_has_been_told_all_is_told_to_stop_asking(client: TestClient) -> None:
    address = _batch(client)
    last = [one["id"] for one in _events(client, address) if one["id"]][-1]
    answer = client.get(f"{address}/events", headers={"Last-Event-ID": last})
    assert (answer.status_code, answer.content) == (204, b"")


@pytest.mark.parametrize("given", ["x", "-1", "1.5", "", "9" * 30])
def test_an_event_id_that_is_none_is_a_400(client: TestClient, given: str) -> None:
    answer = client.get(f"{_batch(client)}/events", headers={"Last-Event-ID": given})
    assert answer.status_code == 400


@pytest.mark.parametrize("kind", ["tasks", "batches"])
def test_events_of_nothing_are_a_404(client: TestClient, kind: str) -> None:
    assert client.get(f"/v1/{kind}/0/events").status_code == 404


def test_a_quiet_stream_has_a_heartbeat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fastapi.routing, "_PING_INTERVAL", 0.05)
    with opened(tmp_path, seconds_a_note=0.5) as client:
        text = client.get(f"{_batch(client, 1)}/events").text
    assert text.count(": ping") >= 3


def test_the_stream_is_not_kept_by_proxies_or_caches(client: TestClient) -> None:
    headers = client.get(f"{_batch(client)}/events").headers
    assert headers["cache-control"] == "no-cache"
    assert headers["x-accel-buffering"] == "no"
    assert headers["content-type"].startswith("text/event-stream")


def test_cancelling_ends_what_waits_and_keeps_what_is_done(tmp_path: Path) -> None:
    with opened(tmp_path, seconds_a_note=0.2) as client:
        address = _batch(client, 6)
        batch = client.post(f"{address}/cancel").json()
        assert batch["state"] == "cancelled"
        assert _events(client, address)[-1]["event"] == "end"
        states = client.get(address).json()["states"]
        assert states["cancelled"] >= 4
        assert client.post(f"{address}/cancel").status_code == 200


def test_a_batchs_tasks_say_why_they_have_no_report(client: TestClient) -> None:
    files = [("file", ("good.txt", NOTE)), ("file", ("bad.txt", b"Lunch?"))]
    address = client.post("/v1/batches", files=files).headers["location"]
    _events(client, address)
    tasks = client.get(f"{address}/tasks").json()["items"]
    found = {task["name"]: (task["state"], task["problem"]) for task in tasks}
    assert found["good.txt"] == ("done", None)
    assert (found["bad.txt"][0], found["bad.txt"][1]["kind"]) == ("refused", "not_a_note")


def test_a_task_has_events_of_its_own(client: TestClient) -> None:
    task = client.post("/v1/notes", content=NOTE, headers={"Prefer": "respond-async"}).json()["id"]
    events = _events(client, f"/v1/tasks/{task}")
    assert [one.get("state") for one in events][-2:] == ["done", None]
