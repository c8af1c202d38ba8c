"""Keys and scopes: which each route needs, and that no key is ever logged."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import iter_route_contexts
from starlette.testclient import TestClient

from api.http import logs
from api.http.keys import COOKIE, Require
from tests.api.http.app import NOTE, UNLIMITED, app_over, bearer, client_of

OPEN = {"/openapi.json", "/healthz", "/readyz"}
SCOPES = {
    ("POST", "/v1/notes"): "write",
    ("GET", "/v1/notes"): "read",
    ("GET", "/v1/notes/{note_id}"): "read",
    ("DELETE", "/v1/notes/{note_id}"): "admin",
    ("GET", "/v1/notes/{note_id}/claims"): "read",
    ("POST", "/v1/score"): "read",
    ("GET", "/v1/runs"): "read",
    ("GET", "/v1/claims"): "read",
    ("POST", "/v1/claims/verify"): "read",
    ("GET", "/v1/claims/{claim_id}"): "read",
    ("POST", "/v1/claims/{claim_id}/corrections"): "write",
    ("GET", "/v1/claims/{claim_id}/chart.json"): "read",
    ("GET", "/v1/claims/{claim_id}/chart.svg"): "read",
    ("GET", "/v1/claims/{claim_id}/chart.png"): "read",
    ("GET", "/v1/tickers"): "read",
    ("GET", "/v1/tickers/{entity_id}"): "read",
    ("GET", "/v1/authors"): "read",
    ("GET", "/v1/authors/{name:path}"): "read",
    ("POST", "/v1/batches"): "write",
    ("GET", "/v1/batches"): "read",
    ("GET", "/v1/batches/{batch_id}"): "read",
    ("GET", "/v1/batches/{batch_id}/tasks"): "read",
    ("GET", "/v1/batches/{batch_id}/events"): "read",
    ("POST", "/v1/batches/{batch_id}/cancel"): "write",
    ("GET", "/v1/tasks/{task_id}"): "read",
    ("GET", "/v1/tasks/{task_id}/events"): "read",
    ("GET", "/metrics"): "read",
}
RANKS = ["read", "write", "admin"]


@pytest.fixture
def secrets() -> dict[str, str]:
    """The keys of the application, by scope."""
    return {}


@pytest.fixture
def keyed(tmp_path: Path, secrets: dict[str, str]) -> Iterator[TestClient]:
    """An application whose store has a key of each scope."""
    with client_of(app_over(tmp_path, secrets=secrets, **UNLIMITED)) as client:
        yield client


def _needed(route: Any) -> set[str]:
    found = [part.call for part in route.dependant.dependencies]
    return {one.scope for one in found if isinstance(one, Require)}


def test_every_route_has_the_scope_that_the_table_says(tmp_path: Path) -> None:
    routes = iter_route_contexts(app_over(tmp_path).routes)
    closed = [route for route in routes if route.path not in OPEN]
    found = {
        (method, route.path): _needed(route) for route in closed for method in route.methods or ()
    }
    assert found == {asked: {scope} for asked, scope in SCOPES.items()}


@pytest.mark.parametrize(("asked", "scope"), SCOPES.items(), ids=str)
def test_a_route_is_closed_without_a_key_and_to_a_smaller_scope(
    keyed: TestClient, secrets: dict[str, str], asked: tuple[str, str], scope: str
) -> None:
    method, path = asked
    address = path.replace("{name:path}", "x").replace("{", "").replace("}", "")
    assert keyed.request(method, address).status_code == 401
    assert keyed.request(method, address, headers=bearer("tk_x_made-up")).status_code == 401
    for smaller in RANKS[: RANKS.index(scope)]:
        answer = keyed.request(method, address, headers=bearer(secrets[smaller]))
        assert (answer.status_code, answer.json()["needs"]) == (403, scope)
    for enough in RANKS[RANKS.index(scope) :]:
        answer = keyed.request(method, address, headers=bearer(secrets[enough]))
        assert answer.status_code not in {401, 403}


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic {key}", "{key}", "Bearer é"])
def test_what_is_no_bearer_key_is_refused(
    keyed: TestClient, secrets: dict[str, str], header: str
) -> None:
    sent = header.format(key=secrets["read"]).encode()
    answer = keyed.get("/v1/notes", headers=[(b"Authorization", sent)])
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_health_is_open_to_all(keyed: TestClient) -> None:
    assert keyed.get("/healthz").status_code == 200
    assert keyed.get("/readyz").status_code == 200


def test_without_keys_loopback_is_open_unless_keys_are_asked_for(tmp_path: Path) -> None:
    with client_of(app_over(tmp_path / "a", auth="auto")) as client:
        assert client.get("/v1/notes").status_code == 200
    with client_of(app_over(tmp_path / "b", auth="required")) as client:
        assert client.get("/v1/notes").status_code == 401


def _write(client: TestClient, do: Any) -> Any:
    return client.portal.call(client.app.state.service.write, do)  # type: ignore[attr-defined, union-attr]


def test_a_revoked_key_opens_nothing(keyed: TestClient) -> None:
    key, secret = _write(keyed, lambda store: store.add_key(name="left", scope="read"))
    assert keyed.get("/v1/notes", headers=bearer(secret)).status_code == 200
    _write(keyed, lambda store: store.revoke_key(key.id))
    assert keyed.get("/v1/notes", headers=bearer(secret)).status_code == 401


def test_a_session_cookie_does_what_its_key_does(keyed: TestClient) -> None:
    key, _ = _write(keyed, lambda store: store.add_key(name="reader", scope="read"))
    token = _write(keyed, lambda store: store.add_session(key.id, lasts=timedelta(hours=1)))
    cookie = {"Cookie": f"{COOKIE}={token}"}
    assert keyed.get("/v1/notes", headers=cookie).status_code == 200
    assert keyed.post("/v1/notes", content=NOTE, headers=cookie).status_code == 403
    _write(keyed, lambda store: store.end_session(token))
    assert keyed.get("/v1/notes", headers=cookie).status_code == 401


def test_when_a_key_was_used_is_kept(keyed: TestClient, secrets: dict[str, str]) -> None:
    keyed.get("/v1/notes", headers=bearer(secrets["read"]))
    known = keyed.app.state.service.reader.keys()  # type: ignore[attr-defined]
    used = {key.scope: key.last_used for key in known}
    assert used["read"] is not None
    assert used["admin"] is None


def test_a_correction_is_signed_with_the_keys_name(
    keyed: TestClient, secrets: dict[str, str]
) -> None:
    headers = bearer(secrets["write"])
    keyed.post("/v1/notes", content=NOTE, headers=headers)
    made = keyed.post("/v1/claims/1-c1/corrections", json={"comparators": []}, headers=headers)
    assert made.json()["by"] == "the write key"


def test_no_key_or_session_is_ever_logged(
    keyed: TestClient, secrets: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = io.StringIO()
    logs.configure(stream)
    secret = secrets["admin"]

    async def fail(*_: object) -> None:
        raise RuntimeError(f"refused {secret}")

    monkeypatch.setattr(keyed.app.state.service, "score", fail)  # type: ignore[attr-defined]
    keyed.get("/v1/notes", headers=bearer(secret))
    keyed.get("/v1/notes", headers=bearer(secret + "x"))
    keyed.get(f"/v1/notes?q={secret}", headers=bearer(secret))
    keyed.get(f"/v1/tickers/{secret}", headers={"Cookie": f"{COOKIE}={secret}"})
    answer = keyed.post("/v1/score", content=NOTE, headers=bearer(secret))
    assert answer.status_code == 500
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert len(lines) > 5
    assert secret.rpartition("_")[2] not in stream.getvalue()
    assert {line["status"] for line in lines if line["event"] == "request"} >= {200, 401, 500}
