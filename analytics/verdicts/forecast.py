"""Forecasts, judged once they're due, and possibilities, given their base rate."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import numpy as np

from analytics.pairs import Floats, Pair, pair
from analytics.relations import points
from analytics.tape import Missing
from analytics.types import VerdictLabel
from analytics.verdicts import comparison, level
from analytics.verdicts.case import Case, Finding, unjudged, unverifiable
from analytics.windows import SLACK, to_date
from nlp.types import Claim, Magnitude, Window

# Below this many windows a frequency is an anecdote.
_FEWEST_WINDOWS = 20
_TENDENCIES = ("tend", "usually", "typically", "often")


def forecast(case: Case) -> Finding:
    """Pending until its due date; then what happened from the day it was made."""
    due = case.claim.horizon.due if case.claim.horizon else None
    if due is None:
        return _pending("no due date is stated, so it never falls due", case)
    if due > case.as_of:
        return _pending(f"due on {due}", case)
    if case.claim.relation not in ("rises", "falls", "above", "below"):
        return unverifiable("vague_metric", "the forecast states no direction")
    window = Window(kind="between", base=case.made_on, end=due)
    judge = comparison.judge if case.claim.comparators else level.judge
    finding = judge(replace(case, claim=_as_target(case.claim)), window)
    if finding.reason == "out_of_coverage":
        return _pending(f"due on {due}, and prices end before that", case)
    if finding.last is not None and due - finding.last > SLACK:
        return _pending(f"due on {due}, and prices end on {finding.last}", case)
    return finding


def possibility(case: Case) -> Finding:
    """How often a plain rise or fall of the stated size happened, and its mirror image.

    "Can" with a size is borne out by one such window of the stated length; "tends to" needs it
    more often than its mirror. Without a direction and a horizon, or where "can" names no size,
    it's opinion, with the base rate as detail.
    """
    length = _horizon_days(case)
    if case.claim.relation not in ("rises", "falls") or length is None:
        return unverifiable("opinion", "no plain rise or fall within a stated time to count")
    quote = case.quote("headline")
    if isinstance(quote, Missing):
        return unjudged(quote)
    found = pair(quote, None, Window(kind="since_inception", end=case.as_of), tape=case.tape)
    if isinstance(found, Missing):
        return unjudged(found)
    returns = _window_returns(found, length)
    if len(returns) < _FEWEST_WINDOWS:
        return unverifiable("too_few_observations", f"{len(returns)} windows of {length} days")
    return _base_rate(case, found, returns, length)


def _as_target(claim: Claim) -> Claim:
    """The forecast as a plain claim: a number is a target to reach, not to hit."""
    stated = claim.magnitude
    return replace(
        claim,
        modality="asserted",
        magnitude=None if stated is None else _at_least(stated, falls=claim.relation == "falls"),
    )


def _at_least(stated: Magnitude, *, falls: bool) -> Magnitude:
    """ "Up 10 %" is met from 10 up; the sign of a fall is set where the number is used."""
    if falls and stated.value < 0:
        return replace(stated, low=-math.inf, high=stated.value)
    return replace(stated, low=stated.value, high=math.inf)


def _pending(why: str, case: Case) -> Finding:
    horizon = case.claim.horizon.text if case.claim.horizon else "no horizon"
    return Finding(
        label="pending",
        reason=f"A forecast made on {case.made_on}: {why}",
        detail=f"horizon as stated: {horizon}",
    )


def _horizon_days(case: Case) -> int | None:
    due: date | None = case.claim.horizon.due if case.claim.horizon else None
    days = 0 if due is None else (due - case.made_on).days
    return days if days > 0 else None


def _window_returns(found: Pair, length: int) -> Floats:
    """Percent return of every window of `length` calendar days, one starting each session."""
    stops = np.searchsorted(found.days, found.days + np.timedelta64(length, "D"), side="right") - 1
    whole = found.days + np.timedelta64(length, "D") <= found.days[-1]
    returns: Floats = 100 * (found.ours[stops[whole]] / found.ours[whole] - 1)
    return returns


def _base_rate(case: Case, found: Pair, returns: Floats, length: int) -> Finding:
    size = _size(case)
    up, down = float(np.mean(returns > size)), float(np.mean(returns < -size))
    event, mirror = (up, down) if case.claim.relation == "rises" else (down, up)
    text = (
        f"{case.subject} {_verb(case)} by more than {size:g} % in {100 * event:.1f} % of"
        f" {length}-day windows, and moved as far the other way in {100 * mirror:.1f} %"
    )
    detail = (
        f"{len(returns)} overlapping windows from {to_date(found.days[0])} to"
        f" {to_date(found.days[-1])}"
    )
    label = _likelihood(case, size, event, mirror)
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


def _likelihood(case: Case, size: float, event: float, mirror: float) -> VerdictLabel | None:
    """ "Tends to" is a matter of odds; "can" of ever; None where neither can be said."""
    cue = case.claim.modality_cue.text.lower() if case.claim.modality_cue else ""
    if any(word in cue for word in _TENDENCIES):
        return "supported" if event > mirror else "refuted"
    return "supported" if size > 0 and event > 0 else None


def _size(case: Case) -> float:
    stated = points(case.claim.magnitude) if case.claim.magnitude else None
    return abs(stated or 0.0)


def _verb(case: Case) -> str:
    return "rose" if case.claim.relation == "rises" else "fell"
