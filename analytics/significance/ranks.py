"""Is "the best" more than luck: the places a fund could hold, and whether it may be first.

Both are asked of mean daily log returns on the sessions that all ranked funds have, which order
funds as their total returns do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

import numpy as np

from analytics.measures.factor_model import newey_west_lag
from analytics.metrics import FEWEST_RETURNS
from analytics.pairs import Floats, Pair
from analytics.relations import Side
from analytics.significance.blocks import mean_block
from analytics.significance.bootstrap import (
    LEAST_ERROR,
    REPLICATIONS,
    Drawn,
    draw_means,
    seed_from,
)
from analytics.significance.newey_west import mean_errors
from analytics.types import Significance
from analytics.windows import Days

_SIZE = 0.05
# Differences of daily returns below this are rounding.
_ROUNDING = 1e-12


def with_place(found: Significance, pairs: Sequence[Pair], *, side: Side) -> Significance:
    """The test of a rank claim with the places open to the subject, and whether it may be first.

    `side` is "below" where the lowest comes first. Unchanged where fewer than 20 sessions are
    common to all funds, or where all are the subject under another name.
    """
    returns = _panel(pairs)
    losses = returns if side == "below" else -returns
    others = _once(losses)
    if len(losses) < FEWEST_RETURNS or not others:
        return found
    leads = losses[:, 1:] - losses[:, :1]
    lag = newey_west_lag(len(leads))
    block = max(mean_block(lead, lag) for lead in leads.T)
    drawn = draw_means(leads, block=block, seed=_seed(pairs))
    method = f"place by simultaneous intervals and model confidence set ({REPLICATIONS:,} draws)"
    return replace(
        found,
        rank_interval=rank_interval(leads, drawn),
        in_confidence_set=may_be_first(leads.mean(axis=0)[others], drawn.away[others]),
        method=f"{found.method}; {method}",
    )


def rank_interval(leads: Floats, drawn: Drawn) -> tuple[int, int]:
    """First and last place that the data allow, 95 %: Mogstad, Romano, Shaikh and Wilhelm (2024).

    `leads` is (sessions, others): the subject's daily lead over each, `drawn` their means in the
    bootstrap. A place is lost to each fund that is ahead for certain and kept from each that is
    behind for certain, where certain means further than the furthest of all leads strays in 95 %
    of the draws, in its errors. Simulated, it leaves out places of six funds that are all alike
    3 to 4 times in 100.
    """
    reach = np.percentile(drawn.strayed.max(axis=0), 100 * (1 - _SIZE))
    means, errors = leads.mean(axis=0), mean_errors(leads.T, newey_west_lag(len(leads)))
    certain = np.divide(means, errors, out=np.zeros_like(means), where=errors > LEAST_ERROR)
    return 1 + int(np.sum(certain < -reach)), 1 + int(np.sum(certain <= reach))


def may_be_first(leads: Floats, away: Floats) -> bool:
    """Whether the subject is in the 95 % model confidence set of Hansen, Lunde and Nason (2011).

    `leads` are its mean leads over the others, no two of whom may be the same; `away` is how far
    each draw's lie from them, (others, draws). The worst fund is left out until the greatest t of
    two that are left is no more than the draws show, as by arch's MCS, which draws anew.
    Simulated, it lacks a fund that is as good as its five others 1 to 2 times in 100.
    """
    losses, moved = np.append(0.0, leads), np.vstack([np.zeros_like(away[:1]), away])
    one, other = np.triu_indices(len(losses), k=1)
    apart = moved[one] - moved[other]
    errors = np.maximum(np.sqrt(np.mean(apart**2, axis=1)), LEAST_ERROR)
    behind, strayed = (losses[one] - losses[other]) / errors, np.abs(apart) / errors[:, None]
    left = np.ones(len(losses), dtype=bool)
    while left[0] and left.sum() > 1:
        open_pairs = np.flatnonzero(left[one] & left[other])
        widest = open_pairs[np.abs(behind[open_pairs]).argmax()]
        further = strayed[open_pairs].max(axis=0) > abs(behind[widest])
        if further.mean() > _SIZE:
            break
        left[one[widest] if behind[widest] > 0 else other[widest]] = False
    return bool(left[0])


def _panel(pairs: Sequence[Pair]) -> Floats:
    """Daily log returns on common sessions, (sessions, funds), the subject first."""
    days = reduce(np.intersect1d, [_days(pair) for pair in pairs])
    first = pairs[0]
    columns = [_on(first, first.ours, days), *(_on(pair, pair.theirs, days) for pair in pairs)]
    closes = np.column_stack(columns)
    returns: Floats = np.log(closes[1:] / closes[:-1])
    return returns


def _days(pair: Pair) -> Days:
    return pair.days[pair.stretch.start : pair.stretch.stop + 1]


def _on(pair: Pair, closes: Floats, days: Days) -> Floats:
    return closes[np.searchsorted(pair.days, days)]


def _once(losses: Floats) -> list[int]:
    """The others that repeat no column before them: an index and the fund it is judged by do."""
    kept = [0]
    for at, column in enumerate(losses.T):
        if not any(np.allclose(column, losses[:, one], rtol=0, atol=_ROUNDING) for one in kept):
            kept.append(at)
    return [at - 1 for at in kept[1:]]


def _seed(pairs: Sequence[Pair]) -> int:
    tickers = [pairs[0].subject.ticker, *(pair.quotes[-1].ticker for pair in pairs)]
    window = pairs[0].stretch
    return seed_from(tickers, window.first, window.last, pairs[0].returns)
