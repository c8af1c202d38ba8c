"""Verdicts on a mixed set of claims, as JSON lines: `python -m tests.analytics.mixed_verdicts`.

Run as a module it takes every STEP-th claim from START on, for tests that need a fresh process.
"""

from __future__ import annotations

import sys
from datetime import date

from pydantic import TypeAdapter

from analytics.types import Verdict
from bench.varied_claims import KINDS, varied
from tests.analytics.support import facts, judge, noisy, source

AS_OF = date(2024, 12, 31)
TICKERS = ("AAA", "BBB", "CCC", "DDD", "EEE", "FFF", "GGG", "HHH")
CLAIMS = 2 * len(KINDS)
_VERDICT = TypeAdapter(Verdict)


def lines(start: int = 0, step: int = 1) -> list[bytes]:
    """The verdict of every `step`-th claim from `start` on, over made-up prices."""
    prices = source(
        {
            ticker: noisy(0.02 * at, seed=at, start="2005-12-30", end="2024-12-31")
            for at, ticker in enumerate(TICKERS)
        }
    )
    known = facts(*TICKERS)
    return [
        _VERDICT.dump_json(judge(stated, prices, known, as_of=AS_OF))
        for _, stated in varied(CLAIMS, TICKERS, seed=1)[start::step]
    ]


if __name__ == "__main__":
    sys.stdout.buffer.write(b"\n".join(lines(*map(int, sys.argv[1:]))))
