"""An application of each test's own, with one note in it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from starlette.testclient import TestClient

from api.http import logs
from tests.api.http.app import NOTE, opened


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Nothing is printed; a test that looks at the log configures its own."""
    logs.configure(io.StringIO())
    yield
    structlog.reset_defaults()


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    """An application without keys, on loopback."""
    with opened(tmp_path) as client:
        yield client


@pytest.fixture
def note_id(client: TestClient) -> str:
    """A stored note's id."""
    answer = client.post("/v1/notes", content=NOTE)
    assert answer.status_code == 201
    return str(answer.json()["note"]["id"])
