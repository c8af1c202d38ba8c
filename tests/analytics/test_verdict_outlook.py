"""What can't be settled by prices today: forecasts, conditions, causes, trades, "can"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from analytics.types import Verdict
from nlp.types import Claim, Condition, Horizon, Span
from tests.analytics.support import claim, facts, judge, noisy, number, source, steady

PRICES = source({"A": steady(0.10), "B": steady(0.08)})
MADE = date(2019, 12, 31)
DUE = Horizon(text="over six months", due=date(2020, 6, 30))


def _judge(stated: Claim, as_of: date = MADE) -> Verdict:
    return judge(stated, PRICES, as_of=as_of, made_on=MADE)


def _forecast(**slots: Any) -> Claim:
    return claim(
        "forecast", **({"modality": "forecast", "relation": "rises", "horizon": DUE} | slots)
    )


def test_a_forecast_is_pending_until_due() -> None:
    verdict = _judge(_forecast())
    assert verdict.label == "pending"
    assert "2020-06-30" in verdict.reason


def test_a_forecast_that_came_true_is_supported_once_due() -> None:
    verdict = _judge(_forecast(), as_of=date(2020, 12, 31))
    assert verdict.label == "supported"
    assert (verdict.first_session, verdict.last_session) == (MADE, date(2020, 6, 30))


def test_a_forecast_of_a_fall_that_didn_t_come_is_refuted() -> None:
    verdict = _judge(_forecast(relation="falls"), as_of=date(2020, 12, 31))
    assert verdict.label == "refuted"


def test_a_target_is_to_be_reached_not_hit() -> None:
    later = date(2020, 12, 31)
    assert _judge(_forecast(magnitude=number(3)), as_of=later).label == "supported"
    assert _judge(_forecast(magnitude=number(30)), as_of=later).label == "refuted"


def test_a_forecast_against_a_comparator() -> None:
    stated = _forecast(relation="above", comparators=("B",))
    assert _judge(stated, as_of=date(2020, 12, 31)).label == "supported"


def test_a_forecast_due_after_the_last_close_stays_pending() -> None:
    late = Horizon(text="in two years", due=date(2021, 12, 31))
    assert _judge(_forecast(horizon=late), as_of=date(2022, 6, 30)).label == "pending"


def test_a_forecast_without_due_date_never_falls_due() -> None:
    stated = _forecast(horizon=Horizon(text="in time", due=None))
    assert _judge(stated, as_of=date(2020, 12, 31)).label == "pending"


def test_a_condition_waits_for_its_trigger() -> None:
    stated = claim(
        "conditional", condition=Condition(trigger="breadth narrows", consequence="it can unwind")
    )
    verdict = _judge(stated)
    assert verdict.label == "pending"
    assert "breadth narrows" in verdict.reason


@pytest.mark.parametrize("kind", ["causal", "trade"])
def test_what_prices_cannot_decide_says_so_in_one_word(kind: str) -> None:
    verdict = _judge(claim(kind))
    assert (verdict.label, verdict.reason) == ("unverifiable", kind)


def test_what_would_have_been_is_opinion() -> None:
    stated = claim("level", relation="rises", modality="counterfactual", magnitude=number(10))
    assert _judge(stated).reason == "opinion"


def test_can_with_a_size_is_borne_out_by_its_base_rate() -> None:
    stated = claim(
        "possibility", modality="possible", relation="rises", horizon=DUE, magnitude=number(3)
    )
    verdict = _judge(stated)
    assert verdict.label == "supported"
    assert "the other way in 0.0 %" in verdict.reason


def test_windows_that_share_no_session_are_told() -> None:
    stated = claim(
        "possibility", modality="possible", relation="rises", horizon=DUE, magnitude=number(3)
    )
    assert "as good as 20 that share no session" in _judge(stated).detail


def test_odds_want_windows_that_share_no_session() -> None:
    prices = source({"A": noisy(0.05, seed=1, start="2018-01-02")})
    stated = claim(
        "possibility",
        modality="possible",
        modality_cue=Span(0, 8, "tends to"),
        relation="rises",
        horizon=Horizon(text="over a year", due=date(2021, 12, 31)),
    )
    verdict = judge(stated, prices, made_on=date(2020, 12, 31))
    assert verdict.reason == "too_few_observations"


def test_can_lead_is_counted_with_its_mirror_image() -> None:
    stated = claim(
        "possibility",
        modality="possible",
        relation="above",
        comparators=("B",),
        horizon=DUE,
        magnitude=number(0.5, "percentage_points"),
    )
    verdict = _judge(stated)
    assert verdict.label == "supported"
    assert "A beat B by more than 0.5 points in 100.0 %" in verdict.reason


def test_no_stated_time_is_a_year_assumed_and_no_verdict() -> None:
    stated = claim("possibility", modality="possible", relation="rises", magnitude=number(5))
    verdict = _judge(stated)
    assert verdict.reason == "opinion"
    assert "within a year, assumed" in verdict.detail


def test_can_without_a_size_is_opinion_with_its_base_rate() -> None:
    stated = claim("possibility", modality="possible", relation="rises", horizon=DUE)
    verdict = _judge(stated)
    assert verdict.reason == "opinion"
    assert "100.0 %" in verdict.detail


def test_can_without_a_horizon_is_opinion() -> None:
    stated = claim("possibility", modality="possible", relation="falls")
    assert _judge(stated).reason == "opinion"


def test_never_seen_is_not_refuted() -> None:
    stated = claim(
        "possibility", modality="possible", relation="falls", horizon=DUE, magnitude=number(50)
    )
    assert _judge(stated).label == "unverifiable"


def test_tends_to_is_a_matter_of_odds() -> None:
    stated = claim(
        "possibility",
        modality="possible",
        modality_cue=Span(0, 8, "tends to"),
        relation="rises",
        horizon=DUE,
    )
    assert _judge(stated).label == "supported"
    assert _judge(replace(stated, relation="falls")).label == "refuted"


def test_a_yield_is_not_in_the_closes() -> None:
    stated = claim("level", metric="yield", magnitude=number(4))
    assert _judge(stated).reason == "no_price_data"


def test_a_concept_is_an_unknown_subject() -> None:
    stated = claim("level", subject="momentum", relation="rises", magnitude=number(4))
    assert judge(stated, PRICES, facts("A")).reason == "unknown_subject"
