"""Lengths of time in words ("two and a half years", "12m"), and the days that lie so far off."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from nlp import dates
from nlp.numerals import NUMBER, decimal_of

_MONTHS = {
    "month": 1, "mo": 1, "m": 1, "quarter": 3, "qtr": 3, "half-year": 6, "year": 12, "yr": 12,
    "y": 12, "half-decade": 60, "decade": 120, "quarter-century": 300,
}  # fmt: skip
_DAYS = {"day": 1, "d": 1, "week": 7, "wk": 7, "fortnight": 14}
_COUNTS = {"couple of": 2, "dozen": 12}
COUNT = rf"(?:{NUMBER}|(?:an? )?(?:{'|'.join(_COUNTS)})|an?)"
_UNIT = (
    r"(?:(?P<u>half[ -](?:year|decade)|quarter[ -]century|day|week|fortnight|month|quarter|year"
    r"|decade|yr|mo|qtr|wk|(?<=\d)[ymd])s?\b(?!-\w)(?P<h> and a half)?)"
    r"(?:[ -](?:period|stretch|span)\b)?"
)
# "Three years", "a decade"; the second also takes "year" alone.
COUNTED = rf"(?P<n>{COUNT})[ -]?{_UNIT}"
LENGTH = rf"(?:(?P<n>{COUNT})[ -]?(?:(?:calendar|full|complete|whole) )?)?{_UNIT}"


@dataclass(frozen=True, slots=True)
class Length:
    """So many months and days."""

    months: int
    days: int

    def ago(self, day: date) -> date:
        """The same day of the month so long before; the month's last where it is shorter."""
        return self._shifted(day, -1)

    def before(self, day: date) -> date:
        """As `ago`, but a month end stays one: three months before 30 June is 31 March."""
        return self._from_close(day, -1)

    def after(self, day: date) -> date:
        """The day so long after, where a month end stays one."""
        return self._from_close(day, 1)

    def _from_close(self, day: date, sign: Literal[-1, 1]) -> date:
        following = day + timedelta(days=1)
        if following.day != 1:
            return self._shifted(day, sign)
        moved = self._shifted(following, sign)
        return moved if moved == date.min else moved - timedelta(days=1)

    def _shifted(self, day: date, sign: Literal[-1, 1]) -> date:
        try:
            return dates.add_months(day, sign * self.months) + timedelta(days=sign * self.days)
        except (ValueError, OverflowError):
            return date.min if sign < 0 else date.max


YEAR = Length(12, 0)


def length(match: re.Match[str]) -> Length:
    """The length that a match of a pattern with `COUNTED` or `LENGTH` in it states."""
    unit = re.sub(r"[ -]", "-", match["u"].lower())
    number = count(match["n"] or "a") + (Decimal("0.5") if match["h"] else 0)
    if unit in _DAYS:
        return Length(0, round(number * _DAYS[unit]))
    months = number * _MONTHS[unit]
    return Length(int(months), round(30 * (months % 1)))


def count(words: str) -> Decimal:
    """The number that a match of `COUNT` states."""
    plain = re.sub(r"^an? ", "", words.lower())
    if plain in {"a", "an"}:
        return Decimal(1)
    return Decimal(_COUNTS[plain]) if plain in _COUNTS else decimal_of(plain)
