"""The families of measures, and the type of claim that a figure of each makes."""

from __future__ import annotations

from nlp.types import ClaimType, Metric

RETURNS: frozenset[Metric] = frozenset({"total_return", "price_return"})
DRAWDOWNS: frozenset[Metric] = frozenset({"max_drawdown", "current_drawdown"})
# A number without a unit of these is a number, and no per cent.
RATIOS: frozenset[Metric] = frozenset({"sharpe", "sortino", "calmar", "beta", "correlation"})
# What is so on a day and is stated of the fund itself.
FACTS: frozenset[Metric] = frozenset(
    {"expense_ratio", "yield", "aum", "inception_date", "index_tracked", "issuer"}
)
# A comparison of these is a claim on risk; a lead in alpha stays one on returns.
RISK: frozenset[Metric] = frozenset(
    {
        "volatility", "max_drawdown", "current_drawdown", "downside_deviation", "sharpe", "sortino",
        "calmar", "beta", "correlation", "tracking_error",
    }
)  # fmt: skip


def family_of(kind: ClaimType, metric: Metric | None) -> ClaimType:
    """A claim's type; "twice the volatility of SPY" is risk or a comparison, and asks the same."""
    compared = kind in {"comparison", "equivalence"}
    return "risk" if compared and metric in RISK else kind


def kind_of(metric: Metric) -> ClaimType:
    """The type of claim that a stated figure of the measure makes."""
    if metric in FACTS:
        return "reference"
    return "level" if metric in RETURNS else "risk"
