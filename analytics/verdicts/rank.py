"""A place in a declared universe: "the top-performing fund of 2021", "second of five"."""

from __future__ import annotations

import re

from analytics.metrics import FEWEST_RETURNS
from analytics.pairs import Pair, pair
from analytics.relations import flip, relation_test
from analytics.tape import Missing
from analytics.types import VerdictLabel
from analytics.verdicts.case import Case, Finding, sessions_of, unjudged, unverifiable
from analytics.verdicts.comparison import conventions_for, directions
from analytics.verdicts.gaps import Scored, score
from analytics.verdicts.group import Group, gather
from analytics.verdicts.words import metric_name, unit_name
from analytics.windows import SLACK
from nlp.metric_families import RETURNS
from nlp.types import Claim, Window

# "Top three" and "third" have the same number; only the words tell them apart.
_BOUND = re.compile(r"\b(?:top|bottom)\b", re.IGNORECASE)


def judge(case: Case, window: Window) -> Finding:
    """Rank the subject among the comparators that have prices on the whole of its window.

    One fund ahead refutes "the best"; a stated place is held against the one computed. A fund that
    wasn't there for the whole window isn't ranked, because its figure would be of another period;
    one that is named and has no prices leaves its place open.
    """
    test = relation_test(case.claim)
    if test is None or case.claim.relation not in ("highest", "lowest"):
        return unverifiable("vague_metric", "the claim doesn't say first in which order")
    group = gather(case, window)
    if isinstance(group, Missing):
        return unjudged(group)
    ranked = _on_whole_window(case, group, window)
    if not ranked:
        return unverifiable("out_of_coverage", "no fund of the universe has prices on the window")
    if case.metric not in RETURNS and ranked[0].returns < FEWEST_RETURNS:
        return unverifiable("too_few_observations", f"{ranked[0].returns} daily returns")
    scored = tuple(score(case, found, test) for found in ranked)
    return _finding(case, scored, group)


def _on_whole_window(case: Case, group: Group, window: Window) -> tuple[Pair, ...]:
    """Pairs as long as the subject's own window."""
    alone = pair(group.pairs[0].subject, None, window, tape=case.tape)
    if isinstance(alone, Missing):
        return ()
    return tuple(
        found
        for found in group.pairs
        if found.stretch.first - alone.stretch.first <= SLACK
        and alone.stretch.last - found.stretch.last <= SLACK
    )


def states_place(claim: Claim) -> bool:
    """True for "second of five" and "top quartile", which say other things than "the best"."""
    stated = claim.magnitude
    ranks = claim.relation in ("highest", "lowest")
    return ranks and stated is not None and stated.unit in ("ratio", "percent")


def stated_places(claim: Claim, count: int) -> range:
    """The places of `count` that bear the claim out: 2 for "second", 1 to 3 for "top three".

    A share is of the universe, rounded down to whole funds, and one at the least.
    """
    stated = claim.magnitude
    if stated is None or not states_place(claim):
        return range(1, 2)
    if stated.unit == "percent":
        return range(1, max(1, int(stated.value * count / 100)) + 1)
    place = max(1, round(stated.value))
    words = stated.span.text if stated.span else ""
    return range(1 if _BOUND.search(words) else place, place + 1)


def _finding(case: Case, scored: tuple[Scored, ...], group: Group) -> Finding:
    test = relation_test(case.claim)
    assert test is not None
    beaten_by = [one for one in scored if one.holds == test.negated]
    count, open_places = len(scored) + 1, _open_places(case, group)
    places = stated_places(case.claim, count + len(open_places))
    pairs = tuple(one.pair for one in scored)
    first, last = sessions_of(pairs)
    reason = f"{_place(case, scored, beaten_by)} from {first} to {last}"
    if places[-1] > count + len(open_places):
        return _too_few(places[-1], reason)
    best = len(beaten_by) + 1
    possible = {place in places for place in range(best, best + len(open_places) + 1)}
    if len(possible) > 1:
        return unverifiable("no_price_data", f"{reason}; but {'; '.join(open_places)}")
    label: VerdictLabel = "supported" if possible.pop() else "refuted"
    return Finding(
        label=flip(label) if case.is_negated else label,
        reason=reason,
        detail=_left_out(scored, group),
        first=first,
        last=last,
        direction=directions(scored, group),
        pairs=pairs,
        test=test,
        conventions=conventions_for(case, scored),
    )


def _open_places(case: Case, group: Group) -> tuple[str, ...]:
    """Why each named comparator that may stand anywhere has no figure; a described group has none.

    One that wasn't there for the window has no place in it.
    """
    if case.claim.comparators_inferred:
        return ()
    return tuple(why.detail for _, why in group.missing if why.reason != "out_of_coverage")


def _too_few(place: int, reason: str) -> Finding:
    return unverifiable(
        "unknown_comparator",
        f"{reason}, too few for a place {place}: name the others with --comparator",
    )


def _place(case: Case, scored: tuple[Scored, ...], beaten_by: list[Scored]) -> str:
    """ "XSMO ranks 3 of 12 by total return, highest first, with 14.22 %, behind DWAS with …"."""
    unit = {"percent_per_year": " % a year"}.get(scored[0].unit, f" {unit_name(scored[0].unit)}")
    text = (
        f"{case.subject} ranks {len(beaten_by) + 1} of {len(scored) + 1} by"
        f" {metric_name(case.metric)}, {case.claim.relation} first, with {scored[0].ours:.2f}{unit}"
    )
    if not beaten_by:
        return text
    best = max(beaten_by, key=lambda one: abs(one.gap))
    return f"{text}, behind {best.pair.name} with {best.theirs:.2f}{unit}"


def _left_out(scored: tuple[Scored, ...], group: Group) -> str:
    ranked = {one.pair.name for one in scored}
    short = [str(found.name) for found in group.pairs if found.name not in ranked]
    parts = [f"not ranked, without prices on the whole window: {', '.join(short)}"] if short else []
    parts += [f"not ranked: {why.detail}" for _, why in group.missing]
    return "; ".join(parts) or "every fund of the universe has prices on the whole window"
