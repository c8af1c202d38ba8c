"""What each form of a period says, as the two calendar days a return runs between."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from nlp import dates
from nlp.lengths import YEAR, count, length
from nlp.types import Window

_ONE_DAY = timedelta(days=1)
# From Friday's close to Monday.
_WEEKEND = timedelta(days=3)
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
    return None if period is None else open_since(period.base, as_of)


def since_end(saying: Saying, as_of: date) -> Window | None:
    """ "After 2016", from the last close of that year on."""
    period = saying.period("a", as_of)
    return None if period is None else open_since(period.end, as_of)


def to_date(saying: Saying, as_of: date) -> Window | None:
    """ "2022 so far", "2017 to date": of a period that is over, what followed counts too."""
    period = saying.period("a", as_of)
    if period is None or period.last < as_of:
        return since(saying, as_of)
    if period.first == date(as_of.year, 1, 1) and saying.phrase("a").is_year:
        return year_to_date(saying, as_of)
    return Window(kind="calendar", base=period.first - _ONE_DAY, end=as_of)


def calendar(saying: Saying, as_of: date) -> Window | None:
    """A period from its first day to its last."""
    period = saying.period("a", as_of)
    # "Its high of 1 October" is a day, not a stretch that something is measured over.
    if period is None or period.first == period.last:
        return None
    base = period.first - _ONE_DAY
    return Window(kind="calendar", base=base, end=min(period.last, as_of))


def calendar_of(saying: Saying, as_of: date) -> Window | None:
    """ "The best fund of 2021", but not "the end of 2021"."""
    return None if saying.follows(_POINT) else calendar(saying, as_of)


def calendar_year(saying: Saying, as_of: date) -> Window | None:
    """ "Ended 2022 down", "finished the third quarter ahead", but not "ended March 2022"."""
    phrase = saying.phrase("a")
    return calendar(saying, as_of) if phrase.is_year or phrase.form in {"p", "py"} else None


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
    first = dates.first_day(as_of, unit)
    base = first - (_WEEKEND if unit == "week" else _ONE_DAY)
    return Window(kind="calendar", base=base, end=as_of)


def year_to_date(saying: Saying, as_of: date) -> Window | None:
    """From the last close of the year before on."""
    if saying.follows(_LATER):
        return None
    return Window(kind="ytd", base=date(as_of.year - 1, 12, 31), end=as_of)


def trailing(saying: Saying, as_of: date) -> Window | None:
    """So long before `as_of`."""
    base = length(saying.match).ago(as_of)
    # "The last 5,000 calendar years" began before the calendar.
    whole = "calendar" in saying.match[0].lower() and base == date.min
    return None if whole else Window(kind="trailing", base=base, end=as_of)


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


def open_since(base: date, as_of: date) -> Window | None:
    """From a close up to `as_of`; None where that is no time at all."""
    return Window(kind="since", base=base, end=as_of) if base < as_of else None
