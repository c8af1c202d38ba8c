"""Ray started or joined, without a word on the user's terminal."""

from __future__ import annotations

import logging
import os
import socket
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from tapecheck.batch.on_ray.limits import LOCAL_MEMORY
from tapecheck.service.errors import NotReady

if TYPE_CHECKING:
    from ray.data import DataContext

_MISSING: Final = "ray isn't installed: pip install 'tapecheck[ray]'"
_QUIET: Final = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_ENABLE_AUTO_CONNECT": "0",
    "RAY_DATA_LOG_LEVEL": "CRITICAL",
    "RAY_BACKEND_LOG_LEVEL": "fatal",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
}
_ANSWER_SECONDS: Final = 10.0
_LOGGING: Final[dict[str, Any]] = {"log_to_driver": False, "logging_level": logging.CRITICAL}


def join(address: str | None, *, workers: int | None) -> int:
    """Join the cluster at `address`, or start one here; how many workers it is to have.

    Raises `NotReady` where ray isn't installed or nothing answers.
    """
    os.environ.update(_QUIET)
    warnings.filterwarnings("ignore", module=r"ray\b")
    try:
        import ray
        import ray.data
    except ImportError:
        raise NotReady(_MISSING) from None
    try:
        _require_answer(address)
        with _silence():
            ray.init(**(_own(workers) if address is None else {"address": address}), **_LOGGING)
    except (OSError, RuntimeError, ValueError) as error:
        told = str(error).strip().splitlines()[0]
        place = address or "this machine"
        raise NotReady(f"{place}: no Ray cluster ({told}); see `ray status` there") from None
    _hush()
    machines: dict[str, float] = ray.cluster_resources()  # type: ignore[no-untyped-call]
    return workers or max(1, int(machines.get("CPU", 1)))


def _require_answer(address: str | None) -> None:
    """Raise OSError where nothing listens: Ray's core ends the whole process then."""
    host, _, port = (address or "").rpartition(":")
    if host and port.isdecimal():
        socket.create_connection((host.strip("[]"), int(port)), timeout=_ANSWER_SECONDS).close()


def _own(workers: int | None) -> dict[str, Any]:
    """A cluster of this machine alone."""
    return {
        "address": "local",
        "num_cpus": workers or len(os.sched_getaffinity(0)),
        "object_store_memory": LOCAL_MEMORY,
        "include_dashboard": False,
    }


@contextmanager
def _silence() -> Iterator[None]:
    """Nothing on standard error, whoever writes: Ray's core tells there what its log level is."""
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _hush() -> None:
    """A machine that dies is no error of the run, but twenty lines on the terminal."""
    import ray._private.worker as driver

    driver.print_to_stdstream = lambda *_, **__: None
    settings = context()
    settings.enable_progress_bars = False
    settings.print_on_execution_start = False


def context() -> DataContext:
    """Ray Data's settings: parts in the archive's order, one a block."""
    from ray.data import DataContext

    settings = DataContext.get_current()
    settings.execution_options.preserve_order = True
    settings.target_max_block_size = 1
    return settings
