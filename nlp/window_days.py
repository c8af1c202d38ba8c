"""What words for single days, weeks and sessions say, as the two days a return runs between."""

from __future__ import annotations

import calendar as calendars
import re
from datetime import date, timedelta

from nlp import dates
from nlp.lengths import count
from nlp.types import Window
from nlp.window_resolvers import Saying, open_since, trailing

_ONE_DAY = timedelta(days=1)
# Of any two months running one has a 31st.
_TWO_MONTHS = 63
_PAST = re.compile(
    r"(?:\b(?:has|have|is|are|up|down|off)|['\u2019](?:s|ve|re))\b[^.;:]{0,60}$", re.IGNORECASE
)
_TO_COME = re.compile(
    r"\b(?:will|would|could|can|may|might|should|shall|expects?|if|to|once|until|every|first)\b"
    r"[^.;:]{0,60}$",
    re.IGNORECASE,
)
_WEEKDAYS = [name.lower() for name in calendars.day_name]
_MOST_SESSIONS, _SATURDAY = 260, 5


def day(saying: Saying, as_of: date) -> Window | None:
    """ "On 5 February 2018": from the close of the day before to its own."""
    period = saying.period("a", as_of)
    if period is None or period.first != period.last:
        return None
    return Window(kind="calendar", base=period.first - _ONE_DAY, end=period.last)


def week_of_month(saying: Saying, as_of: date) -> Window | None:
    """ "In the first week of August": seven days of the month, from its front or its end."""
    month = saying.period("a", as_of)
    if (
        month is None
        or not _SHORTEST_MONTH <= (month.last - month.first).days + 1 <= _LONGEST_MONTH
    ):
        return None
    number = _WEEKS.get(saying.match["q"].lower())
    end = month.last if number is None else month.first + timedelta(days=7 * number - 1)
    return Window(kind="calendar", base=end - timedelta(weeks=1), end=min(end, as_of))


_SHORTEST_MONTH, _LONGEST_MONTH = 28, 31
_WEEKS = {"first": 1, "second": 2, "third": 3}


def since_day(saying: Saying, as_of: date) -> Window | None:
    """ "From the close on the 8th": the last one."""
    day = last_numbered(int(saying.match["d"]), before=as_of)
    return open_since(day, as_of) if day else None


def last_numbered(number: int, *, before: date) -> date | None:
    """The last day of that number in its month; None where no month has one."""
    days = (before - back * _ONE_DAY for back in range(1, _TWO_MONTHS))
    return next((day for day in days if day.day == number), None)


def day_of_month(saying: Saying, as_of: date) -> Window | None:
    """ "On the 5th": the last one, which may be the note's own day."""
    end = last_numbered(int(saying.match["d"]), before=as_of + _ONE_DAY)
    return Window(kind="calendar", base=end - _ONE_DAY, end=end) if end else None


def yesterday(_saying: Saying, as_of: date) -> Window | None:
    """The calendar day before the note's."""
    return Window(kind="calendar", base=as_of - 2 * _ONE_DAY, end=as_of - _ONE_DAY)


def today(_saying: Saying, as_of: date) -> Window | None:
    """From the calendar day before the note's to its own."""
    return Window(kind="calendar", base=as_of - _ONE_DAY, end=as_of)


def weekday(saying: Saying, as_of: date) -> Window | None:
    """ "On Thursday": the latest one, which may be the note's own day; "last Thursday" may not."""
    end = latest(saying.match["w"], as_of)
    if end == as_of and "last " in saying.match[0].lower():
        end -= timedelta(weeks=1)
    return Window(kind="calendar", base=end - _ONE_DAY, end=end)


def since_weekday(saying: Saying, as_of: date) -> Window | None:
    """ "Since Thursday", from that day's close on."""
    day = latest(saying.match["w"], as_of)
    return open_since(day if day < as_of else day - timedelta(weeks=1), as_of)


def yesterday_of(as_of: date) -> date:
    """The last weekday before the note's own day."""
    return as_of - (_ONE_DAY if as_of.weekday() else timedelta(days=3))


def latest(weekday: str, as_of: date) -> date:
    """The last day of that name, by the front of its name, which may be the note's own."""
    number = next(n for n, name in enumerate(_WEEKDAYS) if name.startswith(weekday.lower()))
    return as_of - timedelta(days=(as_of.weekday() - number) % 7)


def week(saying: Saying, as_of: date) -> Window | None:
    """ "On the week": from Friday to Friday, or seven days up to a stated one."""
    if "a" in saying.match.groupdict():
        last = saying.phrase("a").period(as_of=as_of)
        if last is None or last.first != last.last:
            return None
        end = min(last.last, as_of)
        return Window(kind="calendar", base=end - timedelta(weeks=1), end=end)
    base, end = dates.week_of(as_of)
    return Window(kind="calendar", base=base, end=end)


def sessions(saying: Saying, as_of: date) -> Window | None:
    """ "Over the last two sessions", counted back in weekdays."""
    base, left = as_of, int(count(saying.match["n"]))
    if left > _MOST_SESSIONS:
        return None
    while left:
        base -= _ONE_DAY
        left -= base.weekday() < _SATURDAY
    while base.weekday() >= _SATURDAY:
        base -= _ONE_DAY
    return Window(kind="trailing", base=base, end=as_of)


def elapsed(saying: Saying, as_of: date) -> Window | None:
    """ "Has doubled in two years": so long before `as_of`, unless it is still to come."""
    text, end = saying.match.string, saying.match.start()
    before = text[max(0, end - 70) : end]
    if _PAST.search(before) is None or _TO_COME.search(before):
        return None
    return trailing(saying, as_of)
