"""Numbers as notes write them, in digits and in words, without their units."""

from __future__ import annotations

import re
from decimal import Decimal

_VULGAR = {"\u00bd": ".5", "\u00bc": ".25", "\u00be": ".75"}
_TYPED = {"1/2": ".5", "1/4": ".25", "3/4": ".75"}
_DIGITS = (
    r"(?:\d{1,3}(?:,\d{3}){1,4}(?!\d)|\d{1,9})"
    rf"(?:\.\d{{1,6}}|,\d{{1,2}}(?!\d)|[{''.join(_VULGAR)}]|[ -](?:1/2|1/4|3/4)(?![\d/]))?"
)
_ONES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9,
}  # fmt: skip
_TEENS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
SPELLED = _ONES | _TEENS | _TENS
_UNITSSPELLED = "|".join(_ONES)
_BELOW_HUNDRED = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{_UNITSSPELLED}))?|{'|'.join(_TEENS | _ONES)})\b"
)
_HUNDREDS = rf"(?:an?|{_UNITSSPELLED})[- ]hundred\b(?:(?:[- ]and)?[- ]{_BELOW_HUNDRED})?"
_IN_WORDS = rf"(?:{_HUNDREDS}|{_BELOW_HUNDRED})"
# "two and a half points"
_HALF = r"(?:[- ]and[- ]a[- ]half)?"
NUMBER = rf"(?:{_DIGITS}|{_IN_WORDS}{_HALF})"


def decimal_of(number: str) -> Decimal:
    """A number as written: with a decimal point or comma, a vulgar fraction, or spelled."""
    if number[0].isalpha():
        words = re.split(r"[- ]", number.lower())
        half = Decimal("0.5") if words[-1] == "half" else Decimal(0)
        if "hundred" in words:
            hundreds = words.index("hundred")
            rest = sum(SPELLED.get(word, 0) for word in words[hundreds + 1 :])
            return Decimal(100 * SPELLED.get(words[0], 1) + rest) + half
        return sum((Decimal(SPELLED[word]) for word in words if word in SPELLED), half)
    for sign, digits in _TYPED.items():
        number = number.replace(f" {sign}", digits).replace(f"-{sign}", digits)
    for sign, digits in _VULGAR.items():
        number = number.replace(sign, digits)
    return Decimal(re.sub(r",(?=\d{1,2}$)", ".", number).replace(",", ""))
