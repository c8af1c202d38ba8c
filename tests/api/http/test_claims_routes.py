"""Claims over HTTP: filters and counts, evidence, verification, corrections; histories."""

from __future__ import annotations

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from tapecheck.service.errors import NotReady
from tests.api.http.app import NOTE


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 2),
        ("ticker=XSMO", 1),
        ("ticker=IJR", 1),
        ("verdict=supported", 1),
        ("verdict=refuted&ticker=MTUM", 1),
        ("type=rank", 0),
        ("author=Ann+Author", 2),
        ("flag=survivorship", 0),
        ("from=2022-01-01&to=2022-12-31", 2),
        ("from=2023-01-01", 0),
        ("q=outperformed", 1),
        ("q=outperformed+lagged", 0),
        ("run=other", 0),
    ],
)
def test_claims_are_found_by_every_filter(
    client: TestClient, note_id: str, query: str, found: int
) -> None:
    body = client.get(f"/v1/claims?{query}").json()
    assert len(body["items"]) == found
    if "verdict" not in query:
        assert sum(body["counts"].values()) == found


def test_counts_leave_the_verdict_out_and_keep_the_rest(client: TestClient, note_id: str) -> None:
    body = client.get("/v1/claims?verdict=refuted").json()
    assert body["counts"] == {"supported": 1, "refuted": 1}


@pytest.mark.parametrize("query", ["tickr=XSMO", "verdict=true", "q=" + "x" * 201, "flag=x"])
def test_a_filter_that_is_none_is_refused_and_not_overlooked(
    client: TestClient, query: str
) -> None:
    assert client.get(f"/v1/claims?{query}").status_code == 422


def test_words_are_no_query_language(client: TestClient, note_id: str) -> None:
    for words in ('"', "a AND", "NEAR(", "*", "col:x", "'; DROP TABLE claims; --", "\x00", "-"):
        assert client.get("/v1/claims", params={"q": words}).status_code == 200, words


def test_a_claim_comes_with_chart_and_corrections(client: TestClient, note_id: str) -> None:
    client.post("/v1/claims/1-c1/corrections", json={"comparators": ["IWM"]})
    body = client.get("/v1/claims/1-c1").json()
    assert body["note"]["id"] == note_id
    assert body["chart"]["$schema"].startswith("https://vega.github.io/")
    assert (body["corrections"], body["corrected"][0]["slots"]) == (1, {"comparators": ["IWM"]})
    assert body["comparators"] == ["IJR"]


@pytest.mark.parametrize("form", ["json", "svg", "png"])
def test_a_claim_without_chart_says_so(client: TestClient, note_id: str, form: str) -> None:
    answer = client.get(f"/v1/claims/1-c2/chart.{form}")
    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/no-chart")


@pytest.mark.parametrize("claim", ["1-c9", "9-c1", "x", "1-c1'", "0-c1", "99999999999999999999-c1"])
def test_a_claim_that_is_not_there_is_a_404(client: TestClient, note_id: str, claim: str) -> None:
    assert client.get(f"/v1/claims/{claim}").status_code == 404


def test_a_claim_given_as_slots_is_judged(client: TestClient) -> None:
    slots = {"subject": "XSMO", "relation": "below", "comparators": ["IJR"], "since": "2017"}
    answer = client.post("/v1/claims/verify", json=slots | {"as_of": "2021-06-30"})
    assert answer.json()["verdict"]["label"] == "refuted"
    assert answer.json()["verdict"]["as_of"] == "2021-06-30"


BAD_SLOTS: list[dict[str, Any]] = [
    {"since": "lately"}, {"relation": "better"}, {"surprise": 1}, {"magnitude": "much"},
    {"as_of": 0}, {"due": 5}, {"each_period": 0}, {"rounding": [True, 1]}, {"comparators": "IJR"},
    {"since": "0000"}, {"since": "0001"}, {"until": "9999"}, {"subject": "\ud800"},
    {"comparators": ["IJR"] * 201},
]  # fmt: skip


@pytest.mark.parametrize("slots", BAD_SLOTS, ids=str)
def test_a_slot_that_cannot_be_read_is_a_422(client: TestClient, slots: dict[str, Any]) -> None:
    body = json.dumps(slots)
    answer = client.post(
        "/v1/claims/verify", content=body, headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 422


@pytest.mark.parametrize("changes", [{}, {"since": "lately"}, {"surprise": 1}], ids=str)
def test_a_correction_that_changes_nothing_readable_is_a_422(
    client: TestClient, note_id: str, changes: dict[str, Any]
) -> None:
    assert client.post("/v1/claims/1-c1/corrections", json=changes).status_code == 422


def test_a_ticker_tells_what_was_said_and_how_it_turned_out(
    client: TestClient, note_id: str
) -> None:
    body = client.get("/v1/tickers/XSMO").json()
    assert body["ticker"]["verdicts"] == {"supported": 1}
    assert sum(body["ticker"]["verdicts_now"].values()) == 1
    (mention,) = body["mentions"]["items"]
    assert (mention["since"], mention["mentioned"]["note"]["id"]) == ("2022-03-01", note_id)
    assert mention["return_since"] == pytest.approx(3.02)
    assert body["prices_until"] == "2022-12-28"


def test_a_ticker_is_told_without_returns_where_none_can_be_had(
    client: TestClient, note_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise NotReady("loading")

    monkeypatch.setattr(client.app.state.service, "returns_since", fail)  # type: ignore[attr-defined]
    body = client.get("/v1/tickers/XSMO").json()
    assert [item["return_since"] for item in body["mentions"]["items"]] == [None]


def test_an_authors_tests_are_adjusted_together(client: TestClient, note_id: str) -> None:
    body = client.get("/v1/authors/ann%20%20AUTHOR").json()
    assert body["author"]["author"] == "Ann Author"
    assert body["tested"] == len(body["p_bh"]) == len(body["author"]["p_values"])


def test_an_author_with_a_slash_is_found(client: TestClient) -> None:
    client.post("/v1/notes", content=NOTE.replace(b"Ann Author", b"Ann A/Bob B"))
    names = [one["author"] for one in client.get("/v1/authors").json()]
    for name in names:
        assert client.get(f"/v1/authors/{name}").status_code == 200


def test_the_claims_of_a_note_come_in_the_order_of_its_text(
    client: TestClient, note_id: str
) -> None:
    told = [claim["id"] for claim in client.get(f"/v1/notes/{note_id}").json()["claims"]]
    path, found, cursor = f"/v1/notes/{note_id}/claims?limit=1", [], ""
    while cursor is not None:
        page = client.get(path + (f"&cursor={cursor}" if cursor else "")).json()
        found += [claim["id"] for claim in page["items"]]
        cursor = page["next"]
    assert len(told) > 1
    assert found == told


def test_a_period_that_would_end_before_it_begins_is_told_with_the_slot(
    client: TestClient, note_id: str
) -> None:
    given = {"since": "2021", "until": "2019"}
    answer = client.post("/v1/claims/1-c1/corrections", json=given)
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/bad-slot")
    assert answer.json()["detail"].endswith("change until")
