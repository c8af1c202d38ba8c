"""How far ahead a forecast looks, as the day on which it falls due."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from nlp import dates
from nlp.types import Horizon, Span

_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "nine": 9, "ten": 10,
    "twelve": 12, "eighteen": 18, "a": 1, "few": 3, "couple of": 2, "several": 4,
}  # fmt: skip
_COUNT = r"\d{1,3}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True))
_UNITS = {"day": 0, "week": 0, "month": 1, "quarter": 3, "year": 12, "decade": 120}
_REST = "(?:end|rest|remainder|balance) of "
_AHEAD = re.compile(
    r"\b(?:over|within|in|during|for|across)? ?(?:the |a )?(?P<next>next|coming|following)?[ ]?"
    rf"(?P<n>{_COUNT})?(?: ?(?:-|\u2013|to) ?(?P<m>{_COUNT}))?"
    r"[ -]?(?P<u>day|week|month|quarter|year|decade)(?P<many>s?)\b(?P<ahead> ahead| horizon| out)?",
    re.IGNORECASE,
)
_NEXT = re.compile(r"(?<!the )\bnext (?P<u>month|quarter|year)\b", re.IGNORECASE)
_YEAR_END = re.compile(
    r"\b(?:by|before|at) (?:the )?(?:calendar )?year[- ]?end\b"
    rf"|\b(?:by|before|until|for|over|at) the {_REST}(?:the|this) year\b|\b(?:later )?this year\b",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"\b(?P<by>by|before|until|through|in|during|over|for) (?:the )?"
    rf"(?:{_REST})?{dates.source(tag='_h')}",
    re.IGNORECASE,
)
# "March of last year" says its year, "March" does not.
_SAYS_YEAR = re.compile(r"\b(?:last|this)\b", re.IGNORECASE)
_LED_BY = ("over", "within", "in", "during", "for", "across")


def find_horizon(text: str, *, offset: int, as_of: date) -> Horizon | None:
    """The first horizon the words name, counted from `as_of`; a range is due at its far end."""
    found = (_horizon(match, offset, due) for match, due in _candidates(text, as_of))
    return min(found, key=lambda horizon: horizon.span.start if horizon.span else 0, default=None)


def _candidates(text: str, as_of: date) -> Iterator[tuple[re.Match[str], date | None]]:
    for match in _YEAR_END.finditer(text):
        yield match, date(as_of.year, 12, 31)
    for match in _PERIOD.finditer(text):
        due = _end_of_period(match, as_of)
        if due is not None:
            yield match, due
    for match in _NEXT.finditer(text):
        yield match, _end_of_next(as_of, match["u"].lower())
    for match in _AHEAD.finditer(text):
        if _looks_ahead(match):
            yield match, _far_end(match, as_of)


def _end_of_period(match: re.Match[str], as_of: date) -> date | None:
    """The last day of a period that isn't over; one without a year is the next to end."""
    period = dates.period(match, tag="_h", as_of=as_of)
    if period is not None and period.last <= as_of and not _SAYS_YEAR.search(match[0]):
        period = dates.period(match, tag="_h", as_of=dates.add_months(as_of, 12))
    if period is None or period.last <= as_of:
        return None
    is_day = period.first == period.last
    early = match["by"].lower() == "before" and not is_day
    return period.first - timedelta(days=1) if early else period.last


def _end_of_next(day: date, unit: str) -> date:
    months = _UNITS[unit]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return dates.add_months(first, 2 * months) - timedelta(days=1)


def _looks_ahead(match: re.Match[str]) -> bool:
    led = match[0].lower().startswith(_LED_BY)
    counted = match["n"] is not None
    return bool(match["next"] or (led and counted) or (counted and match["ahead"]))


def _far_end(match: re.Match[str], as_of: date) -> date | None:
    """None for "the coming months", which doesn't say how many."""
    number = match["m"] or match["n"]
    if number is None and match["many"]:
        return None
    return _later(as_of, _number(number or "one"), match["u"].lower())


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
