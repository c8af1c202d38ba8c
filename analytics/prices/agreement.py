"""Where two sources tell different daily returns of one ticker."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.prices.defects import Defect, found
from analytics.types import PriceSeries

Basis = Literal["adjusted", "close"]
_BASES: tuple[Basis, ...] = ("adjusted", "close")
Floats = NDArray[np.float64]

# Between the reference files of three vendors 0.08 % of the days are apart by more; below lie
# closing auctions against last trades, and dividends entered a day off.
_APART = 0.01
# A tick that is taken back within these sessions is told once, with both days.
_RUN, _LEFT = 2, 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Common returns of two sources, in numbers of days.

    `largest` is the largest distance of two returns as a fraction. `bases` is empty where no kind
    of close is in both, and where the other source's file was `refused`.
    """

    other: str
    bases: tuple[Basis, ...] = ()
    sessions: int = 0
    apart: int = 0
    largest: float = 0.0
    refused: str = ""


def compare_sources(
    ours: PriceSeries, theirs: PriceSeries, *, other: str
) -> tuple[Comparison, tuple[Defect, ...]]:
    """Daily returns on common sessions, like with like; days more than 1 point apart are named.

    Closes as quoted add only the days that adjusted ones don't have.
    """
    told: dict[object, Defect] = {}
    bases: list[Basis] = []
    sessions, apart, largest = 0, 0, 0.0
    for basis in _BASES:
        both = _common(ours, theirs, basis)
        if both is None:
            continue
        bases.append(basis)
        moves = both.pct_change().iloc[1:].to_numpy(np.float64)
        gaps = moves[:, 0] - moves[:, 1]
        days = both.index[1:].to_numpy().astype("datetime64[D]")
        sessions = max(sessions, len(gaps))
        apart = max(apart, int((np.abs(gaps) > _APART).sum()))
        largest = max(largest, float(np.abs(gaps).max(initial=0.0)))
        for defect in _disagreements(days, moves, gaps, basis=basis, other=other):
            told.setdefault(defect.on, defect)
    comparison = Comparison(
        other=other, bases=tuple(bases), sessions=sessions, apart=apart, largest=largest
    )
    return comparison, tuple(told.values())


def _common(ours: PriceSeries, theirs: PriceSeries, basis: Basis) -> pd.DataFrame | None:
    """Both closes of one kind on the days that both have; None where one has none."""
    pair = [series.adjusted if basis == "adjusted" else series.close for series in (ours, theirs)]
    if pair[0] is None or pair[1] is None:
        return None
    both = pd.concat([pair[0], pair[1]], axis="columns", join="inner")
    return both if len(both) > 1 else None


def _disagreements(
    days: NDArray[np.datetime64], moves: Floats, gaps: Floats, *, basis: Basis, other: str
) -> Iterator[Defect]:
    # In logarithms, so that a fall and its way back add up to nothing.
    levels = np.log1p(moves[:, 0]) - np.log1p(moves[:, 1])
    resume = 0
    for at in np.flatnonzero(np.abs(gaps) > _APART):
        if at < resume:
            continue
        kind = "" if basis == "adjusted" else "price only, "
        detail = f"{kind}{moves[at, 0]:+.1%} here, {moves[at, 1]:+.1%} in {other}"
        if lasted := _made_up_after(levels, int(at)):
            resume = int(at) + lasted + 1
            detail += f"; level again on {days[resume - 1]}"
        elif at == len(gaps) - 1:
            detail += "; the last row of one: taken before the close?"
        yield found("disagreement", days[at], detail)


def _made_up_after(levels: Floats, at: int) -> int:
    """After how many sessions (1 or 2) the two levels are together again; 0 when they are not."""
    for sessions in range(1, _RUN + 1):
        left = float(levels[at : at + sessions + 1].sum())
        if at + sessions < len(levels) and abs(left) <= _LEFT * abs(levels[at]):
            return sessions
    return 0
