"""Series as of a day are made once for all who ask, and never mistaken for others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from analytics.cut import aligned, fingerprint_of, known_on
from analytics.types import PriceSeries
from tests.analytics.support import source, steady

DAY = date(2015, 3, 1)


def _series(closes: pd.Series) -> PriceSeries:
    found = source({"A": closes}).load("A")
    assert found is not None
    return found


def _closes(series: PriceSeries, as_of: date = DAY) -> pd.Series:
    closes = known_on(series, as_of).series.adjusted
    assert closes is not None
    return closes


def test_a_series_is_cut_once_for_a_day() -> None:
    series = _series(steady(0.1))
    assert known_on(series, DAY) is known_on(series, DAY)


def test_each_day_has_a_cut_of_its_own() -> None:
    series = _series(steady(0.1))
    assert _closes(series, date(2014, 3, 1)).index[-1] == pd.Timestamp("2014-02-28")
    assert _closes(series).index[-1] == pd.Timestamp("2015-02-27")


def test_other_closes_under_the_same_fingerprint_are_not_taken_for_them() -> None:
    series = _series(steady(0.1))
    doubled = replace(series, adjusted=2 * steady(0.1))
    assert _closes(doubled).iloc[0] == 2 * _closes(series).iloc[0]


def test_a_session_without_a_price_and_a_holiday_are_left_out() -> None:
    series = _series(steady(0.1))
    holiday, blank = pd.Timestamp("2014-12-25"), pd.Timestamp("2014-12-24")
    handed = pd.concat([steady(0.1), pd.Series([1.0], index=[holiday])]).sort_index()
    handed[blank] = np.nan
    known = _closes(replace(series, adjusted=handed))
    assert not known.index.isin([holiday, blank]).any()


def test_the_same_closes_are_aligned_once() -> None:
    both = _closes(_series(steady(0.1))), _closes(_series(steady(0.2)))
    assert aligned(both) is aligned(both)


def test_the_fingerprint_of_several_depends_on_their_order() -> None:
    one, other = known_on(_series(steady(0.1)), DAY), known_on(_series(steady(0.2)), DAY)
    assert fingerprint_of((one, other)) != fingerprint_of((other, one))
