"""Limits while a body streams in: refused before it is read, and nobody else waits for it."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.http import limits
from api.http.limits import BODY_BYTES, JSON_BYTES
from tests.api.http.app import NOTE, UNLIMITED, Live, app_over, serving

# Limits are about what goes over a socket: these tests serve on a port of loopback.
pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
MEBIBYTE = 1024 * 1024
HUGE = 400 * MEBIBYTE


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """One server for all tests here."""
    with serving(app_over(tmp_path_factory.mktemp("limits"), **UNLIMITED)) as live:
        yield live


def _head(path: str, *lines: str) -> bytes:
    return "\r\n".join([f"POST {path} HTTP/1.1", "Host: 127.0.0.1", *lines, "", ""]).encode()


def _send_until_cut(sock: socket.socket, begin: bytes, piece: bytes, most: int) -> int:
    """How many bytes of a body could be sent before the server stopped taking them."""
    sent = 0
    try:
        sock.sendall(begin)
        while sent < most:
            sock.sendall(piece)
            sent += len(piece)
    except OSError:
        pass
    return sent


def _answer(sock: socket.socket) -> bytes:
    """What came before the connection ended."""
    got = b""
    try:
        while piece := sock.recv(65536):
            got += piece
    except OSError:
        pass
    return got


@pytest.mark.parametrize("path", ["/v1/notes", "/v1/score", "/v1/batches", "/v1/claims/verify"])
def test_a_length_over_the_limit_is_refused_before_the_body(live: Live, path: str) -> None:
    limit = BODY_BYTES.get(path, JSON_BYTES)
    with live.connect() as sock:
        sock.sendall(_head(path, f"Content-Length: {limit + 1}", "Content-Type: text/plain"))
        answer = sock.recv(65536)
    assert answer.startswith(b"HTTP/1.1 413")
    assert b"application/problem+json" in answer


def test_the_server_does_not_ask_for_a_body_that_is_too_large(live: Live) -> None:
    with live.connect() as sock:
        sock.sendall(_head("/v1/notes", f"Content-Length: {HUGE}", "Expect: 100-continue"))
        assert sock.recv(65536).startswith(b"HTTP/1.1 413")


def test_a_body_without_length_is_cut_off_at_the_limit(live: Live) -> None:
    piece = b"10000\r\n" + b"x" * 65536 + b"\r\n"
    with live.connect() as sock:
        sent = _send_until_cut(
            sock, _head("/v1/notes", "Transfer-Encoding: chunked"), piece, most=HUGE
        )
    assert sent < HUGE / 4


def test_a_form_without_length_is_cut_off_at_the_limit(live: Live) -> None:
    head = _head(
        "/v1/notes", "Transfer-Encoding: chunked", "Content-Type: multipart/form-data; boundary=b"
    )
    part = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
    begin = head + f"{len(part):x}\r\n".encode() + part + b"\r\n"
    piece = b"10000\r\n" + b"x" * 65536 + b"\r\n"
    with live.connect() as sock:
        sent = _send_until_cut(sock, begin, piece, most=HUGE)
    assert sent < HUGE / 4


def test_a_body_just_over_the_limit_is_told_so(live: Live) -> None:
    limit = BODY_BYTES["/v1/notes"]
    body = b"x" * (limit + 1)
    chunked = f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n"
    with live.connect() as sock:
        got = b""
        sender = threading.Thread(
            target=_send_until_cut,
            args=(sock, _head("/v1/notes", "Transfer-Encoding: chunked"), chunked, 1),
        )
        sender.start()
        got = _answer(sock)
        sender.join()
    assert b"413" in got.split(b"\r\n")[0]
    assert f'"limit": {limit}'.encode() in got


def test_half_bodies_keep_nobody_waiting(live: Live) -> None:
    halves = []
    for _ in range(50):
        sock = live.connect()
        sock.sendall(_head("/v1/notes", "Content-Length: 5000") + b"XSMO ")
        halves.append(sock)
    began = time.monotonic()
    with live.connect() as sock:
        sock.sendall(_head("/v1/score", f"Content-Length: {len(NOTE)}", "Connection: close") + NOTE)
        answer = _answer(sock)
    waited = time.monotonic() - began
    for half in halves:
        half.close()
    assert answer.startswith(b"HTTP/1.1 200")
    assert waited < 3


def test_a_body_that_stalls_is_given_up(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "IDLE_SECONDS", 0.3)
    with live.connect() as sock:
        sock.sendall(_head("/v1/notes", "Content-Length: 5000") + b"XSMO ")
        answer = _answer(sock)
    assert answer.startswith(b"HTTP/1.1 408")
    assert b"/problems/too-slow" in answer


def test_a_body_that_trickles_is_given_up(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "BODY_SECONDS", 0.5)
    with live.connect() as sock:
        sock.sendall(_head("/v1/notes", "Content-Length: 5000"))
        began = time.monotonic()
        sock.settimeout(0.05)
        answer = b""
        while not answer and time.monotonic() - began < 10:
            sock.sendall(b"x")
            try:
                answer = sock.recv(65536)
            except TimeoutError:
                continue
    assert answer.startswith(b"HTTP/1.1 408")


def test_an_upload_that_is_broken_off_leaves_nothing(live: Live) -> None:
    with live.connect() as sock:
        sock.sendall(_head("/v1/notes", f"Content-Length: {len(NOTE) + 5}") + NOTE)
    time.sleep(0.3)
    with live.connect() as sock:
        sock.sendall(b"GET /v1/notes HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        answer = _answer(sock)
    assert re.search(rb'"items":\[\]', answer)


def test_a_client_that_goes_away_does_not_stop_the_reading(tmp_path: Path) -> None:
    with serving(app_over(tmp_path, seconds_a_note=0.5, **UNLIMITED)) as live:
        with live.connect() as sock:
            sock.sendall(_head("/v1/notes", f"Content-Length: {len(NOTE)}") + NOTE)
            time.sleep(0.2)
        time.sleep(1)
        with live.connect() as sock:
            sock.sendall(b"GET /v1/notes HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
            answer = _answer(sock)
    assert b"Small caps with momentum" in answer
