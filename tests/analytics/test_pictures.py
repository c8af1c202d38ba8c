"""The numbers behind a picture, against growth that is known by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from analytics.pictures import Picture, picture
from analytics.prices.memory import MemorySource
from nlp.catalog_types import FundEvent
from nlp.types import Claim, Window
from tests.analytics.support import (
    AS_OF,
    FakeFacts,
    calendar,
    claim,
    facts,
    fund,
    index,
    judge,
    noisy,
    number,
    since,
    source,
    steady,
)

PRICES = source(
    {
        "A": steady(0.10),
        "B": steady(0.05),
        "C": steady(0.08, start="2015-06-30"),
        "D": noisy(0.07, seed=3),
    }
)
AHEAD = claim(comparators=("B",), relation="above", quantifier="named", window=since("2014-12-31"))


def drawn(
    stated: Claim,
    prices: MemorySource = PRICES,
    *,
    known: FakeFacts | None = None,
    as_of: date = AS_OF,
) -> Picture | None:
    catalog = known or facts("A", "B", "C", "D")
    verdict = judge(stated, prices, catalog, as_of=as_of)
    return picture(stated, verdict, prices=prices, facts=catalog)


def shown(stated: Claim, prices: MemorySource = PRICES, known: FakeFacts | None = None) -> Picture:
    found = drawn(stated, prices, known=known)
    assert found is not None
    return found


def test_every_line_starts_at_a_hundred_on_the_base_close() -> None:
    lines = shown(AHEAD).lines
    assert [(line.fund, line.days[0], line.growth[0]) for line in lines] == [
        ("A", date(2014, 12, 31), 100.0),
        ("B", date(2014, 12, 31), 100.0),
    ]


def test_a_line_ends_at_what_a_hundred_grew_to() -> None:
    # Ten percent a year for 2,192 days.
    subject = shown(AHEAD).lines[0]
    assert subject.days[-1] == AS_OF
    assert subject.growth[-1] == pytest.approx(100 * 1.1 ** (2192 / 365.25))


def test_a_fund_that_came_later_starts_at_the_subjects_growth_of_its_day() -> None:
    late = shown(replace(AHEAD, comparators=("B", "C"))).lines[2]
    begun = (date(2015, 6, 30) - date(2014, 12, 31)).days
    assert late.days[0] == date(2015, 6, 30)
    assert late.growth[0] == pytest.approx(100 * 1.1 ** (begun / 365.25))


def test_the_figure_of_a_comparison_is_the_gap_in_points_a_year() -> None:
    others = shown(AHEAD).others
    assert others is not None
    assert (others.comparator, others.is_yearly) == ("B", True)
    assert others.figure == pytest.approx(5.0, abs=0.01)


def test_both_sweeps_of_two_steady_funds_are_flat() -> None:
    others = shown(AHEAD).others
    assert others is not None
    assert [sweep.kind for sweep in others.sweeps] == ["same_end", "same_length"]
    for sweep in others.sweeps:
        assert sweep.figures == pytest.approx([5.0] * len(sweep.starts), abs=0.01)


def test_a_sweep_of_starts_goes_by_months_to_a_year_before_the_end() -> None:
    others = shown(AHEAD).others
    assert others is not None
    starts = others.sweeps[0].starts
    assert starts[:3] == (date(2014, 12, 31), date(2015, 1, 30), date(2015, 2, 27))
    assert starts[-1] == date(2019, 12, 31)


def test_what_less_than_a_year_gave_is_not_annualised() -> None:
    others = shown(replace(AHEAD, window=since("2020-06-30"))).others
    assert others is not None
    grown = 1.1 ** (184 / 365.25) - 1.05 ** (184 / 365.25)
    assert not others.is_yearly
    assert others.figure == pytest.approx(100 * grown)


@pytest.mark.parametrize(
    ("slots", "holds"),
    [
        ({"relation": "above"}, (0.0, None)),
        ({"relation": "below"}, (None, 0.0)),
        ({"relation": "above", "modality": "negated"}, (None, 0.0)),
        ({"relation": "in_line"}, (-1.0, 1.0)),
        ({"relation": "in_line", "modality": "negated"}, None),
    ],
)
def test_where_a_comparison_holds(
    slots: dict[str, str], holds: tuple[float | None, float | None] | None
) -> None:
    others = shown(claim(comparators=("B",), **slots)).others
    assert others is not None
    assert others.holds == holds


def test_a_stated_return_is_the_growth_it_would_have_ended_with() -> None:
    stated = claim("level", magnitude=number(40.0), window=since("2017-12-31"))
    assert shown(stated).level == pytest.approx(140.0)


def test_a_stated_fall_lies_below_a_hundred() -> None:
    stated = claim("level", magnitude=number(23.0), relation="falls", window=calendar(2020))
    assert shown(stated).level == pytest.approx(77.0)


def test_a_return_stated_a_year_is_compounded_over_the_window() -> None:
    stated = claim("level", magnitude=number(12.0, annualised=True), window=since("2016-12-31"))
    days = (AS_OF - date(2016, 12, 30)).days
    assert shown(stated).level == pytest.approx(100 * 1.12 ** (days / 365.25))


def test_a_multiple_is_a_multiple_of_a_hundred() -> None:
    assert shown(claim("level", magnitude=number(2.5, "times"))).level == pytest.approx(250.0)


def test_a_level_is_swept_by_the_funds_own_return_a_year() -> None:
    others = shown(claim("level", relation="rises")).others
    assert others is not None
    assert others.comparator is None
    assert others.figure == pytest.approx(10.0, abs=0.01)


def test_a_rank_shows_every_fund_and_no_sweep() -> None:
    ranked = claim("rank", comparators=("B", "D"), relation="highest", quantifier="all")
    found = shown(ranked)
    assert [line.fund for line in found.lines] == ["A", "B", "D"]
    assert found.others is None


def test_an_index_names_the_fund_that_stood_in_for_it() -> None:
    known = facts("A", "B", indices={"SP600": index("SP600", proxy="B")})
    line = shown(replace(AHEAD, comparators=("SP600",)), known=known).lines[1]
    assert (line.fund, line.proxy) == ("SP600", "B")


def test_a_change_of_mandate_inside_the_window_is_shown() -> None:
    change = FundEvent(
        ticker="A", on=date(2016, 6, 30), kind="index_change", before="Old", after="New"
    )
    known = facts("A", "B", happened=(change,))
    assert shown(AHEAD, known=known).changes == (change,)


def test_a_comparator_without_prices_is_left_out() -> None:
    stated = replace(AHEAD, comparators=("B", "Z"), quantifier="any")
    known = FakeFacts(funds={ticker: fund(ticker) for ticker in "ABZ"})
    assert [line.fund for line in shown(stated, known=known).lines] == ["A", "B"]


@pytest.mark.parametrize(
    "stated",
    [
        claim("risk", magnitude=number(15.0), metric="volatility"),
        claim("causal"),
        claim("trade"),
        claim(comparators=("Z",), relation="above"),
        claim("forecast", relation="rises", modality="forecast"),
    ],
    ids=lambda stated: stated.type,
)
def test_what_no_return_decided_has_no_picture(stated: Claim) -> None:
    assert drawn(stated) is None


def _tripled_after(day: date) -> MemorySource:
    """The same prices, every close after a day tripled."""
    return source(
        {
            ticker: closes.where(closes.index <= pd.Timestamp(day), 3 * closes)
            for ticker in PRICES.tickers()
            if (closes := _adjusted(ticker)) is not None
        }
    )


def _adjusted(ticker: str) -> pd.Series | None:
    held = PRICES.load(ticker)
    return held.adjusted if held else None


def test_nothing_after_the_as_of_date_is_read() -> None:
    day = date(2018, 3, 29)
    stated = replace(AHEAD, window=Window(kind="since", base=date(2014, 12, 31), end=day))
    told = drawn(stated, as_of=day)
    assert told is not None
    assert drawn(stated, _tripled_after(day), as_of=day) == told
