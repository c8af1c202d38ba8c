"""The forms in which a stretch of the calendar is written, as regular expressions.

Every repeat is bounded, so that no text can make one backtrack.
"""

from __future__ import annotations

import calendar
import re

from nlp.numerals import SPELLED

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
MONTHS["sept"] = 9

_MONTH = (
    r"(?P<m>(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
# A word ends here, a footnote mark glued to it or not.
_END = "(?![A-Za-z0-9_])"
_FULL_YEAR = r"(?:19[5-9]\d|20\d\d)"
_YEAR = rf"(?P<y>{_FULL_YEAR}){_END}"
_SHORT_YEAR = "['\u2019](?P<s>\\d\\d)(?![\\w%]|[.,]\\d)"
_SAID_YEAR = r"(?: of (?P<r>last|this|the)| (?P<t>last|this)) (?:calendar )?year\b(?!-)"
_DAY = r"(?P<d>(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?)"
_WEEKDAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_NOT_A_COUNT = r"(?![\d%]|[.,]\d| ?%| (?:percent|per cent|points?|basis|times|funds|ETFs|stocks)\b)"
_NOT_OF_MORE = r"\b(?! of\b|[ -](?:19|20)\d\d)"
# The number in an index's or a fund's name and the year of a paper are no years of returns.
_NAMED = ("Russell", "Retirement", "LifePath", "BulletShares", "iBonds", "Target", "Target-date")
_NO_NAME = "".join(f"(?<!{name} )" for name in _NAMED)
_NO_PAPER = (
    r"(?![ -](?:(?:annual|semi-?annual|interim|shareholder|proxy) |target|vintage|prospectus"
    r"|report|filing|letter|edition|paper|study|maturit))"
)
_NOT_PART_OF_NUMBER = r"(?![.,]\d)(?!-\d(?:\d-|(?!\d)))"

ORDINAL = {"first": 1, "second": 2, "third": 3, "fourth": 4}
ORDINAL |= {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "opening": 1, "front": 1}
CLOSING = {"last", "final", "closing", "latter", "back"}
_NUMBERED = "Q[1-4]|[1-4]Q|H[12]|[12]H"
_COUNT = rf"(?:\d{{1,2}}|{'|'.join(SPELLED)})"
_PART = (
    rf"(?P<p>{_NUMBERED}|(?:{'|'.join((*ORDINAL, *CLOSING))})[ -]"
    rf"(?:quarter|half|{_COUNT}[ -](?:months|quarters)))"
)
_OWN_PART = (
    rf"(?P<p>{_NUMBERED}|(?:first|second|third|fourth|[1-4](?:st|nd|rd|th))[ -](?:quarter|half)"
    rf"|(?<=in the )first[ -]{_COUNT}[ -](?:months|quarters)(?=[,.;)]|$| (?:and|but|while|as)\b))"
)
_CALLED = r"(?:full[ -]|the )?(?:calendar|fiscal|financial|full)?[ -]?years? |calendar |fiscal "
_EDGE = (
    r"early|mid|late|(?:very )?(?:start|beginning|turn|middle|end|close) (?:of|on)"
    r"|year-end|end|start"
)

# In this order: a longer form hides the shorter ones inside it.
FORMS: dict[str, str] = {
    "iso": rf"(?P<y>{_FULL_YEAR})[-/.](?P<m>[01]\d)[-/.](?P<d>[0-3]\d)(?!\d)",
    "num": rf"(?P<a>\d\d?)[-/.](?P<b>\d\d?)[-/.]{_YEAR}",
    "nums": r"(?P<a>\d\d?)/(?P<b>\d\d?)/(?P<s>\d\d)(?![\d/])",
    "dm": rf"{_DAY}(?: of |[ -]){_MONTH}"
    rf"(?:(?:,? |-){_YEAR}|(?: ['\u2019]|-)(?P<s>\d\d)(?![\w%]|[.,]\d))?",
    "md": rf"{_MONTH} {_DAY}(?:,? {_YEAR}|{_NOT_A_COUNT}\b(?!,? (?:19|20)\d\d))",
    # "2007-09" is three years, "2019-06" can only be a month.
    "ym": r"(?P<y>20(?:1[3-9]|[2-9]\d))-(?P<m>0[1-9]|1[0-2])(?![\w-])",
    "py": rf"{_PART}(?:(?: of |, | |-)?(?:fiscal |calendar )?{_YEAR}"
    rf"|(?: of)? ?{_SHORT_YEAR}|{_SAID_YEAR})",
    "ps": r"(?P<p>[1-4]Q|[12]H)(?P<s>\d\d)(?![\w%])",
    "yp": rf"{_NO_NAME}(?P<y>{_FULL_YEAR})(?:['\u2019]s)?[ -]?{_PART}\b",
    # "The December quarter of 2023" ends with December.
    "mq": rf"{_MONTH} quarter\b(?:(?: of)? {_YEAR}|{_SAID_YEAR})?",
    "myq": rf"{_MONTH} {_YEAR} quarter\b",
    # "Feb-13" is the month of a year in two digits, as in a spreadsheet.
    "my": rf"{_MONTH}(?:(?:,| of)? {_YEAR}|(?:(?: of)? ?['\u2019]|-)(?P<s>\d\d)(?![\w%]|[.,]\d)"
    rf"|{_SAID_YEAR})",
    "rm": rf"(?P<r>last|this) {_MONTH}(?! \d)",
    "ds": r"(?P<y>(?:19[5-9]|20\d)0)s\b",
    "tds": r"(?<=the )(?P<y>(?:19[5-9]|20\d)0)['\u2019]s\b",
    "p": rf"{_OWN_PART}{_NOT_OF_MORE}",
    "y": rf"(?:{_CALLED}|[FC]Y ?)?{_NO_NAME}{_YEAR}{_NOT_PART_OF_NUMBER}{_NO_PAPER}",
    "ys": r"[FC]Y ?['\u2019]?(?P<s>\d\d)(?![\w%]|[.,]\d)",
    "s": _SHORT_YEAR,
    "m": rf"{_MONTH}(?! \d)",
}


def source(*, tag: str) -> str:
    """Regular expression source for one phrase, to be compiled without regard to case.

    The names of its groups end in `tag`, so that none is one of the pattern around it.
    """
    forms = "|".join(
        re.sub(r"\(\?P<(\w+)>", rf"(?P<{name}_\1{tag}>", form) for name, form in FORMS.items()
    )
    return (
        r"(?<![\w$#\u20ac\u00a3])(?<!pre-)(?<!post-)(?=[\w'\u2019])(?:the )?"
        rf"(?:(?P<edge{tag}>{_EDGE})[ -](?:the )?)?(?:{_WEEKDAY},? )?(?:{forms})"
    )
