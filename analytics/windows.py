"""From a period's calendar dates to the closes it runs between.

The return of a window runs from the last close on or before its base to the last close on or
before its end. What the data can't cover is either shortened, and says so, or refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from analytics.tape import Missing
from nlp.types import Window

Days = NDArray[np.datetime64]
# Holidays never close the exchange for ten days running (1933 aside), so a wider hole is missing
# data and not a weekend.
SLACK = timedelta(days=10)
# Windows with an end of their own; the others run to as-of.
_FIXED = {"calendar", "between"}
# Prices that stop longer than this before a window's end say nothing of how it ended.
_TAIL = timedelta(days=31)
# What cut a window short: nothing, the fund's own youth, or the lack of prices.
Shortfall = Literal["none", "inception", "data"]
_TRIED_YEARS = (10, 5, 3, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Positions of the base and the end close among the common sessions, and what's missing."""

    start: int
    stop: int
    first: date
    last: date
    shortened: bool
    shortfall: Shortfall


def resolve(
    window: Window, days: Days, *, inception: date | None, as_of: date
) -> Stretch | Missing:
    """The closes a window runs between on `days`, which end by as-of.

    `inception` is the younger fund's, from the catalogue; None where it isn't known. A window
    that was not over by as-of, of which prices cover less than half, or whose prices stop more
    than a month before its end, gives `out_of_coverage`.
    """
    end = window.end or as_of
    end = end if window.kind in _FIXED else min(end, as_of)
    if end > as_of or (window.base is not None and window.base >= as_of):
        return Missing(
            reason="out_of_coverage",
            detail=f"the window to {end} was not over on {as_of}: give a later --as-of, or later"
            " prices",
        )
    if len(days) < 2:
        return Missing(reason="out_of_coverage", detail="there is no common session with a price")
    opening, closing = to_date(days[0]), to_date(days[-1])
    base = window.base or _inception_base(opening, inception)
    start = max(0, int(np.searchsorted(days, _day(base), side="right")) - 1)
    stop = int(np.searchsorted(days, _day(end), side="right")) - 1
    covered = (to_date(days[stop]) - max(base, to_date(days[start]))).days if stop > start else 0
    ends_early = end - closing > _TAIL
    if covered <= 0 or covered * 2 < (end - base).days or ends_early:
        return Missing(
            reason="out_of_coverage",
            detail=f"prices run from {opening} to {closing}, the claim from {base} to {end}",
        )
    first, last = to_date(days[start]), to_date(days[stop])
    return Stretch(
        start=start,
        stop=stop,
        first=first,
        last=last,
        shortened=first > base or base - first > SLACK or end - last > SLACK,
        shortfall=_shortfall(base, end, first, last, inception),
    )


def tried(days: Days, *, as_of: date) -> tuple[tuple[str, Window], ...]:
    """The windows tried for a claim that names none: common inception, 10, 5, 3 and 1 years.

    Only those that the common sessions `days` cover whole.
    """
    windows = [("common inception", Window(kind="since_inception", end=as_of, inferred=True))]
    for count in _TRIED_YEARS:
        base = years_before(as_of, count)
        if len(days) and to_date(days[0]) <= base:
            name = f"{count} years" if count > 1 else "1 year"
            windows.append((name, Window(kind="trailing", base=base, end=as_of, inferred=True)))
    return tuple(windows)


def years_before(day: date, count: int) -> date:
    """The same day `count` years earlier; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year - count)
    except ValueError:
        return day.replace(year=day.year - count, day=28)


def calendar_years(days: Days) -> Iterator[tuple[str, Window]]:
    """Every whole calendar year that the sessions cover, as ("2021", window)."""
    for year in range(to_date(days[0]).year + 1, to_date(days[-1]).year + 1):
        end = date(year, 12, 31)
        if to_date(days[-1]) >= end - SLACK:
            yield str(year), Window(kind="calendar", base=date(year - 1, 12, 31), end=end)


def open_years(days: Days, *, end: date) -> Iterator[tuple[str, Window]]:
    """Every window from the start of a year to the same end, as ("since 2017", window)."""
    for year in range(to_date(days[0]).year + 1, end.year + 1):
        yield f"since {year}", Window(kind="since", base=date(year - 1, 12, 31), end=end)


def to_date(day: np.datetime64) -> date:
    """A numpy day as a `date`."""
    moment = day.astype("datetime64[D]").item()
    assert isinstance(moment, date)
    return moment


def _day(day: date) -> np.datetime64:
    return np.datetime64(day, "D")


def _inception_base(opening: date, inception: date | None) -> date:
    """The first close; the inception where the prices begin well after it, or before it."""
    return inception if inception is not None and abs(opening - inception) > SLACK else opening


def _shortfall(base: date, end: date, first: date, last: date, inception: date | None) -> Shortfall:
    if end - last > SLACK or base - first > SLACK:
        return "data"
    if first - base <= SLACK:
        return "none"
    return "inception" if inception is not None and first - inception <= SLACK else "data"
