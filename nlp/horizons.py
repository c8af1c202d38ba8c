"""How far ahead a forecast looks, as the day on which it falls due."""

from __future__ import annotations

import re
from datetime import date, timedelta

from nlp import dates
from nlp.types import Horizon, Span

_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "nine": 9, "ten": 10,
            "twelve": 12, "eighteen": 18, "a": 1, "few": 3, "couple of": 2, "several": 4}  # fmt: skip
_COUNT = r"\d{1,3}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True))
_UNITS = {"day": 0, "week": 0, "month": 1, "quarter": 3, "year": 12, "decade": 120}
_AHEAD = re.compile(
    r"\b(?:over|within|in|during|for|across)? ?(?:the |a )?(?P<next>next|coming|following)?[ ]?"
    rf"(?P<n>{_COUNT})?(?: ?(?:-|\u2013|to) ?(?P<m>{_COUNT}))?[ -]?(?P<u>day|week|month|quarter|year|decade)s?\b"
    r"(?P<ahead> ahead| horizon| out)?",
    re.IGNORECASE,
)
_YEAR_END = re.compile(
    r"\bby (?:the )?(?:year|calendar year)[- ]?end\b|\bby the end of (?:the|this) year\b", re.I
)
_BY = re.compile(
    rf"\b(?:by|before|until) (?:the )?(?:end of )?{dates.source(tag='_h')}", re.IGNORECASE
)
_LED_BY = ("over", "within", "in", "during", "for", "across")


def find_horizon(text: str, *, offset: int, as_of: date) -> Horizon | None:
    """The first horizon the words name, counted from `as_of`; a range is due at its far end."""
    year_end = _YEAR_END.search(text)
    if year_end is not None:
        return _horizon(year_end, offset, date(as_of.year, 12, 31))
    by = _BY.search(text)
    if by is not None:
        period = dates.period(by, tag="_h", as_of=as_of)
        if period is not None and period.last > as_of:
            return _horizon(by, offset, period.last)
    return next((found for m in _AHEAD.finditer(text) if (found := _ahead(m, offset, as_of))), None)


def _ahead(match: re.Match[str], offset: int, as_of: date) -> Horizon | None:
    led = match[0].lower().startswith(_LED_BY)
    counted = match["n"] is not None
    if not (match["next"] or (led and counted) or (counted and match["ahead"])):
        return None
    count = _number(match["m"] or match["n"] or "one")
    return _horizon(match, offset, _later(as_of, count, match["u"].lower()))


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word.lower()]


def _later(day: date, count: int, unit: str) -> date | None:
    try:
        if months := _UNITS[unit] * count:
            return dates.add_months(day, months)
        return day + timedelta(days=count * (7 if unit == "week" else 1))
    except (ValueError, OverflowError):
        return None


def _horizon(match: re.Match[str], offset: int, due: date | None) -> Horizon:
    words = match[0].strip()
    start = offset + match.start() + len(match[0]) - len(match[0].lstrip())
    return Horizon(text=words, due=due, span=Span(start, start + len(words), words))
