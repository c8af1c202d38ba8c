"""Claims on risk carry the same facets as claims on returns: luck, and other windows."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from analytics.types import Verdict
from analytics.verdict import verify
from nlp.types import Claim, Magnitude, Window
from tests.analytics.support import facts, source

DAYS = pd.bdate_range("2010-01-04", "2020-12-31")


def _wild(volatility: float, seed: int) -> pd.Series:
    steps = np.random.default_rng(seed).normal(0.0003, volatility / np.sqrt(252), len(DAYS))
    return pd.Series(100 * np.cumprod(1 + steps), index=DAYS)


PRICES = source({"CALM": _wild(0.10, 1), "WILD": _wild(0.20, 2)})


def _verdict(**slots: object) -> Verdict:
    window = Window(kind="since", base=date(2014, 12, 31), end=date(2020, 12, 31))
    claim = Claim(
        id="c1", type="risk", text="", start=0, end=0, standalone_text="", subject="CALM",
        window=window, **slots,  # type: ignore[arg-type]
    )  # fmt: skip
    found = facts("CALM", "WILD")
    return verify(claim, prices=PRICES, facts=found, as_of=date(2020, 12, 31))


@pytest.fixture(scope="module")
def calmer() -> Verdict:
    return _verdict(metric="volatility", relation="below", comparators=("WILD",))


def test_a_clear_difference_is_more_than_luck(calmer: Verdict) -> None:
    assert calmer.label == "supported"
    assert calmer.significance is not None
    assert calmer.significance.interval[1] < 0
    assert calmer.significance.p < 0.001


def test_a_difference_that_always_holds_holds_on_every_window(calmer: Verdict) -> None:
    assert calmer.robustness is not None
    assert calmer.robustness.share_of_starts == 1.0
    assert calmer.robustness.share_of_rolling == 1.0
    assert calmer.robustness.counter_window is None


def test_a_stated_figure_stands_beside_its_sampling_error() -> None:
    stated = Magnitude(value=10.0, unit="percent", low=9.5, high=10.5)
    verdict = _verdict(metric="volatility", relation="equals", magnitude=stated)
    assert verdict.significance is not None
    low, high = verdict.significance.interval
    assert low < 10.0 < high
    assert verdict.significance.p > 0.05


def test_a_figure_far_off_is_no_luck() -> None:
    stated = Magnitude(value=20.0, unit="percent", low=19.5, high=20.5)
    verdict = _verdict(metric="volatility", relation="equals", magnitude=stated)
    assert verdict.label == "refuted"
    assert verdict.significance is not None
    assert verdict.significance.p < 0.001


def test_the_same_claim_gives_the_same_figures(calmer: Verdict) -> None:
    again = _verdict(metric="volatility", relation="below", comparators=("WILD",))
    assert again.significance == calmer.significance
