"""Subject against comparators: ahead of, behind, or in line with them, and by how much.

Serves comparisons, equivalences and relative risk ("more volatile than IJR") alike: they differ
in the metric and in the test, not in the steps.
"""

from __future__ import annotations

from dataclasses import replace

from analytics.metrics import FEWEST_RETURNS, SINGLE, Measure
from analytics.pairs import Pair
from analytics.relations import EQUIVALENCE_MARGIN, Test, conclude, relation_test
from analytics.tape import Missing
from analytics.types import Direction, MagnitudeCheck
from analytics.verdicts.case import Case, Finding, sessions_of, unjudged, unverifiable
from analytics.verdicts.gaps import Scored, check_gap, score, worst_check
from analytics.verdicts.group import Group, gather
from analytics.verdicts.level import conventions_of
from analytics.verdicts.words import compared, computed_of
from nlp.metric_families import RETURNS
from nlp.types import Magnitude, Window


def judge(case: Case, window: Window) -> Finding:
    """Test the relation against every comparator, then the stated number."""
    test = relation_test(case.claim, margin=_margin(case))
    if test is None:
        return unverifiable("vague_metric", "the claim states no relation to its comparators")
    group = gather(case, window)
    if isinstance(group, Missing):
        return unjudged(group)
    thin = [p for p in group.pairs if p.returns < _needed(case, p)]
    if thin:
        return _too_few(thin[0])
    scored = tuple(score(case, found, test) for found in group.pairs)
    stated = _stated_gap(case)
    if stated is None:
        return _finding(case, scored, group, test)
    if any(found.stretch.shortfall == "data" for found in group.pairs):
        return _not_covered(group)
    return _finding(case, tuple(check_gap(one, stated, test) for one in scored), group, test)


def _margin(case: Case) -> float:
    measure: Measure | None = SINGLE.get(case.metric)
    return EQUIVALENCE_MARGIN if measure is None else measure.margin


def _needed(case: Case, found: Pair) -> int:
    """Returns needed: 20 for a spread; for a return, a month's or half of a shorter window's."""
    if case.metric not in RETURNS:
        return FEWEST_RETURNS
    sessions = found.days_covered * 252 / 365.25
    return min(FEWEST_RETURNS, max(1, int(sessions / 2)))


def _stated_gap(case: Case) -> Magnitude | None:
    """The number that the gap is held against; the margin of "within 1 point" isn't one."""
    stated = case.claim.magnitude
    if stated is None or (case.claim.relation in ("in_line", "equals") and stated.unit != "times"):
        return None
    return stated


def _finding(case: Case, scored: tuple[Scored, ...], group: Group, test: Test) -> Finding:
    label = conclude([one.holds for one in scored], case.claim.quantifier, test=test)
    check = worst_check(scored)
    if label == "supported" and check is not None and not check.within:
        label = "mixed"
    if label == "supported" and not _is_enough(case, scored, group):
        why = group.missing[0][1]
        return replace(
            unverifiable(why.reason, f"{compared(case, scored)}; but not judged: {why.detail}"),
            direction=directions(scored, group),
            pairs=group.pairs,
        )
    first, last = sessions_of(group.pairs)
    return Finding(
        label=label,
        reason=_reason(case, scored, check),
        detail=_detail(group),
        first=first,
        last=last,
        direction=directions(scored, group),
        magnitude=check,
        pairs=group.pairs,
        test=test,
        margin=test.margin if test.side == "in_line" and case.metric in RETURNS else None,
        conventions=conventions_for(case, scored),
    )


def _is_enough(case: Case, scored: tuple[Scored, ...], group: Group) -> bool:
    """Does what was judged carry the whole statement, comparators without prices included?

    Members of an inferred or "key" group may be missing; a comparator that was named may not.
    """
    if group.is_whole or case.claim.comparators_inferred:
        return True
    match case.claim.quantifier:
        case "any" | "key":
            return True
        case "most":
            return 2 * sum(one.holds for one in scored) > len(case.claim.comparators)
        case _:
            return False


def directions(scored: tuple[Scored, ...], group: Group) -> tuple[Direction, ...]:
    """The facet: a line a comparator, those without prices included."""
    judged = tuple(
        Direction(
            comparator=one.pair.name,
            subject_value=one.ours,
            comparator_value=one.theirs,
            gap=one.gap,
            unit=one.unit,
            holds=one.holds,
            proxy=one.pair.proxy,
            first_session=one.pair.stretch.first,
            last_session=one.pair.stretch.last,
        )
        for one in scored
    )
    unit = scored[0].unit
    return judged + tuple(_unjudged_direction(name, unit) for name, _ in group.missing)


def _unjudged_direction(name: str, unit: str) -> Direction:
    return Direction(
        comparator=name, subject_value=None, comparator_value=None, gap=None, unit=unit, holds=None
    )


def _reason(case: Case, scored: tuple[Scored, ...], check: MagnitudeCheck | None) -> str:
    text = compared(case, scored)
    if case.claim.relation == "in_line" and case.metric in RETURNS:
        side = "inside" if all(one.holds for one in scored) else "not all inside"
        side = side if any(one.holds for one in scored) else "outside"
        text = f"{text}, {side} the margin of ±{EQUIVALENCE_MARGIN:g} point a year"
    return text if check is None else f"{text}; {computed_of(check)}"


def _detail(group: Group) -> str:
    parts = [f"not judged: {why.detail}" for _, why in group.missing]
    windows = {(p.stretch.first, p.stretch.last) for p in group.pairs}
    if len(windows) > 1:
        parts.append("each comparator on its own common window, see the direction facet")
    return "; ".join(parts) or "the gap's sign decides, per comparator"


def conventions_for(case: Case, scored: tuple[Scored, ...]) -> tuple[str, ...]:
    """How the compared figures were made."""
    measure = SINGLE.get(case.metric)
    if measure is not None:
        return (measure.convention,)
    lines = dict.fromkeys(
        line for one in scored for line in conventions_of(one.pair.subject, yearly=one.pair.is_long)
    )
    return tuple(lines)


def _too_few(found: Pair) -> Finding:
    return unverifiable(
        "too_few_observations",
        f"{found.returns} common returns of {found.subject.ticker} and {found.name}"
        f" from {found.stretch.first} to {found.stretch.last}: fill in the missing days or widen"
        " the window",
    )


def _not_covered(group: Group) -> Finding:
    short = next(found for found in group.pairs if found.stretch.shortfall == "data")
    return unverifiable(
        "out_of_coverage",
        f"{short.subject.ticker} and {short.name} have common prices from {short.stretch.first} to"
        f" {short.stretch.last} only, and a number can't be checked on part of its window",
    )
