"""Stated figures of risk, betas, and adjectives among peers."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from analytics import measures
from analytics.verdicts.band import percentile
from nlp.types import Window
from tests.analytics.support import (
    adjective,
    claim,
    facts,
    index,
    judge,
    noisy,
    number,
    since,
    source,
    steady,
)

WILD = noisy(0.1, seed=1, daily=0.012)
PRICES = source({"A": WILD, "B": noisy(0.08, seed=2)})
ON_WINDOW = WILD[WILD.index >= "2010-12-31"]
NO_WINDOW = Window(kind="none")
PEERS = source({t: noisy(0.1, seed=n, daily=0.004 + 0.002 * n) for n, t in enumerate("BCAEFGHI")})


def test_a_stated_volatility() -> None:
    stated = claim(
        "risk", metric="volatility", magnitude=number(100 * measures.volatility(ON_WINDOW))
    )
    verdict = judge(stated, PRICES)
    assert verdict.label == "supported"
    assert "√252" in verdict.conventions[0]
    assert judge(replace(stated, magnitude=number(30)), PRICES).label == "refuted"


def test_a_drawdown_is_a_depth_whatever_its_sign() -> None:
    depth = 100 * measures.max_drawdown(ON_WINDOW).depth
    for sign in (1, -1):
        stated = claim("risk", metric="max_drawdown", magnitude=number(sign * depth))
        assert judge(stated, PRICES).label == "supported"


def test_a_drawdown_without_window_is_of_the_whole_history() -> None:
    depth = 100 * measures.max_drawdown(WILD).depth
    stated = claim("risk", metric="max_drawdown", magnitude=number(depth), window=NO_WINDOW)
    verdict = judge(stated, PRICES)
    assert verdict.label == "supported"
    assert verdict.windows_tried == ()


def test_below_its_peak_is_the_drawdown_at_the_end() -> None:
    # Down 60 % in 2019, then up 50 %: 60 % deep at worst, 40 % below the peak at the end.
    legs = [steady(0.1, end="2018-12-31"), steady(-0.6, start="2018-12-31", end="2019-12-31")]
    legs.append(steady(0.5, start="2019-12-31"))
    level, joined = 1.0, []
    for leg in legs:
        joined.append(level * leg.iloc[1:] / 100)
        level *= float(leg.iloc[-1] / 100)
    prices = source({"A": pd.concat(joined)})
    stated = claim("risk", metric="current_drawdown", magnitude=number(40), window=NO_WINDOW)
    assert judge(stated, prices).label == "supported"
    assert judge(replace(stated, metric="max_drawdown"), prices).label == "refuted"


def test_a_bound_on_risk() -> None:
    stated = claim("risk", metric="volatility", relation="below", magnitude=number(25))
    assert judge(stated, PRICES).label == "supported"
    assert judge(replace(stated, relation="above"), PRICES).label == "refuted"


def test_a_sharpe_ratio_is_a_ratio() -> None:
    stated = claim("risk", metric="sharpe", magnitude=number(measures.sharpe(ON_WINDOW), "ratio"))
    assert judge(stated, PRICES).label == "supported"


def test_a_figure_in_the_wrong_unit_is_vague() -> None:
    stated = claim("risk", metric="sharpe", magnitude=number(50, "percent"))
    assert judge(stated, PRICES).reason == "vague_metric"


def test_a_beta_is_to_the_named_benchmark() -> None:
    geared = WILD.iloc[0] * (1 + 1.5 * measures.simple_returns(WILD)).cumprod()
    prices = source({"A": pd.concat([WILD.iloc[:1], geared]), "B": WILD})
    stated = claim("risk", metric="beta", comparators=("B",), magnitude=number(1.5, "ratio"))
    verdict = judge(stated, prices)
    assert verdict.label == "supported"
    assert verdict.direction[0].comparator == "B"


def test_a_beta_without_benchmark_is_to_the_market() -> None:
    known = facts("A", "B", indices={"SP500": index("SP500", proxy="B")})
    stated = claim("risk", metric="beta", magnitude=number(5, "ratio"))
    verdict = judge(stated, PRICES, known)
    assert verdict.label == "refuted"
    assert verdict.direction[0].proxy == "B"


def test_a_correlation_without_benchmark_is_vague() -> None:
    stated = claim("risk", metric="correlation", magnitude=number(0.9, "ratio"))
    assert judge(stated, PRICES).reason == "vague_metric"


def test_a_figure_is_not_checked_on_part_of_its_window() -> None:
    stated = claim("risk", metric="volatility", magnitude=number(19), window=since("2006-12-31"))
    known = facts("A")
    older = replace(known.funds["A"], inception=date(2001, 1, 2))
    verdict = judge(stated, PRICES, replace(known, funds={"A": older}))
    assert verdict.reason == "out_of_coverage"


@pytest.mark.parametrize(("word", "label"), [("low", "supported"), ("high", "refuted")])
def test_an_adjective_is_a_third_of_the_category(word: str, label: str) -> None:
    stated = claim("risk", metric="volatility", magnitude=adjective(word))
    verdict = judge(stated, PEERS, facts(*"ABCEFGHI"))
    assert verdict.label == label
    assert "percentile" in verdict.reason


def test_an_adjective_comes_with_its_luck() -> None:
    stated = claim("risk", metric="volatility", magnitude=adjective("low"))
    detail = judge(stated, PEERS, facts(*"ABCEFGHI")).detail
    assert re.search(r"would stand at \d+ to \d+, (?:clear of the bands|across a band)", detail)


def test_peers_far_apart_leave_an_adjective_no_doubt() -> None:
    spread = {t: noisy(0.05, seed=n, daily=0.002 * 2**n) for n, t in enumerate("ABCEFGHI")}
    stated = claim("risk", metric="volatility", magnitude=adjective("low"))
    verdict = judge(stated, source(spread), facts(*"ABCEFGHI"))
    assert "would stand at 6 to 6, clear of the bands' edges" in verdict.detail


def test_an_adjective_negated_flips() -> None:
    stated = claim("risk", magnitude=adjective("low"), modality="negated")
    assert judge(stated, PEERS, facts(*"ABCEFGHI")).label == "refuted"


def test_fewer_than_five_peers_say_nothing() -> None:
    stated = claim("risk", magnitude=adjective("low"))
    verdict = judge(stated, PEERS, facts(*"ABCEF"))
    assert verdict.reason == "vague_metric"
    assert "4 have prices" in verdict.detail


def test_an_unknown_adjective_is_vague() -> None:
    stated = claim("risk", magnitude=adjective("jazzy"))
    assert judge(stated, PEERS, facts(*"ABCEFGHI")).reason == "vague_metric"


def test_the_middle_of_an_odd_category_is_its_fiftieth_percentile() -> None:
    assert percentile(3.0, {"B": 1.0, "C": 2.0, "D": 4.0, "E": 5.0}) == pytest.approx(50)
