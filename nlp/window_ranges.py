"""What the first and last day of a period say: "from 2017 to 2020", "9 to 18 March"."""

from __future__ import annotations

from datetime import date, timedelta

from nlp import dates
from nlp.lengths import YEAR, length
from nlp.types import Window
from nlp.window_resolvers import Saying, calendar

_ONE_DAY = timedelta(days=1)


def ended(saying: Saying, as_of: date) -> Window | None:
    """ "The third quarter ended September 30, 2021", whose year the day gives."""
    last = saying.phrase("b").period(as_of=as_of)
    return None if last is None else calendar(saying, min(last.end, as_of))


def until_yesterday(saying: Saying, as_of: date) -> Window | None:
    """ "From 19 February through yesterday"."""
    period = saying.period("a", as_of)
    return None if period is None else _between(period.base, as_of - _ONE_DAY, as_of)


def fiscal(saying: Saying, as_of: date) -> Window | None:
    """ "Fiscal 2016 closed on 30 June": the twelve months up to that day."""
    last = saying.period("a", as_of)
    if last is None or last.first != last.last or not saying.phrase("b").is_year:
        return None
    return Window(kind="calendar", base=YEAR.before(last.last), end=last.last)


def quarters(saying: Saying, as_of: date) -> Window | None:
    """ "The second and third quarters", of the latest year in which they have begun."""
    first, last = (dates.ORDINAL[saying.match[group].lower()] for group in "qr")
    year = as_of.year - (3 * last - 2 > as_of.month)
    base = dates.add_months(date(year, 1, 1), 3 * first - 3) - _ONE_DAY
    end = dates.add_months(date(year, 1, 1), 3 * last) - _ONE_DAY
    return _between(base, end, as_of)


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


def _between(base: date, end: date, as_of: date) -> Window | None:
    cut = min(end, as_of)
    return Window(kind="between", base=base, end=cut) if base < cut else None
