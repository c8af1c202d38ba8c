"""Two sources that tell different returns are told by day and size, and nothing else is."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analytics.prices import Defect, FileSource, series
from analytics.prices.agreement import compare_sources
from tests.analytics.prices.files import closes, shared

YAHOO = "yahoo_adjusted/adj_close_wide.parquet"
ALPHA_VANTAGE = "alphavantage_raw/raw_adj_div_split_long.parquet"
EODHD = "mit_raw_adjusted/raw_adj_long.parquet"


def walk(sessions: int = 60) -> pd.Series:
    moves = np.random.default_rng(2).normal(0.0, 0.01, sessions)
    return closes(*(100 * np.exp(np.cumsum(moves))), first="2021-01-04")


def apart(ours: pd.Series, theirs: pd.Series) -> tuple[Defect, ...]:
    one, other = series("XSMO", adjusted=ours), series("XSMO", adjusted=theirs)
    return compare_sources(one, other, other="vendor")[1]


def test_the_same_returns_at_another_level_agree() -> None:
    assert apart(walk(), walk() * 0.7) == ()


def test_cents_and_closing_prints_are_no_disagreement() -> None:
    noise = np.random.default_rng(3).normal(1.0, 0.001, 60)
    assert apart(walk(), walk() * noise) == ()


def test_a_jump_that_only_one_has_is_told_with_both_sizes() -> None:
    theirs = closes(100.0, 100.6, 100.6)
    (found,) = apart(closes(100.0, 124.0, 124.0), theirs)
    assert (found.kind, str(found.on)) == ("disagreement", "2020-01-03")
    assert found.detail == "+24.0% here, +0.6% in vendor"
    assert found.done == "neither changed; verdicts use the source that --prices names"


def test_a_tick_that_only_one_has_is_told_once_with_the_way_back() -> None:
    ours = walk()
    ours.iloc[33] *= 0.8
    (found,) = apart(ours, walk())
    assert found.detail.endswith(f"level again on {ours.index[34].date()}")


def test_a_missing_day_is_no_disagreement() -> None:
    assert apart(walk().drop(walk().index[20]), walk()) == ()


def test_a_different_last_row_may_be_from_before_the_close() -> None:
    ours = walk()
    ours.iloc[-1] *= 1.03
    (found,) = apart(ours, walk())
    assert "before the close?" in found.detail


def test_adjusted_and_quoted_closes_are_never_compared_with_each_other() -> None:
    adjusted, quoted = series("XSMO", adjusted=walk()), series("XSMO", close=walk() * 2)
    comparison, found = compare_sources(adjusted, quoted, other="vendor")
    assert (comparison.bases, comparison.sessions, found) == ((), 0, ())


def test_what_only_the_quoted_closes_show_is_told_as_such() -> None:
    wrong = walk()
    wrong.iloc[30:] *= 1.1
    one = series("XSMO", adjusted=walk(), close=wrong)
    _, (found,) = compare_sources(one, series("XSMO", adjusted=walk(), close=walk()), other="x")
    assert found.detail.startswith("price only, ")


def test_sources_without_a_common_day_are_compared_on_none() -> None:
    later = closes(1.0, 2.0, first="2022-01-03")
    comparison, found = compare_sources(
        series("XSMO", adjusted=walk()), series("XSMO", adjusted=later), other="x"
    )
    assert (comparison.bases, found) == ((), ())


@pytest.mark.parametrize(
    ("ours", "theirs", "ticker", "day", "size"),
    [
        (EODHD, YAHOO, "XLF", "2016-09-19", "+24.0% here, +0.6%"),
        (EODHD, ALPHA_VANTAGE, "XLF", "2016-09-19", "+24.0% here, +0.6%"),
        (ALPHA_VANTAGE, YAHOO, "IJT", "2010-05-06", "-24.4% here, -3.3%"),
        (ALPHA_VANTAGE, YAHOO, "XSMO", "2015-12-03", "here, -14.5%"),
    ],
)
def test_the_known_disagreements_of_the_reference_prices(
    ours: str, theirs: str, ticker: str, day: str, size: str
) -> None:
    one, other = FileSource(shared(ours)).load(ticker), FileSource(shared(theirs)).load(ticker)
    assert one is not None
    assert other is not None
    found = {str(d.on): d.detail for d in compare_sources(one, other, other="vendor")[1]}
    assert size in found[day]


def test_on_iwm_two_vendors_agree_but_for_two_days_of_twenty_years() -> None:
    one, other = FileSource(shared(EODHD)).load("IWM"), FileSource(shared(YAHOO)).load("IWM")
    assert one is not None
    assert other is not None
    comparison, _ = compare_sources(one, other, other="vendor")
    assert comparison.sessions > 5_000
    assert comparison.apart <= 2
