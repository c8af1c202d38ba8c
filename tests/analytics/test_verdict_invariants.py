"""What must never change a verdict, and what always must."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.types import PriceSource, Verdict
from nlp.types import Claim, Window
from tests.analytics.support import (
    AS_OF,
    Altered,
    adjective,
    assert_alike,
    calendar,
    claim,
    facts,
    judge,
    noisy,
    number,
    since,
    source,
)

EARLY = date(2017, 6, 30)
CLOSES = {t: noisy(0.04 + 0.02 * n, seed=n) for n, t in enumerate("DBAC")}
KNOWN = facts(*"ABCDEFGH")
WINDOW = since("2011-12-31", "2017-06-30")
CLAIMS = (
    claim(comparators=("B", "C"), relation="above", quantifier="most", window=WINDOW),
    claim("equivalence", comparators=("B",), relation="in_line", window=WINDOW),
    claim("level", relation="rises", magnitude=number(40), window=WINDOW),
    claim("rank", comparators=("B", "C", "D"), relation="highest", window=calendar(2015)),
    claim("risk", comparators=("D",), relation="above", metric="volatility", window=WINDOW),
    claim(comparators=("B",), relation="above", window=Window(kind="none")),
    claim("risk", magnitude=adjective("high"), window=WINDOW),
)


def _judge(stated: Claim, prices: PriceSource, as_of: date = EARLY) -> Verdict:
    return judge(stated, prices, KNOWN, as_of=as_of)


@pytest.mark.parametrize("stated", CLAIMS, ids=lambda c: f"{c.type}-{c.window.kind}")
def test_scaling_prices_changes_only_the_fingerprint(stated: Claim) -> None:
    scaled = {t: closes * 2.0 ** (n + 1) for n, (t, closes) in enumerate(CLOSES.items())}
    plain, other = _judge(stated, source(CLOSES)), _judge(stated, source(scaled))
    bare = [asdict(replace(verdict, prices=None, reproduce="")) for verdict in (plain, other)]
    assert_alike(*bare)


@pytest.mark.parametrize("stated", CLAIMS, ids=lambda c: f"{c.type}-{c.window.kind}")
def test_days_without_a_session_change_nothing(stated: Claim) -> None:
    def padded(closes: pd.Series) -> pd.Series:
        every = pd.date_range(closes.index[0], closes.index[-1], freq="D")
        return closes.reindex(every).ffill()

    prices = source(CLOSES)
    assert _judge(stated, Altered(prices, padded)) == _judge(stated, prices)


@pytest.mark.parametrize("basis", ["total return", "price"])
@pytest.mark.parametrize("stated", CLAIMS, ids=lambda c: f"{c.type}-{c.window.kind}")
def test_a_split_that_is_adjusted_for_changes_only_the_fingerprint(
    stated: Claim, basis: str
) -> None:
    def split(closes: pd.Series) -> pd.Series:
        """As quoted with three for one on 2014-06-09."""
        return closes.where(closes.index < "2014-06-09", closes / 3)

    quoted = {t: closes * 0.9 for t, closes in CLOSES.items()}
    divided = {t: split(closes) for t, closes in quoted.items()}
    asked = replace(stated, basis=basis)
    plain, other = (_judge(asked, source(CLOSES, close)) for close in (quoted, divided))
    bare = [asdict(replace(verdict, prices=None, reproduce="")) for verdict in (plain, other)]
    assert_alike(*bare)


@settings(max_examples=30, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    start=st.dates(date(2010, 6, 1), date(2019, 6, 1)),
    length=st.integers(40, 2000),
    relation=st.sampled_from(["above", "below", "in_line"]),
)
def test_negating_a_claim_on_one_comparator_flips_it(
    seed: int, start: date, length: int, relation: str
) -> None:
    prices = source({"A": noisy(0.08, seed=seed), "B": noisy(0.08, seed=seed + 1)})
    end = min(AS_OF, start + timedelta(days=length))
    stated = claim(
        comparators=("B",), relation=relation, window=Window(kind="between", base=start, end=end)
    )
    labels = {
        judge(stated, prices).label,
        judge(replace(stated, modality="negated"), prices).label,
    }
    assert labels == {"supported", "refuted"}


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000), end=st.dates(date(2011, 6, 1), AS_OF))
def test_above_and_below_are_never_both_supported(seed: int, end: date) -> None:
    prices = source({"A": noisy(0.08, seed=seed), "B": noisy(0.08, seed=seed + 1)})
    window = Window(kind="between", base=date(2010, 12, 31), end=end)
    above = claim(comparators=("B",), relation="above", window=window)
    labels = [judge(replace(above, relation=r), prices).label for r in ("above", "below")]
    assert sorted(labels) == ["refuted", "supported"]


def test_the_order_of_comparators_changes_no_label() -> None:
    stated = CLAIMS[0]
    turned = replace(stated, comparators=stated.comparators[::-1])
    prices = source(CLOSES)
    assert _judge(stated, prices).label == _judge(turned, prices).label
