"""Reasons in plain English, with the figures that decided."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.types import MagnitudeCheck
from analytics.verdicts.case import Case
from analytics.verdicts.gaps import Scored
from nlp.types import Metric

_UNITS = {
    "percent": "%",
    "percentage_points": "points",
    "basis_points": "basis points",
    "times": "times",
    "percent_per_year": "points a year",
}
_METRICS: dict[Metric, str] = {
    "total_return": "total return",
    "price_return": "price return",
    "max_drawdown": "maximum drawdown",
    "current_drawdown": "current drawdown",
    "downside_deviation": "downside deviation",
    "sharpe": "Sharpe ratio",
    "sortino": "Sortino ratio",
    "calmar": "Calmar ratio",
    "tracking_error": "tracking error",
}


def compared(case: Case, scored: Sequence[Scored]) -> str:
    """ "XSMO is ahead of 4 of 4 comparators, by 0.9 to 6.2 points a year"."""
    ahead = [one for one in scored if one.gap > 0]
    behind = [one for one in scored if one.gap <= 0]
    parts = [
        f"{word} {_who(some, scored)} by {_range(some)}"
        for word, some in ((_ahead(case), ahead), (_behind(case), behind))
        if some
    ]
    first = min(one.pair.stretch.first for one in scored)
    last = max(one.pair.stretch.last for one in scored)
    return f"{case.subject} is {' and '.join(parts)} from {first} to {last}"


def computed_of(check: MagnitudeCheck) -> str:
    """ "computed 2.48, claimed 5, outside ±0.55; right for 2020"."""
    where = "within" if check.within else "outside"
    judged = "exact" if check.exact else f"{where} ±{check.tolerance:.3g}"
    text = (
        f"computed {check.computed:.2f} {_UNITS.get(check.unit, check.unit)},"
        f" claimed {check.claimed:g}: {judged}"
    )
    return f"{text}; right for {check.right_for}" if check.right_for else text


def metric_name(metric: Metric) -> str:
    """The metric in words."""
    return _METRICS.get(metric, metric.replace("_", " "))


def unit_name(unit: str) -> str:
    """The unit in words, as written behind a number."""
    return _UNITS.get(unit, "")


def _ahead(case: Case) -> str:
    if case.metric in ("total_return", "price_return"):
        return "ahead of"
    return f"higher in {metric_name(case.metric)} than"


def _behind(case: Case) -> str:
    if case.metric in ("total_return", "price_return"):
        return "behind"
    return f"lower in {metric_name(case.metric)} than"


def _who(some: Sequence[Scored], scored: Sequence[Scored]) -> str:
    if len(scored) == 1:
        return str(scored[0].pair.name)
    return f"{len(some)} of {len(scored)} comparators"


def _range(some: Sequence[Scored]) -> str:
    sizes = sorted(abs(one.gap) for one in some)
    unit = "points" if some[0].unit == "percent" else unit_name(some[0].unit)
    low, high = f"{sizes[0]:.2f}", f"{sizes[-1]:.2f}"
    numbers = low if low == high else f"{low} to {high}"
    return f"{numbers} {unit}".rstrip()
