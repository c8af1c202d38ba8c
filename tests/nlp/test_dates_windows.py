"""Words of a period become the two days of the table "How words become dates".

Every answer was worked out by hand from a calendar. `base` and `end` are calendar days: the return
runs from the last close on or before the first to the last close on or before the second.
"""

from __future__ import annotations

from datetime import date

import pytest

from nlp.types import Window, WindowKind
from nlp.windows import find_windows

# (words, note date, kind, base or "-", end)
Row = tuple[str, str, WindowKind, str, str]

SINCE: list[Row] = [
    ("MTUM has led since 2017", "2021-02-12", "since", "2016-12-31", "2021-02-12"),
    ("Since 2017, MTUM has led", "2021-02-12", "since", "2016-12-31", "2021-02-12"),
    ("up since March 2020", "2021-02-12", "since", "2020-02-29", "2021-02-12"),
    ("up since Mar. 2020", "2021-02-12", "since", "2020-02-29", "2021-02-12"),
    ("up since September 2018", "2022-06-30", "since", "2018-08-31", "2022-06-30"),
    ("up since Sept 2018", "2022-06-30", "since", "2018-08-31", "2022-06-30"),
    ("up since November", "2021-02-12", "since", "2020-10-31", "2021-02-12"),
    ("up since January", "2021-02-12", "since", "2020-12-31", "2021-02-12"),
    ("up since March", "2021-03-15", "since", "2021-02-28", "2021-03-15"),
    ("94.27 % since 21 June 2019", "2025-11-14", "since", "2019-06-21", "2025-11-14"),
    ("94.27 % since June 21, 2019", "2025-11-14", "since", "2019-06-21", "2025-11-14"),
    ("94.27 % since June 21st, 2019", "2025-11-14", "since", "2019-06-21", "2025-11-14"),
    ("94.27 % since the 21st of June 2019", "2025-11-14", "since", "2019-06-21", "2025-11-14"),
    ("94.27 % since 2019-06-21", "2025-11-14", "since", "2019-06-21", "2025-11-14"),
    ("94.27 % since 21 Jun 2019", "2025-11-14", "since", "2019-06-21", "2025-11-14"),
    ("11.3% since 16 June", "2022-08-19", "since", "2022-06-16", "2022-08-19"),
    ("11.3% since June 16", "2022-08-19", "since", "2022-06-16", "2022-08-19"),
    ("down since 1 October", "2018-11-23", "since", "2018-10-01", "2018-11-23"),
    ("down since 1 October", "2019-03-01", "since", "2018-10-01", "2019-03-01"),
    ("since Q3 2019 it has led", "2021-02-12", "since", "2019-06-30", "2021-02-12"),
    ("since the third quarter of 2019", "2021-02-12", "since", "2019-06-30", "2021-02-12"),
    ("since the second half of 2020", "2021-02-12", "since", "2020-06-30", "2021-02-12"),
    ("since H2 2020", "2021-02-12", "since", "2020-06-30", "2021-02-12"),
    ("since the start of 2020", "2021-02-12", "since", "2019-12-31", "2021-02-12"),
    ("since the beginning of March 2020", "2021-02-12", "since", "2020-02-29", "2021-02-12"),
    ("since early 2020", "2021-02-12", "since", "2019-12-31", "2021-02-12"),
    ("lost 14.4% since the end of September", "2018-11-23", "since", "2018-09-30", "2018-11-23"),
    ("up since the end of 2019", "2021-02-12", "since", "2019-12-31", "2021-02-12"),
    ("up from 2017 onwards", "2021-02-12", "since", "2016-12-31", "2021-02-12"),
    ("up from March 2020 on", "2021-02-12", "since", "2020-02-29", "2021-02-12"),
    ("up since 29 February 2020", "2021-02-12", "since", "2020-02-29", "2021-02-12"),
]
INCEPTION: list[Row] = [
    ("it has matched IJR since inception", "2021-06-11", "since_inception", "-", "2021-06-11"),
    ("it has matched IJR since its inception", "2021-06-11", "since_inception", "-", "2021-06-11"),
    ("since the fund's inception", "2021-06-11", "since_inception", "-", "2021-06-11"),
    ("since launch", "2021-06-11", "since_inception", "-", "2021-06-11"),
    ("since its launch in 2013", "2021-06-11", "since_inception", "-", "2021-06-11"),
    ("since inception on 18 April 2013", "2021-06-11", "since_inception", "-", "2021-06-11"),
    ("since it was launched", "2021-06-11", "since_inception", "-", "2021-06-11"),
]
TRAILING: list[Row] = [
    ("over the past three years", "2021-02-12", "trailing", "2018-02-12", "2021-02-12"),
    ("over the last 3 years", "2021-02-12", "trailing", "2018-02-12", "2021-02-12"),
    ("over the trailing five years", "2021-02-12", "trailing", "2016-02-12", "2021-02-12"),
    ("in the past 12 months", "2021-02-12", "trailing", "2020-02-12", "2021-02-12"),
    ("during the last eighteen months", "2021-02-12", "trailing", "2019-08-12", "2021-02-12"),
    ("over the past decade", "2021-02-12", "trailing", "2011-02-12", "2021-02-12"),
    ("over the past two decades", "2021-02-12", "trailing", "2001-02-12", "2021-02-12"),
    ("over the past year", "2018-11-23", "trailing", "2017-11-23", "2018-11-23"),
    ("over the last year", "2018-11-23", "trailing", "2017-11-23", "2018-11-23"),
    ("over the past six weeks", "2021-02-12", "trailing", "2021-01-01", "2021-02-12"),
    ("over the last 90 days", "2021-02-12", "trailing", "2020-11-14", "2021-02-12"),
    ("over the past quarter", "2021-02-12", "trailing", "2020-11-12", "2021-02-12"),
    ("over the past couple of years", "2021-02-12", "trailing", "2019-02-12", "2021-02-12"),
    ("over the past year", "2024-02-29", "trailing", "2023-02-28", "2024-02-29"),
    ("over the past month", "2025-03-31", "trailing", "2025-02-28", "2025-03-31"),
    ("over the past three months", "2025-05-31", "trailing", "2025-02-28", "2025-05-31"),
    ("its trailing one-year return", "2021-02-12", "trailing", "2020-02-12", "2021-02-12"),
    ("its 3-year annualised return", "2021-02-12", "trailing", "2018-02-12", "2021-02-12"),
    ("its ten-year record", "2021-02-12", "trailing", "2011-02-12", "2021-02-12"),
    ("over five years it leads", "2021-02-12", "trailing", "2016-02-12", "2021-02-12"),
    ("over a decade it leads", "2021-02-12", "trailing", "2011-02-12", "2021-02-12"),
    ("over the five years to 31 December 2021",
     "2022-06-30", "trailing", "2016-12-31", "2021-12-31"),
    ("in the three years ended June 2020", "2022-06-30", "trailing", "2017-06-30", "2020-06-30"),
    ("over the past three years through 31 March 2022",
     "2022-06-30", "trailing", "2019-03-31", "2022-03-31"),
    ("over the decade to December 2020", "2022-06-30", "trailing", "2010-12-31", "2020-12-31"),
]  # fmt: skip
CALENDAR: list[Row] = [
    ("lost 9.9% in 2022", "2023-01-05", "calendar", "2021-12-31", "2022-12-31"),
    ("lost 9.9% during 2022", "2023-01-05", "calendar", "2021-12-31", "2022-12-31"),
    ("lost 9.9% in calendar 2022", "2023-01-05", "calendar", "2021-12-31", "2022-12-31"),
    ("lost 9.9% in the year 2022", "2023-01-05", "calendar", "2021-12-31", "2022-12-31"),
    ("the best fund of 2021", "2023-01-05", "calendar", "2020-12-31", "2021-12-31"),
    ("2021's best fund", "2023-01-05", "calendar", "2020-12-31", "2021-12-31"),
    ("it gained 8% in 2021", "2021-06-11", "calendar", "2020-12-31", "2021-06-11"),
    ("it led during Q3 2019", "2021-02-12", "calendar", "2019-06-30", "2019-09-30"),
    ("it led in 3Q 2019", "2021-02-12", "calendar", "2019-06-30", "2019-09-30"),
    ("it led in the third quarter of 2019", "2021-02-12", "calendar", "2019-06-30", "2019-09-30"),
    ("it fell in the last quarter of 2018", "2021-02-12", "calendar", "2018-09-30", "2018-12-31"),
    ("it fell in the final quarter of 2018", "2021-02-12", "calendar", "2018-09-30", "2018-12-31"),
    ("it rose in the first quarter", "2021-06-11", "calendar", "2020-12-31", "2021-03-31"),
    ("it rose in Q1", "2021-06-11", "calendar", "2020-12-31", "2021-03-31"),
    ("it rose in the fourth quarter", "2021-01-08", "calendar", "2020-09-30", "2020-12-31"),
    ("it led in H1 2020", "2021-02-12", "calendar", "2019-12-31", "2020-06-30"),
    ("it led in 1H 2020", "2021-02-12", "calendar", "2019-12-31", "2020-06-30"),
    ("it led in the first half of 2020", "2021-02-12", "calendar", "2019-12-31", "2020-06-30"),
    ("it led in the second half", "2021-01-08", "calendar", "2020-06-30", "2020-12-31"),
    ("it fell in March", "2021-02-12", "calendar", "2020-02-29", "2020-03-31"),
    ("it rose in May", "2021-06-11", "calendar", "2021-04-30", "2021-05-31"),
    ("it rose 16.4% in November 2020", "2021-01-08", "calendar", "2020-10-31", "2020-11-30"),
    ("it rose in February 2020", "2021-01-08", "calendar", "2020-01-31", "2020-02-29"),
    ("it led last year", "2021-02-12", "calendar", "2019-12-31", "2020-12-31"),
    ("it led last quarter", "2021-02-12", "calendar", "2020-09-30", "2020-12-31"),
    ("it led last month", "2021-02-12", "calendar", "2020-12-31", "2021-01-31"),
    ("it led in 3Q19", "2021-02-12", "calendar", "2019-06-30", "2019-09-30"),
    ("it led in the first nine months of 2020",
     "2021-02-12", "calendar", "2019-12-31", "2020-09-30"),
    ("it led in the 2010s", "2021-02-12", "calendar", "2009-12-31", "2019-12-31"),
    ("lost 9.9% in 2022 through 28 December", "2023-01-05", "between", "2021-12-31", "2022-12-28"),
    ("Through 28 December it had lost 9.9% in 2022",
     "2023-01-05", "calendar", "2021-12-31", "2022-12-28"),
]  # fmt: skip
BETWEEN: list[Row] = [
    ("from 2017 to 2020", "2021-02-12", "between", "2016-12-31", "2020-12-31"),
    ("From 2015 to 2019, QUAL led", "2020-01-17", "between", "2014-12-31", "2019-12-31"),
    ("from 2017 through 2020", "2021-02-12", "between", "2016-12-31", "2020-12-31"),
    ("between 2017 and 2020", "2021-02-12", "between", "2016-12-31", "2020-12-31"),
    ("between March 2020 and December 2021", "2022-06-30", "between", "2020-02-29", "2021-12-31"),
    ("from July to December 2020", "2021-01-08", "between", "2020-06-30", "2020-12-31"),
    ("between May and December 2013", "2021-06-11", "between", "2013-04-30", "2013-12-31"),
    ("in 2017-2020 it led", "2021-02-12", "between", "2016-12-31", "2020-12-31"),
    ("over 2015\u201319 it led", "2021-02-12", "between", "2014-12-31", "2019-12-31"),
    ("over 2015\u20132019 it led", "2021-02-12", "between", "2014-12-31", "2019-12-31"),
    ("from 21 June 2019 to 31 October 2025", "2025-11-14", "between", "2019-06-21", "2025-10-31"),
    ("from the end of September 2018 to the end of March 2019",
     "2020-01-17", "between", "2018-09-30", "2019-03-31"),
    ("from 2019 to 2021", "2021-06-11", "between", "2018-12-31", "2021-06-11"),
    ("from Q2 2019 to Q4 2020", "2021-06-11", "between", "2019-03-31", "2020-12-31"),
]  # fmt: skip
TO_DATE: list[Row] = [
    ("up 24.8% year to date", "2021-06-11", "ytd", "2020-12-31", "2021-06-11"),
    ("up 24.8% year-to-date", "2021-06-11", "ytd", "2020-12-31", "2021-06-11"),
    ("up 24.8% YTD", "2021-06-11", "ytd", "2020-12-31", "2021-06-11"),
    ("up 24.8% this year", "2021-06-11", "ytd", "2020-12-31", "2021-06-11"),
    ("up 24.8% so far this year", "2021-06-11", "ytd", "2020-12-31", "2021-06-11"),
    ("up 24.8% so far in 2021", "2021-06-11", "ytd", "2020-12-31", "2021-06-11"),
    ("now down for the year", "2018-11-23", "ytd", "2017-12-31", "2018-11-23"),
    ("up 0.2% year to date", "2025-01-02", "ytd", "2024-12-31", "2025-01-02"),
    ("up since the start of the year", "2021-06-11", "ytd", "2020-12-31", "2021-06-11"),
]
LONG_TERM: list[Row] = [
    ("over the long term momentum wins", "2021-02-12", "long_term", "-", "2021-02-12"),
    ("Historically, momentum wins", "2021-02-12", "long_term", "-", "2021-02-12"),
    ("over very long horizons it matches", "2021-02-12", "long_term", "-", "2021-02-12"),
    ("in the long run it matches", "2021-02-12", "long_term", "-", "2021-02-12"),
    ("over longer periods it matches", "2021-02-12", "long_term", "-", "2021-02-12"),
]
STATED_END: list[Row] = [
    ("since inception through 2 July 2025", "2025-11-14", "since_inception", "-", "2025-07-02"),
    ("since 2017, through 2 July 2025", "2025-11-14", "since", "2016-12-31", "2025-07-02"),
    ("since March 2020 through July 2, 2025", "2025-11-14", "since", "2020-02-29", "2025-07-02"),
    ("year to date through 31 October 2025", "2025-11-14", "ytd", "2024-12-31", "2025-10-31"),
    ("year to date through October", "2025-11-14", "ytd", "2024-12-31", "2025-10-31"),
    ("since 2017 through 31 December 2026", "2025-11-14", "since", "2016-12-31", "2025-11-14"),
]
ROWS = [*SINCE, *INCEPTION, *TRAILING, *CALENDAR, *BETWEEN, *TO_DATE, *LONG_TERM, *STATED_END]

# Words that look like a period and are none, or one that the note can't know yet.
NO_PERIOD = [
    ("the fund may lag and investors march on", "2021-06-11"),
    ("XSMO may in turn lag", "2021-06-11"),
    ("it beat the Russell 2000 by 3 points", "2021-06-11"),
    ("it holds over 2000 stocks", "2021-06-11"),
    ("an index of 2000 companies", "2021-06-11"),
    ("over the next three years", "2021-06-11"),
    ("over the coming decade", "2021-06-11"),
    ("since 2022", "2021-06-11"),
    ("in 2030", "2021-06-11"),
    ("since 31 June 2019", "2021-06-11"),
    ("a long-term investor", "2021-06-11"),
    ("in recent years", "2021-06-11"),
    ("below its high of 1 October", "2021-06-11"),
    ("it fell after it launched on 18 April 2013", "2021-06-11"),
    ("over 20% of assets", "2021-06-11"),
    ("the 3-6 month horizon", "2021-06-11"),
    ("", "2021-06-11"),
]


def _read(words: str, as_of: str) -> tuple[Window, ...]:
    return find_windows(words, offset=0, as_of=date.fromisoformat(as_of))


@pytest.mark.parametrize(
    ("words", "as_of", "kind", "base", "end"), ROWS, ids=[f"{row[0]}@{row[1]}" for row in ROWS]
)
def test_words_name_one_window(
    words: str, as_of: str, kind: WindowKind, base: str, end: str
) -> None:
    found = [(w.kind, str(w.base or "-"), str(w.end)) for w in _read(words, as_of)]
    assert found == [(kind, base, end)]


def test_table_is_long_enough() -> None:
    assert len(ROWS) >= 90


@pytest.mark.parametrize(("words", "as_of"), NO_PERIOD)
def test_words_name_no_window(words: str, as_of: str) -> None:
    assert _read(words, as_of) == ()


def test_windows_come_in_order_of_their_words() -> None:
    found = _read("Since 2017 it leads, in 2020 it lagged, year to date it is flat", "2021-02-12")
    assert [w.kind for w in found] == ["since", "calendar", "ytd"]


def test_two_years_joined_by_in_are_two_windows() -> None:
    found = _read("it led in 2019 and in 2020", "2021-02-12")
    assert [w.base for w in found] == [date(2018, 12, 31), date(2019, 12, 31)]


def test_span_leads_back_to_the_words() -> None:
    text = "MTUM has outperformed QUAL since March 2020, they say"
    (window,) = find_windows(text, offset=100, as_of=date(2021, 2, 12))
    assert window.span is not None
    assert text[window.span.start - 100 : window.span.end - 100] == "since March 2020"
    assert window.text == window.span.text == "since March 2020"


def test_only_long_term_words_are_marked_inferred() -> None:
    marked = {row[2]: _read(row[0], row[1])[0].inferred for row in ROWS}
    assert {kind for kind, inferred in marked.items() if inferred} == {"long_term"}


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[0]}@{row[1]}" for row in ROWS])
def test_no_window_ends_after_the_note_or_before_it_begins(row: Row) -> None:
    (window,) = _read(row[0], row[1])
    assert window.end is not None
    assert window.end <= date.fromisoformat(row[1])
    assert window.base is None or window.base < window.end


def test_a_number_of_years_beyond_the_calendar_is_no_error() -> None:
    (window,) = _read("over the past 999 decades", "2021-02-12")
    assert window.base == date.min
