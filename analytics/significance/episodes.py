"""Did it follow the trigger: returns after past episodes of a condition, against any session's."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.pairs import Floats

# Two returns have hardly a spread to be measured in.
_FEWEST_EPISODES = 3
# Shifts whose t differs from the observed one by less than this are ties, up to rounding.
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeTest:
    """What followed the episodes: `mean` of the returns after them, `baseline` after any session.

    Both in the returns' own unit over the whole lag; `p` is two-sided.
    """

    mean: float
    baseline: float
    p: float
    episodes: int


def episode_test(returns: Floats, starts: NDArray[np.bool_], lag: int) -> EpisodeTest | None:
    """Returns summed over the `lag` sessions after each start, tested by circular shifts.

    `returns` are daily log returns, or their paired differences; `starts` is as long and True on
    the session at whose close an episode begins. Every shift of the starts round the sample is
    tried, so that clusters of episodes and of volatility stay as they are, and nothing is drawn.
    The difference from the baseline is taken in the spread of the episodes' own returns: without
    that a trigger that picks volatile days seems to matter 15 times in 100 (Chung and Romano 2013);
    with it the size at 5 % is 4 %, simulated.
    Episodes whose lag is not over are left out; None for fewer than three, or where the returns
    after them don't differ. ValueError for a lag below one session and for unequal lengths.
    """
    if lag < 1 or len(returns) != len(starts):
        raise ValueError(f"{len(returns)} returns, {len(starts)} starts, a lag of {lag} sessions")
    later = _later(returns, lag)
    begun = starts[: len(later)].astype(np.float64)
    episodes = int(begun.sum())
    if episodes < _FEWEST_EPISODES or not np.ptp(later[begun > 0]) > 0:
        return None
    baseline = float(later.mean())
    away = np.abs(_shifted_t(later - baseline, begun))
    return EpisodeTest(
        mean=float(later[begun > 0].mean()),
        baseline=baseline,
        p=float(np.mean(away >= away[0] * (1 - _ROUNDING))),
        episodes=episodes,
    )


def _later(returns: Floats, lag: int) -> Floats:
    """Sum of the returns of sessions i + 1 to i + lag, for each session i that has them all."""
    level = np.concatenate([[0.0], np.cumsum(returns)])
    summed: Floats = level[1 + lag :] - level[1:-lag]
    return summed


def _shifted_t(later: Floats, begun: Floats) -> Floats:
    """Mean over spread of the returns after the episodes, by how far these are shifted round."""
    count = begun.sum()
    means, squares = _sums(later, begun) / count, _sums(later**2, begun) / count
    # Shifts onto returns that are all alike have no spread; rounding must not give them one.
    least = _ROUNDING * float(np.mean(later**2))
    t: Floats = means / np.sqrt(np.maximum(squares - means**2, least))
    return t


def _sums(values: Floats, begun: Floats) -> Floats:
    """Sums of values over the episodes at each shift: a circular correlation."""
    spectrum = np.fft.rfft(values) * np.conj(np.fft.rfft(begun))
    sums: Floats = np.fft.irfft(spectrum, len(values))
    return sums
