"""Suspicions about a series, told from the series alone.

Tuned on the 255 reference series (148, 61 and 46 tickers of three vendors, 1993 to 2026): each of
the defects known there is found (XSMO 2015-12-03, SLY 2008-09-18, IJT 2010-05-06, XLF 2016-09-19),
all 50 splits of their unadjusted closes are, and of the days in 2008, on 2010-05-06 and in March
2020 on which funds really moved one is taken for a tick (LQD, 2008-09-29, -9.1 % and back).
`_WINDOW` sessions on either side set what is usual, so cut a series at its as-of date first.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np
import pandas as pd
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from analytics.prices.defects import Defect, DefectKind, found
from analytics.prices.sessions import is_session, missing_between
from analytics.types import PriceSeries

Floats = NDArray[np.float64]

# Sessions on either side of a day whose median absolute move is that day's usual move.
_WINDOW = 20
# From median absolute move to standard deviation, for a normal distribution.
_MAD_TO_SIGMA = 1.4826
# Half the usual move of the whole series is the least: in stale weeks the median is zero.
_LEAST_SHARE = 0.5
# A bad tick: at least 8 sigma and 6 %, and no more than a quarter of it left after 1 or 2 days.
# At 5 % bond funds' real fall and return of 2020-03-12 is caught, at 6 sigma 2008's too.
_TICK_SIGMAS, _TICK_MOVE, _TICK_LEFT = 8.0, 0.06, 0.25
# A level break: at least 25 sigma and 14 % (XLF's is 31 and 21 %); a volatile fund's split is
# smaller in sigmas, so 8 are enough when the move is a split's within 2 sigma.
_BREAK_SIGMAS, _BREAK_MOVE = 25.0, 0.14
_SPLIT_SIGMAS, _SPLIT_MISS = 8.0, 2.0
_SPLITS = (1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 15.0, 20.0, 25.0, 50.0, 100.0)
# Five equal closes; below 10 basis points a day (bills) they are what the price does.
_STALE_SESSIONS, _STALE_USUAL = 5, 0.001

# A ticker passed on: no close for a month or more, then a level that 4 sigma don't reach. No
# reference series has a hole as long.
_HOLE_SESSIONS, _HOLE_SIGMAS = 20, 4.0


def check(series: PriceSeries) -> tuple[Defect, ...]:
    """Everything suspicious in a series, by date; the adjusted closes first, then the quoted."""
    seen: dict[tuple[date, DefectKind], Defect] = {}
    for closes in (series.adjusted, series.close):
        if closes is not None and len(closes) > 1:
            for defect in _check(closes):
                seen.setdefault((defect.on, defect.kind), defect)
    return tuple(seen[key] for key in sorted(seen))


def _check(closes: pd.Series) -> Iterator[Defect]:
    days = closes.index.to_numpy().astype("datetime64[D]")
    yield from _off_calendar(days)
    prices = closes.to_numpy(dtype=np.float64)
    moves = np.diff(np.log(prices))
    typical = float(np.median(np.abs(moves)))
    yield from _jumps(days, moves, typical)
    yield from _other_levels(days, moves, typical)
    if typical >= _STALE_USUAL:
        yield from _stale(days, prices)


def _off_calendar(days: NDArray[np.datetime64]) -> Iterator[Defect]:
    for day in days[1:][days[1:] == days[:-1]]:
        yield found("duplicate", day, f"{day} comes twice", done="kept as handed in")
    for day in days[~is_session(days)]:
        yield found(
            "non_session", day, f"New York did not trade on {day}", done="kept as handed in"
        )
    missing = missing_between(days)
    run = np.cumsum(np.diff(days.searchsorted(missing), prepend=-1) != 0)
    for number in np.unique(run):
        gap = missing[run == number]
        yield found("gap", gap[0], f"sessions missing: {len(gap)}, {gap[0]} to {gap[-1]}")


def _usual(moves: Floats, places: NDArray[np.intp], typical: float) -> Floats:
    """The usual absolute log move around each place, as a standard deviation; NaN where unknown.

    `typical` is the median of all.
    """
    sizes = np.abs(moves)
    usual = np.empty(len(places))
    whole = (places >= _WINDOW) & (places + _WINDOW < len(sizes))
    if whole.any():
        around = sliding_window_view(sizes, 2 * _WINDOW + 1)[places[whole] - _WINDOW]
        usual[whole] = np.median(around, axis=1)
    for cut in np.flatnonzero(~whole):
        near = sizes[max(0, places[cut] - _WINDOW) : places[cut] + _WINDOW + 1]
        usual[cut] = np.median(near) if len(near) >= _WINDOW // 2 else np.nan
    return _MAD_TO_SIGMA * np.maximum(usual, _LEAST_SHARE * typical)


def _jumps(days: NDArray[np.datetime64], moves: Floats, typical: float) -> Iterator[Defect]:
    """Bad ticks and level breaks; a tick's own way back is not reported again."""
    large = np.flatnonzero(np.abs(moves) > _TICK_MOVE)
    usual = _usual(moves, large, typical)
    with np.errstate(divide="ignore", invalid="ignore"):
        sigmas = np.abs(moves[large]) / usual
    resume = 0
    for at, move_sigmas, move_usual in zip(large, sigmas, usual, strict=True):
        if at < resume or not move_sigmas > _SPLIT_SIGMAS:
            continue
        size = f"{np.expm1(moves[at]):+.1%} on {days[at + 1]}, {move_sigmas:.0f} sigma"
        if lasted := _taken_back_after(moves, int(at)):
            resume = int(at) + lasted + 1
            yield found("bad_tick", days[at + 1], f"{size}, taken back by {days[resume]}")
        elif _is_break(moves[at], move_sigmas, move_usual):
            yield found("split_jump", days[at + 1], f"{size}, and it stayed{_ratio(moves[at])}")


def _taken_back_after(moves: Floats, at: int) -> int:
    """After how many sessions (1 or 2) the jump was undone; 0 when it was not."""
    for sessions in (1, 2):
        left = float(moves[at : at + sessions + 1].sum())
        if at + sessions < len(moves) and abs(left) <= _TICK_LEFT * abs(moves[at]):
            return sessions
    return 0


def _is_break(move: float, sigmas: float, usual: float) -> bool:
    if sigmas > _BREAK_SIGMAS:
        return abs(move) > _BREAK_MOVE
    return float(np.abs(abs(move) - np.log(_SPLITS)).min()) < _SPLIT_MISS * usual


def _ratio(move: float) -> str:
    """The nearest split, in words, when the move is within a tenth of one."""
    nearest = min(_SPLITS, key=lambda ratio: abs(abs(move) - np.log(ratio)))
    if abs(abs(move) - np.log(nearest)) > 0.1:
        return ""
    return f": a {nearest:g}-for-1 split?" if move < 0 else f": a 1-for-{nearest:g} split?"


def _other_levels(days: NDArray[np.datetime64], moves: Floats, typical: float) -> Iterator[Defect]:
    """Long holes behind which the price is another: the ticker may have gone to another fund."""
    sigma = typical * _MAD_TO_SIGMA
    for at in np.flatnonzero(np.diff(days).astype(np.int64) > _HOLE_SESSIONS):
        steps = np.busday_count(days[at], days[at + 1])
        if steps > _HOLE_SESSIONS and abs(moves[at]) > _HOLE_SIGMAS * sigma * np.sqrt(steps):
            detail = f"no close from {days[at]} to {days[at + 1]}, then {np.expm1(moves[at]):+.1%}"
            yield found("ticker_reused", days[at + 1], f"{detail}: another fund of this name?")


def _stale(days: NDArray[np.datetime64], prices: Floats) -> Iterator[Defect]:
    starts = np.flatnonzero(np.diff(prices, prepend=np.nan) != 0)
    lengths = np.diff(starts, append=len(prices))
    long = lengths >= _STALE_SESSIONS
    for start, length in zip(starts[long], lengths[long], strict=True):
        last = days[start + length - 1]
        detail = f"{length} equal closes of {prices[start]:g}, {days[start]} to {last}"
        yield found("stale_run", days[start], detail)
