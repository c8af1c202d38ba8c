"""Performance and risk measures as pure functions of closes.

Every function takes closes (`pd.Series`, ascending dates, a positive price each), never returns,
so that no caller has to say which of the two it holds. A NaN close is a session without a price:
it is dropped, and the return runs across it; it is never a return of zero. Measures of two series
use the sessions on which both have a close, and nothing is filled. Results are fractions (0.05 is
5 %) unless a docstring says otherwise; a ratio whose denominator is zero is NaN.

Measures scaled to a year refuse closes of another frequency than `periods_per_year` says (252,
daily, unless given): monthly closes need 12. Compounded growth goes by calendar days and needs
no frequency. Where a measure takes `cash`, those are the simple returns of cash, one for each
return of the fund and of the same length of time, as in column RF of Kenneth French's files.
"""

from analytics.measures.bare import DAYS_PER_YEAR, SESSIONS_PER_YEAR
from analytics.measures.capture_ratios import Capture, capture
from analytics.measures.closes import common_closes, month_closes, simple_returns, years
from analytics.measures.drawdown import (
    Drawdown,
    current_drawdown,
    drawdowns,
    max_drawdown,
    underwater,
)
from analytics.measures.factor_model import FactorFit, Loading, factor_regression
from analytics.measures.growth import cagr, price_return, reinvested, total_return
from analytics.measures.ratios import calmar, sharpe, sortino
from analytics.measures.relative import (
    alpha,
    beta,
    correlation,
    information_ratio,
    tracking_error,
)
from analytics.measures.rolling_windows import (
    rolling,
    rolling_beta,
    rolling_correlation,
    rolling_drawdown,
    rolling_return,
    rolling_sharpe,
    rolling_volatility,
)
from analytics.measures.spread import downside_deviation, volatility

__all__ = [
    "DAYS_PER_YEAR",
    "SESSIONS_PER_YEAR",
    "Capture",
    "Drawdown",
    "FactorFit",
    "Loading",
    "alpha",
    "beta",
    "cagr",
    "calmar",
    "capture",
    "common_closes",
    "correlation",
    "current_drawdown",
    "downside_deviation",
    "drawdowns",
    "factor_regression",
    "information_ratio",
    "max_drawdown",
    "month_closes",
    "price_return",
    "reinvested",
    "rolling",
    "rolling_beta",
    "rolling_correlation",
    "rolling_drawdown",
    "rolling_return",
    "rolling_sharpe",
    "rolling_volatility",
    "sharpe",
    "simple_returns",
    "sortino",
    "total_return",
    "tracking_error",
    "underwater",
    "volatility",
    "years",
]
