"""How much of a benchmark's good and bad months a fund took part in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.measures.bare import ratio
from analytics.measures.closes import month_closes


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """Fractions (1.1 is 110 %): `up` of the benchmark's rises, `down` of its falls; NaN for none.

    A `down` below zero is a fund that rose, on average, while the benchmark fell.
    """

    up: float
    down: float
    up_months: int
    down_months: int


def capture(closes: pd.Series, benchmark: pd.Series) -> Capture:
    """Geometric mean monthly return of the fund over the benchmark's, by the benchmark's sign.

    Morningstar's convention: whole calendar months on which both have a return, those in which
    the benchmark rose and those in which it fell apart; a flat month is neither. Both series may
    be daily or monthly.
    """
    months = pd.concat([month_closes(closes), month_closes(benchmark)], axis=1)
    returns = (months / months.shift(1) - 1).dropna().to_numpy()
    rises, falls = returns[returns[:, 1] > 0], returns[returns[:, 1] < 0]
    return Capture(
        up=_captured(rises), down=_captured(falls), up_months=len(rises), down_months=len(falls)
    )


def _captured(returns: np.ndarray) -> float:
    if not len(returns):
        return float("nan")
    ours, theirs = np.exp(np.log1p(returns).mean(axis=0)) - 1
    return float(np.sign(theirs)) * ratio(float(ours), abs(float(theirs)))
