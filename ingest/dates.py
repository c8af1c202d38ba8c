"""Calendar days in unambiguous written forms only; "03/04/2025" is nobody's date.

Forms: 2026-05-14, 2026/05/14, 14 May 2026, 14th of May, 2026, 14-May-2026, May 14th, 2026,
Sept. 3 2025, and 25/12/2025 or 12.25.2025 where one number cannot be a month.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_MONTH: Final = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)(?![\d%])(?![.,]\d)"
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_FORMS: Final = tuple(
    re.compile(rf"(?<![\w.,/-]){form}", re.IGNORECASE)
    for form in (
        rf"{_YEAR}(?P<sep>[-/.])(?P<number>\d\d)(?P=sep)(?P<day>\d\d)(?!\d)(?![-/]\d)",
        rf"{_DAY}(?:\s(?:of\s)?|-){_MONTH}(?:,?\s|-){_YEAR}",
        rf"{_MONTH}\s{_DAY}(?:,\s?|\s){_YEAR}",
        rf"(?P<first>\d{{1,2}})(?P<sep>[-/.])(?P<second>\d{{1,2}})(?P=sep){_YEAR}",
    )
)

_WEEKDAY: Final = re.compile(
    r"(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?)?", re.IGNORECASE
)
_TIME: Final = re.compile(
    r"(?:(?:at|T)? ?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\.\d{1,6})? ?(?:[ap]\.?m\.?)? ?"
    r"(?:Z|[A-Z]{2,4}|[+-]\d\d:?\d\d)?)?",
    re.IGNORECASE,
)


def find_dates(text: str) -> list[tuple[int, int, date]]:
    """(start, end, day) of every date written in `text`, in order; impossible days are left out."""
    return sorted(_hits(text))


def parse_date(text: str) -> date | None:
    """The one day that `text` is, give or take a weekday before and a time of day after."""
    found = find_dates(text)
    if len(found) != 1:
        return None
    start, end, day = found[0]
    before, after = text[:start].strip(" ,."), text[end:].strip(" ,.")
    return day if _WEEKDAY.fullmatch(before) and _TIME.fullmatch(after) else None


def _hits(text: str) -> Iterator[tuple[int, int, date]]:
    for form in _FORMS:
        for match in form.finditer(text):
            day = _day_of(match.groupdict())
            if day:
                yield match.start(), match.end(), day


def _day_of(parts: dict[str, str | None]) -> date | None:
    day, month = int(parts.get("day") or 0), int(parts.get("number") or 0)
    if name := parts.get("month"):
        month = 1 + next(i for i, full in enumerate(_MONTHS) if full[:3] == name[:3].lower())
    elif first := parts.get("first"):
        low, high = sorted((int(first), int(parts["second"] or 0)))
        if high <= 12 and low != high:
            return None
        day, month = high, low
    try:
        return date(int(parts["year"] or 0), month, day)
    except ValueError:
        return None
