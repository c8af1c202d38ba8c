"""Which measure answers for which metric of a claim, in which unit, under which convention."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from analytics.measures import bare, rows
from analytics.measures.bare import BareCloses, Floats
from analytics.measures.rows import Rows
from nlp.types import Metric

# Facts that the catalogue has; it knows no yield and no assets.
FACTS: frozenset[Metric] = frozenset({"expense_ratio", "inception_date", "index_tracked", "issuer"})
# Sessions below which a spread of daily returns says nothing.
FEWEST_RETURNS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One metric of a price series: `scale` turns the measure's fraction into `unit`.

    `compute_rows` gives the same for many windows at once. `margin` is how far apart two values may
    lie and still be "in line".
    """

    compute: Callable[[BareCloses], float]
    compute_rows: Callable[[Rows], Floats]
    unit: str
    scale: float
    margin: float
    convention: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedMeasure:
    """One metric of a series against a benchmark."""

    compute: Callable[[BareCloses, BareCloses], float]
    compute_rows: Callable[[Rows, Rows], Floats]
    unit: str
    scale: float
    convention: str


def _of_returns(measure: Callable[[Floats], float]) -> Callable[[BareCloses], float]:
    return lambda closes: measure(closes.returns())


def _of_both_returns(
    measure: Callable[[Floats, Floats], float],
) -> Callable[[BareCloses, BareCloses], float]:
    return lambda ours, theirs: measure(ours.returns(), theirs.returns())


_DAILY = "daily closes"
SINGLE: Mapping[Metric, Measure] = MappingProxyType(
    {
        "volatility": Measure(
            compute=_of_returns(bare.volatility),
            compute_rows=rows.volatility,
            unit="percent",
            scale=100,
            margin=1.0,
            convention="volatility: sample standard deviation of simple daily returns x √252",
        ),
        "downside_deviation": Measure(
            compute=_of_returns(bare.downside_deviation),
            compute_rows=rows.downside_deviation,
            unit="percent",
            scale=100,
            margin=1.0,
            convention="downside deviation: root mean square of negative daily returns x √252",
        ),
        "max_drawdown": Measure(
            compute=bare.depth,
            compute_rows=rows.depth,
            unit="percent",
            scale=100,
            margin=1.0,
            convention=f"maximum drawdown: percent below the running peak, {_DAILY}",
        ),
        "current_drawdown": Measure(
            compute=bare.current_drawdown,
            compute_rows=rows.current_drawdown,
            unit="percent",
            scale=100,
            margin=1.0,
            convention=f"current drawdown: percent below the highest close of the window, {_DAILY}",
        ),
        "sharpe": Measure(
            compute=_of_returns(bare.sharpe),
            compute_rows=rows.sharpe,
            unit="ratio",
            scale=1,
            margin=0.1,
            convention="Sharpe ratio: mean over deviation of daily returns x √252, cash at 0",
        ),
        "sortino": Measure(
            compute=_of_returns(bare.sortino),
            compute_rows=rows.sortino,
            unit="ratio",
            scale=1,
            margin=0.1,
            convention="Sortino ratio: mean daily return x 252 over downside deviation, target 0",
        ),
        "calmar": Measure(
            compute=bare.calmar,
            compute_rows=rows.calmar,
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
            compute=_of_both_returns(bare.beta),
            compute_rows=rows.beta,
            unit="ratio",
            scale=1,
            convention="beta: covariance over variance of simple daily returns on common sessions",
        ),
        "alpha": PairedMeasure(
            compute=_of_both_returns(bare.alpha),
            compute_rows=rows.alpha,
            unit="percent",
            scale=100,
            convention="Jensen's alpha: daily, x 252, percent a year, cash at 0",
        ),
        "correlation": PairedMeasure(
            compute=_of_both_returns(bare.correlation),
            compute_rows=rows.correlation,
            unit="ratio",
            scale=1,
            convention="correlation of simple daily returns on common sessions",
        ),
        "tracking_error": PairedMeasure(
            compute=_of_both_returns(bare.tracking_error),
            compute_rows=rows.tracking_error,
            unit="percent",
            scale=100,
            convention="tracking error: standard deviation of daily differences x √252",
        ),
    }
)
