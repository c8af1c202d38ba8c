"""What a verdict on returns looks like: growth on its window, and the same claim on others.

Plain numbers from the closes that the verdict used, cut at its as-of date; how they are drawn is
not decided here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from analytics.facts import Facts
from analytics.flags import changes_inside
from analytics.pairs import Pair, pair
from analytics.sweeps import OtherWindows, figure, other_windows
from analytics.tape import Basis, Missing, Quote, Tape
from analytics.thinning import thin
from analytics.types import Direction, MagnitudeCheck, PriceSource, Verdict
from analytics.verdicts.case import Case
from analytics.verdicts.group import quote_all
from analytics.verdicts.level import own_quote, returns_of
from nlp.catalog_types import FundEvent
from nlp.metric_families import RETURNS
from nlp.types import Claim, Window

# A line of 160 points is smooth on a page; a universe of funds shares what 15 such lines take.
_POINTS_A_LINE = 160
_POINTS_IN_ALL = 2_400
_FEWEST_POINTS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Growth of one fund, the subject's base close being 100.

    A fund whose window begins later starts at the subject's growth of that day. `proxy` is the
    fund whose closes stood in for an index.
    """

    fund: str
    proxy: str | None
    days: tuple[date, ...]
    growth: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One claim on returns as numbers to draw; `lines` begin with the subject's.

    `level` is the growth that the claim states, on the scale of `lines`; None where it states
    none. `changes` are the days on which a fund in it began to follow another index.
    """

    first: date
    last: date
    basis: Basis
    lines: tuple[Line, ...]
    level: float | None
    others: OtherWindows | None
    changes: tuple[FundEvent, ...]


def picture(claim: Claim, verdict: Verdict, *, prices: PriceSource, facts: Facts) -> Picture | None:
    """The picture behind a verdict, from the closes it used; None unless returns decided it."""
    if not _is_of_returns(claim, verdict):
        return None
    tape = Tape(prices=prices, facts=facts, as_of=verdict.as_of)
    case = Case(claim=claim, tape=tape, as_of=verdict.as_of, made_on=verdict.as_of)
    pairs = _pairs(case, verdict)
    if not pairs:
        return None
    lines, decisive = _lines(pairs), _decisive(pairs, verdict)
    return Picture(
        first=lines[0].days[0],
        last=lines[0].days[-1],
        basis=pairs[0].subject.basis,
        lines=lines,
        level=_level(claim, verdict.magnitude, pairs[0]),
        others=None if claim.type == "rank" else other_windows(claim, decisive),
        changes=changes_inside((decisive,), facts),
    )


def _is_of_returns(claim: Claim, verdict: Verdict) -> bool:
    """Is it a matter of growth, and was it judged? A risk without a metric is volatility."""
    if verdict.label in ("pending", "unverifiable"):
        return False
    if claim.magnitude is not None and claim.magnitude.unit == "text":
        return False
    return claim.type != "risk" if claim.metric is None else claim.metric in RETURNS


def _pairs(case: Case, verdict: Verdict) -> tuple[Pair, ...]:
    """The pairs of the verdict again, each on the closes that its direction names."""
    judged = {line.comparator: line for line in verdict.direction if line.first_session}
    others: Sequence[Quote | Missing | None] = (None,)
    if None in judged:
        subject = own_quote(case)
    else:
        subject, *others = quote_all(case, case.claim.comparators)
    if isinstance(subject, Missing):
        return ()
    found = [
        pair(subject, other, _window(judged[name]), tape=case.tape)
        for other in others
        if not isinstance(other, Missing) and (name := other and other.entity) in judged
    ]
    return tuple(one for one in found if isinstance(one, Pair))


def _window(line: Direction) -> Window:
    return Window(kind="between", base=line.first_session, end=line.last_session)


def _lines(pairs: tuple[Pair, ...]) -> tuple[Line, ...]:
    """The subject on the widest of the windows, then every comparator on its own."""
    first = min(pair.stretch.first for pair in pairs)
    last = max(pair.stretch.last for pair in pairs)
    subject = pairs[0].subject
    ours = subject.closes.loc[pd.Timestamp(first) : pd.Timestamp(last)]
    ours = 100 * ours / ours.iloc[0]
    points = max(_FEWEST_POINTS, min(_POINTS_A_LINE, _POINTS_IN_ALL // (1 + len(pairs))))
    lines = [_line(subject, ours, points)]
    for held in pairs:
        if held.comparator is not None:
            theirs = held.their_closes()
            scale = float(ours.loc[theirs.index[0]]) / float(theirs.iloc[0])
            lines.append(_line(held.comparator, scale * theirs, points))
    return tuple(lines)


def _line(quote: Quote, growth: pd.Series, points: int) -> Line:
    kept = thin(growth, points=points)
    return Line(
        fund=quote.entity,
        proxy=quote.proxy,
        days=tuple(day.date() for day in pd.DatetimeIndex(kept.index)),
        growth=tuple(kept.tolist()),
    )


def _decisive(pairs: tuple[Pair, ...], verdict: Verdict) -> Pair:
    """The pair whose test of luck the verdict shows, else the one with the narrowest gap."""
    shown = verdict.significance.comparator if verdict.significance else None
    named = [pair for pair in pairs if pair.name == shown]
    return named[0] if named else min(pairs, key=lambda pair: abs(figure(pair)))


def _level(claim: Claim, check: MagnitudeCheck | None, held: Pair) -> float | None:
    """The stated return of one fund as the growth that it would have ended with."""
    if check is None or held.comparator is not None:
        return None
    if check.unit == "times":
        return 100 * check.claimed
    percent = check.claimed / 100 if check.unit == "basis_points" else check.claimed
    years = held.days_covered / 365.25 if _is_yearly(claim, check, held) else 1.0
    grown: float = 100 * (1 + percent / 100) ** years
    return grown


def _is_yearly(claim: Claim, check: MagnitudeCheck, held: Pair) -> bool:
    """As stated, else the reading that the verdict's own figure is of."""
    stated = claim.magnitude.annualised if claim.magnitude else None
    if stated is not None:
        return stated
    returns = returns_of(held)
    return abs(check.computed - returns.yearly) < abs(check.computed - returns.total)
