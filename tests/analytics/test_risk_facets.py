"""Claims on risk carry the same facets as claims on returns: luck, and other windows."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from arch.bootstrap import StationaryBootstrap

from analytics.measures.bare import BareCloses, steps
from analytics.metrics import PAIRED
from analytics.pairs import Pair, pair
from analytics.risk_facets import redrawn_figures
from analytics.significance import block_length, seed_of
from analytics.tape import Quote, Tape
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


def test_the_draws_are_those_of_archs_bootstrap() -> None:
    found = _pair()
    ours, theirs = (steps(side.values) for side in found.inside())
    draws = StationaryBootstrap(block_length(ours), ours, theirs, seed=seed_of(found.sample))  # type: ignore[arg-type]
    alone = [_beta(*map(np.asarray, data)) for data, _ in draws.bootstrap(100)]
    assert redrawn_figures("beta", found) == pytest.approx(alone, rel=1e-9)


def _beta(ours: np.ndarray, theirs: np.ndarray) -> float:
    grown = (np.cumprod(np.append(1.0, 1 + returns)) for returns in (ours, theirs))
    return PAIRED["beta"].compute(*(BareCloses(values=one, span=len(ours)) for one in grown))


def _pair() -> Pair:
    tape = Tape(prices=PRICES, facts=facts("CALM", "WILD"), as_of=date(2020, 12, 31))
    ours, theirs = (tape.quote(ticker, "total_return") for ticker in ("CALM", "WILD"))
    assert isinstance(ours, Quote)
    assert isinstance(theirs, Quote)
    window = Window(kind="calendar", base=date(2018, 12, 31), end=date(2019, 12, 31))
    found = pair(ours, theirs, window, tape=tape)
    assert isinstance(found, Pair)
    return found
