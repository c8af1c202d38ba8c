"""Periods by their first and last day, by weeks of a month, and counted back from a day."""

from __future__ import annotations

from datetime import date

import pytest

from nlp.reading import Reader
from nlp.windows import find_windows
from tests.nlp.slots import read, slots_of

DAY = date(2022, 8, 19)


@pytest.mark.parametrize(
    ("text", "base", "end"),
    [
        ("in the first week of August", "2022-07-31", "2022-08-07"),
        ("over the last week of June 2022", "2022-06-23", "2022-06-30"),
        ("Since the headlines (8 Mar): SPY -2", "2022-03-08", "2022-08-19"),
        (
            "from their first common month (November 2011) through 30 September 2014",
            "2011-10-31",
            "2014-09-30",
        ),
        ("A year on, SPY is off", "2021-08-19", "2022-08-19"),
        ("From the close on the 8th SPY is up", "2022-08-08", "2022-08-19"),
        ("the slide of 2008, when it halved", "2007-12-31", "2008-12-31"),
        ("SPY fell 22% from 10 July.", "2022-07-10", "2022-08-19"),
        ("SPY rose 3% from January 2020 through May 2020", "2019-12-31", "2020-05-31"),
        ("SPY 60d 0.41", "2022-06-20", "2022-08-19"),
        ("DFAC against VTI (one year) is", "2021-08-19", "2022-08-19"),
        ("SPY this week: -5", "2022-08-12", "2022-08-19"),
        ("VNQ +27% y-t-d", "2021-12-31", "2022-08-19"),
    ],
)
def test_a_period_has_its_days(text: str, base: str, end: str) -> None:
    (window,) = find_windows(text, offset=0, as_of=DAY)
    assert (str(window.base), str(window.end)) == (base, end)


@pytest.mark.parametrize(
    ("text", "base", "end"),
    [
        (
            "All risk numbers: five years to 31 July 2022, monthly.\n\nThe volatility of TLT is"
            " 15.1%.",
            "2017-07-31",
            "2022-07-31",
        ),
        ("The quarter first: IWM -30.6%; MDY -29.8%.", "2022-03-31", "2022-06-30"),
        ("The half-year closed badly. SPY returned -20%.", "2021-12-31", "2022-06-30"),
    ],
)
def test_a_stated_frame_holds_for_what_follows(
    reader: Reader, text: str, base: str, end: str
) -> None:
    windows = {(slots_of(c)["base"], slots_of(c)["end"]) for c in read(reader, text)}
    assert windows == {(base, end)}
