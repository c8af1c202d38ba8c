"""Return for risk taken: Sharpe, Sortino, Calmar."""

from __future__ import annotations

import pandas as pd

from analytics.measures import bare
from analytics.measures import closes as dated
from analytics.measures.bare import SESSIONS_PER_YEAR


def sharpe(
    closes: pd.Series,
    *,
    periods_per_year: int = SESSIONS_PER_YEAR,
    cash: pd.Series | None = None,
) -> float:
    """Mean over sample standard deviation of returns above cash, both yearly (Sharpe 1994).

    Cash earns 0 unless its returns are given.
    """
    return bare.sharpe(dated.excess(closes, periods_per_year, cash), periods_per_year)


def sortino(
    closes: pd.Series, *, periods_per_year: int = SESSIONS_PER_YEAR, target: float = 0.0
) -> float:
    """Mean return above the target over the deviation below it, both yearly (Sortino, Price 1994).

    `target` is a return per period.
    """
    return bare.sortino(dated.excess(closes, periods_per_year), periods_per_year, target)


def calmar(closes: pd.Series) -> float:
    """Compound growth a year over the depth of the worst drawdown of the same closes (Young 1991).

    The whole series counts; Young's own figure is of 36 months.
    """
    return bare.calmar(dated.bare(closes))
