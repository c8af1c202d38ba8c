"""Conditions: their past episodes counted by hand on made-up prices, and what is said of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analytics.types import Episodes, PriceSource, Verdict
from nlp.types import Claim, Condition, Horizon, Modality
from tests.analytics.support import AS_OF, claim, facts, judge, noisy, number, sessions, source

DAYS = sessions()
FALLS = tuple(range(300, 2700, 240))
MADE = date(2019, 12, 31)


def _series(returns: np.ndarray) -> pd.Series:
    return pd.Series(100 * np.cumprod(1 + returns), index=DAYS)


def _world(*, follows: float, falls: tuple[int, ...] = FALLS) -> PriceSource:
    """B loses 12 % on the days `falls`; over the ten days after each, A moves by `follows` a day.

    C stands still but for a thousandth up and down.
    """
    calm = np.where(np.arange(len(DAYS)) % 2, 0.001, -0.001)
    a, b = calm.copy(), np.full(len(DAYS), 0.0005)
    for start in falls:
        b[start] = -0.12
        a[start + 1 : start + 11] = follows
    return source({"A": _series(a), "B": _series(b), "C": _series(calm)})


def _when(trigger: str = "If B falls 10 % in a day", **slots: Any) -> Claim:
    told = {"modality": "forecast", "relation": "falls", "horizon": Horizon(text="", due=None)}
    condition = Condition(trigger=trigger, consequence="A falls")
    return claim("conditional", condition=condition, **(told | slots))


def _judge(stated: Claim, prices: PriceSource, **days: date) -> Verdict:
    return judge(stated, prices, facts(*"ABC"), **({"as_of": AS_OF} | days))


def _episodes(stated: Claim, prices: PriceSource) -> Episodes:
    found = _judge(stated, prices).episodes
    assert found is not None
    return found


def test_every_episode_is_found_on_its_day() -> None:
    found = _episodes(_when(), _world(follows=-0.01))
    assert found.on == tuple(DAYS[at].date() for at in FALLS)
    assert (found.trigger, found.rule) == ("B", "B down 10 % or more within 1 session")


def test_a_consequence_that_followed_is_counted_against_any_window() -> None:
    found = _episodes(_when(), _world(follows=-0.01))
    assert (found.held, found.judged) == (10, 10)
    assert found.base_share < 0.7
    assert found.p is not None
    assert found.p < 0.05


def test_a_consequence_that_never_followed_is_counted_too() -> None:
    assert _episodes(_when(), _world(follows=0.01)).held == 0


def test_a_stated_size_must_be_reached() -> None:
    prices = _world(follows=-0.01)
    assert _episodes(_when(magnitude=number(5)), prices).held == 10
    assert _episodes(_when(magnitude=number(15)), prices).held == 0


def test_a_lead_is_counted_against_its_comparator() -> None:
    stated = _when(relation="below", comparators=("C",))
    assert _episodes(stated, _world(follows=-0.01)).held == 10
    assert _episodes(stated, _world(follows=0.01)).held == 0


def test_a_negated_lead_is_turned_round() -> None:
    stated = _when(relation="below", comparators=("C",), modality="negated")
    assert _episodes(stated, _world(follows=0.01)).held == 10


def test_all_of_several_comparators_must_be_led() -> None:
    stated = _when(relation="above", comparators=("B", "C"), quantifier="all")
    found = _episodes(stated, _world(follows=0.01))
    assert (found.held, found.p) == (10, None)


def test_a_stated_horizon_is_the_lag() -> None:
    stated = _when(horizon=Horizon(text="within two weeks", due=date(2021, 1, 14)))
    assert _episodes(stated, _world(follows=-0.01)).lag == 10


def test_what_the_note_leaves_open_is_said() -> None:
    found = _judge(_when("If B falls"), _world(follows=-0.01))
    assert found.episodes is not None
    assert len(found.episodes.assumed) == 3
    for said in ("no span is stated", "no size is stated", "no lag is stated"):
        assert said in found.detail


def test_a_condition_is_pending_and_says_association() -> None:
    verdict = _judge(_when(), _world(follows=-0.01))
    assert verdict.label == "pending"
    assert "in 10 of 10, against" in verdict.detail
    assert "association only" in verdict.detail
    assert verdict.prices is not None


def test_a_habit_is_counted_beside_its_trigger() -> None:
    prices = source({"A": noisy(0.05, seed=1), "B": noisy(0.05, seed=2)})
    stated = _when("when B falls", modality="asserted", relation="falls", horizon=None)
    found = _judge(stated, prices)
    assert found.episodes is not None
    assert "the same 21 sessions" in found.detail


def test_a_funds_own_fall_is_followed_and_not_compared_with_itself() -> None:
    stated = _when("when A falls", modality="asserted", horizon=None)
    assert "over the next 21 sessions" in _judge(stated, _world(follows=-0.01)).detail


@pytest.mark.parametrize(
    ("trigger", "said"),
    [("if breadth narrows", "names no fund"), ("if B does not fall", "must stay away")],
)
def test_a_trigger_without_prices_says_what_is_missing(trigger: str, said: str) -> None:
    verdict = _judge(_when(trigger), _world(follows=-0.01))
    assert (verdict.label, verdict.episodes) == ("pending", None)
    assert said in verdict.reason


def test_missing_prices_name_the_fetch() -> None:
    verdict = judge(_when("if D falls"), _world(follows=-0.01), facts(*"ABCD"))
    assert verdict.label == "pending"
    assert "tapecheck prices fetch D" in verdict.detail


def test_a_trigger_that_never_happened_has_no_episodes() -> None:
    found = _judge(_when("if B falls 60 % in a day"), _world(follows=-0.01))
    assert found.episodes is not None
    assert (found.episodes.on, found.episodes.p) == ((), None)
    assert "0 episodes" in found.detail


@pytest.mark.parametrize(("follows", "label"), [(-0.01, "supported"), (0.01, "refuted")])
def test_a_trigger_met_after_the_note_is_judged_once_the_lag_is_over(
    follows: float, label: str
) -> None:
    prices = _world(follows=follows, falls=(*FALLS, 2650))
    verdict = _judge(_when(), prices, made_on=MADE)
    assert verdict.label == label
    assert verdict.first_session == DAYS[2650].date()
    assert verdict.reason.startswith("The trigger was met on")


def test_a_trigger_met_just_now_waits_for_its_lag() -> None:
    prices = _world(follows=-0.01, falls=(*FALLS, 2650))
    verdict = _judge(_when(), prices, made_on=MADE, as_of=DAYS[2655].date())
    assert verdict.label == "pending"
    assert "it was met on" in verdict.reason


@pytest.mark.parametrize("modality", ["possible", "hedged"])
def test_what_only_might_follow_is_not_judged(modality: Modality) -> None:
    prices = _world(follows=0.01, falls=(*FALLS, 2650))
    stated = replace(_when(), modality=modality)
    assert _judge(stated, prices, made_on=MADE).label == "pending"


def test_an_assumed_size_judges_nothing() -> None:
    prices = _world(follows=0.01, falls=(*FALLS, 2650))
    assert _judge(_when("if B falls in a day"), prices, made_on=MADE).label == "pending"


def test_yesterdays_future_is_not_counted() -> None:
    stated, early = _when(), date(2015, 6, 30)
    found = _judge(stated, _world(follows=-0.01), as_of=early).episodes
    assert found is not None
    assert max(found.on) <= early
