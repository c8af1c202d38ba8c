"""Nothing after as-of moves a verdict: no later price, dividend, session or catalogue event."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.types import PriceSource, Verdict
from nlp.catalog_types import EventKind, FundEvent
from nlp.types import Claim, Condition, Horizon, Window
from tests.analytics.any_claim import claims
from tests.analytics.support import (
    Altered,
    FakeFacts,
    adjective,
    assert_alike,
    calendar,
    claim,
    facts,
    index,
    judge,
    noisy,
    number,
    since,
    source,
)

EARLY = date(2017, 6, 30)
INDICES = {"SP600": index("SP600", proxy="B"), "R2000": index("R2000", proxy=None)}
KNOWN = facts(*"ABCDEFGH", indices=INDICES)
CLOSES = {t: noisy(0.04 + 0.02 * n, seed=n) for n, t in enumerate("DBACEF")}
PRICES = source(CLOSES, close={"A": noisy(0.02, seed=2), "SP600": noisy(0.03, seed=9)})
WINDOW = since("2011-12-31", "2017-06-30")
SOON = Horizon(text="over six months", due=date(2017, 12, 31))
DUE = Horizon(text="by spring", due=date(2017, 3, 31))
NONE = Window(kind="none")
CLAIMS = (
    claim(comparators=("B", "C"), relation="above", quantifier="most", window=WINDOW),
    claim(comparators=("B", "C"), relation="above", comparators_inferred=True, window=WINDOW),
    claim("equivalence", comparators=("SP600",), relation="in_line", window=WINDOW),
    claim("level", relation="rises", magnitude=number(40), window=WINDOW),
    claim("level", metric="price_return", relation="rises", magnitude=number(9), window=WINDOW),
    claim("level", relation="rises", window=calendar(2017)),
    claim("rank", comparators=("B", "C", "D"), relation="highest", window=calendar(2015)),
    claim("risk", comparators=("D",), relation="above", metric="volatility", window=WINDOW),
    claim("risk", metric="current_drawdown", magnitude=number(5), window=NONE),
    claim("risk", magnitude=adjective("high"), window=WINDOW),
    claim(comparators=("B",), relation="above", window=NONE),
    claim("reference", metric="index_tracked", comparators=("SP600",), window=NONE),
    claim("reference", metric="expense_ratio", magnitude=number(0.36), window=NONE),
    claim("forecast", modality="forecast", relation="rises", horizon=SOON, window=NONE),
    claim("forecast", modality="forecast", relation="rises", horizon=DUE, window=NONE),
    claim("possibility", modality="possible", relation="falls", magnitude=number(5),
          horizon=SOON, window=NONE),
    claim("conditional", modality="forecast", relation="below", comparators=("C",), window=NONE,
          condition=Condition(trigger="if B falls 5 % in a month", consequence="A lags C")),
    claim("conditional", relation="rises", window=NONE,
          condition=Condition(trigger="when B rallies", consequence="A gains")),
    claim("causal", text="driven by B", window=NONE),
    claim("trade", text="long A", window=NONE),
)  # fmt: skip
EVENTS: tuple[tuple[EventKind, str, str], ...] = (
    ("index_change", "SP600", "R2000"),
    ("name_change", "{} ETF", "Another ETF"),
    ("closure", "{}", ""),
)
LATER = tuple(
    FundEvent(
        ticker=ticker,
        on=EARLY + timedelta(days=30),
        kind=kind,
        before=before.format(ticker),
        after=after,
    )
    for ticker in "ABC"
    for kind, before, after in EVENTS
)


def _nonsense_after(day: date, seed: int) -> Altered:
    """Closes after a day are nonsense, and a fifth of them gone."""

    def spoilt(closes: pd.Series) -> pd.Series:
        later = closes.index > pd.Timestamp(day)
        noise = np.random.default_rng(seed).lognormal(0, 2, len(closes))
        changed = closes.where(~later, closes * noise)
        return changed[~later | (np.arange(len(closes)) % 5 > 0)]

    return Altered(PRICES, spoilt)


def _after_a_dividend() -> Altered:
    """Adjusted closes after a later dividend: all before it are scaled down."""
    return Altered(PRICES, lambda closes: closes * 0.993)


def _judge(stated: Claim, prices: PriceSource, known: FakeFacts = KNOWN) -> Verdict:
    return judge(stated, prices, known, as_of=EARLY, made_on=date(2016, 12, 30))


@pytest.mark.parametrize("stated", CLAIMS, ids=lambda c: f"{c.type}-{c.window.kind}")
def test_later_prices_change_nothing(stated: Claim) -> None:
    assert _judge(stated, PRICES) == _judge(stated, _nonsense_after(EARLY, 7))


@pytest.mark.parametrize("stated", CLAIMS, ids=lambda c: f"{c.type}-{c.window.kind}")
def test_a_later_dividend_changes_nothing_but_the_fingerprint(stated: Claim) -> None:
    plain, other = (_judge(stated, p) for p in (PRICES, _after_a_dividend()))
    bare = [asdict(replace(verdict, prices=None, reproduce="")) for verdict in (plain, other)]
    assert_alike(*bare)


@pytest.mark.parametrize("stated", CLAIMS, ids=lambda c: f"{c.type}-{c.window.kind}")
def test_later_catalogue_events_change_nothing(stated: Claim) -> None:
    tracked = {t: replace(f, index="SP600") for t, f in KNOWN.funds.items()}
    now = FakeFacts(funds=tracked, indices=INDICES)
    closed = {
        t: replace(f, index="R2000", closed=EARLY + timedelta(days=30)) for t, f in tracked.items()
    }
    later = FakeFacts(funds=closed, indices=INDICES, happened=LATER)
    assert _judge(stated, PRICES, now) == _judge(stated, PRICES, later)


@settings(max_examples=150, deadline=None)
@given(
    stated=claims(("A", "B", "C", "SP600", "R2000")),
    as_of=st.dates(date(2012, 1, 3), date(2020, 12, 31)),
    before=st.just(0) | st.integers(0, 900),
    seed=st.integers(0, 1000),
)
def test_no_later_price_moves_any_verdict(
    stated: Claim, as_of: date, before: int, seed: int
) -> None:
    made_on = as_of - timedelta(days=before)
    plain, spoilt = (
        judge(stated, prices, KNOWN, as_of=as_of, made_on=made_on)
        for prices in (PRICES, _nonsense_after(as_of, seed))
    )
    assert plain == spoilt
