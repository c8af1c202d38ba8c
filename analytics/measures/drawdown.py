"""Falls from a running peak: how deep, from when to when, and when they were made up for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from analytics.measures import bare
from analytics.measures import closes as dated
from analytics.measures.closes import clean, day


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawdown:
    """A fall from a peak: `depth` is a positive fraction, `recovered` the day back at the peak."""

    depth: float
    peak: date
    trough: date
    recovered: date | None


def underwater(closes: pd.Series) -> pd.Series:
    """How far each close lies below the highest close up to it, a positive fraction."""
    prices = clean(closes)
    return 1 - prices / prices.cummax()


def max_drawdown(closes: pd.Series) -> Drawdown:
    """The deepest fall from a running peak, with its three dates; depth 0 if there is none."""
    prices = clean(closes)
    values = prices.to_numpy()
    depths = 1 - values / np.maximum.accumulate(values)
    low = int(depths.argmax())
    high = int(values[: low + 1].argmax())
    back = np.flatnonzero(values[low:] >= values[high])
    return Drawdown(
        depth=float(depths[low]),
        peak=day(prices, high),
        trough=day(prices, low),
        recovered=day(prices, low + int(back[0])) if back.size else None,
    )


def drawdowns(closes: pd.Series) -> tuple[Drawdown, ...]:
    """Every fall from a peak to the return to it, deepest first; the last may not be over."""
    prices = clean(closes)
    below = (prices < prices.cummax()).to_numpy()
    starts = np.flatnonzero(below & ~np.append(False, below[:-1])) - 1
    ends = np.flatnonzero(~below & np.append(False, below[:-1]))
    found = [
        max_drawdown(prices.iloc[start : end + 1])
        for start, end in zip(starts, np.append(ends, len(prices) - 1), strict=False)
    ]
    return tuple(sorted(found, key=lambda fall: -fall.depth))


def current_drawdown(closes: pd.Series) -> float:
    """How far the last close lies below the highest close, a positive fraction."""
    return bare.current_drawdown(dated.bare(closes))
