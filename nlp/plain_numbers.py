"""Numbers without a unit of their own: ratios ("a beta of 0.7") and decades ("the high teens")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from nlp.numerals import SPELLED, decimal_of
from nlp.screening import Screened
from nlp.types import Magnitude, Span

_ABOUT = (
    r"(?:(?P<approx>\b(?:about|around|roughly|approximately|nearly|almost|close to|some|circa"
    r"|something like|just (?:under|over|above|below)) |[~\u2248])"
    r"|(?P<least>\b(?:more than|over|at least|above|no less than) )"
    r"|(?P<most>\b(?:less than|under|at most|below|up to|no more than|not more than) ))?"
)
_OTHER_UNIT = (
    r"(?![\w%$\u20ac]|[.,]\d|-\w|(?: |\))?%| (?:per ?cent|percent|pct|points?|pts|pp|bps?|basis"
    r"|times"
    r"|million|billion|bn|years?|months?|weeks?|days?|quarters?|of the|funds?|ETFs|stocks|names))"
)
_RATIO = Screened(
    rf"{_ABOUT}(?<![\w.,$\u20ac\u00a3/&#%])(?P<sign>(?<!\w)[-\u2212\u2013])?"
    rf"(?:(?P<number>\d{{0,2}}[.,]\d{{1,3}}|\d{{1,2}})|point (?P<digit>{'|'.join(SPELLED)})\b)"
    rf"{_OTHER_UNIT}",
    re.IGNORECASE,
)
_DECADES = {"teens": 10, "twenties": 20, "thirties": 30, "forties": 40}
# The part of a decade as its lowest and highest number.
_PARTS = {"low": (1, 4), "mid": (4, 7), "high": (7, 10)}
_DECADE = Screened(
    rf"\b(?P<part>low|mid|high)[- ](?P<decade>{'|'.join(_DECADES)})\b", re.IGNORECASE
)


def find_ratios(text: str, *, offset: int) -> Iterator[Magnitude]:
    """Every plain number, in order, as a ratio: for a reader who knows what it measures."""
    for match in _ratios(text):
        number = _number(match)
        half = Decimal(5).scaleb(int(number.as_tuple().exponent) - 1)
        sign = -1 if match["sign"] else 1
        ends = sorted((float(sign * (number - half)), float(sign * (number + half))))
        yield Magnitude(
            value=float(sign * number),
            unit="ratio",
            low=ends[0],
            high=ends[1],
            approximate=any(match[group] for group in ("approx", "least", "most")),
            span=Span(offset + match.start(), offset + match.end(), match[0]),
        )


# Fees and measures of a sentence are looked for one after the other.
@lru_cache(maxsize=8)
def _ratios(text: str) -> tuple[re.Match[str], ...]:
    return tuple(_RATIO.finditer(text))


def _number(match: re.Match[str]) -> Decimal:
    """As written: ".5" and "point eight" go without their nought."""
    if match["digit"]:
        return Decimal(SPELLED[match["digit"].lower()]).scaleb(-1)
    written = match["number"].replace(",", ".")
    return decimal_of(f"0{written}" if written[0] == "." else written)


def find_decades(text: str, *, offset: int) -> Iterator[Magnitude]:
    """ "In the high teens" as per cent: 17 to 20, and the middle of it."""
    for match in _DECADE.finditer(text):
        low, high = (_DECADES[match["decade"].lower()] + n for n in _PARTS[match["part"].lower()])
        yield Magnitude(
            value=(low + high) / 2,
            unit="percent",
            low=float(low),
            high=float(high),
            approximate=True,
            span=Span(offset + match.start(), offset + match.end(), match[0]),
        )


# "Down 7.7", "did +9", "-20 premarket", "lost 60+": a direction or a sign makes a per cent of it.
_MOVE = Screened(
    r"(?:(?P<word>\b(?:up|down|off|gained|lost|losing|gaining|fell|falls|rose|added|shed|dropped|made"
    r"|returned|did|put on|minus|plus)(?: (?:by|about|maybe|only|just|almost|nearly|some|around"
    r"|another|to|over)|, what,){0,2} )|(?P<shut>\())?"
    r"(?<![\w.,$\u20ac\u00a3/&#%])(?P<sign>(?<!\w)[-+\u2212\u2013])?"
    rf"(?P<number>\d{{1,3}}(?:[.,]\d{{1,2}})?|(?:{'|'.join(SPELLED)})\b)"
    r"(?P<odd>-odd|\+)?(?P<end>\))?"
    rf"{_OTHER_UNIT}(?! ?[-/:]?\d| ?(?:k|m|bn|x|bp|am|pm)\b| (?:(?-i:[A-Z]{{2,5}})|of"
    r"|out|or|ticks|handles"
    r"|per|to|years?|straight|consecutive|times|pence|cents|dollars|euros|sectors|countries|members"
    r"|positions|holdings|points|percentage|hours|minutes|sessions|trading|lots|shares|contracts"
    r"|clips?|January|Feb|March|Apr|May|June|July|Aug|Sep|Oct|Nov|Dec)\b)",
    re.IGNORECASE,
)


def find_moves(text: str, *, offset: int) -> Iterator[Magnitude]:
    """Every number without a unit that moves: behind a word or with a sign of direction."""
    for match in _MOVE.finditer(text):
        bracketed = match["shut"] and match["end"] and "." in match["number"]
        if not match["word"] and not match["sign"] and not bracketed:
            continue
        number = decimal_of(match["number"].replace(",", "."))
        half = Decimal(5).scaleb(int(number.as_tuple().exponent) - 1)
        sign = -1 if match["sign"] and match["sign"] != "+" else 1
        ends = sorted((float(sign * (number - half)), float(sign * (number + half))))
        at = match.start("sign") if match["sign"] else match.start("number")
        last = match.end("odd") if match["odd"] else match.end("number")
        yield Magnitude(
            value=float(sign * number),
            unit="percent",
            low=ends[0],
            high=ends[1],
            approximate=bool(match["odd"]),
            span=Span(offset + at, offset + last, text[at:last]),
        )
