"""What the printed command holds; `tests/api/test_reproduce_command.py` runs it."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.reproduce import rounding
from nlp.types import Horizon
from tests.analytics.support import AS_OF, claim, facts, judge, noisy, number, source

PRICES = source({t: noisy(0.05 + 0.02 * n, seed=n) for n, t in enumerate("DBAC")})
KNOWN = facts(*"ABCD")


COMPARED = claim(comparators=("B", "C"), relation="above")


def test_the_command_carries_the_fingerprint_of_its_closes() -> None:
    verdict = judge(COMPARED, PRICES, KNOWN)
    assert verdict.prices is not None
    assert verdict.reproduce.endswith(f" --expect-fingerprint {verdict.prices.fingerprint}")


def test_a_verdict_without_prices_expects_none() -> None:
    verdict = judge(claim("trade", text="long A"), PRICES, KNOWN)
    assert "--words 'long A'" in verdict.reproduce
    assert "--expect-fingerprint" not in verdict.reproduce


def test_a_notes_own_sentiment_has_no_command() -> None:
    assert judge(claim("self_report"), PRICES, KNOWN).reproduce == ""


def test_the_command_names_prices_and_date() -> None:
    verdict = judge(COMPARED, PRICES, KNOWN, as_of=date(2019, 5, 1))
    assert "--prices prices.csv --as-of 2019-05-01" in verdict.reproduce


def test_a_plain_number_needs_no_interval() -> None:
    verdict = judge(claim("level", relation="rises", magnitude=number(94.3)), PRICES, KNOWN)
    assert "--magnitude '94.3 percent'" in verdict.reproduce
    assert "--rounding" not in verdict.reproduce


def test_a_forecast_keeps_the_day_it_was_made() -> None:
    stated = claim(
        "forecast", relation="rises", horizon=Horizon(text="by year end", due=date(2020, 12, 31))
    )
    verdict = judge(stated, PRICES, KNOWN, as_of=AS_OF, made_on=date(2020, 3, 2))
    assert "--due 2020-12-31 --made-on 2020-03-02" in verdict.reproduce


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [("94.27", 94.265, 94.275), ("23", 22.5, 23.5), ("-3.2", -3.25, -3.15)],
)
def test_rounding_is_half_a_unit_of_the_last_digit(written: str, low: float, high: float) -> None:
    assert rounding(written) == (float(written), low, high)
