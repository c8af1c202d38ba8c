"""Other windows than the author's: shares, counter-windows, price return, mandates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from analytics.pairs import Pair, pair
from analytics.relations import Test
from analytics.robustness import (
    counter_window,
    mandate_split,
    price_return_gap,
    share_of_rolling,
    share_of_starts,
)
from analytics.tape import Quote, Tape
from analytics.types import PriceSource
from nlp.catalog_types import FundEvent
from nlp.types import Window
from tests.analytics.support import AS_OF, DECADE, INCEPTION, facts, since, source, steady

ABOVE = Test(side="above", margin=1.0, negated=False)
BELOW = Test(side="below", margin=1.0, negated=False)
IN_LINE = Test(side="in_line", margin=1.0, negated=False)
CHANGE = FundEvent(ticker="A", on=date(2015, 6, 30), kind="index_change", before="Old", after="New")


def _joined(first: float, second: float, at: str = "2015-06-30") -> pd.Series:
    """Growth `first` a year to a day, `second` a year from it on."""
    early = steady(first, end=at)
    late = steady(second, start=at)
    joined: pd.Series = pd.concat([early, late.iloc[1:] / late.iloc[0] * early.iloc[-1]])
    return joined


def _pair(prices: PriceSource, window: Window = DECADE, other: str | None = "B") -> Pair:
    tape = Tape(prices=prices, facts=facts("A", "B", "C"), as_of=AS_OF)
    ours = tape.quote("A", "total_return")
    theirs = None if other is None else tape.quote(other, "total_return")
    assert isinstance(ours, Quote)
    assert theirs is None or isinstance(theirs, Quote)
    found = pair(ours, theirs, window, tape=tape)
    assert isinstance(found, Pair)
    return found


LEADER = _pair(source({"A": steady(0.10), "B": steady(0.05)}))
LATE_BLOOMER = _pair(source({"A": _joined(0.0, 0.2), "B": steady(0.05)}))


def test_a_steady_leader_leads_from_every_start_and_on_every_window() -> None:
    window = _pair(source({"A": steady(0.10), "B": steady(0.05)}), since("2015-12-31"))
    assert share_of_starts([window], test=ABOVE, quantifier=None) == 1.0
    assert share_of_rolling([window], test=ABOVE, quantifier=None) == 1.0


def test_the_opposite_claim_on_a_steady_leader_holds_nowhere() -> None:
    assert share_of_starts([LEADER], test=BELOW, quantifier=None) == 0.0


def test_a_steady_leader_has_no_counter_window() -> None:
    assert counter_window([LEADER], test=ABOVE) is None


def test_the_counter_window_is_where_the_claim_fails_most() -> None:
    found = counter_window([LATE_BLOOMER], test=ABOVE)
    assert found is not None
    assert found.end <= date(2015, 6, 30)
    assert found.gap == pytest.approx(-5.0, abs=0.01)


def test_a_counter_window_is_at_least_a_year_long() -> None:
    found = counter_window([LATE_BLOOMER], test=ABOVE)
    assert found is not None
    assert (found.end - found.start).days >= 365


def test_the_counter_window_of_a_match_is_the_widest_gap_either_way() -> None:
    found = counter_window([LATE_BLOOMER], test=IN_LINE)
    assert found is not None
    assert found.gap == pytest.approx(15.0, abs=0.01)


def test_a_late_bloomer_leads_from_late_starts_only() -> None:
    share = share_of_starts([LATE_BLOOMER], test=ABOVE, quantifier=None)
    assert share == 1.0
    rolling = share_of_rolling(
        [LATE_BLOOMER.on(_pair(_late(), since("2017-12-31")).stretch)], test=ABOVE, quantifier=None
    )
    assert rolling is not None
    assert 0.4 < rolling < 0.8


def _late() -> PriceSource:
    return source({"A": _joined(0.0, 0.2), "B": steady(0.05)})


def test_a_negated_claim_holds_on_exactly_the_other_windows() -> None:
    window = LATE_BLOOMER.on(_pair(_late(), since("2017-12-31")).stretch)
    plain = share_of_rolling([window], test=ABOVE, quantifier=None)
    denied = Test(side="above", margin=1.0, negated=True)
    negated = share_of_rolling([window], test=denied, quantifier=None)
    assert plain is not None
    assert negated == pytest.approx(1 - plain)


def test_all_of_two_comparators_need_both() -> None:
    prices = source({"A": steady(0.06), "B": steady(0.05), "C": steady(0.07)})
    pairs = [_pair(prices), _pair(prices, other="C")]
    assert share_of_starts(pairs, test=ABOVE, quantifier="all") == 0.0
    assert share_of_starts(pairs, test=ABOVE, quantifier="any") == 1.0


def test_the_whole_history_leaves_no_other_window_to_roll() -> None:
    whole = _pair(source({"A": steady(0.1), "B": steady(0.05)}), INCEPTION)
    assert share_of_rolling([whole], test=ABOVE, quantifier=None) is None


def test_a_gap_of_price_returns_is_a_year_and_needs_both_sides() -> None:
    adjusted = {"A": steady(0.10), "B": steady(0.05)}
    close = {"A": steady(0.06), "B": steady(0.04)}
    assert price_return_gap(_pair(source(adjusted, close))) == pytest.approx(2.0, abs=0.01)
    assert price_return_gap(_pair(source(adjusted, {"A": close["A"]}))) is None


def test_a_change_of_mandate_splits_the_claim() -> None:
    before, after = mandate_split(LATE_BLOOMER, CHANGE, ABOVE)
    assert (before.holds, after.holds) == (False, True)
    assert [before.gap, after.gap] == pytest.approx([-5.0, 15.0], abs=0.01)
    assert before.end == after.start == date(2015, 6, 30)


def test_a_change_outside_the_window_splits_nothing() -> None:
    later = _pair(_late(), since("2016-12-31"))
    assert mandate_split(later, CHANGE, ABOVE) == ()


def test_no_window_reaches_past_as_of() -> None:
    prices = source({"A": _joined(0.2, -0.5, at="2020-06-30"), "B": steady(0.05)})
    tape = Tape(prices=prices, facts=facts("A", "B"), as_of=date(2020, 6, 30))
    quotes = [tape.quote(t, "total_return") for t in "AB"]
    ours, theirs = (q for q in quotes if isinstance(q, Quote))
    found = pair(ours, theirs, replace(DECADE, end=date(2020, 6, 30)), tape=tape)
    assert isinstance(found, Pair)
    assert counter_window([found], test=ABOVE) is None
    assert found.days[-1] == np.datetime64("2020-06-30")
