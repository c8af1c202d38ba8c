"""Numbers with units in a sentence, as `Magnitude` with the interval their rounding leaves open."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from decimal import Decimal

from nlp.types import Magnitude, Span, Unit

# Minus as it is typed, typeset (U+2212) and mistyped (en dash).
_SIGN = "[-+\u2212\u2013]"
_NUMBER = r"(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,9})(?:\.\d{1,6})?"
_APPROXIMATE = (
    r"about|around|roughly|approximately|nearly|almost|close to|some|circa|just (?:under|over)|~"
)
_BOUND = (
    r"more than|over|at least|above|upwards of|less than|under|at most|below|up to|no more than"
)
_UNITS = (
    r"(?P<points>percentage points?|percent points?|points?\b(?! of)|pp\b|ppts?\b)"
    r"|(?P<bps>basis points?|bps?\b)"
    r"|(?P<percent>%|percent\b|per cent\b|pct\b)"
    r"|(?P<times>times\b|[-\s]?fold\b|x\b)"
)
_QUANTITY = re.compile(
    rf"(?:\b(?P<approx>{_APPROXIMATE}) |\b(?P<bound>{_BOUND}) (?P<approx2>about |around )?)?"
    rf"(?P<open>\()?(?P<sign>{_SIGN})?(?P<usd>\$)?(?<![\w.,])(?P<number>{_NUMBER})"
    rf"(?:(?: ?[-\u2013] ?| to )(?P<top>{_NUMBER}))?(?P<shut>\))?"
    rf"[- ]?(?:{_UNITS})(?P<shut2>\))?",
    re.IGNORECASE,
)
_WORDS: dict[str, tuple[float, float]] = {
    "doubled": (2.0, 0.05), "double": (2.0, 0.05), "twice": (2.0, 0.05),
    "tripled": (3.0, 0.05), "triple": (3.0, 0.05), "three times": (3.0, 0.05),
    "quadrupled": (4.0, 0.1), "half": (0.5, 0.05), "halved": (0.5, 0.05),
    "two-thirds": (2 / 3, 0.05), "a third": (1 / 3, 0.05), "a quarter": (0.25, 0.05),
}  # fmt: skip
# "double-digit" and "first half" are no multiples.
_WORD = re.compile(
    r"(?<!first )(?<!second )(?<![\w-])(" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")\b(?!-)",
    re.IGNORECASE,
)  # fmt: skip
_YEARLY = re.compile(
    r"^\W{0,3}(?:(?:points?|total|average|compound(?:ed)?) ){0,2}"
    r"(?:(?:a|per|each|every) (?:year|annum)|annuali[sz]ed|annually|CAGR|p\.?a\.?\b|compound annual)",
    re.IGNORECASE,
)
_YEARLY_BEFORE = re.compile(
    r"(?:annuali[sz]ed|annual|compounded?|CAGR|average annual)[^.;]{0,40}$", re.IGNORECASE
)
_CUMULATIVE = re.compile(
    r"^\W{0,3}(?:in total|cumulative(?:ly)?|altogether|overall)", re.IGNORECASE
)

# "about 20 %" is read as 18 to 22: a reader's latitude, stated in docs/claims.md.
_APPROXIMATE_SHARE = 0.10


def find_quantities(text: str, *, offset: int) -> tuple[Magnitude, ...]:
    """Every number with a unit, in order; spans shifted by `offset`.

    "more than 20 %" has `high` infinite, "up to 5 %" has `low` minus infinity; a bracketed or
    signed number is negative; a range "10-12 %" spans its ends.
    """
    found = [*_with_units(text, offset), *_in_words(text, offset)]
    found.sort(key=lambda magnitude: magnitude.span.start if magnitude.span else 0)
    return tuple(found)


def _with_units(text: str, offset: int) -> Iterator[Magnitude]:
    for match in _QUANTITY.finditer(text):
        number, top = _decimal(match["number"]), _decimal(match["top"])
        bracketed = bool(match["open"]) and bool(match["shut"] or match["shut2"])
        negative = bracketed or (match["sign"] not in (None, "+") and not match["usd"])
        low, high, value = _interval(number, top, approximate=_is_approximate(match))
        if negative:
            low, high, value = -high, -low, -value
        low, high = _bounded(match["bound"], low, high, value)
        yield Magnitude(
            value=value,
            unit=_unit(match),
            low=low,
            high=high,
            approximate=_is_approximate(match),
            annualised=_annualised(text, match),
            span=Span(offset + match.start(), offset + match.end(), match[0]),
        )


def _in_words(text: str, offset: int) -> Iterator[Magnitude]:
    for match in _WORD.finditer(text):
        value, slack = _WORDS[match[1].lower()]
        yield Magnitude(
            value=value,
            unit="times",
            low=value - slack,
            high=value + slack,
            approximate=True,
            span=Span(offset + match.start(), offset + match.end(), match[0]),
        )


def _decimal(digits: str | None) -> Decimal | None:
    return None if digits is None else Decimal(digits.replace(",", ""))


def _is_approximate(match: re.Match[str]) -> bool:
    return bool(match["approx"] or match["approx2"])


def _interval(
    number: Decimal | None, top: Decimal | None, *, approximate: bool
) -> tuple[float, float, float]:
    """(low, high, value): half a unit of the last digit each way, or a tenth when approximate."""
    assert number is not None
    exponent = number.as_tuple().exponent
    half = Decimal(5).scaleb(int(exponent) - 1)
    if top is not None:
        return float(number - half), float(top + half), float((number + top) / 2)
    slack = max(half, number * Decimal(str(_APPROXIMATE_SHARE))) if approximate else half
    return float(number - slack), float(number + slack), float(number)


def _bounded(bound: str | None, low: float, high: float, value: float) -> tuple[float, float]:
    match (bound or "").lower():
        case "":
            return low, high
        case "more than" | "over" | "at least" | "above" | "upwards of":
            return value, math.inf
        case _:
            return -math.inf, value


def _unit(match: re.Match[str]) -> Unit:
    if match["points"]:
        return "percentage_points"
    if match["bps"]:
        return "basis_points"
    return "percent" if match["percent"] else "times"


def _annualised(text: str, match: re.Match[str]) -> bool | None:
    after = text[match.end() : match.end() + 40]
    if _YEARLY.search(after) or _YEARLY_BEFORE.search(
        text[max(0, match.start() - 60) : match.start()]
    ):
        return True
    return False if _CUMULATIVE.search(after) else None
