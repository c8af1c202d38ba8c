"""Starts the processes that read notes; imports next to nothing, so that they start first.

They are spawned afresh, not forked: the service has threads and an open store.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

_MODULE = "tapecheck.service.worker"
_ROOT = str(Path(__file__).resolve().parents[2])


@dataclass(frozen=True, slots=True, kw_only=True)
class Spawned:
    """A worker process that is importing, and the pipe on which it waits to be told the rest."""

    process: subprocess.Popen[bytes]
    pipe: Connection

    def end(self) -> None:
        """Kill and bury it; harmless where it is dead."""
        self.process.kill()
        self.process.wait()


def spawn() -> Spawned:
    """Start a worker; it ends by itself once this side of the pipe is gone."""
    ours, theirs = socket.socketpair()
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-s", "-P", "-m", _MODULE, str(theirs.fileno())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": _ROOT, "PYTHONUTF8": "1"},
            pass_fds=[theirs.fileno()],
            # A Ctrl-C on the terminal is for the service, which then ends its workers.
            start_new_session=True,
        )
    return Spawned(process=process, pipe=Connection(ours.detach()))
