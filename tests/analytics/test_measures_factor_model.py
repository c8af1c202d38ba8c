"""Factor regressions on made-up funds of known loadings, and on real funds of known style."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from analytics.factors import read_french
from analytics.measures import factor_regression
from analytics.measures.factor_model import MODELS
from tests.analytics.support import sessions

SHARED = Path(__file__).parents[3] / "shared/prices"
FRENCH = (
    SHARED / "fama_french/F-F_Research_Data_5_Factors_2x3_daily.csv",
    SHARED / "fama_french/F-F_Momentum_Factor_daily.csv",
)
LOADINGS = {"Mkt-RF": 1.1, "SMB": 0.8, "HML": -0.3, "RMW": 0.2, "CMA": 0.1, "Mom": 0.4}


def _factors(index: pd.Index, *, spread: float = 0.01) -> pd.DataFrame:
    noise = np.random.default_rng(7).normal(0, spread, (len(index), 6))
    return pd.DataFrame(noise, index=index, columns=list(LOADINGS)).assign(RF=0.0001)


def _fund(factors: pd.DataFrame, *, alpha: float = 0.0, noise: float = 0.0) -> pd.Series:
    own = np.random.default_rng(8).normal(0, noise, len(factors))
    excess = factors[list(LOADINGS)] @ pd.Series(LOADINGS) + alpha + own
    returns = (excess + factors["RF"]).to_numpy()
    return pd.Series(100 * np.cumprod(1 + returns), index=factors.index)


DAILY = _factors(sessions("2018-12-31"))


def test_the_loadings_and_alpha_of_a_fund_made_of_factors_are_found() -> None:
    found = factor_regression(_fund(DAILY, alpha=0.0002), DAILY, model="ff6")
    assert {name: slope.value for name, slope in found.loadings.items()} == pytest.approx(LOADINGS)
    assert found.alpha == pytest.approx(0.0002 * 252)
    assert found.r_squared == pytest.approx(1)


@pytest.mark.parametrize("model", list(MODELS))
def test_every_model_agrees_with_statsmodels(model: str) -> None:
    closes = _fund(DAILY, noise=0.004)
    found = factor_regression(closes, DAILY, model=model)  # type: ignore[arg-type]
    names = list(MODELS[model])  # type: ignore[index]
    excess = (closes.pct_change() - DAILY["RF"]).iloc[1:]
    fit = sm.OLS(excess, sm.add_constant(DAILY[names].iloc[1:])).fit(
        cov_type="HAC", cov_kwds={"maxlags": found.lags}
    )
    assert [found.alpha_t, *(found.loadings[n].t for n in names)] == pytest.approx(
        fit.tvalues.tolist(), rel=1e-9
    )
    assert found.r_squared == pytest.approx(fit.rsquared, rel=1e-9)


def test_monthly_factors_take_the_closes_of_month_ends() -> None:
    months = pd.period_range("2010-01", "2019-12", freq="M")
    monthly = _factors(months, spread=0.04)
    ends = _fund(monthly, alpha=0.001)
    ends.index = months.to_timestamp(how="end").normalize()
    found = factor_regression(ends, monthly, model="ff6")
    assert found.alpha == pytest.approx(0.001 * 12)
    assert (found.first, found.last, found.observations) == ("2010-02", "2019-12", 119)


def test_a_missing_close_takes_both_of_its_returns_away() -> None:
    closes = _fund(DAILY, noise=0.004)
    whole = factor_regression(closes, DAILY)
    holed = factor_regression(closes.drop(closes.index[200]), DAILY)
    assert holed.observations == whole.observations - 2


def test_days_after_the_factors_end_are_left_out() -> None:
    found = factor_regression(_fund(DAILY), DAILY.loc[:"2020-06-30"])
    assert found.last == "2020-06-30"


def test_factors_in_percent_are_refused() -> None:
    with pytest.raises(ValueError, match="divide them by 100"):
        factor_regression(_fund(DAILY), DAILY * 100)


def test_a_model_whose_factor_is_missing_is_refused() -> None:
    with pytest.raises(ValueError, match="lack Mom"):
        factor_regression(_fund(DAILY), DAILY.drop(columns="Mom"), model="carhart")


def test_too_few_returns_are_refused() -> None:
    with pytest.raises(ValueError, match="too few for the 5 factors of ff5"):
        factor_regression(_fund(DAILY).iloc[:20], DAILY)


@cache
def _real() -> tuple[pd.DataFrame, pd.DataFrame]:
    closes = SHARED / "yahoo_adjusted/adj_close_wide.parquet"
    if not closes.exists() or not all(path.exists() for path in FRENCH):
        pytest.skip("the reference prices and factors aren't beside the repository: ../shared")
    return pd.read_parquet(closes), read_french(*FRENCH)


@pytest.mark.parametrize(
    ("ticker", "factor", "low", "high"),
    [
        ("SPY", "Mkt-RF", 0.95, 1.02),
        ("SPY", "SMB", -0.2, 0.0),
        ("IJR", "SMB", 0.7, 1.0),
        ("IWN", "HML", 0.3, 0.8),
        ("MTUM", "Mom", 0.2, 0.5),
        ("XSMO", "Mom", 0.1, 0.5),
    ],
)
def test_a_real_fund_loads_on_the_factor_of_its_style(
    ticker: str, factor: str, low: float, high: float
) -> None:
    closes, factors = _real()
    window = closes[ticker].loc["2019-06-21":"2025-12-31"]
    slope = factor_regression(window, factors, model="ff6").loadings[factor]
    assert low < slope.value < high
    assert abs(slope.t) > 2


def test_the_market_fund_has_no_alpha() -> None:
    closes, factors = _real()
    found = factor_regression(closes["SPY"].loc["2010":], factors)
    assert abs(found.alpha) < 0.01
    assert found.r_squared > 0.98
