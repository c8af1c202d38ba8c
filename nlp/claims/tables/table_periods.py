"""The period in the label of a column or a row: "3Y p.a.", "Q2 23", "Jan-Jun", "2021"."""

# ruff: noqa: RUF001 - labels are written with typographic dashes and quotes

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from nlp import dates
from nlp.lengths import Length
from nlp.types import Window
from nlp.windows import find_windows

# A table asks for the same few labels row after row.
_REMEMBERED = 1024
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}"
# Short forms that only labels use, as the calendar's own: "Q2 23", "31-Dec-23", "FY21", "end-June".
_SHORT_FORMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), full)
    for pattern, full in (
        (rf"\b(\d\d?)[-. ]({_MONTH})[-.' ’]{{1,2}}(\d\d)\b(?![.,]\d)", r"\1 \2 20\3"),
        (rf"\b(\d\d?)[-.]({_MONTH})[-.](\d{{4}})\b", r"\1 \2 \3"),
        (rf"\b({_MONTH})\.?[-'’]\s?(\d\d)\b(?![\d-])", r"\1 20\2"),
        (rf"\b({_MONTH})-(\d{{4}})\b", r"\1 \2"),
        (r"\b(Q[1-4]|H[12])[-' ’/]{0,2}(\d\d)\b(?!\d)", r"\1 20\2"),
        (r"\b([1-4])Q[-' ’/]{0,2}(\d\d)\b(?!\d)", r"Q\1 20\2"),
        (r"\b([12])H[-' ’/]{0,2}(\d\d)\b(?!\d)", r"H\1 20\2"),
        (r"\b(?:FY|CY|full[- ]year |calendar(?: year)? )[-' ’]?(20\d\d)\b", r"\1"),
        (r"\b(?:FY|CY)[-' ’]?(\d\d)\b", r"20\1"),
        (r"(?<![\w.])['’](\d\d)\b", r"20\1"),
        (r"\b(20\d\d)[AP]\b", r"\1"),
        (r"\b(?:end|month[- ]end|quarter[- ]end|year[- ]end|close)[- ](?:of )?(?=[A-Z0-9])", ""),
    )
)
_COUNTS = {"one": 1, "two": 2, "three": 3, "five": 5, "seven": 7, "ten": 10}
_TRAILING = re.compile(
    rf"(?<![\w.])(?P<n>\d{{1,2}}|{'|'.join(_COUNTS)})[- ]?"
    r"(?P<u>d|days?|w|wks?|weeks?|m|mos?|mths?|mnths?|months?|q|qtrs?|quarters?|y|yrs?|years?)\b",
    re.IGNORECASE,
)
_DAYS = {"d": 1, "w": 7}
_MONTHS = {"m": 1, "q": 3, "y": 12}
_TWELVE_MONTHS = re.compile(
    r"\b(?:[LT]TM|T12M|(?:past|trailing) (?:year|12 months)|last 12 months|year to)\b", re.I
)
_TO_DATE = re.compile(r"\b(?P<u>[YQM])TD\b|\b(?P<w>year|quarter|month)[- ]to[- ]date\b", re.I)
# "Quarter" alone over a column is the one that the data run to.
_ALONE = re.compile(r"(?:(?:the|this|past|last|latest|current|most recent) )?(?P<a>quarter|month)")
_SINCE_INCEPTION = re.compile(
    r"\bsince (?:fund |its )?(?:inc\w*|launch|listing|start)|\bITD\b|^SI\b|\blife of fund"
    r"|\bincep\w*\.? ret\w*",
    re.IGNORECASE,
)
_ENDING = re.compile(r"\b(?:to|through|thru|until|ending|ended|end|as (?:of|at)|at)\b", re.I)
_RANGE = re.compile(r"\s?(?:[-–—]|to|through|thru|until)\s?")
# Forms that a sentence uses as well.
_SAID = re.compile(r"\b(?:since|from|last (?:year|quarter|month))\b", re.IGNORECASE)
# A part of the year that has hardly begun is last year's: "Q4" in the first days of January.
_BARE = {"p", "m"}
_BEGUN = 1 / 3
_SHORT_DATE = re.compile(rf"^({_MONTH})\.? (\d\d)$", re.IGNORECASE)


def spelled(label: str) -> str:
    """The label with its short forms written out."""
    for pattern, full in _SHORT_FORMS:
        label = pattern.sub(full, label)
    return label


@lru_cache(maxsize=_REMEMBERED)
def period_of(label: str, *, end: date) -> Window | None:
    """The window that a label names; one open at its end stops at `end`, a day it states itself.

    None where it names none. A calendar period that was not over by then is cut there.
    """
    words = _with_year(spelled(label.strip()), end)
    phrases = dates.find(words)
    end = _own_end(words, phrases, end)
    if _SINCE_INCEPTION.search(words):
        return Window(kind="since_inception", end=end)
    to_date = _to_date(words, end)
    if to_date is not None:
        return to_date
    if _SAID.search(words) and (found := find_windows(words, offset=0, as_of=end)):
        return Window(kind=found[0].kind, base=found[0].base, end=found[0].end)
    return _between(words, phrases, end) or _trailing(words, end) or _calendar(phrases, end)


def _with_year(words: str, end: date) -> str:
    """ "Jun 22" alone is a month, where the year has come and the day is no month's last."""
    found = _SHORT_DATE.match(words)
    if found is None or not 8 <= int(found[2]) <= end.year % 100 or int(found[2]) in {28, 30}:
        return words
    return f"{found[1]} 20{found[2]}"


def _own_end(words: str, phrases: tuple[dates.Phrase, ...], end: date) -> date:
    """The day of "12 months to June 2021" and of "YTD (30 Sep)", unless it closes a range."""
    for ending in _ENDING.finditer(words):
        for phrase in phrases:
            if 0 <= phrase.start - ending.end() <= 5 and not _opens_range(words, phrases, ending):
                period = phrase.period(as_of=end)
                return min(period.end, end) if period else end
    closing = next((phrase for phrase in phrases if words[: phrase.start].endswith("(")), None)
    period = closing.period(as_of=end) if closing else None
    return period.last if period and period.first == period.last else end


def _opens_range(words: str, phrases: tuple[dates.Phrase, ...], ending: re.Match[str]) -> bool:
    """True for the "to" of "January to June"."""
    return any(0 <= ending.start() - phrase.end <= 1 for phrase in phrases)


def _to_date(words: str, end: date) -> Window | None:
    found = _TO_DATE.search(words) or _ALONE.fullmatch(words.lower())
    if found is None:
        return None
    unit = next(filter(None, found.groups()))[0].upper()
    if unit == "Y":
        return Window(kind="ytd", base=date(end.year - 1, 12, 31), end=end)
    month = (end.month - 1) // 3 * 3 + 1 if unit == "Q" else end.month
    base = date(end.year, month, 1) - timedelta(days=1)
    return Window(kind="calendar", base=base, end=end)


def _trailing(words: str, end: date) -> Window | None:
    if _TWELVE_MONTHS.search(words):
        return Window(kind="trailing", base=Length(12, 0).before(end), end=end)
    found = _TRAILING.search(words)
    if found is None:
        return None
    count = _COUNTS.get(found["n"].lower()) or int(found["n"])
    unit = found["u"][0].lower()
    length = Length(count * _MONTHS.get(unit, 0), count * _DAYS.get(unit, 0))
    base = length.before(end)
    return Window(kind="trailing", base=base, end=end) if base > date.min else None


def _between(words: str, phrases: tuple[dates.Phrase, ...], end: date) -> Window | None:
    """ "2018-2020", "Jan-Jun", "19 Feb - 23 Mar 2020", "2015-19"."""
    short = re.search(r"\b((?:19|20)\d\d)[-–/](\d\d)\b(?!-)", words)
    if short is not None and int(short[2]) > int(short[1]) % 100:
        first, last = int(short[1]), int(short[1]) // 100 * 100 + int(short[2])
        return Window(
            kind="between", base=date(first - 1, 12, 31), end=min(date(last, 12, 31), end)
        )
    for one, other in pairwise(phrases):
        if _RANGE.fullmatch(words[one.end : other.start]):
            last_one = other.period(as_of=end)
            first_one = last_one and one.period(as_of=last_one.last)
            if first_one and last_one and first_one.base < last_one.end:
                return Window(kind="between", base=first_one.base, end=min(last_one.end, end))
    return None


def _calendar(phrases: tuple[dates.Phrase, ...], end: date) -> Window | None:
    for phrase in phrases:
        period = phrase.period(as_of=end)
        if period is None or period.mark is not None or period.first > end:
            continue
        if phrase.form in _BARE and "y" not in phrase.parts and _has_hardly_begun(period, end):
            before = phrase.period(as_of=period.first - timedelta(days=1))
            period = before or period
        return Window(
            kind="calendar",
            base=period.first - timedelta(days=1),
            end=min(period.last, end),
        )
    return None


def _has_hardly_begun(period: dates.Period, end: date) -> bool:
    length = (period.last - period.first).days
    return (end - period.first).days < _BEGUN * length
