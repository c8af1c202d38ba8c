"""The printed command gives the same verdict to the last digit."""

from __future__ import annotations

import argparse
import math
import shlex
from datetime import date

import pytest

from analytics.reproduce import rounding
from nlp.types import Claim, Horizon, Magnitude, Span, Window
from tests.analytics.support import (
    AS_OF,
    adjective,
    claim,
    facts,
    judge,
    noisy,
    number,
    since,
    source,
)

PRICES = source({t: noisy(0.05 + 0.02 * n, seed=n) for n, t in enumerate("DBAC")})
KNOWN = facts(*"ABCD")


def _parser() -> argparse.ArgumentParser:
    """Every option that a reproduce line may hold."""
    parser = argparse.ArgumentParser(exit_on_error=False)
    for name in (
        "type",
        "subject",
        "relation",
        "quantifier",
        "metric",
        "basis",
        "cue",
        "text",
        "horizon",
    ):
        parser.add_argument(f"--{name}")
    for name in ("since", "until", "due", "made-on", "as-of"):
        parser.add_argument(f"--{name}", type=date.fromisoformat)
    parser.add_argument("--comparator", action="append", default=[])
    parser.add_argument("--window")
    parser.add_argument("--modality", default="asserted")
    parser.add_argument("--magnitude")
    parser.add_argument("--rounding", nargs=2, type=float)
    parser.add_argument("--dates", nargs=2, type=date.fromisoformat)
    parser.add_argument("--prices")
    parser.add_argument("--inferred", action="store_true")
    parser.add_argument("--annualised", action="store_true")
    parser.add_argument("--total", action="store_true")
    return parser


def _magnitude(given: argparse.Namespace) -> Magnitude | None:
    if given.text:
        return adjective(given.text)
    if given.dates:
        first, last = (float(day.toordinal()) for day in given.dates)
        return Magnitude(value=first, unit="date", low=first, high=last)
    if not given.magnitude:
        return None
    written, unit = given.magnitude.split()
    value, low, high = rounding(written)
    low, high = given.rounding or (low, high)
    yearly = True if given.annualised else False if given.total else None
    return Magnitude(value=value, unit=unit, low=low, high=high, annualised=yearly)


def _claim(given: argparse.Namespace) -> Claim:
    return claim(
        given.type,
        subject=given.subject,
        relation=given.relation,
        comparators=tuple(given.comparator),
        comparators_inferred=given.inferred,
        quantifier=given.quantifier,
        metric=given.metric,
        basis=given.basis,
        modality=given.modality,
        modality_cue=Span(0, 0, given.cue) if given.cue else None,
        window=Window(kind=given.window, base=given.since, end=given.until),
        magnitude=_magnitude(given),
        horizon=Horizon(text=given.horizon, due=given.due) if given.horizon else None,
    )


CLAIMS = (
    claim(comparators=("B", "C"), comparators_inferred=True, quantifier="key", relation="above"),
    claim(comparators=("B",), relation="above", modality="negated", window=Window(kind="none")),
    claim("level", relation="falls", magnitude=number(23, half=0.5), window=since("2018-12-31")),
    claim("level", relation="rises", magnitude=number(94.27, half=0.005, annualised=True)),
    claim("level", relation="rises", magnitude=number(94.2, half=9.42, annualised=False)),
    claim(
        "level",
        relation="rises",
        magnitude=Magnitude(value=20.0, unit="percent", low=20.0, high=math.inf),
    ),
    claim("level", relation="rises", basis="price return, gross", magnitude=number(1e-05)),
    claim("risk", metric="volatility", magnitude=adjective("moderate")),
    claim("risk", metric="beta", comparators=("B",), magnitude=number(1.1, "ratio")),
    claim(
        "possibility",
        modality="possible",
        relation="rises",
        modality_cue=Span(3, 11, "tends to"),
        horizon=Horizon(text="over six months", due=date(2021, 6, 30)),
    ),
    claim("reference", metric="inception_date", magnitude=number(733772.0, "date", half=0)),
)


@pytest.mark.parametrize("stated", CLAIMS, ids=lambda c: f"{c.type}-{c.relation}")
def test_the_command_repeats_the_verdict(stated: Claim) -> None:
    verdict = judge(stated, PRICES, KNOWN)
    words = shlex.split(verdict.reproduce)
    assert words[:2] == ["tapecheck", "verify"]
    again = _claim(_parser().parse_args(words[2:]))
    assert judge(again, PRICES, KNOWN) == verdict


def test_the_command_names_prices_and_date() -> None:
    verdict = judge(CLAIMS[0], PRICES, KNOWN, as_of=date(2019, 5, 1))
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
