"""How long daily values remember: the mean block of the stationary bootstrap."""

from __future__ import annotations

import math

from analytics.pairs import Floats

# Daily moves of less than a hundredth of a basis point are rounding.
LEAST_VARIANCE = 1e-12
# The spread of fewer blocks than these says too little of a draw's own error.
_FEWEST_BLOCKS = 8


def block_length(values: Floats) -> float:
    """Mean block of the stationary bootstrap, by Politis and White (2004, 2009); at least one.

    Equal to arch's `optimal_block_length`, which takes ten times as long: it works out every
    autocovariance that could count. A series that does not move has no memory to estimate: one.
    """
    apart = values - values.mean()
    if float(apart @ apart) / len(values) < LEAST_VARIANCE:
        return 1.0
    count = len(values)
    long_run, *covariances = _covariances(apart)
    slope = 0.0
    for lag, covariance in enumerate(covariances, start=1):
        # A flat top: whole weight on the nearer half, then less and less.
        nearness = 1 - lag / len(covariances)
        weighted = 2 * (1.0 if nearness >= 0.5 else 2 * nearness) * covariance
        slope += weighted * lag
        long_run += weighted
    best = math.pow(slope**2 / long_run**2, 1 / 3) * math.pow(count, 1 / 3)
    return max(1.0, min(best, math.ceil(min(3 * math.sqrt(count), count / 3))))


def mean_block(values: Floats, lag: int) -> float:
    """The same for a mean whose error reaches over `lag` sessions: no block is to forget sooner.

    And no longer than leaves eight blocks a draw, whose spread is the draw's error.
    """
    return min(max(block_length(values), lag + 1.0), len(values) / _FEWEST_BLOCKS)


def _covariances(apart: Floats) -> list[float]:
    """Autocovariances from lag 0 to the last that counts.

    That is twice the lag behind which several in a row are as good as none.
    """
    count = len(apart)
    run = max(5, int(math.log10(count)))
    reach = math.ceil(math.sqrt(count)) + run
    bound = 2 * math.sqrt(math.log10(count) / count)
    found: list[float] = []
    small = 0
    while len(found) <= reach:
        lag = len(found)
        together = float(apart[lag:] @ apart[: count - lag])
        found.append(together / count)
        if small < run and lag < reach:
            later, earlier = apart[lag + 1 :], apart[: -lag - 1]
            own = math.sqrt(float(later @ later) * float(earlier @ earlier))
            small = small + 1 if abs(together) < bound * own else 0
            if small == run:
                reach = min(2 * max(lag + 1 - run, 1), reach)
    return found[: reach + 1]
