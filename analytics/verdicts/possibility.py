""" "Can", "may", "tends to": how often it happened, and how often its mirror image did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from statsmodels.stats.proportion import proportion_confint

from analytics.pairs import Floats, Pair
from analytics.relations import points
from analytics.tape import Missing, Quote
from analytics.types import VerdictLabel
from analytics.verdicts.case import Case, Finding, unjudged, unverifiable
from analytics.verdicts.group import quote_all
from analytics.verdicts.history import whole_history
from analytics.windows import to_date

# Below this many windows a frequency is an anecdote.
_FEWEST_WINDOWS = 20
# Overlapping windows repeat each other: odds want this many that share no session.
_FEWEST_APART = 5
# The length looked at where the note states none; what is found is then no verdict.
_YEAR = 365
_TENDENCIES = ("tend", "usually", "typically", "often")
_VERBS = {"rises": "rose", "falls": "fell", "above": "beat", "below": "lagged"}


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseRate:
    """Shares of windows of `length` days in which it happened, and its mirror image did.

    `apart` is how many of the windows share no session; `interval` is the event's, 95 %.
    """

    length: int
    size: float
    event: float
    mirror: float
    windows: int
    apart: int
    interval: tuple[float, float]


def judge(case: Case) -> Finding:
    """How often a move or a lead of the stated size happened, and its mirror image.

    "Can" with a size is borne out by one such window of the stated length; "tends to" needs it
    more often than its mirror. Without a direction or a horizon, or where "can" names no size,
    it's opinion, with the base rate as detail.
    """
    if case.claim.relation not in _VERBS or len(case.claim.comparators) > 1:
        return unverifiable("opinion", "no plain rise, fall or lead to count")
    found = _history(case)
    if isinstance(found, Missing):
        return unjudged(found)
    length = _horizon_days(case)
    returns = _window_returns(found, length or _YEAR)
    if len(returns) < _FEWEST_WINDOWS:
        return unverifiable(
            "too_few_observations", f"{len(returns)} windows of {length or _YEAR} days"
        )
    rate = _base_rate(case, found, returns, length or _YEAR)
    if length is None:
        detail = f"{_in_words(case, rate)} ({_windows(found, rate)})"
        return unverifiable("opinion", f"no time is stated; within a year, assumed: {detail}")
    return _finding(case, found, rate)


def _history(case: Case) -> Pair | Missing:
    """Subject, and comparator where the claim compares, on all their common sessions."""
    names = case.claim.comparators
    if case.claim.relation in ("above", "below") and not names:
        return Missing(reason="unknown_comparator", detail="the claim names no comparator")
    if not names or case.claim.relation in ("rises", "falls"):
        quotes: list[Quote | Missing] = [case.quote("headline")]
    else:
        quotes = quote_all(case, names)
    known = [quote for quote in quotes if isinstance(quote, Quote)]
    if len(known) < len(quotes):
        return next(quote for quote in quotes if isinstance(quote, Missing))
    return whole_history(known[0], known[1] if len(known) > 1 else None, tape=case.tape)


def _horizon_days(case: Case) -> int | None:
    due: date | None = case.claim.horizon.due if case.claim.horizon else None
    days = 0 if due is None else (due - case.made_on).days
    return days if days > 0 else None


def _window_returns(found: Pair, length: int) -> Floats:
    """Percent return above the comparator's, of every window of `length` calendar days.

    One starts each session.
    """
    span = np.timedelta64(length, "D")
    whole = found.days + span <= found.days[-1]
    stops = (np.searchsorted(found.days, found.days + span, side="right") - 1)[whole]
    ours = found.ours[stops] / found.ours[whole]
    theirs = found.theirs[stops] / found.theirs[whole]
    returns: Floats = 100 * (ours - (theirs if found.comparator else 1.0))
    return returns


def _base_rate(case: Case, found: Pair, returns: Floats, length: int) -> BaseRate:
    size = _size(case)
    up, down = float(np.mean(returns > size)), float(np.mean(returns < -size))
    event, mirror = (up, down) if case.claim.relation in ("rises", "above") else (down, up)
    apart = max(1, int((found.days[-1] - found.days[0]).astype(int)) // length)
    low, high = proportion_confint(event * apart, apart, method="wilson")
    return BaseRate(
        length=length,
        size=size,
        event=event,
        mirror=mirror,
        windows=len(returns),
        apart=apart,
        interval=(float(low), float(high)),
    )


def _finding(case: Case, found: Pair, rate: BaseRate) -> Finding:
    text, detail = _in_words(case, rate), _windows(found, rate)
    tends = _is_tendency(case)
    if tends and rate.apart < _FEWEST_APART:
        return unverifiable("too_few_observations", f"{text} ({detail}): too few to tell odds")
    label = _likelihood(rate, tends=tends)
    if label is None:
        return unverifiable("opinion", f"{text} ({detail}): no size is stated, or none was seen")
    return Finding(
        label=label,
        reason=text,
        detail=detail,
        first=found.stretch.first,
        last=found.stretch.last,
        pairs=(found,),
        conventions=("base rate over overlapping windows, one starting each session",),
    )


def _is_tendency(case: Case) -> bool:
    cue = case.claim.modality_cue.text.lower() if case.claim.modality_cue else ""
    return any(word in cue for word in _TENDENCIES)


def _likelihood(rate: BaseRate, *, tends: bool) -> VerdictLabel | None:
    """ "Tends to" is a matter of odds; "can" of ever; None where neither can be said."""
    if tends:
        return "supported" if rate.event > rate.mirror else "refuted"
    return "supported" if rate.size > 0 and rate.event > 0 else None


def _size(case: Case) -> float:
    stated = points(case.claim.magnitude) if case.claim.magnitude else None
    return abs(stated or 0.0)


def _in_words(case: Case, rate: BaseRate) -> str:
    compared = f" {case.claim.comparators[0]}" if case.claim.relation in ("above", "below") else ""
    unit = "points" if compared else "%"
    by = f" by more than {rate.size:g} {unit}" if rate.size else ""
    return (
        f"{case.subject} {_VERBS[case.claim.relation or '']}{compared}{by} in"
        f" {100 * rate.event:.1f} % of {rate.length}-day windows, and moved as far the other way"
        f" in {100 * rate.mirror:.1f} %"
    )


def _windows(found: Pair, rate: BaseRate) -> str:
    low, high = (100 * edge for edge in rate.interval)
    size = "" if rate.size else "; no size is stated, so any move counts"
    return (
        f"{rate.windows} overlapping windows from {to_date(found.days[0])} to"
        f" {to_date(found.days[-1])}, as good as {rate.apart} that share no session: the share"
        f" may be {low:.0f} to {high:.0f} %{size}"
    )
