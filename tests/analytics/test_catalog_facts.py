"""The shipped catalogue as the verdict engine sees it."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.catalog_facts import CatalogFacts
from analytics.verdict import verify
from nlp.catalog import Catalog
from tests.analytics.support import INCEPTION, claim, noisy, source


@pytest.fixture(scope="module")
def known() -> CatalogFacts:
    return CatalogFacts(Catalog.load())


def test_a_former_ticker_finds_the_fund(known: CatalogFacts) -> None:
    fund = known.fund("PXSG")
    assert fund is not None
    assert fund.ticker == "XSMO"


def test_a_made_up_ticker_finds_nothing(known: CatalogFacts) -> None:
    assert known.fund("QZQZ") is None
    assert known.index("QZQZ") is None
    assert known.proxy("QZQZ") is None
    assert known.peers("QZQZ") == ()


def test_the_small_cap_index_has_a_proxy(known: CatalogFacts) -> None:
    assert known.index("SP600") is not None
    assert known.proxy("SP600") == "IJR"


def test_the_change_of_2019_is_known(known: CatalogFacts) -> None:
    assert date(2019, 6, 21) in [event.on for event in known.mandate_changes("XSMO")]


def test_peers_are_of_the_same_size_and_not_itself(known: CatalogFacts) -> None:
    peers = known.peers("XSMO")
    assert "IJR" in peers
    assert "XSMO" not in peers
    assert "SPY" not in peers


def test_a_verdict_on_a_former_ticker_is_the_funds(known: CatalogFacts) -> None:
    prices = source({"XSMO": noisy(0.1, seed=1), "IJR": noisy(0.05, seed=2)})
    stated = claim(subject="PXSG", comparators=("SP600",), relation="above", window=INCEPTION)
    verdict = verify(stated, prices=prices, facts=known, as_of=date(2020, 12, 31))
    assert verdict.label in ("supported", "refuted")
    assert verdict.direction[0].proxy == "IJR"
    assert "mandate_change" in verdict.flags
