"""Whatever a claim's slots hold, there is a verdict, and it keeps to its form."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any, get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.types import Unverifiable, Verdict
from nlp.types import (
    Claim,
    ClaimType,
    Condition,
    Horizon,
    Magnitude,
    Metric,
    Modality,
    Quantifier,
    Relation,
    Unit,
    Window,
    WindowKind,
)
from tests.analytics.support import AS_OF, claim, facts, index, judge, noisy, source, steady

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
NAMES = st.sampled_from(["A", "B", "C", "FLAT", "FEW", "SP600", "R2000", "momentum"])
DATES = st.dates(date(2005, 1, 1), date(2022, 12, 31))


@st.composite
def _magnitudes(draw: st.DrawFn) -> Magnitude:
    value = draw(st.floats(-1e4, 1e4))
    half = draw(st.sampled_from([0.0, 0.05, 5.0, math.inf]))
    unit: Unit = draw(st.sampled_from([u for u in get_args(Unit) if u != "date"]))
    return Magnitude(
        value=value,
        unit=unit,
        low=value - half,
        high=value + half,
        annualised=draw(st.sampled_from([True, False, None])),
        text_value=draw(st.sampled_from([None, "low", "SP600"])) if unit == "text" else None,
    )


@st.composite
def _claims(draw: st.DrawFn) -> Claim:
    base = draw(st.none() | DATES)
    end = draw(st.none() | DATES)
    optional: dict[str, Any] = {
        "relation": st.sampled_from(get_args(Relation)),
        "metric": st.sampled_from(get_args(Metric)),
        "quantifier": st.sampled_from(get_args(Quantifier)),
        "magnitude": _magnitudes(),
        "basis": st.sampled_from(["price", "total return", "in euros"]),
        "condition": st.just(Condition(trigger="x", consequence="y")),
        "horizon": st.builds(Horizon, text=st.just("soon"), due=st.none() | DATES),
        "subject": NAMES,
    }
    return claim(
        draw(st.sampled_from(get_args(ClaimType))),
        **{slot: draw(st.none() | values) for slot, values in optional.items()},
        comparators=tuple(draw(st.lists(NAMES, max_size=3))),
        comparators_inferred=draw(st.booleans()),
        modality=draw(st.sampled_from(get_args(Modality))),
        window=Window(kind=draw(st.sampled_from(get_args(WindowKind))), base=base, end=end),
    )


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
@given(stated=_claims(), as_of=st.just(AS_OF) | DATES, before=st.integers(0, 900))
def test_every_claim_gets_a_verdict_of_the_agreed_form(
    stated: Claim, as_of: date, before: int
) -> None:
    made_on = as_of - timedelta(days=before)
    _keeps_its_form(judge(stated, PRICES, KNOWN, as_of=as_of, made_on=made_on))
