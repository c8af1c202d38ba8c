"""What every request must pass: origin, host, sizes; and what every answer carries."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.http.guard import SECURITY_HEADERS
from tests.api.http.app import NOTE, opened


@pytest.mark.parametrize("site", ["cross-site", "same-site", "nonsense"])
def test_what_another_site_sent_is_refused(client: TestClient, site: str) -> None:
    answer = client.post("/v1/notes", content=NOTE, headers={"Sec-Fetch-Site": site})
    assert answer.status_code == 403
    assert answer.json()["type"] == "/problems/cross-site"
    assert client.get("/v1/notes").json()["items"] == []


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_own_pages_and_typed_addresses_pass(client: TestClient, site: str) -> None:
    answer = client.post("/v1/score", content=NOTE, headers={"Sec-Fetch-Site": site})
    assert answer.status_code == 200


def test_a_browser_without_fetch_metadata_is_told_by_its_origin(client: TestClient) -> None:
    foreign = client.post("/v1/score", content=NOTE, headers={"Origin": "https://evil.example"})
    own = client.post("/v1/score", content=NOTE, headers={"Origin": "http://127.0.0.1"})
    assert (foreign.status_code, own.status_code) == (403, 200)


@pytest.mark.parametrize("origin", ["null", "", "http://", "http://[::1"])
def test_an_origin_that_is_none_is_foreign(client: TestClient, origin: str) -> None:
    answer = client.post("/v1/score", content=NOTE, headers={"Origin": origin})
    assert answer.status_code == 403


@pytest.mark.parametrize("method", ["delete", "put", "patch"])
def test_every_unsafe_method_is_guarded(client: TestClient, note_id: str, method: str) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}
    answer = client.request(method, f"/v1/notes/{note_id}", headers=headers)
    assert answer.status_code == 403


def test_reading_from_elsewhere_is_not_refused(client: TestClient) -> None:
    answer = client.get("/v1/notes", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost.evil"])
def test_a_name_that_is_not_ours_is_misdirected(client: TestClient, host: str) -> None:
    answer = client.get("/v1/notes", headers={"Host": host})
    assert answer.status_code == 421
    assert answer.json()["type"] == "/problems/misdirected"


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "LOCALHOST:1", "[::1]:8000"])
def test_names_of_loopback_are_ours_with_any_port(client: TestClient, host: str) -> None:
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


def test_any_name_is_taken_where_that_is_asked_for(tmp_path: Path) -> None:
    with opened(tmp_path, hosts=("*",)) as client:
        assert client.get("/healthz", headers={"Host": "notes.example"}).status_code == 200


def test_too_many_headers_are_refused(client: TestClient) -> None:
    headers = {f"X-{number}": "1" for number in range(120)}
    answer = client.get("/v1/notes", headers=headers)
    assert answer.json()["type"] == "/problems/headers-too-large"


def test_too_long_a_query_is_refused(client: TestClient) -> None:
    answer = client.get("/v1/notes", params={"q": "x" * 5000})
    assert answer.status_code == 414


@pytest.mark.parametrize(
    ("path", "status"),
    [("/healthz", 200), ("/nope", 404), ("/v1/notes?limit=0", 422), ("/v1/notes", 200)],
)
def test_every_answer_carries_the_security_headers(
    client: TestClient, path: str, status: int
) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert {name: answer.headers[name] for name in SECURITY_HEADERS} == SECURITY_HEADERS


def test_a_refused_request_carries_them_too(client: TestClient) -> None:
    answer = client.get("/healthz", headers={"Host": "evil.example"})
    assert "default-src 'none'" in answer.headers["content-security-policy"]
