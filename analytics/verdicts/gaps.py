"""The gap between subject and comparator in a claim's metric, and a stated number against it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from analytics import tolerance
from analytics.measures.bare import cagr, total_return
from analytics.metrics import SINGLE
from analytics.pairs import Pair
from analytics.relations import Test, points
from analytics.types import MagnitudeCheck
from analytics.verdicts.case import Case
from nlp.types import Magnitude


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One comparator judged: both values and the gap in `unit`; `check` is of a stated number."""

    pair: Pair
    ours: float
    theirs: float
    unit: str
    holds: bool
    check: MagnitudeCheck | None = None

    @property
    def gap(self) -> float:
        """Subject minus comparator."""
        return self.ours - self.theirs


def score(case: Case, found: Pair, test: Test) -> Scored:
    """Values and gap of one pair, and whether the test bears the relation out."""
    ours, theirs, unit = value_of(found, case)
    holds = test.holds_for(ours - theirs)
    return Scored(pair=found, ours=ours, theirs=theirs, unit=unit, holds=holds)


def value_of(found: Pair, case: Case) -> tuple[float, float, str]:
    """(subject's value, comparator's, unit) of the claim's metric on the pair's window."""
    ours, theirs = found.inside()
    measure = SINGLE.get(case.metric)
    if measure is not None:
        return (
            measure.scale * measure.compute(ours),
            measure.scale * measure.compute(theirs),
            measure.unit,
        )
    growth = cagr if found.is_long else total_return
    return 100 * growth(ours), 100 * growth(theirs), _return_unit(found)


def _return_unit(found: Pair) -> str:
    return "percent_per_year" if found.is_long else "percent"


def check_gap(one: Scored, stated: Magnitude, test: Test) -> Scored:
    """The stated number in the reading that fits best; "twice" alone decides "equals twice"."""
    wanted = tolerance.unsigned(stated)
    sign = -1.0 if test.side == "below" else 1.0
    checks = [tolerance.check(wanted, value) for value in _readings(one, stated, sign)]
    if not checks:
        return one
    best = next((check for check in checks if check.within), checks[0])
    if not best.within:
        best = replace(best, right_for=_relative_reading(one, wanted, sign))
    if test.side == "in_line":
        return replace(one, check=best, holds=best.within != test.negated)
    return replace(one, check=best)


def _readings(one: Scored, stated: Magnitude, sign: float) -> list[float]:
    """The computed gap in the statement's unit: a year first, in total second, unless it says."""
    if stated.unit == "times":
        return _ratios(one, stated)
    if points(stated) is None:
        return []
    scale = 100.0 if stated.unit == "basis_points" else 1.0
    if one.unit not in ("percent", "percent_per_year") or not one.pair.is_long:
        return [sign * scale * one.gap]
    total = _total_gap(one.pair) if one.unit == "percent_per_year" else one.gap
    by_reading = {True: [one.gap], False: [total], None: [one.gap, total]}
    return [sign * scale * gap for gap in by_reading[stated.annualised]]


def _ratios(one: Scored, stated: Magnitude) -> list[float]:
    """Subject over comparator: of total returns, or of the metric's values."""
    ours, theirs = one.ours, one.theirs
    if one.unit == "percent_per_year" and not stated.annualised:
        ours, theirs = map(total_return, one.pair.inside())
    return [ours / theirs] if theirs > 0 else []


def _total_gap(found: Pair) -> float:
    ours, theirs = map(total_return, found.inside())
    return 100 * (ours - theirs)


def _relative_reading(one: Scored, wanted: Magnitude, sign: float) -> str | None:
    """ "5 % higher" is read in points; say so if it's right as a share of the other's value."""
    if wanted.unit != "percent" or one.theirs <= 0:
        return None
    share = sign * 100 * one.gap / one.theirs
    return "a relative difference" if tolerance.check(wanted, share).within else None


def worst_check(scored: tuple[Scored, ...]) -> MagnitudeCheck | None:
    """The number's check where it fits least; one comparator that it doesn't fit is enough."""
    checks = [one.check for one in scored if one.check is not None]
    return max(checks, key=lambda c: (not c.within, abs(c.computed - c.claimed)), default=None)
