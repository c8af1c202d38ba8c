"""The forms in which a note names a period, each with what turns its match into a `Window`.

The rules are the table of `docs/claims.md`: "since 2017" starts at the last close before
1 January 2017, "since 21 June 2019" at the close of that day, "in 2022" runs from the last close
of 2021 to the last of 2022. Sessions are found later, where the prices are.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from nlp import dates
from nlp.types import Window

_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "eighteen": 18, "twenty": 20,
    "thirty": 30, "a": 1, "an": 1, "couple of": 2,
}  # fmt: skip
_COUNT = r"(?P<n>\d{1,3}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r")"
_UNIT = r"(?P<u>day|week|month|quarter|year|decade)s?"
_A = dates.source(tag="_a")
_B = dates.source(tag="_b")
_ONE_DAY = timedelta(days=1)
_DASH = "[-\u2013]"
_APOSTROPHE = "['\u2019]"

_INCEPTION = r"(?:its |their |the fund's |fund |the )?(?:inception|launch|listing|debut)"
_LONG_TERM = (
    r"(?:over|in|for|across) (?:the )?(?:very |much )?(?:long(?:er)?)[ -]?"
    r"(?:run|term|haul|horizons?|periods?|stretch)"
    r"|over (?:the )?(?:long )?(?:sweep of )?history|historically|over time"
    r"|over a full cycle|through the cycle"
)
# "Over 2000 stocks" counts, "over 2000" is a year.
_COUNTED = "stocks|companies|shares|names|holdings|securities|issuers|constituents|members|points"
Resolver = Callable[[re.Match[str], date], Window | None]


def _since_inception(_match: re.Match[str], as_of: date) -> Window | None:
    return Window(kind="since_inception", end=as_of)


def _since(match: re.Match[str], as_of: date) -> Window | None:
    period = dates.period(match, tag="_a", as_of=as_of)
    if period is None or period.first > as_of:
        return None
    exact_day = period.first == period.last
    base = period.first if exact_day else period.first - _ONE_DAY
    return Window(kind="since", base=base, end=as_of)


def _trailing(match: re.Match[str], as_of: date) -> Window | None:
    count, unit = _count(match.groupdict().get("n")), match["u"].lower()
    return Window(kind="trailing", base=_back(as_of, count, unit), end=as_of)


def _trailing_to(match: re.Match[str], as_of: date) -> Window | None:
    period = dates.period(match, tag="_a", as_of=as_of)
    if period is None or period.first > as_of:
        return None
    end = min(period.last, as_of)
    base = _back(end, _count(match["n"]), match["u"].lower())
    return Window(kind="trailing", base=base, end=end)


def _calendar(match: re.Match[str], as_of: date) -> Window | None:
    period = dates.period(match, tag="_a", as_of=as_of)
    # "Its high of 1 October" is a day, not a stretch that something is measured over.
    if period is None or period.first > as_of or period.first == period.last:
        return None
    base = period.first - _ONE_DAY
    return Window(kind="calendar", base=base, end=min(period.last, as_of))


def _previous(match: re.Match[str], as_of: date) -> Window | None:
    months = {"month": 1, "quarter": 3, "year": 12}[match["p"].lower()]
    first = date(as_of.year, (as_of.month - 1) // months * months + 1, 1)
    base = dates.add_months(first, -months) - _ONE_DAY
    return Window(kind="calendar", base=base, end=first - _ONE_DAY)


def _between(match: re.Match[str], as_of: date) -> Window | None:
    last = dates.period(match, tag="_b", as_of=as_of)
    # "Between May and December 2013": a month without a year is one before the later end.
    first = last and dates.period(match, tag="_a", as_of=last.last)
    if first is None or last is None or first.first > min(last.last, as_of):
        return None
    exact_day = first.first == first.last
    base = first.first if exact_day else first.first - _ONE_DAY
    return Window(kind="between", base=base, end=min(last.last, as_of))


def _years(match: re.Match[str], as_of: date) -> Window | None:
    first = int(match["y"])
    last = first - first % 100 + int(match["short"])
    if not first < last or date(first, 1, 1) > as_of:
        return None
    return Window(kind="between", base=date(first - 1, 12, 31), end=min(date(last, 12, 31), as_of))


def _ytd(_match: re.Match[str], as_of: date) -> Window | None:
    return Window(kind="ytd", base=date(as_of.year - 1, 12, 31), end=as_of)


def _long_term(_match: re.Match[str], as_of: date) -> Window | None:
    return Window(kind="long_term", end=as_of, inferred=True)


def _count(word: str | None) -> int:
    if word is None:
        return 1
    return int(word) if word.isdigit() else _NUMBERS[word.lower()]


def _back(day: date, count: int, unit: str) -> date:
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120}.get(unit)
    if months is None:
        return day - timedelta(days=count * (7 if unit == "week" else 1))
    try:
        return dates.add_months(day, -count * months)
    except ValueError:
        return date.min


# In this order: a longer form hides the shorter ones inside it.
_RULES: tuple[tuple[str, Resolver], ...] = (
    (
        rf"(?:since|from) {_INCEPTION}(?:,? (?:in|on) {_A})?|since it (?:was )?launched",
        _since_inception,
    ),
    (
        r"since (?:the )?(?:start|beginning|turn) of (?:the|this) year|since the end of last year",
        _ytd,
    ),
    (rf"since (?:the )?(?:start of |beginning of )?{_A}", _since),
    (
        rf"(?:(?:in|over|during|from) )?(?P<y>(?:19[5-9]|20\d)\d){_DASH}"
        r"(?P<short>\d\d)(?![\w%-]| ?%)",
        _years,
    ),
    (rf"from (?:the )?{_A},? (?:through|until|to|up to|till) (?:the )?{_B}", _between),
    (rf"between {_A} and {_B}", _between),
    (rf"{_A} ?{_DASH} ?{_B}", _between),
    (rf"{_A} (?:to|through) {_B}", _between),
    (rf"from {_A} (?:on|onwards?)\b", _since),
    (
        r"year[ -]to[ -]date|\bYTD\b|(?:for|on) the year(?! to| end)|(?:so far )?this year"
        r"|so far in 20\d\d",
        _ytd,
    ),
    (
        rf"(?:over|in|for|during) (?:the )?(?:(?:past|last|trailing) )?(?:{_COUNT}[ -])?{_UNIT}"
        rf" (?:to|ended|ending|through) (?:the )?{_A}",
        _trailing_to,
    ),
    (
        r"(?:(?:over|in|for|during|across|within) )?(?:the )?"
        r"(?:past|last|trailing|prior|previous|preceding)"
        rf" (?:{_COUNT}[ -])?(?:full |calendar )?{_UNIT}\b(?! of (?:19|20)\d\d)",
        _trailing,
    ),
    (rf"(?:over|for|across|on|trailing) (?:an? |the )?{_COUNT}[ -]{_UNIT}\b", _trailing),
    (rf"{_COUNT}[ -]{_UNIT} (?:trailing|annuali[sz]ed|return|record|basis)", _trailing),
    (
        rf"(?!(?:over|of) \d{{4}} (?:{_COUNTED})\b)(?:in|during|over|for|throughout|of)"
        rf" (?:all of |full[ -]year |fiscal |calendar(?: year)? |the year )?{_A}",
        _calendar,
    ),
    (rf"(?:full[ -]year |calendar )?{_A}{_APOSTROPHE}s", _calendar),
    (_LONG_TERM, _long_term),
)
_LAST_PERIOD = re.compile(
    r"(?<![\w-])(?<!the )(?:in |over |during )?last (?P<p>month|quarter|year)\b(?! of)", re.I
)
RULES = (
    (_LAST_PERIOD, _previous),
    *((re.compile(rf"(?<![\w-])(?:{rule})", re.IGNORECASE), use) for rule, use in _RULES),
)
