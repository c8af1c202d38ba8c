"""HEAD answers as GET does, without the body."""

from __future__ import annotations

from http.client import HTTPConnection
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.api.http.app import NOTE, UNLIMITED, app_over, opened, serving


@pytest.mark.parametrize(
    "path",
    ["/healthz", "/readyz", "/metrics", "/openapi.json", "/v1/notes", "/v1/claims/1-c1/chart.png",
     "/v1/claims/9-c9", "/nowhere"],
)  # fmt: skip
def test_head_has_the_status_and_headers_of_get(
    client: TestClient, note_id: str, path: str
) -> None:
    get, head = client.get(path), client.head(path)
    assert head.status_code == get.status_code
    assert head.content == b""
    assert {"etag", "content-type"} & set(get.headers) <= set(head.headers)
    if path != "/metrics":
        assert head.headers["content-length"] == str(len(get.content))


def test_head_is_answered_from_what_the_client_has(client: TestClient, note_id: str) -> None:
    tag = client.head("/v1/notes").headers["etag"]
    assert client.head("/v1/notes", headers={"If-None-Match": tag}).status_code == 304


def test_head_of_what_is_only_sent_to_is_not_allowed(client: TestClient) -> None:
    answer = client.head("/v1/score")
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


def test_the_methods_of_what_is_read_name_head(client: TestClient) -> None:
    assert client.put("/v1/claims").headers["allow"] == "GET, HEAD"


def test_head_is_logged_and_counted_as_what_it_is(client: TestClient) -> None:
    client.head("/v1/runs")
    assert 'method="HEAD",route="/v1/runs",status="200"} 1' in client.get("/metrics").text


def test_head_of_events_does_not_wait_for_them(tmp_path: Path) -> None:
    with opened(tmp_path, seconds_a_note=5.0) as client:
        prefer = {"Prefer": "respond-async"}
        task = client.post("/v1/notes", content=NOTE, headers=prefer).headers["location"]
        answer = client.head(f"{task}/events")
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert client.get(task).json()["state"] != "done"


@pytest.mark.allow_hosts(["127.0.0.1"])  # a connection that is used again, to a port of loopback
def test_a_connection_goes_on_after_head(tmp_path: Path) -> None:
    with serving(app_over(tmp_path, **UNLIMITED)) as live:
        connection = HTTPConnection("127.0.0.1", live.port, timeout=20)
        for method in ("HEAD", "GET", "HEAD", "GET"):
            connection.request(method, "/v1/runs")
            assert connection.getresponse().read() == (b"[]" if method == "GET" else b"")
        connection.close()
