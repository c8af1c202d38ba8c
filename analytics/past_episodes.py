"""Past episodes of a move, and what another return did after them or beside them.

All moves and outcomes are of total returns in percent over whole sessions; positions count the
common sessions of everything involved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.pairs import Floats
from analytics.significance import episode_test

Way = Literal["rises", "falls"]
Bools = NDArray[np.bool_]
# A size that a note leaves open is that of the widest tenth of moves.
TAIL = 0.1
# A fall of exactly 10 % must count, whatever binary fractions make of it.
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What counts as an episode: a move of `size` percent or more over `sessions`.

    `sessions` of None is from the highest close so far.
    """

    way: Way
    size: float
    sessions: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Outcomes of `lag` sessions from each of `starts`, and from every session.

    `held` and `base` are their shares; `judged` leaves out starts whose lag is not over.
    """

    starts: tuple[int, ...]
    held: int
    judged: int
    base_share: float
    independent: int
    p: float | None


def usual_size(closes: Floats, way: Way, sessions: int) -> float:
    """The size in percent that a tenth of all moves over so many sessions reach; 0 if none do."""
    moves = _change(closes, sessions)
    if not len(moves):
        return 0.0
    edge = np.quantile(moves, 1 - TAIL if way == "rises" else TAIL)
    return max(0.0, float(edge if way == "rises" else -edge))


def episodes_after(closes: Floats, move: Move, *, gap: int) -> tuple[int, ...]:
    """Sessions at whose close the move was first complete, at least `gap` sessions apart.

    The move is taken from the furthest close of its span, so that a quick fall counts on the day
    it is deep enough. A fall from the highest close counts once a peak.
    """
    if move.sessions is None:
        return _once_a_peak(closes, move.size)
    series = pd.Series(closes)
    window = series.rolling(move.sessions + 1, min_periods=1)
    furthest = window.max() if move.way == "falls" else window.min()
    met = _met((100 * (series / furthest - 1)).to_numpy(), move)
    begins = met & ~np.concatenate([[False], met[:-1]])
    return _apart(np.flatnonzero(begins), gap)


def episodes_over(closes: Floats, move: Move, *, sessions: int) -> tuple[int, ...]:
    """Sessions from whose close the move happened over the next `sessions`, none overlapping."""
    return _apart(np.flatnonzero(_met(_change(closes, sessions), move)), sessions)


def tally(held: Bools, starts: Sequence[int], *, lag: int, returns: Floats | None) -> Tally:
    """Count outcomes: `held` says of each session whether the `lag` sessions after it bear it out.

    `returns` are daily log returns, the first of them zero, for the test of the mean; None for
    no test.
    """
    judged = [start for start in starts if start < len(held)]
    return Tally(
        starts=tuple(starts),
        held=int(held[judged].sum()) if judged else 0,
        judged=len(judged),
        base_share=float(held.mean()) if len(held) else 0.0,
        independent=len(held) // lag,
        p=None if returns is None else _p(returns, judged, lag),
    )


def _p(returns: Floats, starts: Sequence[int], lag: int) -> float | None:
    begun = np.zeros(len(returns), dtype=bool)
    begun[list(starts)] = True
    found = episode_test(returns, begun, lag)
    return found.p if found else None


def _change(closes: Floats, sessions: int) -> Floats:
    """Percent change over the sessions after each close that has them all."""
    changes: Floats = 100 * (closes[sessions:] / closes[:-sessions] - 1)
    return changes


def _met(moves: Floats, move: Move) -> Bools:
    size = move.size - _ROUNDING
    met: Bools = moves <= -size if move.way == "falls" else moves >= size
    return met


def _once_a_peak(closes: Floats, size: float) -> tuple[int, ...]:
    peaks = np.maximum.accumulate(closes)
    met = np.flatnonzero(100 * (closes / peaks - 1) <= _ROUNDING - size)
    _, first = np.unique(peaks[met], return_index=True)
    return tuple(int(at) for at in met[first])


def _apart(at: NDArray[np.intp], gap: int) -> tuple[int, ...]:
    """Those of ascending positions that lie at least `gap` behind the last one kept."""
    kept: list[int] = []
    for position in at:
        if not kept or position - kept[-1] >= gap:
            kept.append(int(position))
    return tuple(kept)
