"""Measures of real closes against figures that issuers and data providers published.

published.toml says where each figure is from, and why it may differ by how much.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analytics import measures
from analytics.measures import Drawdown

PUBLISHED = Path(__file__).with_name("published.toml")
CLOSES = Path(__file__).parents[3] / "shared/prices/yahoo_adjusted/adj_close_wide.parquet"
PUBLICATIONS = tomllib.loads(PUBLISHED.read_text(encoding="utf-8"))["publication"]
FIGURES = [
    pytest.param(
        publication,
        figure,
        id=f"{publication['fund']}-{figure['measure']}-{figure['base']}-{figure['end']}",
    )
    for publication in PUBLICATIONS
    for figure in publication["figures"]
]


@cache
def _all_closes() -> pd.DataFrame:
    return pd.read_parquet(CLOSES)


def _on_window(fund: str, figure: Mapping[str, Any]) -> pd.Series:
    """From the last close on or before the base to the last on or before the end."""
    if not CLOSES.exists():
        pytest.skip("the reference prices aren't beside the repository: ../shared/prices")
    closes = _all_closes()[fund].dropna()
    before = closes[: pd.Timestamp(figure["base"])]
    return closes[before.index[-1] : pd.Timestamp(figure["end"])]


def _population_volatility(months: pd.Series) -> float:
    returns = len(months) - 1
    return measures.volatility(months, periods_per_year=12) * math.sqrt((returns - 1) / returns)


def _computed(measure: str, closes: pd.Series) -> float:
    match measure:
        case "total_return":
            return measures.total_return(closes)
        case "cagr":
            return measures.cagr(closes)
        case "max_drawdown":
            return measures.max_drawdown(closes).depth
        case "monthly_volatility":
            return _population_volatility(_month_ends(closes))
        case "monthly_drawdown":
            return measures.max_drawdown(_month_ends(closes)).depth
        case _:
            raise AssertionError(f"{PUBLISHED.name} names no such measure: {measure}")


def _month_ends(closes: pd.Series) -> pd.Series:
    return closes.resample("ME").last()


@pytest.mark.parametrize(("publication", "figure"), FIGURES)
def test_a_published_figure_is_computed_anew(
    publication: Mapping[str, Any], figure: Mapping[str, Any]
) -> None:
    closes = _on_window(publication["fund"], figure)
    printed = figure["percent"]
    rounding = 0.5 * 10.0 ** -len(printed.partition(".")[2])
    found = 100 * _computed(figure["measure"], closes)
    assert found == pytest.approx(float(printed), abs=rounding + publication["apart"] + 1e-9)


def test_a_published_drawdown_has_its_dates() -> None:
    dated = [
        (publication["fund"], figure)
        for publication in PUBLICATIONS
        for figure in publication["figures"]
        if "trough" in figure
    ]
    for fund, figure in dated:
        found = measures.max_drawdown(_on_window(fund, figure))
        assert {name: _date(found, name) for name in _dates(figure)} == _dates(figure)


def _dates(figure: Mapping[str, Any]) -> dict[str, date]:
    return {name: figure[name] for name in ("peak", "trough", "recovered") if name in figure}


def _date(found: Drawdown, name: str) -> date:
    value: date = getattr(found, name)
    return value


def test_at_least_twenty_published_figures_of_issuers_are_checked() -> None:
    issuers = ("SPDR", "Invesco", "PowerShares", "Select Sector")
    theirs = [p for p in PUBLICATIONS if p["source"].startswith(issuers)]
    assert sum(len(publication["figures"]) for publication in theirs) >= 20
