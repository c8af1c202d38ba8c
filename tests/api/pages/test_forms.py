"""What the pages' forms do: give notes, correct claims, delete."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.api.http.app import client_of
from tests.api.pages.site import (
    FUND_NOTE,
    NO_NOTE,
    OLDER_NOTE,
    one_claim,
    pages_over,
    parsed,
    tree,
)


def test_one_file_is_watched_being_read(client: TestClient) -> None:
    answer = client.post("/notes", files={"files": ("note.txt", FUND_NOTE.encode())})
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/tasks/")


def test_a_known_note_is_shown_at_once(client: TestClient, note_id: str) -> None:
    answer = client.post("/notes", files={"files": ("again.txt", FUND_NOTE.encode())})
    assert answer.headers["location"] == f"/notes/{note_id}"


def test_several_files_are_a_batch(client: TestClient) -> None:
    files = [("files", (f"{n}.txt", text.encode())) for n, text in enumerate((FUND_NOTE, NO_NOTE))]
    location = client.post("/notes", files=files).headers["location"]
    assert location.startswith("/batches/")
    assert parsed(client, location).findtext(".//h1").startswith("Batch of 2 files")


def test_pasted_text_is_a_note(client: TestClient) -> None:
    answer = client.post("/notes", data={"text": FUND_NOTE, "as_of": ""})
    assert answer.headers["location"].startswith("/tasks/")


def test_a_form_with_a_file_and_text_is_a_batch(client: TestClient) -> None:
    answer = client.post(
        "/notes",
        files={"files": ("note.txt", FUND_NOTE.encode())},
        data={"text": OLDER_NOTE},
    )
    assert answer.headers["location"].startswith("/batches/")


@pytest.mark.parametrize(
    ("data", "told"),
    [({"text": "  "}, "Nothing was given"), ({"text": "x", "as_of": "soon"}, "is no day")],
)
def test_a_form_that_gives_nothing_is_told_why(
    client: TestClient, data: dict[str, str], told: str
) -> None:
    answer = client.post("/notes", data=data)
    assert answer.status_code == 422
    assert told in tree(answer.text).find_class("alarm")[0].text_content()


def test_lone_surrogates_in_a_form_are_replaced(client: TestClient) -> None:
    body = b"text=%ED%A0%80"
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    assert client.post("/notes", content=body, headers=kind).status_code == 303


def waited(client: TestClient, location: str) -> str:
    """The task's page once it is at its end."""
    task = location.rpartition("/")[2]
    with client.stream("GET", f"/v1/tasks/{task}/events") as events:
        for _ in events.iter_lines():
            pass
    return client.get(location).text


def test_a_refused_note_is_told_why(client: TestClient) -> None:
    location = client.post("/notes", data={"text": NO_NOTE}).headers["location"]
    alarm = tree(waited(client, location)).find_class("alarm")[0]
    assert "not a research note" in alarm.text_content().lower()


def test_a_finished_task_leads_to_its_note(client: TestClient) -> None:
    location = client.post("/notes", data={"text": FUND_NOTE}).headers["location"]
    waited(client, location)
    assert client.get(location).headers["location"].startswith("/notes/")


def test_a_note_being_read_is_refreshed_without_scripts(tmp_path: Path) -> None:
    with client_of(pages_over(tmp_path, seconds_a_note=2.0)) as client:
        answer = client.post("/notes", data={"text": FUND_NOTE})
        assert '<noscript><meta http-equiv="refresh"' in answer.text


def test_what_waits_of_a_batch_can_be_cancelled(tmp_path: Path) -> None:
    with client_of(pages_over(tmp_path, seconds_a_note=1.0)) as client:
        files = [("files", (f"{n}.txt", f"{n} {FUND_NOTE}".encode())) for n in range(4)]
        batch = client.post("/notes", files=files).url.path
        assert "cancelled" in client.post(f"{batch}/cancel").text


def form_of(client: TestClient, claim: str) -> dict[str, str]:
    page = parsed(client, f"/claims/{claim}")
    (form,) = [form for form in page.forms if "corrections" in form.action]
    return {name: value or "" for name, value in form.form_values()}


def test_a_correction_shows_the_new_verdict_beside_the_old(
    client: TestClient, note_id: str
) -> None:
    claim = one_claim(client, note_id)
    answer = client.post(
        f"/claims/{claim}/corrections", data={**form_of(client, claim), "relation": "below"}
    )
    assert answer.headers["location"] == f"/claims/{claim}#corrections"
    told = parsed(client, f"/claims/{claim}").xpath("//article/table//tr[last()]/td")
    assert [cell.text_content().strip() for cell in told] == ["✓supported", "✗refuted"]


def test_the_original_of_a_corrected_claim_stays(client: TestClient, note_id: str) -> None:
    claim = one_claim(client, note_id)
    before = client.get(f"/v1/claims/{claim}").json()["verdict"]
    client.post(
        f"/claims/{claim}/corrections", data={**form_of(client, claim), "relation": "below"}
    )
    assert client.get(f"/v1/claims/{claim}").json()["verdict"] == before


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, "No slot was changed"),
        ({"since": "the flood"}, "the flood"),
        ({"metric": "luck"}, "Metric"),
    ],
)
def test_a_correction_that_can_not_be_read_is_told(
    client: TestClient, note_id: str, changed: dict[str, str], told: str
) -> None:
    claim = one_claim(client, note_id)
    answer = client.post(f"/claims/{claim}/corrections", data={**form_of(client, claim), **changed})
    page = tree(answer.text)
    assert answer.status_code == 422
    assert told in page.find_class("alarm")[0].text_content()


def test_a_form_without_most_of_its_fields_is_told_too(client: TestClient, note_id: str) -> None:
    claim = one_claim(client, note_id)
    assert client.post(f"/claims/{claim}/corrections", data={"since": "x"}).status_code == 422


def test_a_slot_that_can_not_stay_is_told_beside_its_field(
    client: TestClient, note_id: str
) -> None:
    claim = one_claim(client, note_id)
    changed = {"since": "2021", "until": "2019"}
    answer = client.post(f"/claims/{claim}/corrections", data={**form_of(client, claim), **changed})
    page = tree(answer.text)
    field = page.get_element_by_id("slot-until")
    (alarm,) = page.find_class("alarm")
    assert answer.status_code == 422
    assert "would end before it begins" in alarm.text_content()
    assert field.getnext() is alarm
    assert (field.get("aria-invalid"), field.get("aria-describedby")) == ("true", alarm.get("id"))


def test_many_files_are_read_as_of_the_day_given(client: TestClient) -> None:
    files = [("files", (f"{n}.txt", f"{n} {FUND_NOTE}".encode())) for n in range(2)]
    batch = client.post("/notes", files=files, data={"as_of": "2021-12-31"}).headers["location"]
    tasks = client.get(f"/v1{batch}/tasks").json()["items"]
    assert [task["as_of"] for task in tasks] == ["2021-12-31"] * 2


def test_what_was_typed_stays_in_the_form(client: TestClient, note_id: str) -> None:
    claim = one_claim(client, note_id)
    answer = client.post(
        f"/claims/{claim}/corrections", data={**form_of(client, claim), "since": "the flood"}
    )
    page = tree(answer.text)
    assert page.get_element_by_id("slot-since").value == "the flood"


def test_deleting_asks_first(client: TestClient, note_id: str) -> None:
    page = parsed(client, f"/notes/{note_id}/delete")
    assert [form.action for form in page.forms if form.method == "POST"] == [
        f"/notes/{note_id}/delete"
    ]
    assert client.get(f"/notes/{note_id}").status_code == 200


def test_a_deleted_note_is_gone(client: TestClient, note_id: str) -> None:
    assert client.post(f"/notes/{note_id}/delete").status_code == 303
    assert client.get(f"/notes/{note_id}").status_code == 404
