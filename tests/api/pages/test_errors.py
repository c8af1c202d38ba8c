"""Errors in plain words, and pages that hold nothing foreign."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.pages.render import FOLDER
from tests.api.pages.site import (
    tree,
    upload,
)


def test_a_wrong_filter_is_told_in_plain_words(client: TestClient) -> None:
    answer = client.get("/claims?from=yesterday")
    assert (answer.status_code, answer.headers["content-type"]) == (
        422,
        "text/html; charset=utf-8",
    )


@pytest.mark.parametrize(
    "path",
    ["/nowhere", "/notes/none", "/claims/9-c9", "/tickers/NONE", "/authors/no one", "/tasks/x",
     "/batches/x", "/claims/1-c1/chart.svg", "/notes/none/delete", "/static/none.css"],
)  # fmt: skip
def test_what_is_not_there_is_told_in_plain_words(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert tree(answer.text).findtext(".//h1") in (
        "There is no such page",
        "This is not here",
    )


def test_a_form_of_another_site_is_refused_in_plain_words(client: TestClient, note_id: str) -> None:
    answer = client.post(f"/notes/{note_id}/delete", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert "nothing was done" in answer.text


def test_a_failure_shows_nothing_of_the_inside(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("SELECT secret FROM /var/lib")

    monkeypatch.setattr("api.pages.home.note_line", fail)
    monkeypatch.setattr("api.pages.home.batch_line", fail)
    upload(client)
    answer = client.get("/")
    assert answer.status_code == 500
    assert "Something went wrong here" in answer.text
    assert "SELECT" not in answer.text


def test_static_files_are_served(client: TestClient) -> None:
    kinds = [
        client.get(f"/static/{name}").headers["content-type"]
        for name in ("style.css", "app.js", "icon.svg")
    ]
    assert kinds == ["text/css; charset=utf-8", "text/javascript; charset=utf-8", "image/svg+xml"]


@pytest.mark.parametrize(
    "path", sorted((FOLDER / "templates").glob("*.html")), ids=lambda p: p.name
)
def test_no_template_has_a_script_or_a_style_of_its_own(path: Path) -> None:
    source = path.read_text()
    assert not re.search(r"\sstyle=|<style|\son\w+=|<script(?! src=)|javascript:", source)


@pytest.mark.parametrize(
    "path", sorted((FOLDER / "templates").glob("*.html")), ids=lambda p: p.name
)
def test_no_template_switches_escaping_off(path: Path) -> None:
    assert not re.search(r"\|\s*safe|autoescape|Markup", path.read_text())


@pytest.mark.parametrize("name", ["templates", "static"])
def test_nothing_is_fetched_from_elsewhere(name: str) -> None:
    sources = [file.read_text() for file in (FOLDER / name).iterdir()]
    addresses = {found for text in sources for found in re.findall(r"https?://[^\s\"'<>)]+", text)}
    assert addresses <= {"http://www.w3.org/2000/svg"}
