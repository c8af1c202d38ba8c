"""Problems: every error in one form, with a type that is documented and the request's id."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.http import logs
from api.http.problems import MEDIA_TYPE, PROBLEMS, Problem
from tapecheck.service.errors import (
    Busy,
    NotReady,
    ReadingFailed,
    Refused,
    ServiceError,
    WorkerDied,
)
from tapecheck.store.errors import StoreDamaged, StoreError, StoreFull
from tests.api.http.app import NOTE, app_over, client_of, opened
from tests.conftest import REPOSITORY

Sent = Callable[[TestClient], Any]
ERRORS: dict[str, tuple[int, Sent]] = {
    "not-found": (404, lambda client: client.get("/nope")),
    "no-such-thing": (404, lambda client: client.get("/v1/notes/0")),
    "wrong-method": (405, lambda client: client.put("/v1/notes")),
    "bad-cursor": (400, lambda client: client.get("/v1/notes?cursor=" + "A" * 24)),
    "unsupported-media": (415, lambda client: client.post("/v1/batches", content=NOTE)),
    "invalid": (422, lambda client: client.get("/v1/claims?verdict=true")),
    "refused": (422, lambda client: client.post("/v1/score", content=b"Lunch is at noon.")),
    "bad-slot": (422, lambda client: client.post("/v1/claims/verify", json={"since": "lately"})),
    "too-large": (413, lambda client: client.post("/v1/claims/verify", content=b" " * 70_000)),
    "cross-site": (
        403,
        lambda client: client.post("/v1/score", headers={"Sec-Fetch-Site": "cross-site"}),
    ),
}


@pytest.mark.parametrize("kind", ERRORS)
def test_an_error_is_a_problem(client: TestClient, kind: str) -> None:
    status, send = ERRORS[kind]
    answer = send(client)
    body = answer.json()
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert (answer.status_code, body["status"]) == (status, status)
    assert body["type"] == f"/problems/{kind}"
    assert body["title"] == PROBLEMS[kind].title
    assert body["detail"]
    assert body["instance"] == answer.headers["x-request-id"]


def test_a_problem_names_every_part_that_is_wrong(client: TestClient) -> None:
    body = client.get("/v1/claims?verdict=true&limit=0&tickr=XSMO").json()
    assert {(error["in"], error["name"]) for error in body["errors"]} == {
        ("query", "verdict"), ("query", "limit"), ("query", "tickr"),
    }  # fmt: skip


def test_broken_json_is_a_problem(client: TestClient) -> None:
    headers = {"Content-Type": "application/json"}
    answer = client.post("/v1/claims/verify", content=b'{"since": ', headers=headers)
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid")


def test_json_nested_without_end_is_a_problem(client: TestClient) -> None:
    headers = {"Content-Type": "application/json"}
    answer = client.post("/v1/claims/verify", content=b"[" * 60_000, headers=headers)
    assert answer.status_code in {400, 422}


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_a_number_that_is_none_is_refused(client: TestClient, word: str) -> None:
    body = f'{{"magnitude": "5 percent", "rounding": [{word}, 1]}}'
    answer = client.post(
        "/v1/claims/verify", content=body, headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 422


def test_a_method_that_is_not_taken_is_told_which_are(client: TestClient) -> None:
    assert client.put("/v1/notes").headers["allow"] == "GET, HEAD, POST"
    assert client.get("/v1/claims/1-c1/corrections").headers["allow"] == "POST"


SERVICE_ERRORS: list[tuple[Exception, int, str]] = [
    (Refused("unreadable", "page 3 is cut short"), 422, "refused"),
    (Refused("too_large", "700 pages"), 413, "too-large"),
    (Busy("5,000 notes wait", 30), 503, "busy"),
    (NotReady("loading"), 503, "not-ready"),
    (WorkerDied("ended twice"), 500, "reader-died"),
    (ReadingFailed("KeyError in nlp/secret.py:1"), 500, "internal"),
    (StoreFull("/srv/secret/notes.db: no room"), 507, "store-full"),
    (StoreDamaged("/srv/secret/notes.db: cut short"), 503, "store-failed"),
    (RuntimeError("SELECT secret FROM /srv/secret/notes.db"), 500, "internal"),
]


@pytest.mark.parametrize(("error", "status", "kind"), SERVICE_ERRORS, ids=str)
def test_a_failure_behind_the_routes_is_a_problem_that_shows_no_insides(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, kind: str
) -> None:
    async def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(client.app.state.service, "score", fail)  # type: ignore[attr-defined]
    answer = client.post("/v1/score", content=NOTE)
    assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{kind}")
    assert not re.search(r"secret|SELECT|Traceback|\.py", answer.text)
    if isinstance(error, Busy):
        assert answer.headers["retry-after"] == "30"


@pytest.mark.parametrize("error", [OSError("the cause"), StoreError("the cause")])
def test_the_log_has_the_cause_under_the_request_id(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    stream = io.StringIO()
    logs.configure(stream)

    async def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(client.app.state.service, "score", fail)  # type: ignore[attr-defined]
    answer = client.post("/v1/score", content=NOTE)
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    causes = [line for line in lines if "the cause" in json.dumps(line)]
    assert causes
    assert {line["request_id"] for line in causes} == {answer.json()["instance"]}


def test_an_error_before_any_route_has_the_same_form(tmp_path: Path) -> None:
    with opened(tmp_path) as client:
        del client.app.state.rates  # type: ignore[attr-defined]
        answer = client.get("/v1/notes")
    assert (answer.status_code, answer.headers["content-type"]) == (500, MEDIA_TYPE)


def test_every_kind_is_documented() -> None:
    docs = (REPOSITORY / "docs" / "api.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `/problems/([a-z-]+)` \| (\d+) \|", docs, re.MULTILINE))
    assert rows == {kind: str(sort.status) for kind, sort in PROBLEMS.items()}


def test_a_request_id_of_a_proxy_is_kept_and_a_made_up_one_is_not(client: TestClient) -> None:
    kept = client.get("/nope", headers={"X-Request-ID": "edge-17.a_b"})
    not_kept = client.get("/nope", headers={"X-Request-ID": "<script>" * 20})
    assert kept.json()["instance"] == "edge-17.a_b"
    assert "script" not in not_kept.json()["instance"]


def test_names_in_an_error_tree_are_all_mapped() -> None:
    """A new error of the service falls to 500 unless it is given a problem: name it here."""
    known = {"Refused", "Busy", "NotReady", "WorkerDied", "ReadingFailed", "BadSlot"}
    assert {kind.__name__ for kind in ServiceError.__subclasses__()} == known


def test_a_problem_needs_a_known_kind() -> None:
    with pytest.raises(KeyError):
        Problem("no-kind", "what happened")


def test_pages_are_not_served_problems_as_pages_under_v1(tmp_path: Path) -> None:
    with client_of(app_over(tmp_path, pages="on")) as client:
        answer = client.get("/v1/notes/0", headers={"Accept": "text/html"})
    assert answer.headers["content-type"] == MEDIA_TYPE
