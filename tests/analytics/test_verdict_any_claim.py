"""Whatever a claim's slots hold, there is a verdict, and it keeps to its form."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, timedelta
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.types import Unverifiable, Verdict
from nlp.types import Claim
from tests.analytics.any_claim import DAYS, claims
from tests.analytics.support import AS_OF, facts, index, judge, noisy, source, steady

PRICES = source(
    {
        "A": noisy(0.1, seed=1),
        "B": noisy(0.05, seed=2, start="2016-05-02"),
        "FLAT": steady(0.0),
        "FEW": steady(0.1).iloc[-3:],
    },
    close={"A": noisy(0.08, seed=1), "SP600": noisy(0.07, seed=5)},
)
KNOWN = facts(
    *"ABC",
    "FLAT",
    indices={"SP600": index("SP600", proxy="B"), "R2000": index("R2000", proxy=None)},
)
NAMES = ("A", "B", "C", "FLAT", "FEW", "SP600", "R2000", "momentum")


def _floats(value: object) -> Iterator[float]:
    if isinstance(value, float):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _floats(item)
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from _floats(item)


def _keeps_its_form(verdict: Verdict) -> None:
    words = get_args(Unverifiable)
    assert (verdict.reason in words) == (verdict.label == "unverifiable")
    assert verdict.detail
    assert "\n" not in verdict.reason + verdict.detail
    assert all(math.isfinite(number) for number in _floats(asdict(verdict)))
    assert verdict.last_session is None or verdict.last_session <= verdict.as_of
    json.dumps(asdict(verdict), default=str, allow_nan=False)


@settings(max_examples=400, deadline=None)
@given(stated=claims(NAMES), as_of=st.just(AS_OF) | DAYS, before=st.integers(0, 900))
def test_every_claim_gets_a_verdict_of_the_agreed_form(
    stated: Claim, as_of: date, before: int
) -> None:
    made_on = as_of - timedelta(days=before)
    _keeps_its_form(judge(stated, PRICES, KNOWN, as_of=as_of, made_on=made_on))
