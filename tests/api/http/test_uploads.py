"""Uploads: forms and raw bodies, names from anywhere, kinds by content."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from api.http.uploads import clean_name
from tests.api.http.app import NOTE


def _name_kept(client: TestClient) -> str:
    return str(client.get("/v1/notes").json()["items"][0]["name"])


@pytest.mark.parametrize(
    ("query", "headers"),
    [
        ("?name=june.txt", {}),
        ("", {"Content-Disposition": 'attachment; filename="june.txt"'}),
        ("?name=june.txt", {"Content-Disposition": 'attachment; filename="other.txt"'}),
        ("?name=../../etc/june.txt", {}),
        ("", {"Content-Disposition": r'attachment; filename="C:\\notes\\june.txt"'}),
    ],
)
def test_a_raw_body_is_named_by_query_or_header(
    client: TestClient, query: str, headers: dict[str, str]
) -> None:
    client.post(f"/v1/notes{query}", content=NOTE, headers=headers)
    assert _name_kept(client) == "june.txt"


def test_a_forms_file_keeps_its_name(client: TestClient) -> None:
    client.post("/v1/notes", files={"file": ("folder/june.txt", NOTE)})
    assert _name_kept(client) == "june.txt"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (None, "note"),
        ("", "note"),
        ("..", ".."),
        ("a/b/", "note"),
        ("a\x00\r\nb.txt", "ab.txt"),
        ("x" * 500, "x" * 200),
        ("<script>.txt", "<script>.txt"),
    ],
)
def test_a_name_is_one_printable_line(given: str | None, kept: str) -> None:
    assert clean_name(given) == kept


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "application/pdf", "application/x-www-form-urlencoded", "nonsense", "image/png"],
)
def test_the_kind_is_told_by_content_and_not_by_name_or_header(
    client: TestClient, content_type: str
) -> None:
    answer = client.post(
        "/v1/score?name=note.pdf", content=NOTE, headers={"Content-Type": content_type}
    )
    assert answer.status_code == 200
    assert answer.json()["note"]["media_type"] == "text/plain"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "unsupported"),
        (b"%PDF-1.4 cut short", "unreadable"),
        (b"Lunch?", "not_a_note"),
    ],
)
def test_a_refusal_says_which_kind(client: TestClient, content: bytes, kind: str) -> None:
    for path in ("/v1/score", "/v1/notes"):
        answer = client.post(path, content=content)
        assert (answer.status_code, answer.json()["kind"]) == (422, kind)


def test_as_of_is_a_field_or_a_parameter(client: TestClient) -> None:
    form = client.post("/v1/score", files={"file": NOTE}, data={"as_of": "2021-12-31"})
    raw = client.post("/v1/score?as_of=2021-12-31", content=NOTE)
    assert form.json()["as_of"] == raw.json()["as_of"] == "2021-12-31"


FORMS: list[dict[str, Any]] = [
    {"files": {"other": NOTE}},
    {"files": {"file": NOTE}, "data": {"surprise": "1"}},
    {"files": {"file": NOTE}, "data": {"as_of": "20211231"}},
    {"files": {"file": NOTE}, "data": {"as_of": "yesterday"}},
    {"files": {"x": (None, "no file at all")}},
    {"files": {"file": (None, "a field and no file")}},
]


@pytest.mark.parametrize("form", FORMS, ids=range(len(FORMS)))
def test_a_form_with_other_parts_is_refused_by_name(
    client: TestClient, form: dict[str, Any]
) -> None:
    answer = client.post("/v1/score", **form)
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid")


def test_a_note_is_one_file(client: TestClient) -> None:
    files = [("file", ("a.txt", NOTE)), ("file", ("b.txt", NOTE))]
    assert client.post("/v1/notes", files=files).status_code == 400


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=b", b"--c\r\n\r\n"),
        ("multipart/form-data; boundary=b", b"--b\r\nContent-Disposition: form-data\r\n\r\nx"),
        ("multipart/form-data; boundary=b", b"--b\r\n" + b"A: b\r\n" * 50 + b"\r\nx\r\n--b--"),
        ("multipart/form-data; boundary=b", b"--b\r\nA: " + b"x" * 9000 + b"\r\n\r\nx\r\n--b--"),
        ("multipart/form-data; boundary=" + "b" * 300, b"x"),
    ],
    ids=[
        "no boundary",
        "other boundary",
        "no name",
        "many headers",
        "long header",
        "long boundary",
    ],
)
def test_a_broken_form_is_a_problem(client: TestClient, content_type: str, body: bytes) -> None:
    answer = client.post("/v1/notes", content=body, headers={"Content-Type": content_type})
    assert answer.status_code in {400, 422}
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("encoding", ["gzip", "br", "identity, gzip"])
def test_a_packed_body_is_not_taken(client: TestClient, encoding: str) -> None:
    answer = client.post("/v1/notes", content=NOTE, headers={"Content-Encoding": encoding})
    assert answer.status_code == 415
    assert answer.headers["accept-encoding"] == "identity"


def test_a_batch_is_a_form_with_files(client: TestClient) -> None:
    assert client.post("/v1/batches", content=NOTE).status_code == 415
    assert client.post("/v1/batches", files={"other": NOTE}).status_code == 422


def test_a_batch_of_too_many_files_is_refused(client: TestClient) -> None:
    files = [("file", (f"{number}.txt", b"x")) for number in range(1001)]
    assert client.post("/v1/batches", files=files).status_code == 400
    assert client.get("/v1/batches").json()["items"] == []


def test_a_batch_is_read_as_of_the_day_of_its_form(client: TestClient) -> None:
    files = [("file", ("a.txt", NOTE)), ("file", ("b.txt", NOTE + b"QUAL trailed SIZE."))]
    batch = client.post("/v1/batches", files=files, data={"as_of": "2021-12-31"})
    assert batch.status_code == 202
    tasks = client.get(f"{batch.headers['location']}/tasks").json()["items"]
    assert [task["as_of"] for task in tasks] == ["2021-12-31"] * 2


def test_a_batch_as_of_no_day_is_refused(client: TestClient) -> None:
    files = [("file", ("a.txt", NOTE))]
    answer = client.post("/v1/batches", files=files, data={"as_of": "yesterday"})
    assert (answer.status_code, answer.json()["errors"][0]["name"]) == (422, "as_of")
