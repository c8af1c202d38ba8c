"""Signing in by key: sessions, their cookie, and where one is sent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.routing import iter_route_contexts
from starlette.testclient import TestClient

from api.http.keys import COOKIE
from api.pages.sign_in import own_path
from tests.api.http.app import bearer, client_of
from tests.api.pages.conftest import HTML
from tests.api.pages.site import FUND_NOTE, pages_over


@pytest.fixture
def secrets() -> dict[str, str]:
    """The secrets of the keys in the store, by scope."""
    return {}


@pytest.fixture
def guarded(tmp_path: Path, secrets: dict[str, str]) -> Iterator[TestClient]:
    """Pages that ask for a key."""
    with client_of(pages_over(tmp_path, secrets=secrets)) as client:
        client.headers.update(HTML)
        client.follow_redirects = False
        yield client


def sign_in(client: TestClient, secret: str, wanted: str = "/") -> str:
    answer = client.post("/sign-in", data={"key": secret, "next": wanted})
    assert answer.status_code == 303
    return answer.headers["location"]


@pytest.mark.parametrize(
    ("path", "sent"),
    [("/", "/sign-in"), ("/claims?verdict=refuted", "/sign-in?next=%2Fclaims%3Fverdict%3Drefuted")],
)
def test_who_has_no_key_is_sent_to_sign_in(guarded: TestClient, path: str, sent: str) -> None:
    answer = guarded.get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, sent)


def test_a_program_without_a_key_is_told_in_json(guarded: TestClient) -> None:
    assert guarded.get("/", headers={"Accept": "application/json"}).status_code == 401


def test_a_key_leads_to_the_page_that_was_wanted(
    guarded: TestClient, secrets: dict[str, str]
) -> None:
    assert sign_in(guarded, secrets["read"], "/claims?verdict=refuted") == "/claims?verdict=refuted"
    assert guarded.get("/claims").status_code == 200


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(
    guarded: TestClient, secrets: dict[str, str]
) -> None:
    answer = guarded.post("/sign-in", data={"key": secrets["read"]})
    cookie = answer.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
    assert secrets["read"] not in cookie


@pytest.mark.parametrize(("scheme", "secure"), [("http", False), ("https", True)])
def test_the_cookie_is_secure_on_https(
    guarded: TestClient, secrets: dict[str, str], scheme: str, secure: bool
) -> None:
    answer = guarded.post(f"{scheme}://127.0.0.1/sign-in", data={"key": secrets["read"]})
    assert ("Secure" in answer.headers["set-cookie"]) is secure


@pytest.mark.parametrize("key", ["", "tk_wrong", "tk_" + "x" * 60, "' OR 1=1 --"])
def test_an_unknown_key_begins_no_session(guarded: TestClient, key: str) -> None:
    answer = guarded.post("/sign-in", data={"key": key})
    assert answer.status_code == 401
    assert "set-cookie" not in answer.headers


def test_the_key_is_not_repeated_on_the_page(guarded: TestClient) -> None:
    assert "tk_wrong" not in guarded.post("/sign-in", data={"key": "tk_wrong"}).text


def test_guessing_is_slowed(tmp_path: Path, secrets: dict[str, str]) -> None:
    app = pages_over(tmp_path, secrets=secrets, failed_rate="3/minute")
    with client_of(app) as client:
        client.headers.update(HTML)
        answers = [client.post("/sign-in", data={"key": f"tk_{n}"}) for n in range(5)]
    assert [answer.status_code for answer in answers] == [401, 401, 401, 429, 429]


def test_a_known_key_is_taken_while_others_guess(tmp_path: Path, secrets: dict[str, str]) -> None:
    app = pages_over(tmp_path, secrets=secrets, failed_rate="1/minute")
    with client_of(app) as client:
        client.headers.update(HTML)
        client.follow_redirects = False
        guesses = [client.post("/sign-in", data={"key": f"tk_{n}"}) for n in range(3)]
        assert guesses[-1].status_code == 429
        assert client.post("/sign-in", data={"key": secrets["read"]}).status_code == 303


def test_signing_out_ends_the_session_in_the_store(
    guarded: TestClient, secrets: dict[str, str]
) -> None:
    sign_in(guarded, secrets["read"])
    token = guarded.cookies[COOKIE]
    guarded.post("/sign-out")
    guarded.cookies.set(COOKIE, token)
    assert guarded.get("/").headers["location"] == "/sign-in"


def test_a_session_may_do_what_its_key_may(guarded: TestClient, secrets: dict[str, str]) -> None:
    sign_in(guarded, secrets["read"])
    answer = guarded.post("/notes", data={"text": FUND_NOTE})
    assert answer.status_code == 403
    assert "Your key may not do this" in answer.text


def test_deleting_takes_an_admin(guarded: TestClient, secrets: dict[str, str]) -> None:
    note = guarded.post(
        "/v1/notes", content=FUND_NOTE.encode(), headers=bearer(secrets["write"])
    ).json()["note"]["id"]
    sign_in(guarded, secrets["write"])
    assert "/delete" not in guarded.get(f"/notes/{note}").text
    assert guarded.post(f"/notes/{note}/delete").status_code == 403


def test_a_correction_is_signed_with_the_key_s_name(
    guarded: TestClient, secrets: dict[str, str]
) -> None:
    note = guarded.post(
        "/v1/notes", content=FUND_NOTE.encode(), headers=bearer(secrets["write"])
    ).json()
    sign_in(guarded, secrets["write"])
    guarded.post("/claims/1-c1/corrections", data={"relation": "below"})
    assert note["claims"]
    assert "the write key" in guarded.get("/claims/1-c1").text


@pytest.mark.parametrize(
    "wanted",
    ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "",
     "/ok\r\nSet-Cookie: a=b", "/%0d%0a\x00", "evil", "/\t/evil.example"],
)  # fmt: skip
def test_one_is_never_sent_elsewhere(wanted: str) -> None:
    assert own_path(wanted) == "/"


@pytest.mark.parametrize("wanted", ["/", "/claims?verdict=refuted&q=a+b", "/authors/Ann%20Author"])
def test_own_paths_are_kept(wanted: str) -> None:
    assert own_path(wanted) == wanted


def test_every_page_but_signing_in_needs_a_key(guarded: TestClient) -> None:
    asked = {
        (method, route.path or "")
        for route in iter_route_contexts(guarded.app.routes)  # type: ignore[attr-defined]
        if not (route.path or "").startswith(("/v1/", "/static", "/openapi", "/healthz", "/readyz"))
        for method in route.methods or ()
    }
    answers = {
        one: guarded.request(one[0], re.sub(r"{(\w+)(:path)?}", r"\1", one[1])).headers.get(
            "location"
        )
        for one in asked
    }
    opened = {one for one, sent in answers.items() if not (sent or "").startswith("/sign-in")}
    assert opened == {("GET", "/sign-in"), ("POST", "/sign-in"), ("POST", "/sign-out")}
