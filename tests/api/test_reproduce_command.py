"""Every verdict's command, run by the command line, prints that verdict to the last digit."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter
from typer.testing import CliRunner, Result

from analytics.types import Verdict
from api.cli import app
from nlp.types import Claim, Condition, Horizon, Span, Window
from tapecheck.checking import Checker
from tapecheck.settings import Settings
from tests.analytics.any_claim import DAYS, claims
from tests.analytics.support import AS_OF, DECADE, adjective, calendar, claim, noisy, number, since

TICKERS = ("XSMO", "IJR", "IWM", "SPY", "DWAS", "SMH")
FIVE = since("2015-12-31")
NONE = Window(kind="none")
VERDICT = TypeAdapter(Verdict)
Judge = Callable[..., Verdict]
SOON = Horizon(text="over six months", due=date(2021, 6, 30))
CLAIMS = (
    claim(comparators=("IJR", "DWAS"), relation="above", quantifier="most"),
    claim(comparators=("IJR",), relation="above", modality="negated", window=NONE),
    claim("equivalence", comparators=("IJR",), relation="in_line"),
    claim("level", relation="falls", magnitude=number(23, half=0.5), window=calendar(2018)),
    claim("level", relation="rises", missing=("each_period",)),
    claim("rank", comparators=("IJR", "IWM", "DWAS"), relation="highest", window=calendar(2019)),
    claim("risk", relation="equals", magnitude=number(16), window=FIVE),
    claim("risk", metric="beta", comparators=("SPY",), magnitude=number(1.1, "ratio")),
    claim("risk", metric="volatility", magnitude=adjective("moderate")),
    claim("reference", metric="expense_ratio", magnitude=number(0.36), window=NONE),
    claim("reference", metric="index_tracked", comparators=("SP600",), window=NONE),
    claim("level", metric="aum", magnitude=number(1.2e9, "usd"), window=NONE),
    claim("causal", text="the lead was driven by semiconductors", window=NONE),
    claim("trade", text="long XSMO, short IJR", window=NONE),
    claim("forecast", modality="forecast", relation="rises", horizon=SOON, window=NONE),
    claim("forecast", modality="forecast", relation="rises", window=NONE),
    claim("possibility", modality="possible", relation="falls", magnitude=number(20),
          horizon=SOON, window=NONE),
    claim("possibility", modality="hedged", modality_cue=Span(0, 8, "tends to"),
          relation="above", comparators=("IJR",), horizon=SOON, window=NONE),
    claim("conditional", modality="forecast", relation="below", comparators=("IJR",), window=NONE,
          condition=Condition(trigger="If small caps fall 5 %", consequence="XSMO will lag IJR")),
    claim("conditional", relation="falls", window=NONE, horizon=SOON,
          condition=Condition(trigger="if breadth narrows", consequence="it's to unwind")),
)  # fmt: skip


@pytest.fixture(scope="module")
def prices(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of made-up closes for six real tickers."""
    closes = {t: noisy(0.04 + 0.02 * n, seed=n, start="2014-12-31") for n, t in enumerate(TICKERS)}
    path = tmp_path_factory.mktemp("prices") / "closes.csv"
    pd.DataFrame(closes).rename_axis("Date").to_csv(path)
    return path


@pytest.fixture(scope="module")
def one(prices: Path) -> Judge:
    """`Checker.one` without the checker's endless representation."""
    checker = Checker.open(Settings(), prices=str(prices))
    return lambda stated, **days: checker.one(stated, **days)


def _run(command: str, *more: str) -> Result:
    return CliRunner().invoke(app, [*shlex.split(command)[1:], *more])


def _again(verdict: Verdict) -> str:
    done = _run(verdict.reproduce, "--json")
    assert done.exit_code == 0, done.output
    return done.stdout.strip()


def _about_xsmo(stated: Claim) -> Claim:
    window = FIVE if stated.window == DECADE else stated.window
    return replace(stated, subject="XSMO", window=window)


@pytest.mark.parametrize("stated", CLAIMS, ids=lambda c: f"{c.type}-{c.metric}-{c.relation}")
def test_a_command_repeats_its_verdict(one: Judge, stated: Claim) -> None:
    verdict = one(_about_xsmo(stated), as_of=AS_OF)
    assert _again(verdict) == VERDICT.dump_json(verdict).decode()


@pytest.mark.parametrize("kind", ["forecast", "conditional"])
def test_a_command_keeps_the_day_the_claim_was_made(one: Judge, kind: str) -> None:
    stated = next(c for c in CLAIMS if c.type == kind)
    verdict = one(_about_xsmo(stated), as_of=AS_OF, made_on=date(2018, 3, 1))
    assert _again(verdict) == VERDICT.dump_json(verdict).decode()


NAMES = (*TICKERS, "QQQ", "SP500", "SP600", "momentum")


@settings(max_examples=30, deadline=None)
@given(
    stated=claims(NAMES).filter(lambda c: c.type != "self_report"),
    as_of=st.just(AS_OF) | DAYS,
    before=st.just(0) | st.integers(0, 900),
)
def test_whatever_a_claim_says_its_command_repeats_the_verdict(
    one: Judge, stated: Claim, as_of: date, before: int
) -> None:
    verdict = one(stated, as_of=as_of, made_on=as_of - timedelta(days=before))
    assert _again(verdict) == VERDICT.dump_json(verdict).decode()


@pytest.fixture
def changed(one: Judge, prices: Path, tmp_path: Path) -> tuple[Verdict, str]:
    """A verdict, and its command with the prices of another file, one close of which differs."""
    verdict = one(_about_xsmo(CLAIMS[0]), as_of=AS_OF)
    closes = pd.read_csv(prices, index_col="Date")
    closes[closes.columns[0]] *= [1.001 if row == 300 else 1.0 for row in range(len(closes))]
    path = tmp_path / "closes.csv"
    closes.to_csv(path)
    return verdict, verdict.reproduce.replace(str(prices), str(path))


def test_other_prices_fail_in_one_line_with_both_fingerprints(
    changed: tuple[Verdict, str],
) -> None:
    verdict, command = changed
    done = _run(command)
    assert verdict.prices is not None
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert verdict.prices.fingerprint in done.stderr
    assert done.stderr.count("sha256:") == 2


def test_a_command_without_a_fingerprint_takes_any_prices(changed: tuple[Verdict, str]) -> None:
    _, command = changed
    assert _run(command.split(" --expect-fingerprint")[0]).exit_code == 0
