"""How long a query of claims takes in a large store: `python -m bench.store [FILE]`.

Fills FILE, or a passing file, with 60,000 claims in made-up notes of twelve each, and prints p50,
p95 and the slowest of each kind of query, and of all of them. Processor time is what is left of
them where other programs keep the machine busy.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any, get_args

from analytics.types import Flag, VerdictLabel
from nlp.types import ClaimType
from tapecheck.store import Reader, Store
from tapecheck.store.types import ClaimQuery
from tests.tapecheck.store.varied import AUTHORS, TICKERS, varied

CLAIMS = 60_000
A_NOTE = 12
A_BATCH = 250
TIMES = 12
Times = tuple[float, float]
_COMMON = ("momentum", "value", "quality small", "XSMO", "outperformed carry", "since 2017")
_RARE = ("rare77", "sector", "“since 2017” regime", "nowhere", 'S&P "600" NEAR(x:*')
_FILTERS: dict[str, Callable[[Random], Any]] = {
    "ticker": lambda dice: dice.choice(TICKERS),
    "type": lambda dice: dice.choice(get_args(ClaimType)),
    "verdict": lambda dice: dice.choice(get_args(VerdictLabel)),
    "author": lambda dice: dice.choice(AUTHORS[1:]),
    "flag": lambda dice: dice.choice(get_args(Flag)),
    "since": lambda dice: date(dice.randint(2016, 2026), 6, 30),
    "until": lambda dice: date(dice.randint(2016, 2026), 6, 30),
    "words": lambda dice: dice.choice(_COMMON if dice.random() < 0.5 else _RARE),
}


def main() -> None:
    """Fill the store if it is empty, then measure."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder) / "bench.db"
        if not path.exists():
            fill(path)
        print(f"{path.stat().st_size / 2**20:.0f} MiB")
        with Reader.open(path) as reader:
            measure(reader)


def fill(path: Path) -> None:
    """Write the notes in batches, each on the disk before the next."""
    started = time.perf_counter()
    with Store.open(path) as store:
        for first in range(0, CLAIMS // A_NOTE, A_BATCH):
            store.add_reports(varied(n, claims=A_NOTE) for n in range(first, first + A_BATCH))
    print(f"{CLAIMS} claims written in {time.perf_counter() - started:.0f} s")


def measure(reader: Reader) -> None:
    """Print milliseconds by kind of query."""
    dice = Random(6)  # noqa: S311
    newest = reader.claims(ClaimQuery(), limit=1).after or CLAIMS
    of_all: list[Times] = []
    for kind, queries in kinds(dice):
        times = []
        for query in queries:
            times += [
                _milliseconds(partial(reader.claims, query)),
                _milliseconds(partial(reader.claims, query, after=dice.randrange(newest))),
                _milliseconds(partial(reader.count, query)),
            ]
        of_all += times
        _print(kind, times)
    _print("all", of_all)


def kinds(dice: Random) -> Iterator[tuple[str, list[ClaimQuery]]]:
    """Kinds of query, each with some of that kind."""
    yield "none", [ClaimQuery()] * TIMES
    for name, value in _FILTERS.items():
        yield name, [ClaimQuery(**{name: value(dice)}) for _ in range(TIMES)]
    for one, other in combinations(_FILTERS, 2):
        yield (
            f"{one}+{other}",
            [
                replace(ClaimQuery(**{one: _FILTERS[one](dice)}), **{other: _FILTERS[other](dice)})
                for _ in range(TIMES)
            ],
        )


def _milliseconds(ask: Callable[[], object]) -> Times:
    wall, processor = time.perf_counter(), time.thread_time()
    ask()
    return 1000 * (time.perf_counter() - wall), 1000 * (time.thread_time() - processor)


def _print(kind: str, times: list[Times]) -> None:
    wall, processor = zip(*times, strict=True)
    print(
        f"{kind:18} p50 {statistics.median(wall):6.2f} ms   p95 {_p95(wall):6.2f} ms"
        f"   slowest {max(wall):6.2f} ms   p95 of processor time {_p95(processor):6.2f} ms"
        f"   of {len(times)}"
    )


def _p95(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


if __name__ == "__main__":
    main()
