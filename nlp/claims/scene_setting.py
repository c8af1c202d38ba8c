"""The period that words set a scene with: "The fourth quarter of 2018 was grim", "What a week"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from nlp import dates
from nlp.types import Window

_ONE_DAY = timedelta(days=1)
# A commentary on a period appears within this many days of its end.
_REVIEWED_WITHIN = {"year": 60, "half": 60, "quarter": 60, "month": 10}
_REVIEWED_MONTHS = dates.UNIT_MONTHS | {"half": 6}
_WHAT_A = re.compile(
    r"\W{0,3}(?:what an?|it(?: was|['\u2019]s been| has been) an?|that was an?|an?|another)"
    r" (?:[\w-]{2,14} ){0,2}(?:(?P<five>five days)|(?P<unit>day|week|month|quarter|half|year))\b"
    r"(?!-)(?! (?:ago|later|earlier|before|after|of|fund|etf)\b)",
    re.IGNORECASE,
)
# "The half-year closed badly": the one that a commentary looks back on.
_THE_ONE = re.compile(
    r"\W{0,3}(?:the|our) (?:past |latest )?(?P<unit>week|month|quarter|half|year)(?:-year)?"
    r" (?:closed|ended|was|began|started|opened|brought|proved|had|turned|belonged|went|saw"
    r"|finished)\b",
    re.IGNORECASE,
)
_SETS_OUT = re.compile(
    r"[\W\d]{0,6}(?:[A-Z]{2,14}: )?(?:(?:now|then|so|and|first|as for|about|take|consider|remember"
    r"|but|on to|back to|look(?:ing)?(?: back)? at)[ ,]{1,2}){0,2}(?:the )?",
    re.IGNORECASE,
)
_PERIODS = {
    "y": "year", "ys": "year", "s": "year", "m": "month", "my": "month", "rm": "month",
    "mq": "quarter", "myq": "quarter",
}  # fmt: skip
_PARTS = {"py", "ps", "yp", "p"}


def setting(text: str, *, as_of: date, review: Window | None = None) -> Window | None:
    """The period that a sentence sets the scene with: "The fourth quarter of 2018 was grim"."""
    if match := _WHAT_A.match(text):
        return review or just_over("week" if match["five"] else match["unit"].lower(), as_of)
    if match := _THE_ONE.match(text):
        return review or just_over(match["unit"].lower(), as_of)
    phrases = dates.find(text)
    if not phrases or not _SETS_OUT.fullmatch(text[: phrases[0].start]):
        return None
    found = stretch(phrases[0], as_of=as_of)
    return found[1] if found and found[1].end and found[1].end <= as_of else None


def stretch(phrase: dates.Phrase, *, as_of: date) -> tuple[str, Window] | None:
    """A year, quarter or month that a phrase names, whole, with its unit; None for a day."""
    unit = _PERIODS.get(phrase.form)
    if phrase.form in _PARTS:
        unit = "half" if re.search(r"h[12]|[12]h|half", phrase.parts["p"]) else "quarter"
    period = phrase.period(as_of=as_of) if unit and not phrase.edge else None
    if unit is None or period is None:
        return None
    return unit, Window(kind="calendar", base=period.first - _ONE_DAY, end=period.last)


def just_over(unit: str, as_of: date) -> Window | None:
    """The period that a commentary of that day reviews: the one just over, or the one running.

    None at the ends of the calendar, where there is none.
    """
    try:
        return _reviewed(unit, as_of)
    except (OverflowError, ValueError):
        return None


def _reviewed(unit: str, as_of: date) -> Window | None:
    if unit in {"day", "session"}:
        return Window(kind="calendar", base=as_of - _ONE_DAY, end=as_of)
    if unit == "week":
        return week_of(as_of)
    if unit not in _REVIEWED_WITHIN:
        return None
    months = _REVIEWED_MONTHS[unit]
    index = (as_of.year * 12 + as_of.month - 1) // months * months
    first = date(index // 12, index % 12 + 1, 1)
    over = first - _ONE_DAY
    if (as_of - over).days <= _REVIEWED_WITHIN[unit]:
        base = dates.add_months(first, -months) - _ONE_DAY
        return Window(kind="calendar", base=base, end=over)
    return Window(kind="calendar", base=over, end=as_of) if unit != "year" else None


def week_of(as_of: date) -> Window:
    """From Friday's close to Friday's; in the middle of a week, what has passed of it."""
    base, end = dates.week_of(as_of)
    return Window(kind="calendar", base=base, end=end)
