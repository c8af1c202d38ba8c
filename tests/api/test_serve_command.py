"""`tapecheck serve` as an operator meets it: a real process, started, asked and told to stop."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tapecheck.store import Reader, Store
from tests.conftest import REPOSITORY

# The server is another process, asked over a port of this machine.
pytestmark = pytest.mark.allow_hosts(["127.0.0.1", "::1"])
NOTE = (REPOSITORY / "examples" / "notes" / "momentum_since_2017.txt").read_bytes()


@dataclass(frozen=True, slots=True)
class Server:
    """A running `tapecheck serve`."""

    process: subprocess.Popen[str]
    url: str

    def get(self, path: str) -> int:
        """The status of a GET."""
        try:
            with urlopen(self.url + path, timeout=10) as answer:
                return int(answer.status)
        except HTTPError as error:
            return error.code

    def post(self, path: str, data: bytes, **headers: str) -> int:
        """The status of a POST of plain text."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = Request(self.url + path, data, {"Content-Type": "text/plain", **named})
        with urlopen(request, timeout=30) as answer:
            return int(answer.status)

    def await_ready(self) -> None:
        """Return once notes can be read."""
        for _ in range(600):
            if self.get("/readyz") == 200:
                return
            time.sleep(0.05)
        raise AssertionError("never ready")


def command(db: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "api.cli", "serve", "--db", str(db), "--port", "0", *words]


@contextmanager
def serving(db: Path, *words: str) -> Iterator[Server]:
    """A server that has printed its address."""
    with subprocess.Popen(
        command(db, *words),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=REPOSITORY,
    ) as process:
        assert process.stdout is not None
        try:
            yield Server(process, process.stdout.readline().strip())
        finally:
            process.kill()


def failing(db: Path, *words: str, home: Path | None = None) -> str:
    """The one line with which a server that can't start ends; exit code 1."""
    env = {**os.environ, **({"TAPECHECK_HOME": str(home)} if home else {})}
    done = subprocess.run(
        command(db, *words), capture_output=True, text=True, cwd=REPOSITORY, env=env, check=False
    )
    (line,) = done.stderr.splitlines()
    assert done.returncode == 1
    return line


def test_a_note_under_way_is_finished_before_the_server_ends(tmp_path: Path) -> None:
    db = tmp_path / "notes.db"
    with serving(db, "--prices", "sample") as server:
        assert server.get("/healthz") == 200
        server.await_ready()
        assert server.post("/v1/notes", NOTE) == 201
        assert server.post("/v1/notes", NOTE * 8, Prefer="respond-async") == 202
        time.sleep(0.3)
        began = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        said = server.process.communicate(timeout=40)[1]
    assert server.process.returncode == 0
    assert time.monotonic() - began < 30
    with Reader.open(db) as reader:
        assert len(reader.notes().rows) == 2
    logged = [json.loads(line) for line in said.splitlines()]
    assert all("request_id" in line for line in logged if line["event"] == "request")
    assert "Harbour Lane" not in said


def test_an_interrupt_before_all_is_loaded_ends_it_at_once(tmp_path: Path) -> None:
    with serving(tmp_path / "notes.db") as server:
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(timeout=10) == 0


def test_a_port_in_use_is_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        line = failing(tmp_path / "notes.db", "--port", port)
    assert f"port {port} of 127.0.0.1 is in use" in line


def test_an_address_that_is_not_here_is_one_line(tmp_path: Path) -> None:
    assert "can't listen on port" in failing(tmp_path / "notes.db", "--host", "192.0.2.1")


def test_a_store_that_is_in_use_is_one_line(tmp_path: Path) -> None:
    db = tmp_path / "notes.db"
    store = Store.open(db)
    line = failing(db)
    store.close()
    assert f"is being written by process {os.getpid()}" in line


def test_a_file_that_is_no_store_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("no database at all, but long enough to be read as one")
    assert "no SQLite file" in failing(tmp_path / "notes.db")


def test_missing_prices_are_one_line(tmp_path: Path) -> None:
    line = failing(tmp_path / "notes.db", "--prices", str(tmp_path / "nowhere"))
    assert "no prices at" in line


def test_missing_models_are_one_line(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "prices").mkdir(parents=True)
    closes = tmp_path / "closes.csv"
    closes.write_text("Date,MTUM\n2020-01-02,1\n2020-01-03,2\n")
    line = failing(tmp_path / "notes.db", "--prices", str(closes), home=home)
    assert "tapecheck models fetch" in line


@pytest.mark.parametrize("words", [("--host", "0.0.0.0"), ("--require-keys",)])
def test_without_keys_it_is_not_opened_to_others(tmp_path: Path, words: tuple[str, ...]) -> None:
    line = failing(tmp_path / "notes.db", *words)
    assert "tapecheck keys create" in line


def test_with_keys_required_a_request_without_one_is_refused(tmp_path: Path) -> None:
    db = tmp_path / "notes.db"
    with Store.open(db) as store:
        store.add_key(name="desk", scope="read")
    with serving(db, "--host", "0.0.0.0") as server:
        here = Server(server.process, server.url.replace("0.0.0.0", "127.0.0.1"))
        assert here.get("/healthz") == 200
        assert here.get("/v1/notes") == 401
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(timeout=40) == 0
