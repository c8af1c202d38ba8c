"""What can be seen of the running server: health, figures, one line of log a request."""

from __future__ import annotations

import io
import json
import re

import pytest
from starlette.testclient import TestClient

from api.http import logs
from tapecheck.store.errors import StoreDamaged
from tests.api.http.app import NOTE


def test_alive_whatever_it_can_do(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client.app.state, "service", None)  # type: ignore[attr-defined]
    assert client.get("/healthz").json() == {"status": "alive"}


def test_not_ready_says_why_without_paths(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = client.app.state.service  # type: ignore[attr-defined]
    why = f"{service.reader.path} can't be written: no space left"
    monkeypatch.setattr(service, "why_not_ready", lambda: why)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/not-ready")
    assert answer.json()["detail"] == "the store can't be written: no space left"


def test_not_ready_where_the_store_is_damaged(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise StoreDamaged("/srv/notes.db: cut short")

    monkeypatch.setattr(client.app.state.service.reader, "has_keys", fail)  # type: ignore[attr-defined]
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/store-failed")
    assert "/srv" not in answer.text


def test_figures_count_requests_by_template_and_name_nobody(client: TestClient) -> None:
    made = client.post("/v1/notes", content=NOTE).json()["note"]["id"]
    client.get("/v1/tickers/XSMO")
    client.get("/v1/authors/Ann%20Author")
    client.get("/some/made/up/path")
    client.request("BREW", "/v1/notes")
    text = client.get("/metrics").text
    assert re.search(r'requests_total\{.*route="/v1/tickers/\{entity_id\}",status="200"\} 1', text)
    assert 'tapecheck_uploads_total{state="done"} 1.0' in text
    assert "tapecheck_ready 1.0" in text
    assert 'method="other"' in text
    for word in ("XSMO", "Ann", made, "made/up", "BREW"):
        assert word not in text


def test_a_request_is_one_line_of_log_without_query_or_ids(client: TestClient) -> None:
    stream = io.StringIO()
    logs.configure(stream)
    answer = client.get("/v1/authors/Ann%20Author?x=secretive")
    (line,) = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert line["event"] == "request"
    assert line["request_id"] == answer.headers["x-request-id"]
    assert (line["route"], line["status"]) == ("/v1/authors/{name:path}", answer.status_code)
    assert "Ann" not in stream.getvalue()
    assert "secretive" not in stream.getvalue()


def test_a_request_id_does_not_leak_into_the_next(client: TestClient) -> None:
    stream = io.StringIO()
    logs.configure(stream)
    sent = [client.get("/v1/runs").headers["x-request-id"] for _ in range(3)]
    logged = [json.loads(line)["request_id"] for line in stream.getvalue().splitlines()]
    assert logged == sent
    assert len(set(sent)) == 3


def test_probes_that_pass_are_counted_and_not_logged(client: TestClient) -> None:
    stream = io.StringIO()
    logs.configure(stream)
    assert [client.get(path).status_code for path in ("/healthz", "/readyz")] == [200, 200]
    assert stream.getvalue() == ""
    assert 'route="/healthz",status="200"} 1' in client.get("/metrics").text


def test_probes_that_fail_are_logged(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    logs.configure(stream)
    monkeypatch.setattr(client.app.state.service, "why_not_ready", lambda: "no space left")  # type: ignore[attr-defined]
    client.get("/readyz")
    (line,) = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert (line["route"], line["status"]) == ("/readyz", 503)


class Terminal(io.StringIO):
    """A stream that somebody watches."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("stream", [Terminal(), io.StringIO()], ids=["terminal", "json"])
def test_a_traceback_shows_neither_locals_nor_messages(
    client: TestClient, stream: io.StringIO
) -> None:
    async def broken() -> None:
        words = " ".join(("beaten", "by", "MTUM"))
        raise LookupError(words)

    client.app.add_api_route("/broken", broken)  # type: ignore[attr-defined]
    logs.configure(stream)
    assert client.get("/broken").status_code == 500
    logged = stream.getvalue()
    assert "LookupError" in logged
    assert "test_observed.py" in logged
    assert "beaten by MTUM" not in logged
