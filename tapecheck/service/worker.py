"""The process that reads notes: `python -m tapecheck.service.worker FD`.

It is told what to load over the socket `FD`, says so once it has, then answers job after job until
the other side is gone. It prints nothing: what a note says belongs in no log.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from tapecheck.service.errors import NotReady, ReadingFailed, ServiceError
from tapecheck.service.faults import told
from tapecheck.service.jobs import Answer, Job, Load, Loaded

if TYPE_CHECKING:
    from tapecheck.service.desk import Desk


def main() -> None:
    """Serve the socket until it closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _offer_to_the_oom_killer()
    with Connection(int(sys.argv[1])) as service:
        try:
            _serve(service)
        except (EOFError, BrokenPipeError, ConnectionResetError):
            return


def _serve(service: Connection) -> None:
    # What is loaded stays to the end: looking it through for garbage costs a tenth of the start.
    gc.disable()
    from analytics.errors import AnalyticsError
    from models.errors import ModelError
    from nlp.errors import NlpError
    from tapecheck.service.desk import Desk

    # The imports above take seconds; only then is it told what to load.
    load: Load = service.recv()
    if load.cores is not None:
        # The model runs as many threads as there are processors to run on.
        os.sched_setaffinity(0, load.cores)
    try:
        desk = Desk.open(load)
    except (AnalyticsError, ModelError, NlpError) as error:
        service.send(NotReady(" ".join(str(error).split())))
        return
    gc.freeze()
    gc.enable()
    service.send(Loaded(run=desk.run, memory=_memory()))
    while True:
        service.send(_answer(desk, service.recv()))


def _answer(desk: Desk, job: Job) -> Answer:
    try:
        return Answer(result=desk.do(job), error=None, memory=_memory())
    except ServiceError as error:
        return Answer(result=None, error=error, memory=_memory())
    except Exception as bug:
        return Answer(result=None, error=ReadingFailed(told(bug)), memory=_memory())


def _memory() -> int:
    """Bytes held by this process now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _offer_to_the_oom_killer() -> None:
    """Where memory runs out, it is to be this process, which is replaced, not the service."""
    try:
        Path("/proc/self/oom_score_adj").write_text("500")
    except OSError:
        return


if __name__ == "__main__":
    main()
