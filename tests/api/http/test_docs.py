"""docs/api.md is run: each command in its order, against the application; each answer compared."""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi.routing import iter_route_contexts
from starlette.testclient import TestClient

from tests.api.http.app import NOTE, app_over, opened
from tests.conftest import REPOSITORY

DOCS = (REPOSITORY / "docs" / "api.md").read_text(encoding="utf-8")
FILES = {"note.txt": NOTE, "other.txt": NOTE + b"\nXSMO beats IWM since 2018.\n"}
BLOCKS = re.findall(r"^```(console|json)\n(.*?)^```", DOCS, re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"\$ curl (?P<words>.+?)    # (?P<status>\d{3})")


@dataclass(frozen=True, slots=True)
class Command:
    """A curl command as the test client sends it."""

    method: str
    path: str
    sent: dict[str, Any]


def _read(words: str, known: dict[str, str]) -> Command:
    for name, value in known.items():
        words = words.replace(f"${name}", value)
    method, path = "", ""
    headers: dict[str, str] = {}
    sent: dict[str, Any] = {"headers": headers}
    parts = iter(shlex.split(words))
    for part in parts:
        if part == "-X":
            method = next(parts)
        elif part == "-H":
            name, _, value = next(parts).partition(": ")
            headers[name] = value
        elif part == "--data-binary":
            sent["content"] = FILES[next(parts).removeprefix("@")]
        elif part == "--json":
            sent["json"] = json.loads(next(parts))
        elif part == "-F":
            _add_part(sent, next(parts))
        elif part != "-N":
            path = part
    has_body = sent.keys() & {"content", "json", "files"}
    return Command(method or ("POST" if has_body else "GET"), path, sent)


def _add_part(sent: dict[str, Any], part: str) -> None:
    name, _, value = part.partition("=")
    if value.startswith("@"):
        file = value.removeprefix("@")
        sent.setdefault("files", []).append((name, (file, FILES[file])))
    else:
        sent.setdefault("data", {})[name] = value


def _learn(known: dict[str, str], path: str, answer: Any) -> None:
    """Ids that later commands name."""
    place = answer.headers.get("location", "")
    for name, folder in (("NOTE", "notes"), ("TASK", "tasks"), ("BATCH", "batches")):
        if place.startswith(f"/v1/{folder}/"):
            known[name] = place.rpartition("/")[2]


def _agrees(shown: Any, found: Any, place: str) -> None:
    if shown == "…":
        return
    if isinstance(shown, dict):
        for name, value in shown.items():
            assert name in found, f"{place} has no {name}"
            _agrees(value, found[name], f"{place}.{name}")
    elif isinstance(shown, list):
        for number, value in enumerate(shown):
            _agrees(value, found[number], f"{place}[{number}]")
    else:
        assert found == shown, place


def test_every_command_answers_as_the_page_says(tmp_path: Path) -> None:
    with opened(tmp_path) as client:
        _run_all(client)


def _run_all(client: TestClient) -> None:
    known = {"TAPECHECK": "", "KEY": ""}
    answer: Any = None
    for kind, block in BLOCKS:
        if kind == "json":
            _agrees(json.loads(block), answer.json(), answer.request.url.path)
            continue
        for match in COMMAND.finditer(block):
            command = _read(match["words"], known)
            headers = {k: v for k, v in command.sent["headers"].items() if k != "Authorization"}
            sent = command.sent | {"headers": headers}
            answer = client.request(command.method, command.path, **sent)
            assert answer.status_code == int(match["status"]), (match["words"], answer.text)
            _learn(known, command.path, answer)


def test_every_route_has_an_example(tmp_path: Path) -> None:
    shown = {
        _plain(_read(match["words"], {"TAPECHECK": ""}))
        for kind, block in BLOCKS
        if kind == "console"
        for match in COMMAND.finditer(block)
    }
    routes = iter_route_contexts(app_over(tmp_path).routes)
    wanted = {
        (method, re.sub(r"\{[^}]*\}", "*", route.path or ""))
        for route in routes
        for method in (route.methods or set()) - {"HEAD"}
    }
    assert wanted <= shown


def _plain(command: Command) -> tuple[str, str]:
    """The route that an example asks, ids and names as stars."""
    path = command.path.partition("?")[0]
    path = re.sub(r"\$[A-Z]+|1-c1|Ann%20Author|XSMO", "*", path)
    return command.method, path
