"""Parses untrusted formats in processes that memory, CPU and wall-time limits hold.

A process with an empty environment forks one for each document (`ingest.child`). That gets the
bytes and no name, and answers with JSON. If it dies the parent only reports that.
"""

from __future__ import annotations

import atexit
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import Final, Literal

from ingest import errors
from ingest.errors import IngestError, InputTooLarge, UnreadableInput
from ingest.limits import CHILD_SECONDS
from ingest.raw import RawNote, from_json

Format = Literal["markdown", "html", "pdf", "docx", "mail"]

ANSWER: Final = b"note\n"
REFUSAL: Final = b"refused\n"
NAMES: Final[dict[Format, str]] = {
    "markdown": "Markdown",
    "html": "web page",
    "pdf": "PDF",
    "docx": "DOCX",
    "mail": "e-mail",
}
_ROOT: Final = str(Path(__file__).resolve().parent.parent)
_PIECE: Final = 1 << 20


class SandboxedReader:
    """Reads one format by way of `ingest.child`."""

    def __init__(self, format_: Format) -> None:
        """Take the name of the module that parses the format."""
        self._format = format_

    def read(self, data: bytes, /) -> RawNote:
        """The note; UnreadableInput or InputTooLarge where the child gives up or is stopped."""
        try:
            return self._note(_PARSERS.answer(self._format, data))
        except OSError:
            raise self._stopped() from None

    def _note(self, answer: bytes) -> RawNote:
        if answer.startswith(REFUSAL):
            kind, _, message = answer[len(REFUSAL) :].decode("utf-8", "replace").partition("\n")
            raise _named(kind)(message)
        if not answer.startswith(ANSWER):
            raise self._stopped()
        try:
            return from_json(answer[len(ANSWER) :])
        except (ValueError, KeyError, TypeError):
            raise self._stopped() from None

    def _stopped(self) -> InputTooLarge:
        return InputTooLarge(
            f"reading this {NAMES[self._format]} was stopped: it needs more memory or time than a"
            " note may; save it anew, or give its text"
        )


class Parsers:
    """The process that forks for each document; begun when first needed, and again if it dies.

    Safe to use from several threads. A fork of this process begins one of its own.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._owner = 0

    def answer(self, format_: Format, data: bytes) -> bytes:
        """What the fork said to the bytes, nothing if it died; OSError for one that hung."""
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                self._ask(f"{format_} {len(data)}".encode(), theirs)
            # The fork ends itself a little earlier.
            ours.settimeout(CHILD_SECONDS + 1)
            try:
                ours.sendall(data)
                ours.shutdown(socket.SHUT_WR)
            except (BrokenPipeError, ConnectionResetError):
                return b""
            return _received(ours)

    def close(self) -> None:
        """End the process, once the documents at hand are done."""
        with self._lock:
            self._end()

    def _end(self) -> None:
        if self._control is not None:
            self._control.close()
        if self._process is not None and self._owner == os.getpid():
            self._process.wait()
        self._control = self._process = None

    def _ask(self, request: bytes, asker: socket.socket) -> None:
        with self._lock:
            if self._control is None or self._owner != os.getpid():
                self._control = self._begun()
            try:
                socket.send_fds(self._control, [request], [asker.fileno()])
            except OSError:
                self._control = self._begun()
                socket.send_fds(self._control, [request], [asker.fileno()])

    def _begun(self) -> socket.socket:
        self._end()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-s", "-P", "-m", "ingest.child", str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={"PYTHONPATH": _ROOT, "PYTHONUTF8": "1"},
                cwd="/",
                pass_fds=[theirs.fileno()],
            )
        self._owner = os.getpid()
        return ours


def _received(asker: socket.socket) -> bytes:
    pieces = []
    try:
        while piece := asker.recv(_PIECE):
            pieces.append(piece)
    except ConnectionResetError:
        return b""
    return b"".join(pieces)


def _named(kind: str) -> type[IngestError]:
    found = getattr(errors, kind, UnreadableInput)
    return found if issubclass(found, IngestError) else UnreadableInput


_PARSERS: Final = Parsers()
atexit.register(_PARSERS.close)
