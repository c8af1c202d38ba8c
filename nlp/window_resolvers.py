"""What each form of a period says, as the two calendar days a return runs between."""

from __future__ import annotations

import calendar as calendars
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from nlp import dates
from nlp.lengths import YEAR, count, length
from nlp.types import Window

_ONE_DAY = timedelta(days=1)
_UNITS = {"w": "week", "m": "month", "q": "quarter", "y": "year", "d": "decade"}
# "The low of March", "the summer of 2020" and "an Act of 2017" give no days to measure over.
_POINT = re.compile(
    r"\b(?:end|start|beginning|middle|turn|close|weeks?|days?|highs?|lows?|peak|trough|top|bottom"
    r"|levels?|act|as|vintage|class|half|spring|summer|autumn|fall|winter|aftermath|wake|eve"
    r"|part|report|prospectus|filing|letter|study|paper) $",
    re.IGNORECASE,
)
_LATER = re.compile(r"\b(?:later|(?:end|rest|remainder|balance) of) $", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Saying:
    """A match of a rule, with the calendar phrases of its text by where they start."""

    match: re.Match[str]
    phrases: Mapping[int, dates.Phrase]

    def phrase(self, group: str) -> dates.Phrase:
        """The calendar phrase that a group of the rule stands for."""
        return self.phrases[self.match.start(group)]

    def period(self, group: str, as_of: date) -> dates.Period | None:
        """The days of that phrase, unless they begin after `as_of`."""
        period = self.phrase(group).period(as_of=as_of)
        return None if period is None or period.first > as_of else period

    def follows(self, words: re.Pattern[str]) -> bool:
        """True if the words right before the match are such."""
        start = self.match.start()
        return words.search(self.match.string, max(0, start - 20), start) is not None


Resolver = Callable[[Saying, date], Window | None]


def since_inception(_saying: Saying, as_of: date) -> Window | None:
    """From the first common close on."""
    return Window(kind="since_inception", end=as_of)


def long_term(_saying: Saying, as_of: date) -> Window | None:
    """As since inception, but no exact words say so."""
    return Window(kind="long_term", end=as_of, inferred=True)


def since(saying: Saying, as_of: date) -> Window | None:
    """From the close before a period, or of a day, on."""
    period = saying.period("a", as_of)
    return None if period is None else _open(period.base, as_of)


def since_end(saying: Saying, as_of: date) -> Window | None:
    """ "After 2016", from the last close of that year on."""
    period = saying.period("a", as_of)
    return None if period is None else _open(period.end, as_of)


def to_date(saying: Saying, as_of: date) -> Window | None:
    """ "2022 so far", "2017 to date": of a period that is over, what followed counts too."""
    period = saying.period("a", as_of)
    if period is None or period.last < as_of:
        return since(saying, as_of)
    if period.first == date(as_of.year, 1, 1) and saying.phrase("a").is_year:
        return year_to_date(saying, as_of)
    return Window(kind="calendar", base=period.first - _ONE_DAY, end=as_of)


def ended(saying: Saying, as_of: date) -> Window | None:
    """ "The third quarter ended September 30, 2021", whose year the day gives."""
    last = saying.phrase("b").period(as_of=as_of)
    return None if last is None else calendar(saying, min(last.end, as_of))


def calendar(saying: Saying, as_of: date) -> Window | None:
    """A period from its first day to its last."""
    period = saying.period("a", as_of)
    # "Its high of 1 October" is a day, not a stretch that something is measured over.
    if period is None or period.first == period.last:
        return None
    base = period.first - _ONE_DAY
    return Window(kind="calendar", base=base, end=min(period.last, as_of))


def day(saying: Saying, as_of: date) -> Window | None:
    """ "On 5 February 2018": from the close of the day before to its own."""
    period = saying.period("a", as_of)
    if period is None or period.first != period.last:
        return None
    return Window(kind="calendar", base=period.first - _ONE_DAY, end=period.last)


def yesterday(_saying: Saying, as_of: date) -> Window | None:
    """The calendar day before the note's."""
    return Window(kind="calendar", base=as_of - 2 * _ONE_DAY, end=as_of - _ONE_DAY)


def weekday(saying: Saying, as_of: date) -> Window | None:
    """ "On Thursday": the latest one, which may be the note's own day."""
    names = [name.lower() for name in calendars.day_name]
    back = (as_of.weekday() - names.index(saying.match["w"].lower())) % 7
    end = as_of - timedelta(days=back)
    return Window(kind="calendar", base=end - _ONE_DAY, end=end)


def calendar_of(saying: Saying, as_of: date) -> Window | None:
    """ "The best fund of 2021", but not "the end of 2021"."""
    return None if saying.follows(_POINT) else calendar(saying, as_of)


def calendar_year(saying: Saying, as_of: date) -> Window | None:
    """ "Ended 2022 down", but not "ended March 2022"."""
    return calendar(saying, as_of) if saying.phrase("a").is_year else None


def said_month(saying: Saying, as_of: date) -> Window | None:
    """ "Last March", "this March", which need no "in"."""
    return calendar(saying, as_of) if saying.phrase("a").form == "rm" else None


def previous(saying: Saying, as_of: date) -> Window | None:
    """The calendar periods that were over before the one that runs."""
    unit = saying.match["p"].lower()
    number = int(count(saying.match.groupdict().get("n") or "a"))
    first = dates.first_day(as_of, unit)
    earlier = first - timedelta(weeks=1)
    months = dates.UNIT_MONTHS.get(unit, 0) * number
    # "The last 5,000 calendar years" began before the calendar.
    if months >= 12 * (first.year - 1):
        return None
    if unit != "week":
        earlier = dates.add_months(first, -months)
    return Window(kind="calendar", base=earlier - _ONE_DAY, end=first - _ONE_DAY)


def since_previous(saying: Saying, as_of: date) -> Window | None:
    """ "Since the start of last month"."""
    over = previous(saying, as_of)
    return over and replace(over, kind="since", end=as_of)


def running(saying: Saying, as_of: date) -> Window | None:
    """The calendar period that runs: "this quarter", "MTD"."""
    if saying.follows(_LATER):
        return None
    unit = _UNITS[saying.match["p"][0].lower()]
    return Window(kind="calendar", base=dates.first_day(as_of, unit) - _ONE_DAY, end=as_of)


def year_to_date(saying: Saying, as_of: date) -> Window | None:
    """From the last close of the year before on."""
    if saying.follows(_LATER):
        return None
    return Window(kind="ytd", base=date(as_of.year - 1, 12, 31), end=as_of)


def trailing(saying: Saying, as_of: date) -> Window | None:
    """So long before `as_of`."""
    return Window(kind="trailing", base=length(saying.match).ago(as_of), end=as_of)


def trailing_year(_saying: Saying, as_of: date) -> Window | None:
    """ "TTM": the twelve months before `as_of`."""
    return Window(kind="trailing", base=YEAR.ago(as_of), end=as_of)


def trailing_to(saying: Saying, as_of: date) -> Window | None:
    """ "The three years to June 2020"."""
    period = saying.period("a", as_of)
    if period is None:
        return None
    end = min(period.end, as_of)
    return Window(kind="trailing", base=length(saying.match).before(end), end=end)


def following(saying: Saying, as_of: date) -> Window | None:
    """ "The two years after March 2020", which begin when March is over."""
    period = saying.period("a", as_of)
    return None if period is None else _lasting(period.end, saying, as_of)


def starting(saying: Saying, as_of: date) -> Window | None:
    """ "The two years from March 2020", of which March is the first month."""
    period = saying.period("a", as_of)
    return None if period is None else _lasting(period.base, saying, as_of)


def preceding(saying: Saying, as_of: date) -> Window | None:
    """ "The three years before 2020", which end with 2019."""
    period = saying.period("a", as_of)
    if period is None:
        return None
    end = min(period.base, as_of)
    return Window(kind="between", base=length(saying.match).before(end), end=end)


def between(saying: Saying, as_of: date) -> Window | None:
    """From the close before one period, or of a day, to the last close of another."""
    last = saying.phrase("b").period(as_of=as_of)
    # "Between May and December 2013": a month without a year is one before the later end.
    first = last and saying.phrase("a").period(as_of=last.last)
    if first is None or last is None:
        return None
    return _between(first.base, last.end, as_of)


def years(saying: Saying, as_of: date) -> Window | None:
    """A range of years, the second in two digits: "2015-19", "1999-02"."""
    year = saying.period("a", as_of)
    if year is None or not saying.phrase("a").is_year:
        return None
    span = (int(saying.match["short"]) - year.first.year) % 100
    # "2019-06" is no range of 87 years.
    return (
        _between(year.base, year.last.replace(year=year.last.year + span), as_of)
        if 0 < span < 50
        else None
    )


def days_of_month(saying: Saying, as_of: date) -> Window | None:
    """ "Between 9 and 18 March 2020"."""
    last = saying.phrase("b").period(as_of=as_of)
    if last is None or last.first != last.last:
        return None
    return _on_days(last.first, int(saying.match["d"]), last.last.day, as_of)


def month_days(saying: Saying, as_of: date) -> Window | None:
    """ "March 9-18, 2020"."""
    year = saying.phrase("b").period(as_of=as_of)
    first = year and saying.phrase("a").period(as_of=year.last)
    if not first or first.first != first.last:
        return None
    return _on_days(first.first, first.first.day, int(saying.match["d"]), as_of)


def _on_days(month: date, first: int, last: int, as_of: date) -> Window | None:
    try:
        return _between(month.replace(day=first), month.replace(day=last), as_of)
    except ValueError:
        return None


def _lasting(base: date, saying: Saying, as_of: date) -> Window | None:
    return _between(base, length(saying.match).after(base), as_of)


def _open(base: date, as_of: date) -> Window | None:
    return Window(kind="since", base=base, end=as_of) if base < as_of else None


def _between(base: date, end: date, as_of: date) -> Window | None:
    cut = min(end, as_of)
    return Window(kind="between", base=base, end=cut) if base < cut else None
