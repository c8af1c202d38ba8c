"""Facts of the catalogue, with the day they were checked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from nlp.catalog_types import FundEvent
from nlp.types import Claim, Magnitude, Metric
from tests.analytics.support import (
    FakeFacts,
    adjective,
    claim,
    fund,
    index,
    judge,
    number,
    source,
    steady,
)

PRICES = source({"B": steady(0.1)})
CHANGE = FundEvent(
    ticker="A",
    on=date(2019, 6, 21),
    kind="index_change",
    before="Russell 2000 Pure Growth Index",
    after="S&P SmallCap 600 Momentum Index",
)
KNOWN = FakeFacts(
    funds={
        "A": fund("A", index="SP600MOM", index_name="S&P SmallCap 600 Momentum Index"),
        "B": fund("B", expense_ratio=0.06),
    },
    indices={"SP600MOM": index("SP600MOM", name="S&P SmallCap 600 Momentum Index", proxy="A")},
    happened=(CHANGE,),
)


def _fact(metric: Metric, stated: Magnitude | None, **slots: Any) -> Claim:
    return claim("reference", metric=metric, relation="equals", magnitude=stated, **slots)


def _days(first: str, last: str) -> Magnitude:
    low, high = (float(date.fromisoformat(day).toordinal()) for day in (first, last))
    return Magnitude(value=low, unit="date", low=low, high=high)


def test_the_catalogues_fee() -> None:
    verdict = judge(_fact("expense_ratio", number(0.36, half=0.005)), PRICES, KNOWN)
    assert verdict.label == "supported"
    assert "2020-12-01" in verdict.detail


def test_a_fee_allows_for_rounding_only() -> None:
    assert judge(_fact("expense_ratio", number(0.37, half=0.005)), PRICES, KNOWN).label == "refuted"


def test_a_fee_in_basis_points() -> None:
    stated = _fact("expense_ratio", number(36, "basis_points", half=0.5))
    assert judge(stated, PRICES, KNOWN).label == "supported"


def test_a_fee_of_years_ago_is_not_refuted_by_todays() -> None:
    stated = _fact("expense_ratio", number(0.39, half=0.005))
    verdict = judge(stated, PRICES, KNOWN, as_of=date(2016, 3, 1))
    assert (verdict.label, verdict.reason) == ("unverifiable", "out_of_coverage")


def test_cheaper_than_compares_fees() -> None:
    stated = claim("comparison", metric="expense_ratio", relation="below", comparators=("B",))
    verdict = judge(stated, PRICES, KNOWN)
    assert verdict.label == "refuted"
    assert verdict.direction[0].gap == pytest.approx(0.30)


@pytest.mark.parametrize(
    ("first", "last", "label"),
    [
        ("2009-01-01", "2009-12-31", "supported"),
        ("2009-12-31", "2009-12-31", "supported"),
        ("2010-01-01", "2010-12-31", "refuted"),
    ],
)
def test_an_inception_as_precise_as_stated(first: str, last: str, label: str) -> None:
    assert judge(_fact("inception_date", _days(first, last)), PRICES, KNOWN).label == label


@pytest.mark.parametrize(
    "words", ["SP600MOM", "S&P SmallCap 600 Momentum Index", "the S&P SmallCap 600 Momentum"]
)
def test_the_index_by_id_or_name(words: str) -> None:
    assert judge(_fact("index_tracked", adjective(words)), PRICES, KNOWN).label == "supported"


def test_another_index_is_refuted() -> None:
    assert (
        judge(_fact("index_tracked", adjective("Russell 2000")), PRICES, KNOWN).label == "refuted"
    )


def test_the_index_is_the_one_of_the_notes_date() -> None:
    stated = _fact("index_tracked", adjective("Russell 2000 Pure Growth Index"))
    assert judge(stated, PRICES, KNOWN, as_of=date(2018, 1, 2)).label == "supported"
    assert judge(stated, PRICES, KNOWN).label == "refuted"


def test_the_issuer_may_be_written_in_full() -> None:
    stated = _fact("issuer", adjective("Invesco Ltd."))
    assert judge(stated, PRICES, KNOWN).label == "supported"


def test_negation_flips_a_fact() -> None:
    stated = replace(_fact("index_tracked", adjective("SP600MOM")), modality="negated")
    assert judge(stated, PRICES, KNOWN).label == "refuted"


def test_a_fund_outside_the_catalogue_is_unknown() -> None:
    stated = replace(_fact("expense_ratio", number(0.1)), subject="ZZZ")
    assert judge(stated, PRICES, KNOWN).reason == "unknown_subject"


def test_assets_under_management_are_in_no_catalogue() -> None:
    assert judge(_fact("aum", number(1e9, "usd")), PRICES, KNOWN).reason == "no_price_data"
