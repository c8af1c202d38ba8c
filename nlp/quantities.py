"""Numbers with units in a sentence, as `Magnitude` with the interval their rounding leaves open."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from nlp.dollars import find_dollars
from nlp.numerals import NUMBER, SPELLED, decimal_of
from nlp.plain_numbers import find_decades
from nlp.screening import Screened
from nlp.types import Magnitude, Span, Unit

# Minus as it is typed, typeset (U+2212) and mistyped (en dash), but no dash between two words.
_SIGN = "(?:(?<![\\w%])[-+\u2212\u2013]|\\b(?:minus|negative) )"
_DASH = " ?[-\u2013] ?"
_PREFIX = (
    r"(?:(?<!\w)(?:(?P<approx>(?:about|around|roughly|approximately|approx\.|nearly|almost"
    r"|close (?:to|on)|some|circa|ca?\.|maybe|perhaps|call it|say|something like|nearer(?: to)?"
    r"|in the region of|on the order of|an? (?:little|bit|shade|touch|hair|tad|whisker)"
    r" (?:under|over|above|below|less than|more than)"
    r"|just (?:under|over|above|below|shy of))(?=\s)|~)"
    r"|(?P<least>(?:(?:well|comfortably|rather|somewhat|slightly) )?(?:more than|over|above)"
    r"|at least"
    r"|upwards of|in excess of|north of|no less than|not less than|as much as)"
    r"|(?P<most>(?:(?:well|rather|somewhat|slightly) )?(?:less than|under|below)|at most|up to"
    r"|no more than|not more than|short of|shy of|south of))"
    r"\s?(?P<approx2>about |around )?)?"
)
_UNITS = (
    r"(?P<points>percentage points?|percent points?|points?\b(?! of)|pts\b|pp\b|ppts?\b)"
    r"|(?P<bps>basis points?|bps?\b)"
    r"|(?P<percent>%|percent\b|per cent\b|pct\b)"
    r"|(?P<times>times\b|[-\s]?fold\b|x\b)"
)
# "from 12% to 18%" is a move and no range; only "between" makes one of "and".
_QUANTITY = Screened(
    rf"{_PREFIX}(?P<from>(?<=from ))?(?P<between>(?<=between ))?"
    rf"(?P<open>\()?(?P<sign>{_SIGN})?(?<![\w.,])(?P<number>{NUMBER})"
    rf"(?:(?: ?%)?(?(between) and |(?(from)(?!)|(?:{_DASH}| to )))(?P<top>{NUMBER}))?(?P<shut>\))?"
    rf"(?P<odd>-odd|\+)?[\u00b9\u00b2\u00b3]?[-\s]?(?:{_UNITS})(?P<shut2>\))?",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"{_PREFIX}(?<![\w.,$€£/&#-])(?P<sign>{_SIGN})?(?P<number>{NUMBER})"
    r"(?=[\s]*(?:$|[.,;:)!?]|\b(?:a year|that|this|in|over|for|and|against|versus|vs|year|since"
    r"|last|annuali[sz]ed|per annum|on the|even|each|respectively|through|to date|ytd|so far"
    r"|all in)\b))"
    r"(?!\.\d|,\d{3})",
    re.IGNORECASE,
)
_ANY = re.compile(
    rf"{_PREFIX}(?<![\w.,$€£/&#-])(?P<sign>{_SIGN})?(?!(?:19|20)\d\d\b)(?P<number>{NUMBER})"
    r"(?![\w%/]|[.,]\d)",
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
    "three quarters": 0.75, "a fifth": 0.2, "four-fifths": 0.8, "two-fifths": 0.4,
    "three-fifths": 0.6, "a sixth": 1 / 6, "a tenth": 0.1, "one-tenth": 0.1, "half": 0.5,
    "the half": 0.5,
}  # fmt: skip
_MULTIPLES = {
    "doubled": 2.0, "double": 2.0, "twice": 2.0, "tripled": 3.0, "triple": 3.0,
    "quadrupled": 4.0, "halved": 0.5, "trebled": 3.0, "treble": 3.0, "quintupled": 5.0,
    "doubling": 2.0, "tripling": 3.0, "halving": 0.5,
    "half": 0.5, "the half": 0.5,
} | {f"{word} times": float(number) for word, number in SPELLED.items()}  # fmt: skip
_WORDS = _FRACTIONS | _MULTIPLES
_WORD_SLACK = 0.05
# "double-digit", "first half", "half a year" and "a third fund" are no multiples.
_WORD = Screened(
    rf"{_PREFIX}(?<![\w-])(?<!first )(?<!second )(?<!latter )(?<!other )(?P<word>"
    rf"(?:{'|'.join(_MULTIPLES)})\b(?!-| (?:an? )?(?:year|decade|of (?:19|20)\d\d))"
    rf"|(?:{'|'.join(_FRACTIONS)})(?= (?:of|the|less|more|lower|higher)\b))",
    re.IGNORECASE,
)
# "lost a fifth" and "is up by a third" are moves in per cent.
_MOVED = Screened(
    r"\b(?:los(?:t|e|es|ing)|shed|fell|fallen|falls|dropped|down|gave (?:back|up)|giv(?:en|es|ing)"
    r" (?:back|up)|surrendered|erased|gained|risen|rose|up|added|declined?|slumped|tumbled|by"
    r"|put on|(?:won|clawed|made|earned) back|regained|recouped|retraced|shaved off|knocked off)"
    rf" {_PREFIX}(?P<fraction>{'|'.join(sorted(_FRACTIONS, key=len, reverse=True))})\b"
    r"(?! (?:a|an|the) |-|(?: of)? (?:as|point))(?! percentage)",
    re.IGNORECASE,
)
# "Three-quarters below its peak" is a depth in per cent.
_DEEP = Screened(
    rf"{_PREFIX}(?<![\w-])(?P<fraction>{'|'.join(sorted(_FRACTIONS, key=len, reverse=True))})"
    r"(?= (?:(?:below|beneath|under|underneath|off) (?:its|their|the|an?|that|where)|underwater"
    r"|down|up)\b)",
    re.IGNORECASE,
)
_RATIO = Screened(
    r"\b(?:beta|sharpe(?: ratio)?|sortino(?: ratio)?|calmar(?: ratio)?|correlation)"
    rf"(?:(?: [\w&]{{1,12}}){{0,4}}? (?:of|was|is|at|to)(?: (?:about|around|roughly|some))? |: ?)"
    rf"(?P<sign>{_SIGN})?"
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
    moves = [*_moves(text, offset)]
    ours = {move.span.end for move in moves if move.span}
    words = [word for word in _in_words(text, offset) if word.span and word.span.end not in ours]
    found = [*_with_units(text, offset), *words, *moves, *_ratios(text, offset)]
    found += [*find_dollars(text, offset=offset), *find_decades(text, offset=offset)]
    found.sort(key=lambda magnitude: magnitude.span.start if magnitude.span else 0)
    return tuple(found)


def find_bare(text: str, *, offset: int) -> tuple[Magnitude, ...]:
    """Numbers without a unit, in order, as per cent: for a reader who knows that they are that.

    Years, days, counts of things and numbers inside a name or a sum of money are left out.
    """
    return tuple(_as_percent(match, offset) for match in _BARE.finditer(text))


def find_any(text: str, *, offset: int) -> tuple[Magnitude, ...]:
    """Every number but years, as per cent, whatever stands behind it: for who can tell them apart.

    What `find_bare` leaves out by what follows is here: "SPY 7, IWM 10", "gold 44".
    """
    return tuple(_as_percent(match, offset) for match in _ANY.finditer(text))


def _as_percent(match: re.Match[str], offset: int) -> Magnitude:
    low, high, value = _rounded(decimal_of(match["number"]))
    number = Magnitude(
        value=value,
        unit="percent",
        low=low,
        high=high,
        approximate=_is_approximate(match),
        span=_span(match, offset),
    )
    return _signed(match, number)


def unsigned(number: Magnitude) -> Magnitude:
    """The number by its size: a loss of -34 % is one of 34 %."""
    return _negated(number) if number.value < 0 else number


def _signed(match: re.Match[str], number: Magnitude) -> Magnitude:
    return number if match["sign"] in (None, "+") else _negated(number)


def _negated(number: Magnitude) -> Magnitude:
    return replace(number, value=-number.value, low=-number.high, high=-number.low)


def _with_units(text: str, offset: int) -> Iterator[Magnitude]:
    for match in _QUANTITY.finditer(text):
        if match["times"] and match["number"][0].isalpha():
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
            approximate=_is_approximate(match),
            span=_span(match, offset),
        )


def _moves(text: str, offset: int) -> Iterator[Magnitude]:
    """Shares of what was there: "lost a fifth" is 20 %."""
    moved = [*_MOVED.finditer(text)]
    ends = {match.end() for match in moved}
    for match in [*moved, *(m for m in _DEEP.finditer(text) if m.end() not in ends)]:
        value = 100 * _FRACTIONS[match["fraction"].lower()]
        low, high = _bounded(match, 0.9 * value, 1.1 * value, value)
        start = match.start("fraction")
        yield Magnitude(
            value=round(value, 1),
            unit="percent",
            low=low,
            high=high,
            approximate=_is_approximate(match),
            span=Span(offset + start, offset + match.end(), text[start : match.end()]),
        )


def _ratios(text: str, offset: int) -> Iterator[Magnitude]:
    """Numbers whose measure is their unit: a beta, a Sharpe ratio, a correlation."""
    for match in _RATIO.finditer(text):
        low, high, value = _rounded(decimal_of(match["number"]))
        start, end = match.start("sign" if match["sign"] else "number"), match.end()
        span = Span(offset + start, offset + end, text[start:end])
        number = Magnitude(value=value, unit="ratio", low=low, high=high, span=span)
        yield _signed(match, number)


def _span(match: re.Match[str], offset: int) -> Span:
    return Span(offset + match.start(), offset + match.end(), match[0])


def _is_about(match: re.Match[str]) -> bool:
    """Whether the words leave room on both sides of the number."""
    return bool(match["approx"] or match["approx2"] or match.groupdict().get("odd"))


def _is_approximate(match: re.Match[str]) -> bool:
    """Whether the number is said to be near, a bound or the middle of a range."""
    ranged = match.groupdict().get("top")
    return bool(_is_about(match) or match["least"] or match["most"] or ranged)


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
    number = decimal_of(match["number"])
    if match["top"] is not None:
        top = decimal_of(match["top"])
        low, high = _rounded(number)[0], _rounded(top)[1]
        return low, high, float((number + top) / 2)
    return _rounded(number, share=_APPROXIMATE_SHARE if _is_about(match) else 0)


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
