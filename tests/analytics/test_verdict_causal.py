"""Causes: never verified, with the co-movement of what they name beside them."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest

from analytics.types import Verdict
from nlp.types import Window
from tests.analytics.support import calendar, claim, facts, index, judge, sessions, source

DAYS = sessions()
RNG = np.random.default_rng(5)
MARKET, OWN, OTHER = RNG.normal(0, 0.01, (3, len(DAYS)))
KNOWN = facts(*"ABC", "SPY", indices={"SP500": index("SP500", proxy="SPY")})
NONE = Window(kind="none")


def _closes(returns: np.ndarray) -> pd.Series:
    return pd.Series(100 * np.exp(np.cumsum(returns)), index=DAYS)


# A and B share a part of their own; A and C share the market alone.
PRICES = source(
    {
        "A": _closes(MARKET + OWN),
        "B": _closes(MARKET + OWN + OTHER / 10),
        "C": _closes(MARKET + OTHER),
        "SPY": _closes(MARKET),
    }
)


def _judge(text: str, window: Window = NONE) -> Verdict:
    return judge(claim("causal", text=text, window=window), PRICES, KNOWN)


def _figures(verdict: Verdict) -> tuple[float, float]:
    """Correlation, and what is left of it beyond the market."""
    found = re.search(r"correlation of (-?[\d.]+) .*?, (-?[\d.]+) once SPY", verdict.detail)
    assert found is not None, verdict.detail
    return float(found[1]), float(found[2])


@pytest.mark.parametrize(
    "text", ["A's lead was driven by B", "A gained because B rose", "B explains most of A's lead"]
)
def test_what_a_cause_names_is_held_beside_the_subject(text: str) -> None:
    verdict = _judge(text)
    assert (verdict.label, verdict.reason) == ("unverifiable", "causal")
    assert "A and B moved with a correlation of 1.00" in verdict.detail
    assert verdict.detail.endswith("association only")


def test_what_only_the_market_shares_goes_with_it() -> None:
    together, beyond = _figures(_judge("A's lead was driven by C"))
    assert together == pytest.approx(0.5, abs=0.05)
    assert beyond == pytest.approx(0, abs=0.05)


def test_what_two_funds_share_of_their_own_stays() -> None:
    assert _figures(_judge("A's lead was driven by B"))[1] > 0.95


def test_a_stated_window_is_kept() -> None:
    verdict = _judge("A's lead was driven by B", calendar(2015))
    assert "from 2014-12-31 to 2015-12-31" in verdict.detail
    assert verdict.prices is not None


@pytest.mark.parametrize(
    "text",
    ["A's lead was driven by liquidity", "A is regime-dependent", "A's lead was driven by A"],
)
def test_a_cause_without_prices_is_recorded_as_stated(text: str) -> None:
    verdict = _judge(text)
    assert verdict.detail == f'prices can\'t show a cause; "{text}" is recorded as stated'
    assert verdict.prices is None
