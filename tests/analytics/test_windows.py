"""Calendar dates to closes: which sessions a window really runs between."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.alignment import align
from analytics.tape import Missing
from analytics.windows import (
    Stretch,
    calendar_years,
    open_years,
    resolve,
    tried,
    years_before,
)
from nlp.types import Window
from tests.analytics.support import AS_OF, INCEPTION, calendar, since, steady

DAYS = align((steady(0.1),)).days


def _resolve(window: Window, **options: date | None) -> Stretch:
    settings = {"inception": None, "as_of": AS_OF} | options
    found = resolve(window, settings.pop("days", DAYS), **settings)  # type: ignore[arg-type]
    assert isinstance(found, Stretch), found
    return found


def test_a_window_starts_at_the_last_close_on_or_before_its_base() -> None:
    assert _resolve(since("2016-12-31")).first == date(2016, 12, 30)


def test_a_base_that_is_a_session_is_itself_the_base_close() -> None:
    assert _resolve(since("2019-06-21")).first == date(2019, 6, 21)


def test_a_window_ends_at_the_last_close_on_or_before_its_end() -> None:
    assert _resolve(since("2015-12-31", "2017-12-31")).last == date(2017, 12, 29)


def test_an_end_after_as_of_is_as_of() -> None:
    assert _resolve(since("2015-12-31"), as_of=date(2018, 6, 30)).last == date(2018, 6, 29)


def test_no_base_is_the_first_common_close() -> None:
    young = align((steady(0.1), steady(0.1, start="2014-05-01"))).days
    found = resolve(INCEPTION, young, inception=None, as_of=AS_OF)
    assert isinstance(found, Stretch)
    assert (found.first, found.shortened) == (date(2014, 5, 1), False)


def test_a_base_before_the_first_close_shortens_the_window() -> None:
    found = _resolve(since("2008-12-31"))
    assert (found.first, found.shortened, found.shortfall) == (date(2009, 12, 31), True, "data")


def test_a_window_cut_by_the_funds_own_youth_says_so() -> None:
    found = _resolve(since("2008-12-31"), inception=date(2009, 12, 30))
    assert (found.shortened, found.shortfall) == (True, "inception")


def test_prices_that_begin_long_after_inception_shorten_since_inception() -> None:
    found = _resolve(INCEPTION, inception=date(2004, 1, 5))
    assert (found.shortened, found.shortfall) == (True, "data")


def test_less_than_half_of_the_window_is_out_of_coverage() -> None:
    found = resolve(since("1995-12-31"), DAYS, inception=None, as_of=AS_OF)
    assert isinstance(found, Missing)
    assert found.reason == "out_of_coverage"


def test_an_end_some_weeks_after_the_last_close_shortens_the_window() -> None:
    found = _resolve(since("2015-12-31", "2021-01-20"), as_of=date(2021, 1, 20))
    assert (found.last, found.shortened, found.shortfall) == (date(2020, 12, 31), True, "data")


def test_prices_that_stop_long_before_the_end_do_not_cover_the_window() -> None:
    window = since("2015-12-31", "2021-06-30")
    found = resolve(window, DAYS, inception=None, as_of=date(2021, 6, 30))
    assert isinstance(found, Missing)
    assert found.reason == "out_of_coverage"


@pytest.mark.parametrize("end", ["2018-12-31", "2019-12-31"])
def test_a_period_that_was_not_over_is_not_judged(end: str) -> None:
    window = Window(kind="calendar", base=date(2017, 12, 31), end=date.fromisoformat(end))
    found = resolve(window, DAYS, inception=None, as_of=date(2018, 6, 30))
    assert isinstance(found, Missing)
    assert "was not over" in found.detail


def test_a_year_without_any_close_is_out_of_coverage() -> None:
    found = resolve(calendar(2023), DAYS, inception=None, as_of=date(2024, 6, 30))
    assert isinstance(found, Missing)


def test_as_of_before_the_first_close_is_out_of_coverage() -> None:
    nothing = DAYS[:0]
    assert isinstance(resolve(INCEPTION, nothing, inception=None, as_of=AS_OF), Missing)


def test_a_base_years_before_christ_is_no_error() -> None:
    window = Window(kind="trailing", base=date.min, end=AS_OF)
    assert isinstance(resolve(window, DAYS, inception=None, as_of=AS_OF), Missing)


def test_the_windows_tried_are_those_the_data_cover() -> None:
    assert [name for name, _ in tried(DAYS, as_of=AS_OF)] == [
        "common inception",
        "10 years",
        "5 years",
        "3 years",
        "1 year",
    ]
    recent = align((steady(0.1, start="2016-06-30"),)).days
    assert [name for name, _ in tried(recent, as_of=AS_OF)] == [
        "common inception",
        "3 years",
        "1 year",
    ]


def test_calendar_years_are_whole() -> None:
    names = [name for name, _ in calendar_years(DAYS)]
    assert (names[0], names[-1]) == ("2010", "2020")
    assert [n for n, _ in calendar_years(DAYS[:-60])][-1] == "2019"


def test_open_years_share_their_end() -> None:
    windows = dict(open_years(DAYS, end=AS_OF))
    assert windows["since 2017"].base == date(2016, 12, 31)
    assert {window.end for window in windows.values()} == {AS_OF}


def test_a_leap_day_goes_back_to_the_28th() -> None:
    assert years_before(date(2020, 2, 29), 1) == date(2019, 2, 28)


def test_since_inception_leaves_out_what_another_fund_of_the_ticker_did() -> None:
    found = _resolve(INCEPTION, inception=date(2014, 6, 30))
    assert (found.first, found.shortened) == (date(2014, 6, 30), False)
