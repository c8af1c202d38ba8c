"""The test of one pair: known cases, invariances, and power."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pandas as pd
import pytest

from analytics.pairs import Pair, pair
from analytics.prices.memory import MemorySource
from analytics.significance import gap_test, t_statistic
from analytics.tape import Quote, Tape
from analytics.types import Significance
from nlp.types import Window
from tests.analytics.support import AS_OF, DECADE, INCEPTION, facts, noisy, source, steady


def _pair(ours: pd.Series, theirs: pd.Series | None) -> Pair:
    series = {"A": ours} if theirs is None else {"A": ours, "B": theirs}
    return _on(source(series), DECADE, as_of=AS_OF)


def _on(prices: MemorySource, window: Window, *, as_of: date) -> Pair:
    tape = Tape(prices=prices, facts=facts("A", "B"), as_of=as_of)
    quotes = [tape.quote(ticker, "total_return") for ticker in sorted(prices.tickers())]
    subject, *others = [quote for quote in quotes if isinstance(quote, Quote)]
    found = pair(subject, others[0] if others else None, window, tape=tape)
    assert isinstance(found, Pair)
    return found


def _tested(ours: pd.Series, theirs: pd.Series | None, margin: float | None = None) -> Significance:
    found = gap_test(_pair(ours, theirs), margin=margin)
    assert found is not None
    return found


def test_a_steady_lead_beyond_the_noise_is_significant() -> None:
    theirs = noisy(0.05, seed=1)
    found = _tested(theirs * steady(0.10) / 100, theirs * (1 + 1e-5 * np.arange(len(theirs)) % 2))
    assert found.p < 1e-6
    assert found.interval[0] > 0


def test_two_independent_funds_of_equal_growth_do_not_differ() -> None:
    found = _tested(noisy(0.08, seed=1), noisy(0.08, seed=2))
    assert found.p > 0.05
    assert found.interval[0] < 0 < found.interval[1]


def test_the_interval_is_in_points_a_year_and_holds_the_gap() -> None:
    ours, theirs = noisy(0.12, seed=3), noisy(0.02, seed=4)
    found = _tested(ours, theirs)
    used = _pair(ours, theirs)
    years = used.days_covered / 365.25
    window = slice(used.stretch.start, used.stretch.stop + 1)
    log_gap = math.log(ours.iloc[window].iloc[-1] / ours.iloc[window].iloc[0])
    log_gap -= math.log(theirs.iloc[window].iloc[-1] / theirs.iloc[window].iloc[0])
    assert found.interval[0] < 100 * log_gap / years < found.interval[1]


def test_without_autocorrelation_t_is_near_the_plain_one() -> None:
    ours, theirs = noisy(0.15, seed=5), noisy(0.05, seed=6)
    gaps = np.diff(np.log(ours.to_numpy()[-2518:])) - np.diff(np.log(theirs.to_numpy()[-2518:]))
    plain = gaps.mean() / (gaps.std(ddof=1) / math.sqrt(len(gaps)))
    assert t_statistic(_pair(ours, theirs)) == pytest.approx(plain, abs=0.15)


def test_the_same_pair_gives_the_same_interval() -> None:
    ours, theirs = noisy(0.1, seed=7), noisy(0.1, seed=8)
    assert _tested(ours, theirs) == _tested(ours, theirs)


def test_rescaled_prices_give_the_same_interval() -> None:
    ours, theirs = noisy(0.1, seed=7), noisy(0.1, seed=8)
    plain, scaled = _tested(ours, theirs), _tested(37 * ours, 0.01 * theirs)
    assert scaled.interval == pytest.approx(plain.interval, rel=1e-9)


def test_equivalence_is_shown_by_a_tight_spread_inside_the_margin() -> None:
    theirs = noisy(0.08, seed=1)
    wobble = np.exp(np.random.default_rng(2).normal(0, 1e-5, len(theirs)))
    found = _tested(theirs * wobble, theirs, 1.0)
    assert found.tost_p is not None
    assert found.tost_p < 0.001


def test_equivalence_is_not_shown_by_noise_alone() -> None:
    found = _tested(noisy(0.08, seed=1), noisy(0.08, seed=2), 1.0)
    assert (found.tost_p or 0.0) > 0.05


def test_sharpe_ratios_of_equal_funds_do_not_differ() -> None:
    found = _tested(noisy(0.08, seed=1), noisy(0.08, seed=2))
    assert found.sharpe_p is not None
    assert found.sharpe_p > 0.05


def test_half_the_risk_for_the_same_return_is_a_higher_sharpe() -> None:
    calm, wild = noisy(0.2, seed=11, daily=0.004), noisy(0.2, seed=12, daily=0.03)
    found = _tested(calm, wild)
    assert found.sharpe_difference is not None
    assert found.sharpe_difference > 1
    assert (found.sharpe_p or 1) < 0.01


def test_a_level_is_tested_against_cash_at_zero() -> None:
    found = _tested(noisy(0.25, seed=3), None)
    assert found.comparator is None
    assert found.sharpe_difference is None
    assert found.t > 2


def test_a_fund_that_never_differs_has_nothing_to_test() -> None:
    same = noisy(0.08, seed=1)
    assert gap_test(_pair(same, 2 * same), margin=None) is None


def test_too_few_returns_give_no_test() -> None:
    ours = noisy(0.1, seed=1, start="2020-12-10")
    tape = Tape(prices=source({"A": ours}), facts=facts(), as_of=AS_OF)
    quote = tape.quote("A", "total_return")
    assert isinstance(quote, Quote)
    found = pair(quote, None, INCEPTION, tape=tape)
    assert isinstance(found, Pair)
    assert gap_test(found, margin=None) is None


def test_a_window_that_was_over_is_not_tested_again_with_later_closes() -> None:
    prices = source({"A": noisy(0.12, seed=3), "B": noisy(0.02, seed=4)})
    year = Window(kind="calendar", base=date(2014, 12, 31), end=date(2015, 12, 31))
    then, now = (_on(prices, year, as_of=as_of) for as_of in (date(2016, 5, 2), AS_OF))
    assert len(then.days) < len(now.days)
    assert gap_test(then, margin=None) is gap_test(now, margin=None)


def test_another_margin_is_another_test() -> None:
    found = _pair(noisy(0.12, seed=3), noisy(0.02, seed=4))
    plain, wide = gap_test(found, margin=None), gap_test(found, margin=5.0)
    assert plain is not None
    assert wide is not None
    assert (plain.tost_p, wide.tost_p is None) == (None, False)
