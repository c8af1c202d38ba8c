"""Verdicts on real prices whose figures were worked out by hand, outside the engine."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analytics.catalog_facts import CatalogFacts
from analytics.prices.memory import MemorySource, series
from analytics.types import Verdict
from analytics.verdict import verify
from nlp.catalog import Catalog
from nlp.types import Magnitude, Window
from tests.analytics.support import adjective, claim, number

REFERENCE = Path(__file__).parents[3] / "shared" / "prices" / "yahoo_adjusted"
AS_OF = date(2026, 7, 31)
SINCE_2017 = Window(kind="since", base=date(2016, 12, 31), end=AS_OF)
INCEPTION = Window(kind="since_inception", end=AS_OF)
SINCE_CHANGE = Window(kind="since", base=date(2019, 6, 21), end=AS_OF)

pytestmark = pytest.mark.skipif(
    not REFERENCE.exists(), reason="the reference prices lie beside the checkout, and aren't there"
)


@pytest.fixture(scope="module")
def tape() -> MemorySource:
    wide = pd.read_parquet(REFERENCE / "adj_close_wide.parquet")
    held = {t: series(t, adjusted=wide[t].dropna()) for t in wide.columns}
    return MemorySource(held, name="reference")


@pytest.fixture(scope="module")
def known() -> CatalogFacts:
    return CatalogFacts(Catalog.load())


def _judge(
    tape: MemorySource, known: CatalogFacts, kind: str = "comparison", **slots: Any
) -> Verdict:
    slots.setdefault("subject", "XSMO")
    return verify(claim(kind, **slots), prices=tape, facts=known, as_of=AS_OF)


def _exact(value: float) -> Magnitude:
    return number(value, half=0.005)


@pytest.mark.parametrize(
    ("ticker", "total"), [("XSMO", 257.61), ("IJT", 151.35), ("IJR", 143.62), ("DWAS", 189.59)]
)
def test_total_returns_since_2017(
    tape: MemorySource, known: CatalogFacts, ticker: str, total: float
) -> None:
    verdict = _judge(
        tape,
        known,
        "level",
        subject=ticker,
        relation="rises",
        magnitude=_exact(total),
        window=SINCE_2017,
    )
    assert verdict.label == "supported"
    assert verdict.magnitude is not None
    assert verdict.magnitude.exact
    assert verdict.first_session == date(2016, 12, 30)


@pytest.mark.parametrize(("ticker", "total"), [("XSMO", 542.1), ("IJT", 653.6), ("IJR", 602.8)])
def test_total_returns_since_march_2005(
    tape: MemorySource, known: CatalogFacts, ticker: str, total: float
) -> None:
    window = Window(kind="since", base=date(2005, 3, 3), end=AS_OF)
    verdict = _judge(
        tape,
        known,
        "level",
        subject=ticker,
        relation="rises",
        magnitude=number(total),
        window=window,
    )
    assert verdict.magnitude is not None
    assert verdict.magnitude.exact


def test_ahead_of_single_factor_funds_since_2017(tape: MemorySource, known: CatalogFacts) -> None:
    verdict = _judge(
        tape,
        known,
        comparators=("DWAS", "XSVM", "XSLV", "XSHQ"),
        comparators_inferred=True,
        quantifier="key",
        relation="above",
        window=SINCE_2017,
    )
    assert verdict.label == "supported"
    # (3.5761 ** (1 / 9.5825) - 1) - (2.8959 ** (1 / 9.5825) - 1), 3500 days from 2016-12-30.
    assert verdict.direction[0].gap == pytest.approx(2.49, abs=0.005)
    assert {"mandate_change", "inferred_comparators"} <= set(verdict.flags)


def test_only_matches_the_index_since_inception(tape: MemorySource, known: CatalogFacts) -> None:
    verdict = _judge(
        tape, known, "equivalence", comparators=("SP600",), relation="in_line", window=INCEPTION
    )
    assert verdict.label == "supported"
    assert verdict.first_session == date(2005, 3, 3)
    assert verdict.direction[0].proxy == "IJR"
    # 6.421 and 7.028 over 7820 days: 9.07 % against 9.53 % a year.
    assert verdict.direction[0].gap == pytest.approx(-0.46, abs=0.005)


def test_behind_the_index_before_the_new_mandate_and_ahead_after(
    tape: MemorySource, known: CatalogFacts
) -> None:
    verdict = _judge(tape, known, comparators=("IJR",), relation="above", window=INCEPTION)
    assert verdict.robustness is not None
    before, after = verdict.robustness.mandate_split
    assert (before.end, before.holds) == (date(2019, 6, 21), False)
    assert (after.start, after.holds) == (date(2019, 6, 21), True)


def test_still_lags_ijt_since_inception(tape: MemorySource, known: CatalogFacts) -> None:
    verdict = _judge(tape, known, comparators=("IJT",), relation="below", window=INCEPTION)
    assert verdict.label == "supported"
    assert "bad_tick_suspected" in verdict.flags


def test_the_former_ticker_is_the_same_fund(tape: MemorySource, known: CatalogFacts) -> None:
    verdict = _judge(
        tape, known, subject="PXSG", comparators=("IJR",), relation="above", window=SINCE_CHANGE
    )
    assert verdict.label == "supported"
    assert "mandate_change" not in verdict.flags


def test_without_a_window_ahead_of_the_index_is_mixed(
    tape: MemorySource, known: CatalogFacts
) -> None:
    verdict = _judge(
        tape, known, comparators=("IJR",), relation="above", window=Window(kind="none")
    )
    assert verdict.label == "mixed"
    assert len(verdict.windows_tried) == 5


def test_momentum_in_small_caps_is_no_moderate_risk(
    tape: MemorySource, known: CatalogFacts
) -> None:
    verdict = _judge(
        tape,
        known,
        "risk",
        metric="volatility",
        magnitude=adjective("moderate"),
        window=Window(kind="none"),
    )
    assert verdict.label in ("refuted", "mixed")
    assert "percentile" in verdict.reason


def test_the_right_number_for_another_year_is_found(
    tape: MemorySource, known: CatalogFacts
) -> None:
    # ARKK returned +152.8 % in 2020 and -23.4 % in 2021.
    year = Window(kind="calendar", base=date(2020, 12, 31), end=date(2021, 12, 31))
    verdict = _judge(
        tape,
        known,
        "level",
        subject="ARKK",
        relation="rises",
        magnitude=number(152.8, half=0.5),
        window=year,
    )
    assert verdict.label == "refuted"
    assert verdict.magnitude is not None
    assert verdict.magnitude.right_for == "2020"


def test_a_claim_with_four_comparators_takes_less_than_a_fifth_of_a_second(
    tape: MemorySource, known: CatalogFacts
) -> None:
    def seconds() -> float:
        start = time.perf_counter()
        _judge(
            tape,
            known,
            comparators=("DWAS", "XSVM", "XSLV", "XSHQ"),
            relation="above",
            window=SINCE_2017,
        )
        return time.perf_counter() - start

    seconds()
    # Measured: 0.055 s. The bound is for a machine that is busy with something else.
    assert min(seconds() for _ in range(3)) < 0.2
