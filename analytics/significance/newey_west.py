"""Standard errors of means that allow for autocorrelation, and what is read off them."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np

from analytics.pairs import Floats

NORMAL = NormalDist()
# Power 80 % at a two-sided size of 5 %: z(0.975) + z(0.8).
DETECTABLE = NORMAL.inv_cdf(0.975) + NORMAL.inv_cdf(0.8)


def mean_errors(rows: Floats, lag: int) -> Floats:
    """Newey and West's (1987) standard error of the mean of each row, n / (n - 1) corrected.

    `rows` is (samples, observations); as statsmodels' HAC covariance of a regression on a
    constant, which takes one sample at a time.
    """
    apart = rows - rows.mean(axis=1, keepdims=True)
    spread = np.einsum("ij,ij->i", apart, apart)
    for back in range(1, lag + 1):
        together = np.einsum("ij,ij->i", apart[:, back:], apart[:, :-back])
        spread += 2 * (1 - back / (lag + 1)) * together
    count = rows.shape[1]
    errors: Floats = np.sqrt(np.maximum(spread, 0) / count / (count - 1))
    return errors


def two_sided(z: float) -> float:
    """P of a standard normal at least this far from zero on either side."""
    return 2 * NORMAL.cdf(-abs(z))


def equivalence_p(gap: float, error: float, margin: float) -> float:
    """P of the two one-sided tests: small means that the gap lies inside ±margin (Schuirmann 1987).

    All three in one unit. Size at the margin at 5 %, simulated: 5 to 6 % where the error is a small
    part of the margin, less where it is not.
    """
    return max(NORMAL.cdf(-(gap + margin) / error), NORMAL.cdf((gap - margin) / error))
