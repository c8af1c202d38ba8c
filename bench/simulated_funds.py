"""Made-up funds whose true figures are known: fat tails, clustered volatility, autocorrelation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.pairs import Floats, Pair
from analytics.tape import Quote
from analytics.windows import Stretch

SESSIONS_A_YEAR = 252
YEAR_DAYS = 365.25
MARKET_VOLATILITY = 16.0
# Each fund's own part, percent a year: two funds then differ by 9.9, as MTUM and QUAL do.
OWN_VOLATILITY = 7.0
# A GARCH(1, 1) fitted to MTUM less QUAL gives 0.08 and 0.91; 4 degrees of freedom are fatter.
ARCH, GARCH, DEGREES = 0.08, 0.90, 4
_BURN_IN = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """How long its funds are known and how their own daily returns hang together.

    `autocorrelation` is of lag one; `clustered` volatility is GARCH, else it is constant.
    """

    name: str
    sessions: int
    autocorrelation: float
    arch: float = ARCH
    garch: float = GARCH


WORLDS = (
    World(name="5 years, independent", sessions=1260, autocorrelation=0, arch=0, garch=0),
    World(name="5 years, trending", sessions=1260, autocorrelation=0.1),
    World(name="5 years, reverting", sessions=1260, autocorrelation=-0.2),
    World(name="1 year, trending", sessions=252, autocorrelation=0.1),
    World(name="1 quarter, trending", sessions=63, autocorrelation=0.1),
)


def own_returns(world: World, funds: int, rng: np.random.Generator) -> Floats:
    """Daily log returns without drift, (sessions, funds), independent of each other.

    AR(1) with GARCH(1, 1) innovations of Student's t, scaled to `OWN_VOLATILITY` a year.
    """
    shocks = rng.standard_t(DEGREES, (world.sessions + _BURN_IN, funds))
    shocks /= np.sqrt(DEGREES / (DEGREES - 2))
    variance, last, level = np.ones(funds), np.zeros(funds), np.zeros(funds)
    path = np.empty_like(shocks)
    for day, shock in enumerate(shocks):
        variance = 1 - world.arch - world.garch + world.arch * last**2 + world.garch * variance
        last = np.sqrt(variance) * shock
        level = world.autocorrelation * level + last
        path[day] = level
    daily = OWN_VOLATILITY / 100 / np.sqrt(SESSIONS_A_YEAR)
    scale = daily * np.sqrt(1 - world.autocorrelation**2)
    returns: Floats = scale * path[_BURN_IN:]
    return returns


def market_returns(world: World, rng: np.random.Generator) -> Floats:
    """One market's daily log returns, independent and fat-tailed, 8 % a year."""
    daily = MARKET_VOLATILITY / 100 / np.sqrt(SESSIONS_A_YEAR)
    shocks = rng.standard_t(DEGREES, world.sessions) / np.sqrt(DEGREES / (DEGREES - 2))
    returns: Floats = 0.08 / SESSIONS_A_YEAR + daily * shocks
    return returns


def pair_of(ours: Floats, theirs: Floats, *, seed: int) -> Pair:
    """Two funds from their log returns, on days spread evenly at 252 sessions a year."""
    days = _days(len(ours) + 1)
    stretch = Stretch(
        start=0,
        stop=len(ours),
        first=days[0].date(),
        last=days[-1].date(),
        shortened=False,
        shortfall="none",
    )
    return Pair(
        subject=_quote(f"OURS{seed}"),
        comparator=_quote(f"THEIRS{seed}"),
        days=days.to_numpy().astype("datetime64[D]"),
        ours=_closes(ours),
        theirs=_closes(theirs),
        stretch=stretch,
    )


def drift(points_a_year: float) -> float:
    """A gap in points a year as a daily log return."""
    return points_a_year / 100 / SESSIONS_A_YEAR


def _days(count: int) -> pd.DatetimeIndex:
    elapsed = np.round(np.arange(count) * YEAR_DAYS / SESSIONS_A_YEAR)
    return pd.DatetimeIndex(np.datetime64("2015-01-01") + elapsed.astype("timedelta64[D]"))


def _closes(returns: Floats) -> Floats:
    closes: Floats = 100 * np.exp(np.concatenate([[0.0], np.cumsum(returns)]))
    return closes


def _quote(ticker: str) -> Quote:
    """A fund of which the tests read only the name."""
    return Quote(
        entity=ticker,
        ticker=ticker,
        closes=pd.Series(dtype=np.float64),
        basis="total_return",
        price_closes=None,
        proxy=None,
        inception=None,
        defects=(),
    )
