"""Return for risk taken: Sharpe, Sortino, Calmar."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from analytics.measures.closes import SESSIONS_PER_YEAR, excess, ratio
from analytics.measures.drawdown import max_drawdown
from analytics.measures.growth import cagr
from analytics.measures.spread import downside_deviation


def sharpe(
    closes: pd.Series,
    *,
    periods_per_year: int = SESSIONS_PER_YEAR,
    cash: pd.Series | None = None,
) -> float:
    """Mean over sample standard deviation of returns above cash, both yearly (Sharpe 1994).

    Cash earns 0 unless its returns are given.
    """
    returns = excess(closes, periods_per_year, cash)
    return ratio(float(np.mean(returns)), float(np.std(returns, ddof=1))) * math.sqrt(
        periods_per_year
    )


def sortino(
    closes: pd.Series, *, periods_per_year: int = SESSIONS_PER_YEAR, target: float = 0.0
) -> float:
    """Mean return above the target over the deviation below it, both yearly (Sortino, Price 1994).

    `target` is a return per period.
    """
    mean = float(np.mean(excess(closes, periods_per_year))) - target
    below = downside_deviation(closes, periods_per_year=periods_per_year, target=target)
    return ratio(mean * periods_per_year, below)


def calmar(closes: pd.Series) -> float:
    """Compound growth a year over the depth of the worst drawdown of the same closes (Young 1991).

    The whole series counts; Young's own figure is of 36 months.
    """
    return ratio(cagr(closes), max_drawdown(closes).depth)
