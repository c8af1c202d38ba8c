"""Which measure answers for which metric of a claim, in which unit, under which convention."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd

from analytics import measures
from nlp.types import Metric

# Facts that the catalogue has; it knows no yield and no assets.
FACTS: frozenset[Metric] = frozenset({"expense_ratio", "inception_date", "index_tracked", "issuer"})
# Sessions below which a spread of daily returns says nothing.
FEWEST_RETURNS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One metric of a price series: `scale` turns the measure's fraction into `unit`.

    `margin` is how far apart two values may lie and still be "in line".
    """

    compute: Callable[[pd.Series], float]
    unit: str
    scale: float
    margin: float
    convention: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedMeasure:
    """One metric of a series against a benchmark."""

    compute: Callable[[pd.Series, pd.Series], float]
    unit: str
    scale: float
    convention: str


def _depth(closes: pd.Series) -> float:
    return measures.max_drawdown(closes).depth


_DAILY = "daily closes"
SINGLE: Mapping[Metric, Measure] = MappingProxyType(
    {
        "volatility": Measure(
            compute=measures.volatility,
            unit="percent",
            scale=100,
            margin=1.0,
            convention="volatility: sample standard deviation of simple daily returns x √252",
        ),
        "downside_deviation": Measure(
            compute=measures.downside_deviation,
            unit="percent",
            scale=100,
            margin=1.0,
            convention="downside deviation: root mean square of negative daily returns x √252",
        ),
        "max_drawdown": Measure(
            compute=_depth,
            unit="percent",
            scale=100,
            margin=1.0,
            convention=f"maximum drawdown: percent below the running peak, {_DAILY}",
        ),
        "current_drawdown": Measure(
            compute=measures.current_drawdown,
            unit="percent",
            scale=100,
            margin=1.0,
            convention=f"current drawdown: percent below the highest close of the window, {_DAILY}",
        ),
        "sharpe": Measure(
            compute=measures.sharpe,
            unit="ratio",
            scale=1,
            margin=0.1,
            convention="Sharpe ratio: mean over deviation of daily returns x √252, cash at 0",
        ),
        "sortino": Measure(
            compute=measures.sortino,
            unit="ratio",
            scale=1,
            margin=0.1,
            convention="Sortino ratio: mean daily return x 252 over downside deviation, target 0",
        ),
        "calmar": Measure(
            compute=measures.calmar,
            unit="ratio",
            scale=1,
            margin=0.1,
            convention="Calmar ratio: growth a year (ACT/365.25) over maximum drawdown",
        ),
    }
)
PAIRED: Mapping[Metric, PairedMeasure] = MappingProxyType(
    {
        "beta": PairedMeasure(
            compute=measures.beta,
            unit="ratio",
            scale=1,
            convention="beta: covariance over variance of simple daily returns on common sessions",
        ),
        "alpha": PairedMeasure(
            compute=measures.alpha,
            unit="percent",
            scale=100,
            convention="Jensen's alpha: daily, x 252, percent a year, cash at 0",
        ),
        "correlation": PairedMeasure(
            compute=measures.correlation,
            unit="ratio",
            scale=1,
            convention="correlation of simple daily returns on common sessions",
        ),
        "tracking_error": PairedMeasure(
            compute=measures.tracking_error,
            unit="percent",
            scale=100,
            convention="tracking error: standard deviation of daily differences x √252",
        ),
    }
)
