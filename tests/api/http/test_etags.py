"""ETags: of every GET under /v1, strong, and 304 for who has the answer already."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from tests.api.http.app import NOTE

READ = [
    "/v1/notes",
    "/v1/notes/{note}",
    "/v1/notes/{note}/claims",
    "/v1/claims",
    "/v1/claims/1-c1",
    "/v1/claims/1-c1/chart.json",
    "/v1/claims/1-c1/chart.svg",
    "/v1/claims/1-c1/chart.png",
    "/v1/tickers",
    "/v1/tickers/XSMO",
    "/v1/authors",
    "/v1/authors/Ann%20Author",
    "/v1/runs",
    "/v1/batches",
    "/v1/batches/{batch}",
    "/v1/batches/{batch}/tasks",
    "/v1/tasks/{task}",
]


@pytest.mark.parametrize("path", READ)
def test_what_was_read_is_not_sent_again(client: TestClient, note_id: str, path: str) -> None:
    batch = client.post("/v1/batches", files=[("file", ("a.txt", NOTE))]).json()["id"]
    assert client.get(f"/v1/batches/{batch}/events").status_code == 200
    task = client.get(f"/v1/batches/{batch}/tasks").json()["items"][0]["id"]
    address = path.format(note=note_id, batch=batch, task=task)
    first = client.get(address)
    assert first.status_code == 200
    assert re.fullmatch(r'"[0-9a-f]{32}"', first.headers["etag"])
    again = client.get(address, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]


def test_an_etag_changes_with_what_is_stored(client: TestClient, note_id: str) -> None:
    before = client.get("/v1/claims/1-c1").headers["etag"]
    client.post("/v1/claims/1-c1/corrections", json={"comparators": ["IWM"]})
    after = client.get("/v1/claims/1-c1", headers={"If-None-Match": before})
    assert after.status_code == 200
    assert after.headers["etag"] != before


@pytest.mark.parametrize("given", ["*", 'W/{tag}, "other"', '"other",{tag}'])
def test_lists_weakened_tags_and_a_star_match(client: TestClient, given: str) -> None:
    tag = client.get("/v1/runs").headers["etag"]
    answer = client.get("/v1/runs", headers={"If-None-Match": given.format(tag=tag)})
    assert answer.status_code == 304


def test_another_tag_does_not_match(client: TestClient) -> None:
    answer = client.get("/v1/runs", headers={"If-None-Match": '"other"'})
    assert answer.status_code == 200
