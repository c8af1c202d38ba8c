"""How far returns spread: volatility, and the part of it that lies below a target."""

from __future__ import annotations

import pandas as pd

from analytics.measures import bare
from analytics.measures.bare import SESSIONS_PER_YEAR
from analytics.measures.closes import excess


def volatility(closes: pd.Series, *, periods_per_year: int = SESSIONS_PER_YEAR) -> float:
    """Sample standard deviation (n - 1) of simple returns, times the root of periods a year."""
    return bare.volatility(excess(closes, periods_per_year), periods_per_year)


def downside_deviation(
    closes: pd.Series, *, periods_per_year: int = SESSIONS_PER_YEAR, target: float = 0.0
) -> float:
    """Root mean square of what returns fall short of the target, over all sessions, yearly.

    `target` is a return per period (0.005 a month). Sortino and van der Meer (1991); Bacon (2008)
    p. 92. The divisor is every return's count, not the losses' alone.
    """
    return bare.downside_deviation(excess(closes, periods_per_year), periods_per_year, target)
