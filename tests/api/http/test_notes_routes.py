"""Notes over HTTP: new, known, put off, deleted; tasks of what is under way."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tapecheck.report import Report
from tapecheck.testing_reports import FATAL
from tests.api.http.app import NOTE, opened


def test_a_new_note_is_answered_with_its_report(client: TestClient) -> None:
    answer = client.post("/v1/notes", content=NOTE)
    assert answer.status_code == 201
    report = Report.model_validate_json(answer.content)
    assert answer.headers["location"] == f"/v1/notes/{report.note.id}"
    assert client.get(answer.headers["location"]).content == answer.content


def test_a_known_note_is_answered_with_the_report_there_is(
    client: TestClient, note_id: str
) -> None:
    answer = client.post("/v1/notes", content=NOTE)
    assert (answer.status_code, answer.json()["note"]["id"]) == (200, note_id)


def test_a_known_note_as_of_another_day_is_a_new_report(client: TestClient, note_id: str) -> None:
    answer = client.post("/v1/notes?as_of=2021-12-31", content=NOTE)
    assert (answer.status_code, answer.json()["as_of"]) == (201, "2021-12-31")


@pytest.mark.parametrize("prefer", ["respond-async", "respond-async, wait=0", "wait=0"])
def test_who_prefers_not_to_wait_gets_a_task(tmp_path: Path, prefer: str) -> None:
    with opened(tmp_path, seconds_a_note=0.3) as client:
        answer = client.post("/v1/notes", content=NOTE, headers={"Prefer": prefer})
        assert answer.status_code == 202
        assert answer.headers["location"] == f"/v1/tasks/{answer.json()['id']}"
        assert ("preference-applied" in answer.headers) == ("respond-async" in prefer)
        client.get(f"{answer.headers['location']}/events")
        assert client.get(answer.headers["location"]).json()["state"] == "done"


def test_a_note_that_ends_its_reader_is_a_500_that_says_so(client: TestClient) -> None:
    answer = client.post("/v1/notes", content=NOTE + FATAL.encode())
    assert (answer.status_code, answer.json()["type"]) == (500, "/problems/reader-died")


def test_scoring_keeps_nothing(client: TestClient) -> None:
    assert client.post("/v1/score", content=NOTE).status_code == 200
    assert client.get("/v1/notes").json()["items"] == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=momentum", 1),
        ("q=momentum+dividend", 0),
        ("q=", 1),
        ("author=ann+AUTHOR", 1),
        ("author=bob", 0),
        ("from=2022-03-01&to=2022-03-01", 1),
        ("from=2022-03-02", 0),
        ("to=2022-02-28", 0),
    ],
)
def test_notes_are_found_by_words_author_and_date(
    client: TestClient, note_id: str, query: str, found: int
) -> None:
    assert len(client.get(f"/v1/notes?{query}").json()["items"]) == found


@pytest.mark.parametrize("query", ["from=2022", "to=0", "from=20220301", "limit=201", "limit=x"])
def test_what_is_no_day_or_number_is_refused(client: TestClient, query: str) -> None:
    assert client.get(f"/v1/notes?{query}").status_code == 422


def test_a_deleted_note_is_gone_from_everywhere(client: TestClient, note_id: str) -> None:
    client.post("/v1/claims/1-c1/corrections", json={"comparators": ["IWM"]})
    assert client.delete(f"/v1/notes/{note_id}").status_code == 204
    for path in (
        f"/v1/notes/{note_id}", f"/v1/notes/{note_id}/claims", "/v1/claims/1-c1",
        "/v1/claims/1-c1/chart.svg", "/v1/tickers/XSMO", "/v1/authors/Ann%20Author",
    ):  # fmt: skip
        assert client.get(path).status_code == 404, path
    for path in ("/v1/notes", "/v1/claims", "/v1/notes?q=momentum", "/v1/claims?q=outperformed"):
        assert client.get(path).json()["items"] == [], path
    assert client.delete(f"/v1/notes/{note_id}").status_code == 404


def test_a_deleted_note_can_be_uploaded_again(client: TestClient, note_id: str) -> None:
    client.delete(f"/v1/notes/{note_id}")
    assert client.post("/v1/notes", content=NOTE).status_code == 201


def test_a_run_gives_the_report_made_with_it(client: TestClient, note_id: str) -> None:
    (run,) = client.get("/v1/runs").json()
    assert client.get(f"/v1/notes/{note_id}?run={run['id']}").status_code == 200
    assert client.get(f"/v1/notes/{note_id}?run=other").status_code == 404
