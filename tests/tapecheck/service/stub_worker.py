"""A worker process that speaks as the real one does, and dies, hangs or fails when a note says so.

Run as `python -m tests.tapecheck.service.stub_worker FD`; it loads nothing, so it is up soon.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path

from tapecheck.service.errors import NotReady, ReadingFailed, ServiceError
from tapecheck.service.jobs import Answer, Job, Load, Loaded, Score
from tapecheck.testing_reports import CANNED_RUN, canned_report

DIES, DIES_ONCE, HANGS, FAILS, GROWS = "dies always", "dies once", "hangs", "fails", "grows"
MISSING = "missing"
_GROWN = 10**12


def main() -> None:
    """Serve the socket until it closes."""
    with Connection(int(sys.argv[1])) as service:
        try:
            load: Load = service.recv()
            if load.prices == MISSING:
                service.send(NotReady("no prices at missing; give a folder"))
                return
            service.send(Loaded(run=CANNED_RUN, memory=0))
            while True:
                service.send(_answer(service.recv()))
        except EOFError:
            return


def _answer(job: Job) -> Answer:
    if not isinstance(job, Score):
        return Answer(result=str(os.getpid()).encode(), error=None, memory=0)
    text = job.upload.data.decode()
    if DIES in text or (DIES_ONCE in text and _first(job.upload.name)):
        os.kill(os.getpid(), signal.SIGKILL)
    if HANGS in text:
        time.sleep(60)
    if FAILS in text:
        return Answer(result=None, error=ReadingFailed("a fault in the program"), memory=0)
    try:
        grown = _GROWN if GROWS in text else 0
        return Answer(result=canned_report(job.upload), error=None, memory=grown)
    except ServiceError as error:
        return Answer(result=None, error=error, memory=0)


def _first(name: str) -> bool:
    """True the first time, which a file remembers."""
    if (mark := Path(name)).exists():
        return False
    mark.touch()
    return True


if __name__ == "__main__":
    main()
