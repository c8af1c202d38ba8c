"""Rate limits: per key or address, told in headers, none on health."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.api.http.app import NOTE, UNLIMITED, app_over, bearer, client_of


def test_who_asks_too_often_is_told_when_to_come_again(tmp_path: Path) -> None:
    how = UNLIMITED | {"rate": "3/minute"}
    with client_of(app_over(tmp_path, **how)) as client:
        answers = [client.get("/v1/notes") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    refused = answers[-1]
    assert refused.json()["type"] == "/problems/too-many-requests"
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert refused.headers["ratelimit-policy"] == '"read";q=3;w=60'
    assert refused.headers["ratelimit"].startswith('"read";r=0;t=')
    assert answers[0].headers["ratelimit"].startswith('"read";r=2;t=')


def test_health_is_never_limited(tmp_path: Path) -> None:
    how = UNLIMITED | {"rate": "1/minute", "write_rate": "1/minute"}
    with client_of(app_over(tmp_path, **how)) as client:
        found = {client.get(path).status_code for path in ["/healthz", "/readyz"] * 5}
    assert found == {200}


def test_reading_does_not_use_up_writing(tmp_path: Path) -> None:
    how = UNLIMITED | {"rate": "1/minute", "write_rate": "1/minute"}
    with client_of(app_over(tmp_path, **how)) as client:
        client.get("/v1/notes")
        assert client.get("/v1/notes").status_code == 429
        assert client.post("/v1/score", content=NOTE).status_code == 200
        assert client.post("/v1/score", content=NOTE).status_code == 429


def test_one_key_does_not_use_up_anothers(tmp_path: Path) -> None:
    secrets: dict[str, str] = {}
    how = UNLIMITED | {"rate": "1/minute"}
    with client_of(app_over(tmp_path, secrets=secrets, **how)) as client:
        first = [client.get("/v1/notes", headers=bearer(secrets["read"])) for _ in range(2)]
        other = client.get("/v1/notes", headers=bearer(secrets["write"]))
    assert [answer.status_code for answer in (*first, other)] == [200, 429, 200]


def test_guessing_keys_is_slowed_down_and_a_good_key_is_not(tmp_path: Path) -> None:
    secrets: dict[str, str] = {}
    how = UNLIMITED | {"failed_rate": "3/minute"}
    with client_of(app_over(tmp_path, secrets=secrets, **how)) as client:
        for _ in range(3):
            client.get("/v1/notes", headers=bearer("tk_x_guess"))
        guess = client.get("/v1/notes", headers=bearer("tk_x_guess"))
        good = client.get("/v1/notes", headers=bearer(secrets["read"]))
    assert (guess.status_code, good.status_code) == (429, 200)


@pytest.mark.parametrize("rate", ["ten a day", "", "0"])
def test_a_rate_that_cannot_be_read_is_told_at_once(tmp_path: Path, rate: str) -> None:
    with pytest.raises(ValueError, match="parse"):
        app_over(tmp_path, rate=rate)
