"""Numbers with units in a sentence, as `Magnitude` with the interval their rounding leaves open."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from decimal import Decimal

from nlp.types import Magnitude, Span, Unit

_DIGITS = r"(?:\d{1,3}(?:,\d{3}){1,4}(?!\d)|\d{1,9})(?:\.\d{1,6}|,\d{1,2}(?!\d))?"
_SPELLED = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
}  # fmt: skip
_NUMBER = rf"(?:{_DIGITS}|(?:{'|'.join(_SPELLED)})\b)"
# Minus as it is typed, typeset (U+2212) and mistyped (en dash), but no dash between two words.
_SIGN = "(?<![\\w%])[-+\u2212\u2013]"
_DASH = " ?[-\u2013] ?"
_PREFIX = (
    r"(?:(?<!\w)(?:(?P<approx>(?:about|around|roughly|approximately|approx\.|nearly|almost|close to"
    r"|some|circa|ca?\.|just (?:under|over))(?= )|~)"
    r"|(?P<least>more than|over|at least|above|upwards of|in excess of|no less than|not less than)"
    r"|(?P<most>less than|under|at most|below|up to|no more than|not more than))"
    r" ?(?P<approx2>about |around )?)?"
)
_UNITS = (
    r"(?P<points>percentage points?|percent points?|points?\b(?! of)|pp\b|ppts?\b)"
    r"|(?P<bps>basis points?|bps?\b)"
    r"|(?P<percent>%|percent\b|per cent\b|pct\b)"
    r"|(?P<times>times\b|[-\s]?fold\b|x\b)"
)
# "from 12% to 18%" is a move and no range; only "between" makes one of "and".
_QUANTITY = re.compile(
    rf"{_PREFIX}(?P<from>(?<=from ))?(?P<between>(?<=between ))?"
    rf"(?P<open>\()?(?P<sign>{_SIGN})?(?<![\w.,])(?P<number>{_NUMBER})"
    rf"(?:(?: ?%)?(?(between) and |(?(from)(?!)|(?:{_DASH}| to )))(?P<top>{_NUMBER}))?(?P<shut>\))?"
    rf"[\u00b9\u00b2\u00b3]?[-\s]?(?:{_UNITS})(?P<shut2>\))?",
    re.IGNORECASE,
)
# Words behind which a bracketed number is a loss: "returned (3.2%)", but not "QUAL (17.0%)".
_ASKS_FOR_NUMBER = re.compile(
    r"(?:[|:]|\b(?:returned|returns?|posted|delivered|of|was|were|is|at|by|to|versus|against))\s*$",
    re.IGNORECASE,
)
_FRACTIONS = {
    "two-thirds": 2 / 3, "two thirds": 2 / 3, "a third": 1 / 3, "one third": 1 / 3,
    "one-third": 1 / 3, "a quarter": 0.25, "one quarter": 0.25, "three-quarters": 0.75,
    "three quarters": 0.75,
}  # fmt: skip
_MULTIPLES = {
    "doubled": 2.0, "double": 2.0, "twice": 2.0, "tripled": 3.0, "triple": 3.0,
    "quadrupled": 4.0, "half": 0.5, "halved": 0.5,
} | {f"{word} times": float(number) for word, number in _SPELLED.items()}  # fmt: skip
_WORDS = _FRACTIONS | _MULTIPLES
_WORD_SLACK = 0.05
# "double-digit", "first half", "half a year" and "a third fund" are no multiples.
_WORD = re.compile(
    rf"{_PREFIX}(?<![\w-])(?<!first )(?<!second )(?<!latter )(?<!other )(?P<word>"
    rf"(?:{'|'.join(_MULTIPLES)})\b(?!-| (?:an? )?(?:year|decade|of (?:19|20)\d\d))"
    rf"|(?:{'|'.join(_FRACTIONS)})(?= (?:of|the|less|more|lower|higher)\b)"
    rf"|(?:(?<=by )|(?<=lost )|(?<=shed )|(?<=fell ))(?:{'|'.join(_FRACTIONS)})\b)",
    re.IGNORECASE,
)
_RATIO = re.compile(
    r"\b(?:beta|sharpe(?: ratio)?|sortino(?: ratio)?|calmar(?: ratio)?|correlation)"
    rf"(?: [\w&]{{1,12}}){{0,4}}? (?:of|was|is|at) (?P<sign>{_SIGN})?"
    r"(?P<number>\d\.\d{1,3}|\d)(?![\d%]|\.\d| ?%)",
    re.IGNORECASE,
)
_YEARLY = re.compile(
    r"^\W{0,3}(?:(?:points?|total|average|compound(?:ed)?) ){0,2}"
    r"(?:(?:a|per|each|every) (?:year|annum)|annuali[sz]ed|annually|CAGR|p\.?a\.?\b"
    r"|compound annual)",
    re.IGNORECASE,
)
# What stands before another number belongs to that one.
_YEARLY_BEFORE = re.compile(
    r"\b(?:annuali[sz]ed|annual|compound(?:ed|ing|s)?|CAGR)\b[^.;%\d]{0,40}$", re.IGNORECASE
)
_CUMULATIVE = re.compile(
    r"^\W{0,3}(?:in total|cumulative(?:ly)?|altogether|overall)", re.IGNORECASE
)
_CUMULATIVE_BEFORE = re.compile(r"\bcumulative\b[^.;%\d]{0,30}$", re.IGNORECASE)

# "about 20 %" is read as 18 to 22: a reader's latitude, stated in docs/claims.md.
_APPROXIMATE_SHARE = Decimal("0.1")


def find_quantities(text: str, *, offset: int) -> tuple[Magnitude, ...]:
    """Every number with a unit, in order; spans shifted by `offset`.

    "more than 20 %" has `high` infinite, "up to 5 %" has `low` minus infinity; a bracketed or
    signed number is negative; a range "10-12 %" spans its ends.
    """
    found = [*_with_units(text, offset), *_in_words(text, offset), *_ratios(text, offset)]
    found.sort(key=lambda magnitude: magnitude.span.start if magnitude.span else 0)
    return tuple(found)


def _with_units(text: str, offset: int) -> Iterator[Magnitude]:
    for match in _QUANTITY.finditer(text):
        if match["times"] and match["number"].lower() in _SPELLED:
            continue
        low, high, value = _interval(match)
        if _is_negative(match, text):
            low, high, value = -high, -low, -value
        low, high = _bounded(match, low, high, value)
        yield Magnitude(
            value=value,
            unit=_unit(match),
            low=low,
            high=high,
            approximate=_is_approximate(match),
            annualised=_annualised(text, match),
            span=_span(match, offset),
        )


def _in_words(text: str, offset: int) -> Iterator[Magnitude]:
    for match in _WORD.finditer(text):
        value = _WORDS[match["word"].lower()]
        low, high = _bounded(match, value - _WORD_SLACK, value + _WORD_SLACK, value)
        yield Magnitude(
            value=value,
            unit="times",
            low=low,
            high=high,
            approximate=True,
            span=_span(match, offset),
        )


def _ratios(text: str, offset: int) -> Iterator[Magnitude]:
    """Numbers whose measure is their unit: a beta, a Sharpe ratio, a correlation."""
    for match in _RATIO.finditer(text):
        low, high, value = _rounded(_decimal(match["number"]))
        if match["sign"] not in (None, "+"):
            low, high, value = -high, -low, -value
        start, end = match.start("sign" if match["sign"] else "number"), match.end()
        span = Span(offset + start, offset + end, text[start:end])
        yield Magnitude(value=value, unit="ratio", low=low, high=high, span=span)


def _span(match: re.Match[str], offset: int) -> Span:
    return Span(offset + match.start(), offset + match.end(), match[0])


def _decimal(number: str) -> Decimal:
    """A number as written: in digits with a decimal point or comma, or spelled."""
    if number.lower() in _SPELLED:
        return Decimal(_SPELLED[number.lower()])
    return Decimal(re.sub(r",(?=\d{1,2}$)", ".", number).replace(",", ""))


def _is_approximate(match: re.Match[str]) -> bool:
    return bool(match["approx"] or match["approx2"])


def _is_negative(match: re.Match[str], text: str) -> bool:
    """A minus sign, or a bookkeeper's bracket: "(3.2)%" always, "(3.2%)" where one is due."""
    if match["sign"] not in (None, "+"):
        return True
    if not match["open"]:
        return False
    before = text[max(0, match.start() - 20) : match.start()]
    due = not before.strip() or _ASKS_FOR_NUMBER.search(before) is not None
    return bool(match["shut"]) or (bool(match["shut2"]) and due)


def _interval(match: re.Match[str]) -> tuple[float, float, float]:
    """(low, high, value): half a unit of the last digit each way, or a tenth when approximate."""
    number = _decimal(match["number"])
    if match["top"] is not None:
        top = _decimal(match["top"])
        low, high = _rounded(number)[0], _rounded(top)[1]
        return low, high, float((number + top) / 2)
    return _rounded(number, share=_APPROXIMATE_SHARE if _is_approximate(match) else 0)


def _rounded(number: Decimal, *, share: Decimal | int = 0) -> tuple[float, float, float]:
    half = Decimal(5).scaleb(int(number.as_tuple().exponent) - 1)
    slack = max(half, number * share)
    return float(number - slack), float(number + slack), float(number)


def _bounded(match: re.Match[str], low: float, high: float, value: float) -> tuple[float, float]:
    if match["least"]:
        return value, math.inf
    return (-math.inf, value) if match["most"] else (low, high)


def _unit(match: re.Match[str]) -> Unit:
    if match["points"]:
        return "percentage_points"
    if match["bps"]:
        return "basis_points"
    return "percent" if match["percent"] else "times"


def _annualised(text: str, match: re.Match[str]) -> bool | None:
    before = text[max(0, match.start() - 60) : match.start()]
    after = text[match.end() : match.end() + 40]
    if _CUMULATIVE.search(after) or _CUMULATIVE_BEFORE.search(before):
        return False
    return True if _YEARLY.search(after) or _YEARLY_BEFORE.search(before) else None
