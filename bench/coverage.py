"""How often each test of significance errs: `python -m bench.coverage [RUNS [SEED]]`.

Funds are simulated whose true gaps are known, and given to the functions that verdicts use.
`docs/simulation.md` holds what it printed.
"""

from __future__ import annotations

import platform
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import version

import numpy as np
from numpy.typing import NDArray

from analytics.measures.factor_model import newey_west_lag
from analytics.pairs import Floats
from analytics.significance import (
    DETECTABLE,
    NORMAL,
    episode_test,
    gap_test,
    with_place,
)
from analytics.significance.newey_west import equivalence_p, mean_errors
from analytics.significance.sharpe import sharpe_difference
from analytics.types import Significance
from bench.simulated_funds import (
    SESSIONS_A_YEAR,
    WORLDS,
    World,
    drift,
    market_returns,
    own_returns,
    pair_of,
)

RUNS, SEED = 1_000, 20_240_614
# True gaps in points a year, each for a quarter of the pairs.
GAPS = (0.0, 2.0, -3.0, 8.0)
MARGIN = 1.0
FUNDS = 6
# Points a year from one fund to the next where they are not all alike.
STEP = 4.0
LAG = 21
_TENTH = 0.1
_SIZE = 0.05
_Z = NORMAL.inv_cdf(1 - _SIZE / 2)
# What the place of a rank is added to.
_UNPLACED = Significance(
    comparator=None,
    t=0.0,
    interval=(0.0, 0.0),
    p=1.0,
    p_holm=1.0,
    detectable_gap=0.0,
    observations=0,
    method="",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Shares of simulated pairs, in [0, 1].

    Coverage is of the true gap by each 95 % interval, and what Newey and West's leaves out is the
    size of the t-test; size is the share of true hypotheses rejected at 5 %; power is that of a
    lead as large as the detectable gap.
    """

    bootstrap: float
    newey_west: float
    sharpe_size: float
    equivalence_size: float
    power: float


def measure(world: World, *, runs: int, seed: int) -> Shares:
    """Give `runs` pairs of one world to the tests of a gap."""
    rng = np.random.default_rng(seed)
    own = own_returns(world, 2 * runs, rng)
    found = [
        {
            "bootstrap": _covered(market, pair, gap=GAPS[at % len(GAPS)], seed=at),
            **_tested(market, pair),
        }
        for at in range(runs)
        for market, pair in [(market_returns(world, rng), own[:, 2 * at : 2 * at + 2])]
    ]
    return Shares(**{name: float(np.mean([one[name] for one in found])) for name in found[0]})


def _covered(market: Floats, own: Floats, *, gap: float, seed: int) -> bool:
    """Whether the true gap lies in the interval that a verdict shows."""
    ours, theirs = (market[:, None] + own).T
    found = gap_test(pair_of(ours + drift(gap), theirs, seed=seed), margin=None)
    assert found is not None
    return found.interval[0] < gap < found.interval[1]


def _tested(market: Floats, own: Floats) -> dict[str, bool]:
    """Two funds without a gap: what rejects that, and a spread of a tenth right at the margin."""
    ours, theirs = (market[:, None] + own).T
    lag = newey_west_lag(len(ours))
    mean, error = float(np.mean(ours - theirs)), float(mean_errors((ours - theirs)[None], lag)[0])
    _, sharpe_p = sharpe_difference(
        np.expm1(ours), np.expm1(theirs), lag=lag, sessions_per_year=SESSIONS_A_YEAR
    )
    assert sharpe_p is not None
    yearly = 100 * SESSIONS_A_YEAR
    edge = MARGIN + _TENTH * mean * yearly
    return {
        "newey_west": abs(mean) < _Z * error,
        "sharpe_size": sharpe_p < _SIZE,
        "equivalence_size": equivalence_p(edge, _TENTH * error * yearly, MARGIN) < _SIZE,
        "power": abs(mean / error + DETECTABLE) > _Z,
    }


def measure_ranks(world: World, *, step: float, runs: int, seed: int) -> tuple[float, float]:
    """Shares of first funds left out of the confidence set, and of true places not covered.

    Six funds, each `step` points a year behind the one before; with a step of zero all are first
    and hold every place. Each place is asked for in turn.
    """
    rng = np.random.default_rng(seed)
    own = own_returns(world, FUNDS * runs, rng).reshape(world.sessions, runs, FUNDS)
    left_out, missed = [], []
    for at in range(runs):
        returns = market_returns(world, rng)[:, None] + own[:, at] - drift(step) * np.arange(FUNDS)
        subject = at % 2 * (at // 2 % (FUNDS - 1) + 1)
        kept, (best, worst) = _place(np.roll(returns, -subject, axis=1), seed=at)
        first, last = (subject + 1, subject + 1) if step else (1, FUNDS)
        missed.append(not best <= first <= last <= worst)
        left_out += [not kept] if subject == 0 or not step else []
    return float(np.mean(left_out)), float(np.mean(missed))


def _place(returns: Floats, *, seed: int) -> tuple[bool, tuple[int, int]]:
    subject = returns[:, 0]
    pairs = [pair_of(subject, other, seed=seed + at) for at, other in enumerate(returns.T[1:])]
    found = with_place(_UNPLACED, pairs, side="above")
    assert found.rank_interval is not None
    return found.in_confidence_set is True, found.rank_interval


Trigger = Callable[[Floats, np.random.Generator], NDArray[np.bool_]]


def outside(returns: Floats, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Starts of a condition that lasts for weeks: another, persistent series is high."""
    level = np.convolve(rng.standard_normal(len(returns) + 41), np.ones(42), mode="valid")
    return _starts(level > level.std())


def own_volatility(returns: Floats, _rng: np.random.Generator) -> NDArray[np.bool_]:
    """Starts of the stretches in which the fund's own last 21 days are among the wildest sixth."""
    wild = np.convolve(returns**2, np.ones(21))[: len(returns)]
    return _starts(wild > np.quantile(wild, 5 / 6))


def _starts(on: NDArray[np.bool_]) -> NDArray[np.bool_]:
    starts: NDArray[np.bool_] = on & ~np.concatenate([[False], on[:-1]])
    return starts


def measure_episodes(trigger: Trigger, *, runs: int, seed: int) -> float:
    """Share of triggers that move nothing and yet seem to, at 5 %, in ten years of returns."""
    rng = np.random.default_rng(seed)
    world = World(name="10 years", sessions=10 * SESSIONS_A_YEAR, autocorrelation=0.0)
    own = own_returns(world, runs, rng)
    found = [episode_test(one, trigger(one, rng), LAG) for one in own.T]
    return float(np.mean([one.p <= _SIZE for one in found if one is not None]))


def main() -> None:
    """Print every share in percent, with what it hangs from."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else SEED
    started = time.perf_counter()
    print(f"python -m bench.coverage {runs} {seed}")
    print(f"{platform.machine()}, Python {platform.python_version()}, {_libraries()}")
    _print_gaps(runs, seed)
    _print_ranks(runs // 2, seed)
    _print_episodes(runs, seed)
    print(f"\n{time.perf_counter() - started:.0f} s")


def _libraries() -> str:
    return ", ".join(f"{name} {version(name)}" for name in ("numpy", "arch", "statsmodels"))


def _print_gaps(runs: int, seed: int) -> None:
    print(f"\n{runs} pairs a line, in %         95 % interval covers       size at 5 %")
    heads = ("bootstrap", "N-West", "t", "Sharpe", "TOST", "power")
    print(f"{'':21}" + "".join(f"{head:>12}" for head in heads))
    for world in WORLDS:
        found = measure(world, runs=runs, seed=seed)
        shares = (
            found.bootstrap,
            found.newey_west,
            1 - found.newey_west,
            found.sharpe_size,
            found.equivalence_size,
            found.power,
        )
        print(f"{world.name:21}" + _percent(shares), flush=True)


def _print_ranks(runs: int, seed: int) -> None:
    print(f"\n{FUNDS} funds, {runs} times a line, in %      set lacks   place not")
    print(f"{'':37}   the first   covered")
    for world in (WORLDS[1], WORLDS[3]):
        for step in (0.0, STEP):
            told = f"{world.name}, {f'{step:g} points apart' if step else 'all alike'}"
            shares = measure_ranks(world, step=step, runs=runs, seed=seed)
            print(f"{told:37}" + _percent(shares), flush=True)


def _print_episodes(runs: int, seed: int) -> None:
    print(f"\ntriggers without effect, {runs} funds of 10 years, lag {LAG} sessions: size at 5 %")
    for trigger in (outside, own_volatility):
        share = measure_episodes(trigger, runs=runs, seed=seed)
        print(f"{trigger.__name__.replace('_', ' '):37}" + _percent((share,)), flush=True)


def _percent(shares: Iterable[float]) -> str:
    return "".join(f"{100 * one:12.1f}" for one in shares)


if __name__ == "__main__":
    main()
