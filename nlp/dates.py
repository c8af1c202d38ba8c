"""Words that name a stretch of the calendar, as first and last day.

`find` gives every such phrase of a text: a year, a quarter, a month, a day. `source` is the regular
expression for one, to build into another, and `period` reads its match.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from nlp.date_forms import CLOSING, MONTHS, ORDINAL, source
from nlp.numerals import decimal_of
from nlp.screening import Screened

UNIT_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
_ONE_DAY = timedelta(days=1)
# "May" and "march" without a day or a year may be verbs: a month is written with a capital.
_MAY_BE_VERB = {"m", "md", "rm"}
_VERBS = {"may", "march", "mar"}
_YEARS = {"y", "ys", "s"}


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends included.

    `mark` is the one close that the words name, if they do: a day itself, the last day for "the
    end of 2019", the day before the first for "the start of 2020", 30 June for "mid-2019".
    """

    first: date
    last: date
    mark: date | None = None

    @property
    def base(self) -> date:
        """The close that a return since this period, or from it on, starts at."""
        return self.mark or self.first - _ONE_DAY

    @property
    def end(self) -> date:
        """The close that a return up to this period ends at."""
        return self.mark or self.last


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that name a stretch of the calendar, and where in the text they stand."""

    start: int
    end: int
    form: str
    edge: str
    parts: dict[str, str]

    @property
    def is_year(self) -> bool:
        """True for a year without an "early" or "end of"."""
        return self.form in _YEARS and not self.edge

    def period(self, *, as_of: date) -> Period | None:
        """The days that the words name; None for a day that doesn't exist.

        A day, month, quarter or half without a year is the latest one that has begun by `as_of`.
        """
        try:
            stated = self._year(as_of)
            read = self._read(as_of.year if stated is None else stated)
            return read if stated or read.first <= as_of else self._read(as_of.year - 1)
        except ValueError:
            return None

    def _year(self, as_of: date) -> int | None:
        parts = self.parts
        if "y" in parts:
            return int(parts["y"])
        if "s" in parts:
            short = int(parts["s"])
            return short + (1900 if short >= 50 else 2000)
        said = parts.get("r") or parts.get("t")
        if self.form == "rm":
            return as_of.year - (said == "last" and _month(parts["m"]) >= as_of.month)
        return {None: None, "the": None, "this": as_of.year, "last": as_of.year - 1}[said]

    def _read(self, year: int) -> Period:
        parts = self.parts
        match self.form:
            case "num" | "nums":
                day = date(year, *_month_and_day(int(parts["a"]), int(parts["b"])))
                return Period(day, day, day)
            case "iso" | "dm" | "md":
                day = date(year, _month(parts["m"]), int(re.sub(r"\D", "", parts["d"])))
                return Period(day, day, day)
            case "py" | "ps" | "yp" | "p":
                first, count = _part(parts["p"])
            case "ds" | "tds":
                first, count = 1, 120
            case "mq" | "myq":
                first, count = _month(parts["m"]) - 2, 3
            case "ym" | "my" | "rm" | "m":
                first, count = _month(parts["m"]), 1
            case _:
                first, count = 1, 12
        return _cut(add_months(date(year, 1, 1), first - 1), count, self.edge)


_TAG = "_in_text"
_PHRASE = Screened(source(tag=_TAG), re.IGNORECASE)


@lru_cache(maxsize=256)
def find(text: str) -> tuple[Phrase, ...]:
    """Every phrase that names a stretch of the calendar, in order."""
    found = (_phrase(match, _TAG) for match in _PHRASE.finditer(text))
    return tuple(phrase for phrase in found if not _may_be_verb(phrase, text))


def period(match: re.Match[str], *, tag: str, as_of: date) -> Period | None:
    """The days that a match of a pattern with `source(tag=tag)` in it names."""
    return _phrase(match, tag).period(as_of=as_of)


def add_months(day: date, months: int) -> date:
    """The same day of another month, or that month's last day where it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def week_of(day: date) -> tuple[date, date]:
    """Friday's close to Friday's, as a commentary of that day has it; midweek, what has passed."""
    friday = day - timedelta(days=(day.weekday() - 4) % 7)
    running = day.weekday() in {1, 2, 3}
    return (friday, day) if running else (friday - timedelta(weeks=1), friday)


def first_day(day: date, unit: str) -> date:
    """The first day of the calendar week, month, quarter, year or decade around a day."""
    if unit == "week":
        return day - timedelta(days=day.weekday())
    months = UNIT_MONTHS[unit]
    index = (day.year * 12 + day.month - 1) // months * months
    return date(index // 12, index % 12 + 1, 1)


def _phrase(match: re.Match[str], tag: str) -> Phrase:
    found = {
        key.removesuffix(tag): value.lower()
        for key, value in match.groupdict().items()
        if value is not None and key.endswith(tag)
    }
    edge = found.pop("edge", "")
    form = min(found).partition("_")[0]
    parts = {key.partition("_")[2]: words for key, words in found.items()}
    return Phrase(start=match.start(), end=match.end(), form=form, edge=edge, parts=parts)


def _may_be_verb(phrase: Phrase, text: str) -> bool:
    if phrase.form not in _MAY_BE_VERB or "y" in phrase.parts or phrase.parts["m"] not in _VERBS:
        return False
    # The parts are in lower case, the text as it was written.
    return phrase.parts["m"] in text[phrase.start : phrase.end]


def _month(word: str) -> int:
    return int(word) if word.isdigit() else MONTHS[word.rstrip(".")]


def _month_and_day(one: int, other: int) -> tuple[int, int]:
    """Of "21/06" and "6/21" the month is what can't be a day; "03/04" is nobody's date."""
    low, high = sorted((one, other))
    if high <= 12 and low != high:
        raise ValueError(f"{one}/{other} may be either")
    return low, high


def _part(words: str) -> tuple[int, int]:
    """First month and number of months of "q3", "second half", "last 10 months"."""
    head, *rest = words.replace("-", " ").split()
    if not rest:
        months = 3 if "q" in head else 6
        return months * int(head.strip("qh")) - months + 1, months
    *count, unit = rest
    months = {"month": 1, "quarter": 3, "half": 6}[unit.rstrip("s")]
    months *= int(decimal_of(count[0])) if count else 1
    number = 1 if count else ORDINAL.get(head, 1)
    first = 13 - months if head in CLOSING else months * (number - 1) + 1
    if first < 1 or first + months > 13:
        raise ValueError(f"a year has no {words}")
    return first, months


def _cut(first: date, months: int, edge: str) -> Period:
    """The stretch of so many months, or what an "early" or "end of" leaves of it."""
    last = add_months(first, months) - _ONE_DAY
    second, third = _third(first, months, 1), _third(first, months, 2)
    match edge.removeprefix("very ").split(" ")[0]:
        case "":
            return Period(first, last)
        case "early":
            return Period(first, second - _ONE_DAY)
        case "start" | "beginning" | "turn":
            return Period(first, second - _ONE_DAY, first - _ONE_DAY)
        case "mid" | "middle":
            return Period(second, third - _ONE_DAY, _middle(first, months))
        case "late":
            return Period(third, last)
        case _:
            return Period(last, last, last)


def _third(first: date, months: int, number: int) -> date:
    """The day after the first or second third: of a month ten days, of a year four months."""
    if months < 3:
        return first + timedelta(days=10 * months * number)
    return add_months(first, months // 3 * number)


def _middle(first: date, months: int) -> date:
    """The last day of the first half; the 15th of the middle month where months are odd."""
    middle = add_months(first, months // 2)
    return middle.replace(day=15) if months % 2 else middle - _ONE_DAY


__all__ = [
    "MONTHS",
    "ORDINAL",
    "UNIT_MONTHS",
    "Period",
    "Phrase",
    "add_months",
    "find",
    "first_day",
    "period",
    "source",
    "week_of",
]
