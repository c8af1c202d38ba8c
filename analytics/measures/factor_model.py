"""What of a fund's return the Fama-French factors explain, and what is left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np
import pandas as pd
from statsmodels.regression.linear_model import OLS

from analytics.measures.closes import clean, month_closes

FactorModel = Literal["capm", "ff3", "carhart", "ff5", "ff6"]
MODELS: Mapping[FactorModel, tuple[str, ...]] = MappingProxyType(
    {
        "capm": ("Mkt-RF",),
        "ff3": ("Mkt-RF", "SMB", "HML"),
        "carhart": ("Mkt-RF", "SMB", "HML", "Mom"),
        "ff5": ("Mkt-RF", "SMB", "HML", "RMW", "CMA"),
        "ff6": ("Mkt-RF", "SMB", "HML", "RMW", "CMA", "Mom"),
    }
)
_CASH = "RF"
# The market's monthly returns spread by 0.05, its daily ones, read as percent, by 1.
_WIDEST_SPREAD = 0.2
_FEWEST_RETURNS_PER_COEFFICIENT = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Loading:
    """The slope on one factor and its t-value."""

    value: float
    t: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorFit:
    """`alpha` is a fraction a year; t-values are Newey-West's with `lags` lags.

    `first` and `last` are the periods of the first and last return, as the factors name them.
    """

    alpha: float
    alpha_t: float
    loadings: Mapping[str, Loading]
    r_squared: float
    observations: int
    lags: int
    first: str
    last: str


def factor_regression(
    closes: pd.Series, factors: pd.DataFrame, *, model: FactorModel = "ff5"
) -> FactorFit:
    """Least squares of the fund's return above RF on a model's factors (Fama, French 1993, 2015).

    `factors` holds decimals a period (0.01 is 1 %; `read_french` gives them so), days in a
    `DatetimeIndex` or months in a `PeriodIndex`, columns named as Kenneth French names them. A
    return counts only if the closes of both of its ends are there; none runs across a gap. Alpha
    is the intercept times 252 or 12; errors are Newey and West's (1987) with 4 (n / 100)^(2/9)
    lags. ValueError for a missing column, for percent, and for fewer than five returns a
    coefficient.
    """
    names = MODELS[model]
    table = _matched(closes, _checked(factors, names))
    if len(table) < _FEWEST_RETURNS_PER_COEFFICIENT * (len(names) + 1):
        raise ValueError(
            f"{len(table)} returns are too few for the {len(names)} factors of {model}:"
            " widen the window"
        )
    lags = newey_west_lag(len(table))
    design = np.column_stack([np.ones(len(table)), table[list(names)]])
    fit = OLS(table["fund"].to_numpy(), design).fit(cov_type="HAC", cov_kwds={"maxlags": lags})
    periods_per_year = 12 if isinstance(factors.index, pd.PeriodIndex) else 252
    return FactorFit(
        alpha=float(fit.params[0]) * periods_per_year,
        alpha_t=float(fit.tvalues[0]),
        loadings=MappingProxyType(
            {
                name: Loading(value=float(slope), t=float(t))
                for name, slope, t in zip(names, fit.params[1:], fit.tvalues[1:], strict=True)
            }
        ),
        r_squared=float(fit.rsquared),
        observations=len(table),
        lags=lags,
        first=str(table.index[0])[:10],
        last=str(table.index[-1])[:10],
    )


def newey_west_lag(observations: int) -> int:
    """Automatic lag floor(4 (n / 100)^(2/9)), Newey and West (1994)."""
    return int(4 * (observations / 100) ** (2 / 9))


def _checked(factors: pd.DataFrame, names: tuple[str, ...]) -> pd.DataFrame:
    absent = [name for name in (*names, _CASH) if name not in factors.columns]
    if absent:
        raise ValueError(
            f"the factors lack {', '.join(absent)}: read the file of Kenneth French that has them"
        )
    chosen = factors[[*names, _CASH]]
    if float(chosen["Mkt-RF"].std()) > _WIDEST_SPREAD:
        raise ValueError("the factors look like percent: divide them by 100")
    return chosen


def _matched(closes: pd.Series, factors: pd.DataFrame) -> pd.DataFrame:
    """The factors and the fund's return above cash, on the periods that have all of them."""
    monthly = isinstance(factors.index, pd.PeriodIndex)
    # Onto the factors' own periods: a close that is missing takes two returns away, not one.
    prices = (month_closes(closes) if monthly else clean(closes)).reindex(factors.index)
    fund = prices / prices.shift(1) - 1 - factors[_CASH]
    return factors.assign(fund=fund).dropna()
