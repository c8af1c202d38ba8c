"""Sums of US dollars in millions and more: "$1.2bn", "USD 600 million", "3 billion dollars"."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from decimal import Decimal

from nlp.numerals import NUMBER, decimal_of
from nlp.types import Magnitude, Span

_SCALES = {"m": 10**6, "b": 10**9, "t": 10**12}
_ABOUT = (
    r"(?:(?P<approx>\b(?:about|around|roughly|approximately|nearly|almost|close to|some|circa"
    r"|just (?:under|over|shy of)) |~)"
    r"|(?P<least>\b(?:more than|over|at least|above|upwards of|in excess of) )"
    r"|(?P<most>\b(?:less than|under|at most|below|up to) ))?"
)
_SCALE = r"[- ]?(?P<scale>m|mn|mm|mil|million|b|bn|billion|tn|trn|trillion)\b"
_SUM = re.compile(
    rf"{_ABOUT}(?:(?:US ?)?\$ ?|USD ?)(?P<number>{NUMBER}){_SCALE}(?! dollars)"
    rf"|{_ABOUT.replace('>', '2>')}(?<![\w.,$])(?P<number2>{NUMBER}){_SCALE.replace('>', '2>')}"
    r" (?:US )?dollars\b",
    re.IGNORECASE,
)
# No need to try so many ways to begin a sum where none of these stands.
_CURRENCY = re.compile(r"\$|USD|dollars", re.IGNORECASE)
# "about $20 billion" is read as 18 to 22, as about 20 % is.
_APPROXIMATE_SHARE = Decimal("0.1")


def find_dollars(text: str, *, offset: int) -> Iterator[Magnitude]:
    """Every such sum in dollars, its interval that of the digits written."""
    if _CURRENCY.search(text) is None:
        return
    for match in _SUM.finditer(text):
        said = {key.rstrip("2"): word for key, word in match.groupdict().items() if word}
        number, scale = decimal_of(said["number"]), _SCALES[said["scale"][0].lower()]
        half = Decimal(5).scaleb(int(number.as_tuple().exponent) - 1)
        slack = max(half, number * _APPROXIMATE_SHARE if "approx" in said else half)
        low, high = float(scale * (number - slack)), float(scale * (number + slack))
        if "least" in said:
            low, high = float(scale * number), math.inf
        if "most" in said:
            low, high = -math.inf, float(scale * number)
        yield Magnitude(
            value=float(number * scale),
            unit="usd",
            low=low,
            high=high,
            approximate=not said.keys().isdisjoint({"approx", "least", "most"}),
            span=Span(offset + match.start(), offset + match.end(), match[0]),
        )
