"""Words that name a stretch of the calendar, as first and last day.

`source` gives the regular expression for one such phrase (a year, a quarter, a month, a day);
`period` reads its match. Every repeat is bounded, so that no text can make it backtrack.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
MONTHS["sept"] = 9

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"
)
_YEAR = r"(?:19[5-9]\d|20\d\d)"
# A word ends here, a footnote mark glued to it or not.
_END = "(?![A-Za-z0-9_])"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_PART = "early|mid|late|start of|beginning of|end of"
_SHORT_YEAR = "['\u2019]?\\d\\d(?!\\d)"
_NOT_OF_MORE = r"\b(?! of\b| (?:19|20)\d\d)"
_NOT_A_COUNT = r"(?![\d%]|[.,]\d| ?%| (?:percent|per cent|points?|basis|times|funds|ETFs|stocks)\b)"
_ORDINAL = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}
_HALF = {"first": 1, "second": 2, "latter": 2, "last": 2, "final": 2}
_MONTH_COUNT = {"three": 3, "six": 6, "nine": 9}

_FORMS: tuple[tuple[str, str], ...] = (
    ("iso", rf"(?P<iso_y>{_YEAR})-(?P<iso_m>[01]\d)-(?P<iso_d>[0-3]\d)(?!\d)"),
    ("dmy", rf"(?P<dmy_d>{_DAY})(?: of)? (?P<dmy_m>{_MONTH}),? (?P<dmy_y>{_YEAR}){_END}"),
    ("mdy", rf"(?P<mdy_m>{_MONTH}) (?P<mdy_d>{_DAY}),? (?P<mdy_y>{_YEAR}){_END}"),
    ("qy", rf"Q(?P<qy_q>[1-4])(?: of)?[ -]?(?P<qy_y>{_YEAR}){_END}"),
    ("yq", rf"(?P<yq_y>{_YEAR})[ -]?Q(?P<yq_q>[1-4])\b"),
    ("nq", rf"(?P<nq_q>[1-4])Q(?:[ -]?(?P<nq_y>{_YEAR}){_END}|(?P<nq_s>{_SHORT_YEAR}))"),
    (
        "oq",
        r"(?:the )?(?P<oq_q>first|second|third|fourth|last|final) quarter(?: of)? "
        rf"(?P<oq_y>{_YEAR}){_END}",
    ),
    ("hy", rf"H(?P<hy_h>[12])(?: of)?[ -]?(?P<hy_y>{_YEAR}){_END}"),
    ("nh", rf"(?P<nh_h>[12])H(?:[ -]?(?P<nh_y>{_YEAR}){_END}|(?P<nh_s>{_SHORT_YEAR}))"),
    (
        "oh",
        r"(?:the )?(?P<oh_h>first|second|latter|last|final) half(?: of)? "
        rf"(?P<oh_y>{_YEAR}){_END}",
    ),
    (
        "fm",
        r"(?:the )?(?P<fm_e>first|last|final) (?P<fm_n>three|six|nine) months of "
        rf"(?P<fm_y>{_YEAR}){_END}",
    ),
    ("ds", r"(?:the )?(?P<ds_y>(?:19[5-9]|20\d)0)s\b"),
    ("dm", rf"(?P<dm_d>{_DAY})(?: of)? (?P<dm_m>{_MONTH})"),
    ("md", rf"(?P<md_m>{_MONTH}) (?P<md_d>{_DAY}){_NOT_A_COUNT}\b(?!,? (?:19|20)\d\d)"),
    ("q", rf"Q(?P<q_q>[1-4]){_NOT_OF_MORE}"),
    ("lq", rf"(?:the )?(?P<lq_q>first|second|third|fourth) quarter{_NOT_OF_MORE}"),
    ("lh", rf"(?:the )?(?P<lh_h>first|second) half{_NOT_OF_MORE}"),
    ("my", rf"(?:the )?(?:(?P<my_part>{_PART})[ -])?(?P<my_m>{_MONTH}),? (?P<my_y>{_YEAR}){_END}"),
    (
        "y",
        rf"(?:the )?(?:(?P<y_part>{_PART})[ -])?(?P<y_y>{_YEAR}){_END}(?![.,]\d)(?!-\d\d?(?!\d))",
    ),
    ("m", rf"(?:the )?(?:(?P<m_part>{_PART})[ -])?(?P<m_m>{_MONTH})(?! \d)"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends included."""

    first: date
    last: date


def source(*, tag: str) -> str:
    """Regular expression source for one phrase, its groups ending in `tag` so two can be joined."""
    forms = "|".join(form for _, form in _FORMS)
    # Looking at one letter first spares the forms most places of a text.
    return r"(?=[\dA-Za-z])(?:" + re.sub(r"\(\?P<(\w+)>", rf"(?P<\1{tag}>", forms) + ")"


def period(match: re.Match[str], *, tag: str, as_of: date) -> Period | None:
    """The days a match of `source(tag=tag)` names; None for a day that doesn't exist.

    A day, month, quarter or half without a year is the latest one that has begun by `as_of`.
    """
    found = {
        key.removesuffix(tag): value
        for key, value in match.groupdict().items()
        if value is not None and key.endswith(tag)
    }
    form = min(found).split("_")[0]
    value = {key.split("_")[1]: text.lower() for key, text in found.items()}
    try:
        stated = _year(value)
        read = _read(form, value, as_of.year if stated is None else stated)
        return read if stated or read.first <= as_of else _read(form, value, as_of.year - 1)
    except ValueError:
        return None


def _year(value: dict[str, str]) -> int | None:
    if "y" in value:
        return int(value["y"])
    return 2000 + int(value["s"][-2:]) if "s" in value else None


def _read(form: str, value: dict[str, str], year: int) -> Period:
    match form:
        case "iso" | "dmy" | "mdy" | "dm" | "md":
            day = date(year, _month(value["m"]), int(re.sub(r"\D", "", value["d"])))
            return Period(day, day)
        case "qy" | "yq" | "nq" | "oq" | "q" | "lq":
            return _months(year, 3 * _ordinal(value["q"], _ORDINAL) - 2, 3)
        case "hy" | "nh" | "oh" | "lh":
            return _months(year, 6 * _ordinal(value["h"], _HALF) - 5, 6)
        case "fm":
            count = _MONTH_COUNT[value["n"]]
            return _months(year, 1 if value["e"] == "first" else 13 - count, count)
        case "ds":
            return Period(date(year, 1, 1), date(year + 9, 12, 31))
        case "my" | "m":
            return _part_of_month(year, _month(value["m"]), value.get("part"))
        case _:
            return _part_of_year(year, value.get("part"))


def _month(word: str) -> int:
    return int(word) if word.isdigit() else MONTHS[word.rstrip(".")]


def _ordinal(word: str, names: dict[str, int]) -> int:
    return int(word) if word.isdigit() else names[word]


def _months(year: int, first: int, count: int) -> Period:
    last = first + count - 1
    return Period(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


def _part_of_month(year: int, month: int, part: str | None) -> Period:
    whole = _months(year, month, 1)
    middle, late = date(year, month, 11), date(year, month, 21)
    return {
        None: whole,
        "early": Period(whole.first, date(year, month, 10)),
        "mid": Period(middle, date(year, month, 20)),
        "late": Period(late, whole.last),
        "start of": whole,
        "beginning of": whole,
        "end of": Period(whole.last, whole.last),
    }[part]


def _part_of_year(year: int, part: str | None) -> Period:
    whole = Period(date(year, 1, 1), date(year, 12, 31))
    return {
        None: whole,
        "early": _months(year, 1, 4),
        "mid": _months(year, 5, 4),
        "late": _months(year, 9, 4),
        "start of": whole,
        "beginning of": whole,
        "end of": Period(whole.last, whole.last),
    }[part]


def add_months(day: date, months: int) -> date:
    """The same day of another month, or that month's last day where it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
