"""The process that parses untrusted documents: `python -m ingest.child FD`.

It loads every parser once, then forks for each document: starting Python and its parsers anew took
0.16 s a file, a fork takes 0.01 s. The fork alone sees the document, under limits that end it; what
it does to itself is gone with it. Over the socket FD comes a line of format and size, with a second
socket, on which the fork takes the bytes and answers with JSON.
"""

from __future__ import annotations

import os
import resource
import signal
import socket
import sys
from contextlib import suppress
from importlib import import_module
from typing import cast

from ingest.errors import IngestError, InputTooLarge, UnreadableInput
from ingest.limits import CHILD_MEMORY, CHILD_SECONDS, MAX_BYTES, MAX_CHARS, cpu_seconds
from ingest.raw import RawNote, to_json
from ingest.sandbox import ANSWER, NAMES, REFUSAL, Format

_PIECE = 1 << 20
_REQUEST = 64


def main() -> None:
    """Serve until the other side is gone, then see the last forks out."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for format_ in NAMES:
        import_module(f"ingest.{format_}")
    control = socket.socket(fileno=int(sys.argv[1]))
    while True:
        request, sockets, _, _ = socket.recv_fds(control, _REQUEST, 1)
        if not request:
            break
        _fork(request.decode(), sockets[0], control)
    with suppress(ChildProcessError):
        while True:
            os.wait()


def _fork(request: str, asker: int, control: socket.socket) -> None:
    """Have a fork answer, and bury those that have."""
    if os.fork() == 0:
        control.close()
        try:
            _serve(request, socket.socket(fileno=asker))
        finally:
            os._exit(0)
    os.close(asker)
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _serve(request: str, asker: socket.socket) -> None:
    """Take the bytes and answer; the exit status says nothing."""
    format_, size = request.split()
    _limit(int(size))
    asker.sendall(_answer(cast(Format, format_), _received(asker)))


def _limit(size: int) -> None:
    seconds = cpu_seconds(size)
    resource.setrlimit(resource.RLIMIT_AS, (CHILD_MEMORY, CHILD_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    signal.alarm(CHILD_SECONDS)


def _received(asker: socket.socket) -> bytes:
    data = bytearray()
    while len(data) <= MAX_BYTES and (piece := asker.recv(_PIECE)):
        data += piece
    return bytes(data)


def _answer(format_: Format, data: bytes) -> bytes:
    try:
        return ANSWER + to_json(_parse(format_, data))
    except IngestError as error:
        return _refusal(error)
    except MemoryError:
        return _refusal(InputTooLarge(f"this {NAMES[format_]} needs too much memory to read"))
    except Exception as error:
        return _refusal(_broken(format_, error))


def _parse(format_: Format, data: bytes) -> RawNote:
    note: RawNote = import_module(f"ingest.{format_}").parse(data)
    if sum(len(block.text) for block in note.blocks) > MAX_CHARS:
        raise InputTooLarge(f"more than {MAX_CHARS:,} characters of text; split it into notes")
    return note


def _broken(format_: Format, error: Exception) -> UnreadableInput:
    return UnreadableInput(
        f"this {NAMES[format_]} is damaged ({type(error).__name__}); save it again from its"
        " program, or give its text"
    )


def _refusal(error: IngestError) -> bytes:
    return REFUSAL + f"{type(error).__name__}\n{error}".encode("utf-8", "replace")


if __name__ == "__main__":
    main()
