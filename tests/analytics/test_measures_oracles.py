"""Agreement with empyrical-reloaded and ffn to 1e-9, and with PerformanceAnalytics' documentation.

Conventions that differ, and so are not compared: empyrical's annual return and Calmar ratio go by
252 sessions, and its alpha compounds; ffn's information ratio is per period; PerformanceAnalytics'
capture ratios add returns up instead of compounding them.
"""

from __future__ import annotations

import importlib.util
import json
import math
import subprocess
import sys

import empyrical
import numpy as np
import pandas as pd
import pytest

from analytics import measures
from tests.analytics.support import noisy

CLOSES, BENCHMARK = noisy(0.07, seed=5), noisy(0.06, seed=9)
RETURNS, THEIRS = CLOSES.pct_change().dropna(), BENCHMARK.pct_change().dropna()
CASH = pd.Series(0.00005 + 0.00003 * np.sin(np.arange(len(RETURNS))), index=RETURNS.index)


def _close(expected: float) -> object:
    return pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_spread_agrees_with_empyrical() -> None:
    assert measures.volatility(CLOSES) == _close(empyrical.annual_volatility(RETURNS))
    assert measures.downside_deviation(CLOSES) == _close(empyrical.downside_risk(RETURNS))
    assert measures.downside_deviation(CLOSES, target=0.0004) == _close(
        empyrical.downside_risk(RETURNS, required_return=0.0004)
    )


def test_sharpe_agrees_with_empyrical_with_cash_and_without() -> None:
    assert measures.sharpe(CLOSES) == _close(empyrical.sharpe_ratio(RETURNS))
    assert measures.sharpe(CLOSES, cash=CASH) == _close(empyrical.sharpe_ratio(RETURNS, CASH))


def test_sortino_agrees_with_empyrical_at_any_target() -> None:
    for target in (0.0, 0.0004):
        assert measures.sortino(CLOSES, target=target) == _close(
            empyrical.sortino_ratio(RETURNS, required_return=target)
        )


def test_max_drawdown_agrees_with_empyrical() -> None:
    assert measures.max_drawdown(CLOSES).depth == _close(-empyrical.max_drawdown(RETURNS))


def test_beta_agrees_with_empyrical() -> None:
    assert measures.beta(CLOSES, BENCHMARK) == _close(empyrical.beta(RETURNS, THEIRS))


def test_alpha_of_a_session_agrees_with_empyrical() -> None:
    compounded = empyrical.alpha(RETURNS, THEIRS)
    assert measures.alpha(CLOSES, BENCHMARK) / 252 == _close((1 + compounded) ** (1 / 252) - 1)


def test_alpha_and_beta_above_cash_are_the_regression_of_excess_returns() -> None:
    slope, intercept = np.polyfit(THEIRS - CASH, RETURNS - CASH, 1)
    assert measures.beta(CLOSES, BENCHMARK, cash=CASH) == _close(slope)
    assert measures.alpha(CLOSES, BENCHMARK, cash=CASH) == _close(252 * intercept)


def test_tracking_error_and_information_ratio_agree_with_empyrical() -> None:
    assert measures.tracking_error(CLOSES, BENCHMARK) == _close(
        empyrical.annual_volatility(RETURNS - THEIRS)
    )
    assert measures.information_ratio(CLOSES, BENCHMARK) == _close(
        empyrical.excess_sharpe(RETURNS, THEIRS) * math.sqrt(252)
    )


def test_rolling_measures_agree_with_empyrical() -> None:
    pairs = [
        (measures.rolling_volatility(CLOSES), empyrical.roll_annual_volatility(RETURNS, 252)),
        (measures.rolling_sharpe(CLOSES), empyrical.roll_sharpe_ratio(RETURNS, 252)),
        (measures.rolling_drawdown(CLOSES), -empyrical.roll_max_drawdown(RETURNS, 252)),
        (measures.rolling_beta(CLOSES, BENCHMARK), empyrical.roll_beta(RETURNS, THEIRS, 252)),
    ]
    for ours, expected in pairs:
        np.testing.assert_allclose(ours.to_numpy(), expected.to_numpy(), rtol=1e-9, atol=1e-9)


# ffn changes pandas' classes when it is imported, so it's kept to a process of its own.
FFN = """
import json, sys
import pandas as pd
import ffn
table = pd.read_json(sys.stdin, orient="split", convert_axes=False)
table.index = pd.to_datetime(table.index)
ours, theirs = table["ours"], table["theirs"]
returns, others = ours.pct_change().dropna(), theirs.pct_change().dropna()
falls = ffn.drawdown_details(ffn.to_drawdown_series(ours)).sort_values("drawdown")
print(json.dumps({
    "total_return": ffn.calc_total_return(ours),
    "cagr": ffn.calc_cagr(ours),
    "volatility": returns.std() * 252 ** 0.5,
    "sharpe": ffn.calc_sharpe(returns, nperiods=252),
    "sortino": ffn.calc_sortino_ratio(returns, nperiods=252),
    "calmar": ffn.calc_calmar_ratio(ours),
    "information_ratio": ffn.calc_information_ratio(returns, others) * 252 ** 0.5,
    "max_drawdown": -ffn.calc_max_drawdown(ours),
    "drawdowns": [[-f["drawdown"], str(f["End"].date())] for _, f in falls.iterrows()],
}))
"""


@pytest.fixture(scope="module")
def ffn() -> dict[str, float]:
    if importlib.util.find_spec("ffn") is None:
        pytest.skip("ffn is not installed: pip install 'ffn>=1.4'")
    table = pd.DataFrame({"ours": CLOSES, "theirs": BENCHMARK})
    table.index = pd.Index(pd.DatetimeIndex(table.index).strftime("%Y-%m-%d"))
    said = table.to_json(orient="split", double_precision=15)
    done = subprocess.run(
        [sys.executable, "-c", FFN], input=said, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_growth_agrees_with_ffn(ffn: dict[str, float]) -> None:
    assert measures.total_return(CLOSES) == _close(ffn["total_return"])
    assert measures.cagr(CLOSES) == _close(ffn["cagr"])


def test_risk_and_ratios_agree_with_ffn(ffn: dict[str, float]) -> None:
    found = {
        "volatility": measures.volatility(CLOSES),
        "sharpe": measures.sharpe(CLOSES),
        "sortino": measures.sortino(CLOSES),
        "calmar": measures.calmar(CLOSES),
        "information_ratio": measures.information_ratio(CLOSES, BENCHMARK),
        "max_drawdown": measures.max_drawdown(CLOSES).depth,
    }
    assert found == pytest.approx({name: ffn[name] for name in found}, rel=1e-9, abs=1e-9)


def test_every_drawdown_and_its_recovery_agrees_with_ffn(ffn: dict[str, float]) -> None:
    expected: list[list[object]] = ffn["drawdowns"]  # type: ignore[assignment]
    found = measures.drawdowns(CLOSES)
    last = CLOSES.index[-1].date()
    assert [fall.depth for fall in found] == _close([depth for depth, _ in expected])  # type: ignore[arg-type]
    assert [str(fall.recovered or last) for fall in found] == [end for _, end in expected]


# The worked example of Bacon, Practical Portfolio Performance Measurement and Attribution (2nd
# ed., 2008): percent a month of a portfolio and its benchmark. PerformanceAnalytics documents its
# functions by it (vignette PA-Bacon); the figures below are those that the vignette prints.
# Its other example, `managers`, is GPL data and is not copied.
PORTFOLIO = [0.3, 2.6, 1.1, -1.0, 1.5, 2.5, 1.6, 6.7, -1.4, 4.0, -0.5, 8.1]
PORTFOLIO += [4.0, -3.7, -6.1, 1.7, -4.9, -2.2, 7.0, 5.8, -6.5, 2.4, -0.5, -0.9]
MARKET = [0.2, 2.5, 1.8, -1.1, 1.4, 1.8, 1.4, 6.5, -1.5, 4.2, -0.6, 8.3]
MARKET += [3.9, -3.8, -6.2, 1.5, -4.8, 2.1, 6.0, 5.6, -6.7, 1.9, -0.3, 0.0]


def _from_percent(months: list[float]) -> pd.Series:
    days = pd.date_range("1999-12-31", periods=len(months) + 1, freq="ME")
    return pd.Series(np.cumprod([1.0, *(1 + month / 100 for month in months)]), index=days)


BACON, BACONS_MARKET = _from_percent(PORTFOLIO), _from_percent(MARKET)


def test_growth_is_as_performance_analytics_documents() -> None:
    assert measures.total_return(BACON) == pytest.approx(0.218106, abs=5e-7)
    assert measures.total_return(BACONS_MARKET) == pytest.approx(0.249887, abs=5e-7)


def test_downside_deviation_is_as_performance_analytics_documents() -> None:
    # DownsideDeviation(MAR = 0.5), a month
    yearly = measures.downside_deviation(BACON, periods_per_year=12, target=0.5)
    assert yearly / math.sqrt(12) == pytest.approx(0.493, abs=5e-4)


def test_sortino_is_as_performance_analytics_documents() -> None:
    # Kappa(MAR = 0.005, l = 2), which is Sortino's ratio a month
    yearly = measures.sortino(BACON, periods_per_year=12, target=0.005)
    assert yearly / math.sqrt(12) == pytest.approx(0.157, abs=5e-4)


def test_relative_volatility_is_as_performance_analytics_documents() -> None:
    # FamaBeta
    ours, theirs = (measures.volatility(s, periods_per_year=12) for s in (BACON, BACONS_MARKET))
    assert ours / theirs == pytest.approx(1.03, abs=5e-3)


def test_alpha_from_beta_is_as_performance_analytics_documents() -> None:
    # CAPM.jensenAlpha: compound growth a year less beta times the benchmark's
    slope = measures.beta(BACON, BACONS_MARKET, periods_per_year=12)
    found = measures.cagr(BACON) - slope * measures.cagr(BACONS_MARKET)
    assert found == pytest.approx(-0.014, abs=5e-4)


def test_specific_risk_is_as_performance_analytics_documents() -> None:
    # SpecificRisk divides by n; what the benchmark leaves of the volatility, by ours, by n - 1
    spread = measures.volatility(BACON, periods_per_year=12)
    explained = measures.correlation(BACON, BACONS_MARKET, periods_per_year=12) ** 2
    found = spread * math.sqrt(1 - explained) * math.sqrt(23 / 24)
    assert found == pytest.approx(0.0329, abs=5e-5)


def test_drawdowns_are_as_performance_analytics_documents() -> None:
    # PainIndex and MartinRatio (growth over the Ulcer index), over the 24 months
    falls = measures.underwater(BACON).iloc[1:]
    assert falls.mean() == pytest.approx(0.04, abs=5e-3)
    assert measures.cagr(BACON) / math.sqrt((falls**2).mean()) == pytest.approx(1.70, abs=1e-2)
