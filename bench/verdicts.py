"""How long verdicts take: `python -m bench.verdicts [PRICES [CLAIMS]]`.

Times each claim with all its facets over funds of every kind, then all claims together in one
process and in two; the hash is of their verdicts' JSON, in order. Without arguments it takes 1,000
claims over the reference prices beside the checkout.
"""

from __future__ import annotations

import hashlib
import os
import platform
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter

from analytics.types import Verdict
from bench.varied_claims import varied
from nlp.types import Claim
from tapecheck.checking import Checker
from tapecheck.settings import Settings

PRICES = "../shared/prices/yahoo_adjusted/adj_close_wide.parquet"
CLAIMS, SEED, WORKERS = 1_000, 20_240_614, 2
_VERDICT = TypeAdapter(Verdict)


@cache
def _checker(prices: str) -> Checker:
    return Checker.open(Settings(), prices=prices)


def _timed(prices: str, claims: Sequence[Claim]) -> list[tuple[bytes, float]]:
    """The verdict's JSON and the seconds of each claim."""
    checker = _checker(prices)
    found = []
    for claim in claims:
        began = time.perf_counter()
        verdict = checker.one(claim, as_of=checker.latest)
        found.append((_VERDICT.dump_json(verdict), time.perf_counter() - began))
    return found


def _print_kinds(kinds: Sequence[str], seconds: Sequence[float]) -> None:
    by_kind: dict[str, list[float]] = defaultdict(list)
    for kind, one in zip(kinds, seconds, strict=True):
        by_kind[kind].append(1_000 * one)
    print(f"{'one claim, ms':24}{'median':>8}{'95 %':>8}{'most':>8}")
    for kind, times in {**by_kind, "all": [1_000 * one for one in seconds]}.items():
        print(f"{kind:24}{np.median(times):8.1f}{np.percentile(times, 95):8.1f}{max(times):8.1f}")


def _hash(found: Sequence[tuple[bytes, float]]) -> str:
    return hashlib.sha256(b"\n".join(json for json, _ in found)).hexdigest()[:16]


def _in_workers(prices: str, claims: Sequence[Claim]) -> list[tuple[bytes, float]]:
    """Halves of the claims in processes that share nothing; loading is part of the time."""
    halves = [claims[at::WORKERS] for at in range(WORKERS)]
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        parts = list(pool.map(_timed, [prices] * WORKERS, halves))
    return [parts[at % WORKERS][at // WORKERS] for at in range(len(claims))]


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    lines = known.read_text().splitlines() if known.is_file() else []
    names = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()


def main() -> None:
    """Print the machine, milliseconds by kind of claim, and seconds for all of them."""
    prices = sys.argv[1] if len(sys.argv) > 1 else PRICES
    count = int(sys.argv[2]) if len(sys.argv) > 2 else CLAIMS
    tickers = _checker(prices).prices.tickers()
    kinds, claims = zip(*varied(count, sorted(tickers), seed=SEED), strict=True)
    print(f"{_processor()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{count} claims over {len(tickers)} tickers")
    _timed(prices, claims[:1])
    began = time.perf_counter()
    alone = _timed(prices, claims)
    wall = time.perf_counter() - began
    _print_kinds(kinds, [seconds for _, seconds in alone])
    print(f"one process   {wall:6.2f} s  {_hash(alone)}")
    began = time.perf_counter()
    shared = _in_workers(prices, claims)
    print(f"two processes {time.perf_counter() - began:6.2f} s  {_hash(shared)}")


if __name__ == "__main__":
    main()
