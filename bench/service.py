"""What a client of `tapecheck serve` waits for: `python -m bench.service [STORE]`.

Prints the time from start to ready, of an upload of 600 words with one worker, and of queries of
claims over HTTP on STORE, or on a passing one, of 60,000 claims as `bench.store` makes it.
"""

from __future__ import annotations

import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from random import Random

import httpx2

from bench.note import six_hundred_words
from bench.store import fill, kinds
from tapecheck.store.types import ClaimQuery

STARTS = 5
UPLOADS = 60
# Below the rate that a client is held to, a minute.
QUERIES = 600
_PARAMETERS = {"since": "from", "until": "to", "words": "q"}


def main() -> None:
    """Measure on a passing store, then on the large one."""
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder) / "small.db"
        starts = [_start(small) for _ in range(STARTS)]
        _print("start to /healthz", [alive for alive, _ in starts])
        _print("start to /readyz", [ready for _, ready in starts])
        with _serving(small) as client:
            _await(client, "/readyz")
            upload(client)
            read(client)
        print(f"{small.stat().st_size / UPLOADS / 1024:.0f} KiB a stored note, everything included")
        large = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder) / "large.db"
        if not large.exists():
            fill(large)
        with _serving(large) as client:
            _await(client, "/readyz")
            query(client)


def upload(client: httpx2.Client) -> None:
    """One note after the other, each different, each with the whole report as its answer."""
    words = six_hundred_words().text
    times = [
        _seconds(partial(_upload, client, f"{words}\n\nNumber {number} of our series."))
        for number in range(UPLOADS)
    ]
    _print("upload, first", times[:1])
    _print("upload of 600 words", times[1:])


def read(client: httpx2.Client) -> None:
    """The page of a note and a chart of it, as a reader opens them."""
    rows = client.get("/v1/notes").json()["items"]
    paths = [f"/notes/{row['id']}" for row in rows[:20]]
    _print("page of a note", [_seconds(partial(_get, client, path)) for path in paths])
    claims = client.get(f"/v1/notes/{rows[0]['id']}/claims").json()["items"]
    charts = [
        f"/v1/claims/{one['claim_id']}/chart.svg"
        for one in claims
        if one["verdict"]["first_session"]
    ]
    drawn = [path for path in charts if client.get(path).status_code == 200]
    _print("chart", [_seconds(partial(_get, client, path)) for path in drawn])


def query(client: httpx2.Client) -> None:
    """The queries of `bench.store`, in a mixed order."""
    dice = Random(6)  # noqa: S311
    asked = [one for _, some in kinds(dice) for one in some]
    times = [
        _seconds(partial(_get, client, "/v1/claims", _parameters(one)))
        for one in dice.sample(asked, min(QUERIES, len(asked)))
    ]
    _print("claims, 60,000 stored", times)


def _upload(client: httpx2.Client, text: str) -> None:
    answer = client.post("/v1/notes", content=text.encode())
    assert answer.status_code == 201, answer.text


def _get(client: httpx2.Client, path: str, parameters: dict[str, str] | None = None) -> None:
    answer = client.get(path, params=parameters)
    assert answer.status_code == 200, answer.text


def _parameters(asked: ClaimQuery) -> dict[str, str]:
    given = {name: value for name, value in asdict(asked).items() if value is not None}
    return {_PARAMETERS.get(name, name): str(value) for name, value in given.items()}


def _start(db: Path) -> tuple[float, float]:
    """Seconds from the start of the command to the first answer, and to readiness."""
    began = time.perf_counter()
    with _serving(db) as client:
        _await(client, "/healthz")
        alive = time.perf_counter() - began
        _await(client, "/readyz")
        return alive, time.perf_counter() - began


@contextmanager
def _serving(db: Path) -> Iterator[httpx2.Client]:
    command = [sys.executable, "-m", "api.cli", "serve", "--db", str(db), "--port", "0"]
    command += ["--prices", "sample"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        with httpx2.Client(base_url=url, timeout=60) as client:
            yield client
        process.send_signal(signal.SIGTERM)


def _await(client: httpx2.Client, path: str) -> None:
    while client.get(path).status_code != 200:
        time.sleep(0.02)


def _seconds(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


def _print(what: str, seconds: list[float]) -> None:
    tail = (
        statistics.quantiles(seconds, n=20, method="inclusive")[-1] if seconds[1:] else max(seconds)
    )
    print(
        f"{what:22} p50 {1000 * statistics.median(seconds):7.0f} ms   p95 {1000 * tail:7.0f} ms"
        f"   slowest {1000 * max(seconds):7.0f} ms   of {len(seconds)}",
        flush=True,
    )


if __name__ == "__main__":
    main()
