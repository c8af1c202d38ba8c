"""Levels: recomputed, compared with the stated number, and placed where they're right."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from nlp.types import Window
from tests.analytics.support import (
    AS_OF,
    DECADE,
    FakeFacts,
    calendar,
    claim,
    facts,
    fund,
    index,
    judge,
    number,
    sessions,
    since,
    source,
    steady,
)

TEN_PERCENT = source({"A": steady(0.10)})
DECADE_TOTAL = 100 * (1.1 ** (3653 / 365.25) - 1)  # 159.39 %


def test_the_right_number_is_supported() -> None:
    verdict = judge(claim("level", relation="rises", magnitude=number(159.4)), TEN_PERCENT)
    assert verdict.label == "supported"
    assert verdict.magnitude is not None
    assert verdict.magnitude.exact
    assert verdict.magnitude.computed == pytest.approx(DECADE_TOTAL)


def test_a_number_within_a_hundredth_is_supported_but_not_exact() -> None:
    verdict = judge(claim("level", relation="rises", magnitude=number(158.1)), TEN_PERCENT)
    assert verdict.label == "supported"
    assert verdict.magnitude is not None
    assert not verdict.magnitude.exact


def test_the_right_sign_with_a_wrong_number_is_refuted() -> None:
    verdict = judge(claim("level", relation="rises", magnitude=number(94.3)), TEN_PERCENT)
    assert verdict.label == "refuted"


def test_a_fall_is_a_negative_return() -> None:
    falling = source({"A": steady(-0.2)})
    stated = claim("level", relation="falls", magnitude=number(20, half=0.5), window=calendar(2019))
    assert judge(stated, falling).label == "supported"
    assert judge(replace(stated, relation="rises"), falling).label == "refuted"


def test_a_typeset_minus_and_a_verb_of_loss_are_one_sign() -> None:
    falling = source({"A": steady(-0.2)})
    stated = claim(
        "level", relation="falls", magnitude=number(-20, half=0.5), window=calendar(2019)
    )
    assert judge(stated, falling).label == "supported"


def test_a_yearly_number_is_annualised_by_calendar_days() -> None:
    stated = claim("level", relation="rises", magnitude=number(10, half=0.05, annualised=True))
    verdict = judge(stated, TEN_PERCENT)
    assert verdict.label == "supported"
    assert verdict.direction[0].unit == "percent_per_year"
    assert "ACT/365.25" in verdict.conventions[0]


def test_a_total_told_as_yearly_is_right_in_total() -> None:
    stated = claim("level", relation="rises", magnitude=number(159.4, annualised=True))
    verdict = judge(stated, TEN_PERCENT)
    assert verdict.label == "refuted"
    assert verdict.magnitude is not None
    assert verdict.magnitude.right_for == "the same window, in total"


def test_a_ten_year_return_may_be_a_yearly_figure() -> None:
    window = Window(kind="trailing", base=date(2010, 12, 31), end=AS_OF)
    stated = claim("level", magnitude=number(10), relation="equals", window=window)
    assert judge(stated, TEN_PERCENT).label == "supported"
    assert judge(replace(stated, window=DECADE), TEN_PERCENT).label == "refuted"


def test_doubled_is_a_factor_of_two() -> None:
    stated = claim("level", relation="rises", magnitude=number(2, "times"))
    doubled = source({"A": steady(2**0.1 - 1)})
    assert judge(stated, doubled).label == "supported"
    assert judge(stated, TEN_PERCENT).label == "refuted"


def test_basis_points_are_hundredths_of_a_percent() -> None:
    stated = claim(
        "level",
        relation="rises",
        magnitude=number(1000, "basis_points", half=5),
        window=calendar(2019),
    )
    assert judge(stated, TEN_PERCENT).label == "supported"


def test_more_than_is_a_bound() -> None:
    stated = number(100)
    over = replace(stated, low=100, high=math.inf)
    assert judge(claim("level", relation="rises", magnitude=over), TEN_PERCENT).label == "supported"
    assert (
        judge(claim("level", relation="above", magnitude=stated), TEN_PERCENT).label == "supported"
    )
    assert judge(claim("level", relation="below", magnitude=stated), TEN_PERCENT).label == "refuted"


@pytest.mark.parametrize(("relation", "label"), [("rises", "supported"), ("falls", "refuted")])
def test_a_direction_without_a_number(relation: str, label: str) -> None:
    assert judge(claim("level", relation=relation), TEN_PERCENT).label == label


def test_negation_flips_a_level() -> None:
    stated = claim("level", relation="rises", magnitude=number(159.4))
    assert judge(replace(stated, modality="negated"), TEN_PERCENT).label == "refuted"
    wrong = replace(stated, magnitude=number(94.3), modality="negated")
    assert judge(wrong, TEN_PERCENT).label == "supported"


def test_negation_flips_a_direction() -> None:
    fell = claim("level", relation="falls", modality="negated")
    assert judge(fell, TEN_PERCENT).label == "supported"


def _stairs() -> pd.Series:
    """+52 % in 2018, -10 % in 2019, +5 % in every other year, evenly within each."""
    growth = {2018: 1.52, 2019: 0.90}
    days = sessions()
    logs = np.zeros(len(days))
    for year in range(2010, 2021):
        inside = days.year == year
        logs[inside] = math.log(growth.get(year, 1.05)) / inside.sum()
    return pd.Series(100 * np.exp(np.cumsum(logs)), index=days)


def test_the_right_number_in_the_wrong_year_names_the_right_year() -> None:
    stated = claim("level", relation="rises", magnitude=number(52, half=0.5), window=calendar(2019))
    verdict = judge(stated, source({"A": _stairs()}))
    assert verdict.label == "refuted"
    assert verdict.magnitude is not None
    assert verdict.magnitude.right_for == "2018"


def test_a_later_year_may_be_the_right_one() -> None:
    stated = claim("level", relation="falls", magnitude=number(10, half=0.5), window=calendar(2015))
    verdict = judge(stated, source({"A": _stairs()}))
    assert verdict.magnitude is not None
    assert verdict.magnitude.right_for == "2019"


def test_a_bound_that_is_missed_is_right_for_no_other_year() -> None:
    least = replace(number(50, half=0), high=math.inf)
    stated = claim("level", relation="above", magnitude=least, window=calendar(2019))
    verdict = judge(stated, source({"A": _stairs()}))
    assert verdict.label == "refuted"
    assert verdict.magnitude is not None
    assert verdict.magnitude.right_for is None


def test_a_calendar_years_return_is_not_right_for_itself_a_year() -> None:
    # 2018 has 367 days from close to close: 10.05 %, and 10.00 % in 365.25; 9.92 allows 0.10.
    stated = claim("level", relation="rises", magnitude=number(9.92, half=0), window=calendar(2018))
    verdict = judge(stated, TEN_PERCENT)
    assert verdict.magnitude is not None
    assert not verdict.magnitude.within
    assert verdict.magnitude.right_for != "the same window, a year"


def test_a_number_right_nowhere_is_right_for_nothing() -> None:
    stated = claim("level", relation="rises", magnitude=number(777), window=calendar(2015))
    verdict = judge(stated, source({"A": _stairs()}))
    assert verdict.magnitude is not None
    assert verdict.magnitude.right_for is None


def test_a_number_is_not_checked_on_part_of_its_window() -> None:
    stated = claim("level", relation="rises", magnitude=number(100), window=since("2007-12-31"))
    known = FakeFacts(funds={"A": fund("A", inception=date(2000, 1, 3))})
    verdict = judge(stated, TEN_PERCENT, known)
    assert (verdict.label, verdict.reason) == ("unverifiable", "out_of_coverage")


def test_a_number_since_before_the_fund_existed_counts_from_its_inception() -> None:
    total = 100 * (1.1 ** (4018 / 365.25) - 1)
    stated = claim("level", relation="rises", magnitude=number(total), window=since("2007-12-31"))
    verdict = judge(stated, TEN_PERCENT)
    assert verdict.label == "supported"
    assert "window_shortened" in verdict.flags


def test_a_price_return_needs_unadjusted_closes() -> None:
    stated = claim("level", relation="rises", metric="price_return", magnitude=number(50))
    verdict = judge(stated, TEN_PERCENT)
    assert (verdict.label, verdict.reason) == ("unverifiable", "no_price_data")


def test_a_price_return_is_computed_on_unadjusted_closes() -> None:
    prices = source({"A": steady(0.10)}, close={"A": steady(0.06)})
    stated = claim(
        "level",
        relation="rises",
        basis="price return",
        magnitude=number(6, annualised=True),
    )
    verdict = judge(stated, prices)
    assert verdict.label == "supported"
    assert "price return" in verdict.conventions[0]


def test_another_currency_is_never_guessed() -> None:
    stated = claim("level", relation="rises", basis="in euros", magnitude=number(159.4))
    verdict = judge(stated, TEN_PERCENT)
    assert (verdict.label, verdict.reason) == ("unverifiable", "no_price_data")


def test_an_index_level_is_quoted_without_dividends() -> None:
    prices = source({}, close={"SP600": steady(0.07)})
    known = FakeFacts(indices={"SP600": index("SP600", proxy=None)})
    stated = claim(
        "level", subject="SP600", relation="rises", magnitude=number(7), window=calendar(2019)
    )
    verdict = judge(stated, prices, known)
    assert verdict.label == "supported"
    assert "price return" in verdict.conventions[0]


def test_an_index_number_short_of_its_proxy_by_a_dividend_is_left_open() -> None:
    known = facts("A", indices={"SP600": index("SP600", proxy="A")})
    stated = claim(
        "level", subject="SP600", relation="rises", magnitude=number(8.1), window=calendar(2019)
    )
    verdict = judge(stated, TEN_PERCENT, known)
    assert (verdict.label, verdict.reason) == ("unverifiable", "no_price_data")
    far = replace(stated, magnitude=number(2.0))
    assert judge(far, TEN_PERCENT, known).label == "refuted"


def test_neither_number_nor_direction_is_vague() -> None:
    verdict = judge(claim("level", relation="equals"), TEN_PERCENT)
    assert (verdict.label, verdict.reason) == ("unverifiable", "vague_metric")


def test_a_level_without_window_is_judged_on_five() -> None:
    verdict = judge(claim("level", relation="rises", window=Window(kind="none")), TEN_PERCENT)
    assert verdict.label == "supported"
    assert [w.name for w in verdict.windows_tried] == [
        "common inception",
        "10 years",
        "5 years",
        "3 years",
        "1 year",
    ]


def test_windows_that_disagree_give_mixed() -> None:
    bent = source({"A": _stairs()})
    stated = claim(
        "level", relation="rises", magnitude=number(5, half=0.3), window=Window(kind="none")
    )
    verdict = judge(stated, bent)
    assert verdict.label == "mixed"
    assert "windows tried" in verdict.reason
