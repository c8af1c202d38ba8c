"""For which other period a wrong number would have been right."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from analytics import tolerance
from analytics.pairs import LONGEST_YEAR, Pair
from analytics.tape import Missing
from analytics.windows import calendar_years, open_years, resolve, to_date, tried
from nlp.types import Magnitude, Window

Compute = Callable[[Pair], float | None]


def right_for(found: Pair, wanted: Magnitude, window: Window, *, compute: Compute) -> str | None:
    """The period whose computed number fits best, or None; an exact fit goes before a near one.

    A calendar year is looked for among calendar years, another window among "since" years and
    the trailing windows too. A bound ("more than 10 %") fits too many periods to name one.
    """
    if math.isinf(wanted.low) or math.isinf(wanted.high):
        return None
    best: tuple[tuple[bool, float], str] | None = None
    for name, other in _candidates(found, window):
        stretch = resolve(other, found.days, inception=None, as_of=to_date(found.days[-1]))
        if isinstance(stretch, Missing) or stretch.shortened:
            continue
        computed = compute(found.on(stretch))
        check = None if computed is None else tolerance.check(wanted, computed)
        if check is None or not check.within:
            continue
        rank = (not check.exact, abs(check.computed - check.claimed))
        if best is None or rank < best[0]:
            best = rank, name
    return best[1] if best else None


# A quarter's return that happens to be some year's explains nothing.
SHORTEST_YEAR = 359


def _candidates(found: Pair, window: Window) -> Iterator[tuple[str, Window]]:
    if window.kind == "calendar" and found.days_covered < SHORTEST_YEAR:
        return
    yield from calendar_years(found.days)
    if window.kind == "calendar" and found.days_covered <= LONGEST_YEAR:
        return
    yield from open_years(found.days, end=found.stretch.last)
    yield from tried(found.days, as_of=found.stretch.last)
