"""The measures on bare numbers, which sweeps over thousands of windows and draws have time for.

Closes are positive and complete, returns simple; whoever calls sees to that. The functions of the
same names on dated closes say what each figure is, and whose it is.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
SESSIONS_PER_YEAR = 252
DAYS_PER_YEAR = 365.25
# Closes may lie this many times further apart, or closer, than their frequency has them: daily
# ones 4 days (a long weekend), which no weekly series comes near.
_SPACING_SLACK = 2.761
# Returns that have a spread: one alone has none.
_FEWEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class BareCloses:
    """Closes in order without their dates, on `span` calendar days from the first to the last."""

    values: Floats
    span: int

    def returns(self, periods_per_year: int = SESSIONS_PER_YEAR) -> Floats:
        """Simple returns; ValueError if closes come less or more often than the caller says."""
        require_spacing(self.span / (len(self.values) - 1), periods_per_year)
        return steps(self.values)


def require_spacing(spacing: float, periods_per_year: int) -> None:
    """ValueError if closes lie on average so many days apart that a year holds more, or fewer."""
    expected = DAYS_PER_YEAR / periods_per_year
    if not expected / _SPACING_SLACK < spacing < expected * _SPACING_SLACK:
        raise ValueError(
            f"closes lie {spacing:.1f} days apart, so √{periods_per_year} would be wrong:"
            " pass periods_per_year"
        )


def steps(values: Floats) -> Floats:
    """Return of each close on the one before it."""
    moved: Floats = values[1:] / values[:-1] - 1
    return moved


def ratio(numerator: float, denominator: float) -> float:
    """The quotient, NaN over nothing."""
    return numerator / denominator if denominator > 1e-12 else math.nan


def total_return(closes: BareCloses) -> float:
    """Last close over first, minus one."""
    return _growth(closes) - 1


def cagr(closes: BareCloses) -> float:
    """Growth a year; NaN within one day."""
    years = closes.span / DAYS_PER_YEAR
    return _growth(closes) ** (1 / years) - 1 if years > 0 else math.nan


def _growth(closes: BareCloses) -> float:
    return float(closes.values[-1] / closes.values[0])


def depth(closes: BareCloses) -> float:
    """Depth of the deepest fall from a running peak."""
    return float((1 - closes.values / np.maximum.accumulate(closes.values)).max())


def current_drawdown(closes: BareCloses) -> float:
    """How far the last close lies below the highest."""
    return 1 - float(closes.values[-1] / closes.values.max())


def calmar(closes: BareCloses) -> float:
    """Growth a year over the deepest fall."""
    return ratio(cagr(closes), depth(closes))


def volatility(returns: Floats, periods_per_year: int = SESSIONS_PER_YEAR) -> float:
    """Sample standard deviation, yearly; NaN with fewer than two returns."""
    return _deviation(returns) * math.sqrt(periods_per_year)


def downside_deviation(
    returns: Floats, periods_per_year: int = SESSIONS_PER_YEAR, target: float = 0.0
) -> float:
    """Root mean square of what falls short of the target, yearly."""
    shortfalls = np.minimum(returns - target, 0.0)
    return float(np.sqrt(np.mean(shortfalls**2))) * math.sqrt(periods_per_year)


def sharpe(returns: Floats, periods_per_year: int = SESSIONS_PER_YEAR) -> float:
    """Mean over sample standard deviation, yearly; NaN with fewer than two returns."""
    return ratio(float(np.mean(returns)), _deviation(returns)) * math.sqrt(periods_per_year)


def sortino(
    returns: Floats, periods_per_year: int = SESSIONS_PER_YEAR, target: float = 0.0
) -> float:
    """Mean above the target over the deviation below it, yearly."""
    mean = float(np.mean(returns)) - target
    return ratio(mean * periods_per_year, downside_deviation(returns, periods_per_year, target))


def beta(ours: Floats, theirs: Floats) -> float:
    """Covariance over the variance of the second; NaN with fewer than two returns."""
    if len(ours) < _FEWEST:
        return math.nan
    covariance = np.cov(ours, theirs, ddof=1)
    return ratio(float(covariance[0, 1]), float(covariance[1, 1]))


def alpha(ours: Floats, theirs: Floats, periods_per_year: int = SESSIONS_PER_YEAR) -> float:
    """Mean less beta times the other's mean, yearly."""
    return (float(ours.mean()) - beta(ours, theirs) * float(theirs.mean())) * periods_per_year


def correlation(ours: Floats, theirs: Floats) -> float:
    """Pearson's; NaN if either never moves."""
    if ours.std() == 0 or theirs.std() == 0:
        return math.nan
    return float(np.corrcoef(ours, theirs)[0, 1])


def tracking_error(
    ours: Floats, theirs: Floats, periods_per_year: int = SESSIONS_PER_YEAR
) -> float:
    """Sample standard deviation of the differences, yearly."""
    return volatility(ours - theirs, periods_per_year)


def _deviation(returns: Floats) -> float:
    return float(np.std(returns, ddof=1)) if len(returns) >= _FEWEST else math.nan
