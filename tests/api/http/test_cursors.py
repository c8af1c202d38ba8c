"""Cursors: opaque, bound to their query, steady while notes come in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.http.cursors import CHARACTERS, decode, encode
from api.http.problems import Problem
from tests.api.http.app import NOTE


@given(st.integers(min_value=0, max_value=2**62), st.text(max_size=50))
def test_a_cursor_comes_back_as_the_row_it_was_made_of(after: int, query: str) -> None:
    cursor = encode(after, query=query)
    assert cursor is not None
    assert len(cursor) == CHARACTERS
    assert decode(cursor, query=query) == after


@given(st.text(max_size=40))
def test_a_made_up_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(Problem, match="cursor"):
        decode(cursor, query="notes")


@given(st.integers(min_value=0, max_value=CHARACTERS - 1), st.sampled_from("AZaz09-_"))
def test_a_cursor_with_a_letter_changed_is_refused(place: int, letter: str) -> None:
    cursor = encode(7, query="notes") or ""
    changed = cursor[:place] + letter + cursor[place + 1 :]
    if changed != cursor:
        with pytest.raises(Problem):
            decode(changed, query="notes")


def test_the_end_of_a_list_has_no_cursor() -> None:
    assert encode(None, query="notes") is None
    assert decode(None, query="notes") is None


def _upload(client: TestClient, number: int) -> None:
    answer = client.post("/v1/notes", content=NOTE + f"\nNote {number}.\n".encode())
    assert answer.status_code == 201


def test_a_cursor_of_another_query_is_a_400_problem(client: TestClient) -> None:
    for number in range(2):
        _upload(client, number)
    first = client.get("/v1/claims?ticker=XSMO&limit=1").json()
    foreign = client.get("/v1/claims", params={"ticker": "IJR", "cursor": first["next"]})
    assert foreign.status_code == 400
    assert foreign.json()["type"] == "/problems/bad-cursor"


def test_the_order_and_page_of_a_query_change_nothing_for_its_cursor(client: TestClient) -> None:
    for number in range(2):
        _upload(client, number)
    first = client.get("/v1/claims?ticker=XSMO&type=comparison&limit=1").json()
    asked = {"type": "comparison", "limit": "5", "cursor": first["next"], "ticker": "XSMO"}
    assert client.get("/v1/claims", params=asked).status_code == 200


def test_pages_show_each_note_once_while_notes_come_in(client: TestClient) -> None:
    for number in range(7):
        _upload(client, number)
    there = {item["id"] for item in client.get("/v1/notes").json()["items"]}
    seen: list[str] = []
    cursor: str | None = None
    for number in range(20):
        asked = {"limit": "2"} | ({"cursor": cursor} if cursor else {})
        page = client.get("/v1/notes", params=asked).json()
        seen += [item["id"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
        _upload(client, 100 + number)
    assert len(seen) == len(set(seen))
    assert set(seen) == there


def test_a_note_deleted_between_pages_hides_no_other(client: TestClient) -> None:
    for number in range(4):
        _upload(client, number)
    whole = [item["id"] for item in client.get("/v1/notes").json()["items"]]
    first = client.get("/v1/notes?limit=2").json()
    client.delete(f"/v1/notes/{whole[1]}")
    rest = client.get("/v1/notes", params={"limit": "2", "cursor": first["next"]}).json()
    assert [item["id"] for item in rest["items"]] == whole[2:]
