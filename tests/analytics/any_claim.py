"""Claims of every type with every mixture of slots, for tests that must hold for all of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import Any, get_args

from hypothesis import strategies as st

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
    Span,
    Unit,
    Window,
    WindowKind,
)
from tests.analytics.support import claim

DAYS = st.dates(date(2005, 1, 1), date(2022, 12, 31))
_MOVES = ("falls 5 % in a month", "rallies", "drops 20 % from its peak", "is kept in-house")
_OTHER_TRIGGERS = ("if breadth narrows", "unless it's so", "if the yield $pikes")
_CAUSES = ("driven by {}", "{} explains it", "it's \u201cclear\u201d")


@st.composite
def _magnitudes(draw: st.DrawFn) -> Magnitude:
    unit: Unit = draw(st.sampled_from([u for u in get_args(Unit) if u != "date"]))
    if unit == "text":
        word = draw(st.sampled_from(["low", "high", "SP600"]))
        return Magnitude(value=0, unit=unit, low=0, high=0, text_value=word)
    value = round(draw(st.floats(-1e4, 1e4)), 9)
    half = draw(st.sampled_from([0.0, 0.05, 5.0, math.inf]))
    yearly = draw(st.sampled_from([True, False, None]))
    return Magnitude(value=value, unit=unit, low=value - half, high=value + half, annualised=yearly)


@st.composite
def claims(draw: st.DrawFn, names: Sequence[str]) -> Claim:
    """A claim about `names`, with any slot empty; windows and due days may be any."""
    ids = st.sampled_from(names)
    ends = st.none() | DAYS
    triggers = [f"if {name} {move}" for name in names for move in _MOVES] + [*_OTHER_TRIGGERS]
    optional: dict[str, Any] = {
        "relation": st.sampled_from(get_args(Relation)),
        "metric": st.sampled_from(get_args(Metric)),
        "quantifier": st.sampled_from(get_args(Quantifier)),
        "magnitude": _magnitudes(),
        "basis": st.sampled_from(["price", "total return", "in euros"]),
        "condition": st.builds(
            Condition, trigger=st.sampled_from(triggers), consequence=st.just("it's so")
        ),
        "horizon": st.builds(Horizon, text=st.just("soon"), due=ends),
        "modality_cue": st.just(Span(0, 4, "tends")),
        "subject": ids,
    }
    return claim(
        draw(st.sampled_from(get_args(ClaimType))),
        **{slot: draw(st.none() | values) for slot, values in optional.items()},
        comparators=tuple(draw(st.lists(ids, max_size=3))),
        comparators_inferred=draw(st.booleans()),
        modality=draw(st.sampled_from(get_args(Modality))),
        missing=draw(st.sampled_from([(), (), (), ("each_period",)])),
        text=draw(st.sampled_from(_CAUSES)).format(draw(ids)),
        window=Window(
            kind=draw(st.sampled_from(get_args(WindowKind))), base=draw(ends), end=draw(ends)
        ),
    )
