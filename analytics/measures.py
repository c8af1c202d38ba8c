"""Performance and risk measures as pure functions of daily closes.

Every function takes closes (`pd.Series`, ascending dates, a positive price each), never returns,
so that no caller has to say which of the two it holds. A NaN close is a session without a price:
it is dropped, and the return runs across it; it is never a return of zero. Measures of two series
use the sessions on which both have a close, and nothing is filled. Results are fractions (0.05 is
5 %) unless a docstring says otherwise; a ratio whose denominator is zero is NaN.

Measures scaled by √252 refuse closes that are not daily: monthly closes need
`periods_per_year=12`. Compounded growth goes by calendar days and needs no frequency.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

SESSIONS_PER_YEAR = 252
DAYS_PER_YEAR = 365.25
# Daily closes lie 1.45 calendar days apart on average; weekly ones lie 7 apart.
_WIDEST_DAILY_SPACING = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawdown:
    """A fall from a peak: `depth` is a positive fraction, `recovered` the day back at the peak."""

    depth: float
    peak: date
    trough: date
    recovered: date | None


def years(first: date, last: date) -> float:
    """Calendar days between two dates over 365.25 (ACT/365.25)."""
    return (last - first).days / DAYS_PER_YEAR


def total_return(closes: pd.Series) -> float:
    """Last close over first, minus one: a total return if the closes are adjusted."""
    prices = _clean(closes)
    return float(prices.iloc[-1] / prices.iloc[0]) - 1


def cagr(closes: pd.Series) -> float:
    """Compound growth a year by calendar days, (last / first) ** (365.25 / days) - 1 (GIPS)."""
    prices = _clean(closes)
    span = years(_day(prices, 0), _day(prices, -1))
    return float(prices.iloc[-1] / prices.iloc[0]) ** (1 / span) - 1 if span > 0 else math.nan


def simple_returns(closes: pd.Series) -> pd.Series:
    """Return of each session on the one before it; one shorter than the closes."""
    prices = _clean(closes)
    return (prices / prices.shift(1) - 1).iloc[1:]


def volatility(closes: pd.Series, *, periods_per_year: int = SESSIONS_PER_YEAR) -> float:
    """Sample standard deviation (n - 1) of simple returns, times the root of periods a year."""
    returns = _periodic(closes, periods_per_year)
    return float(returns.std(ddof=1)) * math.sqrt(periods_per_year)


def downside_deviation(closes: pd.Series, *, periods_per_year: int = SESSIONS_PER_YEAR) -> float:
    """Root mean square of the negative returns over all sessions (Sortino, target 0), yearly."""
    losses = np.minimum(_periodic(closes, periods_per_year).to_numpy(), 0.0)
    return float(np.sqrt(np.mean(losses**2))) * math.sqrt(periods_per_year)


def max_drawdown(closes: pd.Series) -> Drawdown:
    """The deepest fall from a running peak, with its three dates; depth 0 if there is none."""
    prices = _clean(closes)
    depths = 1 - prices / prices.cummax()
    low = int(depths.to_numpy().argmax())
    high = int(prices.to_numpy()[: low + 1].argmax())
    back = np.flatnonzero(prices.to_numpy()[low:] >= prices.iloc[high])
    return Drawdown(
        depth=float(depths.iloc[low]),
        peak=_day(prices, high),
        trough=_day(prices, low),
        recovered=_day(prices, low + int(back[0])) if back.size else None,
    )


def current_drawdown(closes: pd.Series) -> float:
    """How far the last close lies below the highest close, a positive fraction."""
    prices = _clean(closes)
    return 1 - float(prices.iloc[-1] / prices.max())


def sharpe(closes: pd.Series, *, periods_per_year: int = SESSIONS_PER_YEAR) -> float:
    """Mean over standard deviation of simple returns, both yearly, cash at 0 (Sharpe 1994)."""
    returns = _periodic(closes, periods_per_year)
    spread = float(returns.std(ddof=1))
    return _ratio(float(returns.mean()), spread) * math.sqrt(periods_per_year)


def sortino(closes: pd.Series, *, periods_per_year: int = SESSIONS_PER_YEAR) -> float:
    """Mean yearly return over downside deviation, both against 0 (Sortino and Price 1994)."""
    mean = float(_periodic(closes, periods_per_year).mean()) * periods_per_year
    return _ratio(mean, downside_deviation(closes, periods_per_year=periods_per_year))


def calmar(closes: pd.Series) -> float:
    """Compound growth a year over the depth of the worst drawdown of the same closes."""
    return _ratio(cagr(closes), max_drawdown(closes).depth)


def common_closes(closes: pd.Series, benchmark: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Both series on the sessions that both have, so that returns pair up day by day."""
    ours, theirs = _clean(closes), _clean(benchmark)
    shared = ours.index.intersection(theirs.index)
    return ours.loc[shared], theirs.loc[shared]


def beta(closes: pd.Series, benchmark: pd.Series) -> float:
    """Covariance of paired simple returns over the variance of the benchmark's."""
    ours, theirs = _paired_returns(closes, benchmark)
    covariance = np.cov(ours, theirs, ddof=1)
    return _ratio(float(covariance[0, 1]), float(covariance[1, 1]))


def alpha(closes: pd.Series, benchmark: pd.Series) -> float:
    """Jensen's alpha a year: 252 times (mean return - beta times the benchmark's), cash at 0."""
    ours, theirs = _paired_returns(closes, benchmark)
    daily = float(ours.mean()) - beta(closes, benchmark) * float(theirs.mean())
    return daily * SESSIONS_PER_YEAR


def correlation(closes: pd.Series, benchmark: pd.Series) -> float:
    """Pearson correlation of paired simple returns; NaN if either never moves."""
    ours, theirs = _paired_returns(closes, benchmark)
    if ours.std() == 0 or theirs.std() == 0:
        return math.nan
    return float(np.corrcoef(ours, theirs)[0, 1])


def tracking_error(closes: pd.Series, benchmark: pd.Series) -> float:
    """Sample standard deviation of paired return differences, times √252."""
    ours, theirs = _paired_returns(closes, benchmark)
    return float(np.std(ours - theirs, ddof=1)) * math.sqrt(SESSIONS_PER_YEAR)


def information_ratio(closes: pd.Series, benchmark: pd.Series) -> float:
    """Mean paired return difference a year over the tracking error (Grinold and Kahn)."""
    ours, theirs = _paired_returns(closes, benchmark)
    return _ratio(
        float(np.mean(ours - theirs)) * SESSIONS_PER_YEAR, tracking_error(closes, benchmark)
    )


def _clean(closes: pd.Series) -> pd.Series:
    prices = closes.dropna()
    if len(prices) < 2:
        raise ValueError(f"a measure needs two closes, got {len(prices)}: widen the window")
    return prices


def _day(prices: pd.Series, position: int) -> date:
    return pd.Timestamp(prices.index[position]).date()


def _ratio(numerator: float, denominator: float) -> float:
    return numerator / denominator if denominator > 1e-12 else math.nan


def _periodic(closes: pd.Series, periods_per_year: int) -> pd.Series:
    """Simple returns, once it's sure that the closes are as frequent as the caller says."""
    prices = _clean(closes)
    spacing = (_day(prices, -1) - _day(prices, 0)).days / (len(prices) - 1)
    if periods_per_year == SESSIONS_PER_YEAR and spacing > _WIDEST_DAILY_SPACING:
        raise ValueError(
            f"closes lie {spacing:.0f} days apart, so √252 would be wrong: pass periods_per_year"
        )
    return simple_returns(prices)


def _paired_returns(closes: pd.Series, benchmark: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    ours, theirs = common_closes(closes, benchmark)
    return (
        _periodic(ours, SESSIONS_PER_YEAR).to_numpy(),
        _periodic(theirs, SESSIONS_PER_YEAR).to_numpy(),
    )
