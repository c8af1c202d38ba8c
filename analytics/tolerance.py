"""A stated number against a computed one.

Tolerance: half a unit of the last stated digit, plus 1 % of the number for the difference between
vendors, NAV and market. A number inside its rounding interval alone is `exact`.
"""

from __future__ import annotations

import math

from analytics.types import MagnitudeCheck
from nlp.types import Magnitude

VENDOR_SHARE = 0.01
# Rounding of binary fractions, far below any digit a note states.
_EPSILON = 1e-9


def check(stated: Magnitude, computed: float) -> MagnitudeCheck:
    """The stated number against `computed`, both in the unit of the statement.

    A bound ("more than 20 %", infinite `high`) holds on its whole side.
    """
    latitude = VENDOR_SHARE * abs(stated.value)
    low, high = stated.low, stated.high
    return MagnitudeCheck(
        claimed=stated.value,
        computed=computed,
        unit=stated.unit,
        tolerance=_rounding(stated) + latitude,
        within=_inside(low - latitude, computed, high + latitude),
        exact=_inside(low, computed, high),
    )


def signed(stated: Magnitude, sign: int) -> Magnitude:
    """The stated number with the sign its verb gives: "fell 23 %" is -23."""
    if (stated.value < 0) == (sign < 0):
        return stated
    return _mirrored(stated)


def unsigned(stated: Magnitude) -> Magnitude:
    """The number as a size: a drawdown of "-35 %" is 35 deep."""
    return signed(stated, 1)


def _mirrored(stated: Magnitude) -> Magnitude:
    return Magnitude(
        value=-stated.value,
        unit=stated.unit,
        low=-stated.high,
        high=-stated.low,
        approximate=stated.approximate,
        annualised=stated.annualised,
        span=stated.span,
        text_value=stated.text_value,
    )


def _inside(low: float, value: float, high: float) -> bool:
    return low - _EPSILON <= value <= high + _EPSILON


def _rounding(stated: Magnitude) -> float:
    """Half the rounding interval; for a bound, the finite side's distance from the number."""
    if math.isinf(stated.low) or math.isinf(stated.high):
        return 0.0
    return (stated.high - stated.low) / 2
