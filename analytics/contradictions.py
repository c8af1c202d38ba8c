"""Claims of one note that can't all hold, found from their slots, before any price.

Leads form a graph for each metric and period: A beat B, B beat C, C beat A is a circle. Two
figures make a lead of their own ("A 12 %, B 9 %").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, permutations

from analytics.statements import Fact, Figure, Lead, Place, Statement, Topic, statements
from analytics.tolerance import VENDOR_SHARE
from analytics.types import Verdict
from analytics.verdicts.reference import same_name
from nlp.metric_families import DRAWDOWNS
from nlp.types import Claim, Magnitude

# More claims than these in one circle explain nothing to a reader.
_LONGEST_CIRCLE = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A lead with the positions of the claims that say so."""

    lead: Lead
    claims: frozenset[int]


def contradictions(claims: Sequence[Claim]) -> tuple[tuple[int, ...], ...]:
    """Positions of claims that contradict each other, the fewest that do, in order."""
    said = [(at, one) for at, claim in enumerate(claims) for one in statements(claim)]
    found = {frozenset((a, b)) for (a, x), (b, y) in combinations(said, 2) if _clash(x, y)}
    found |= set(_circles(_edges(said))) | set(_wrong_gaps(said))
    found = {one for one in found if len(one) > 1}
    least = {one for one in found if not any(other < one for other in found)}
    return tuple(sorted(tuple(sorted(one)) for one in least))


def mark_contradictions(
    claims: Sequence[Claim], verdicts: Sequence[Verdict]
) -> tuple[Verdict, ...]:
    """The verdicts with `contradicts` on every side, the others' ids in `detail`."""
    marked = list(verdicts)
    for clash in contradictions(claims):
        for at in clash:
            others = [claims[other].id for other in clash if other != at]
            marked[at] = _marked(marked[at], others)
    return tuple(marked)


def _marked(verdict: Verdict, others: Sequence[str]) -> Verdict:
    flags = tuple(dict.fromkeys((*verdict.flags, "contradicts")))
    together = " taken together" if len(others) > 1 else ""
    named = f"contradicts {' and '.join(others)}{together}"
    return replace(verdict, flags=flags, detail=f"{verdict.detail}; {named}")


def _clash(a: Statement, b: Statement) -> bool:
    """Two statements that can't both hold; leads are left to the graph."""
    if isinstance(a, Figure) and isinstance(b, Figure):
        return _same(a, b) and _figures_differ(a, b)
    if isinstance(a, Place) and isinstance(b, Place):
        return (a.topic, a.group) == (b.topic, b.group) and (
            (a.relation == b.relation) != (a.subject == b.subject)
        )
    if isinstance(a, Fact) and isinstance(b, Fact):
        return _same(a, b) and _facts_differ(a, b)
    if isinstance(a, Lead) and isinstance(b, Lead) and a.gap and b.gap:
        same = (a.topic, a.ahead, a.behind) == (b.topic, b.ahead, b.behind)
        return same and _apart(a.gap, b.gap)
    return False


def _same(a: Figure | Fact, b: Figure | Fact) -> bool:
    return (a.topic, a.subject) == (b.topic, b.subject)


def _figures_differ(a: Figure, b: Figure) -> bool:
    if a.sign * b.sign < 0:
        return True
    return a.stated is not None and b.stated is not None and _apart(a.stated, b.stated)


def _facts_differ(a: Fact, b: Fact) -> bool:
    """Other days, other fees, other indices; a name that holds the other is the same."""
    if a.ids and b.ids:
        return not a.ids & b.ids
    x, y = a.stated, b.stated
    if x is None or y is None or x.unit != y.unit:
        return False
    if x.unit == "text":
        ours, theirs = x.text_value or "", y.text_value or ""
        held = ours.lower() in theirs.lower() or theirs.lower() in ours.lower()
        return not held and not same_name(ours, theirs)
    return x.unit == "date" and (x.high < y.low or y.high < x.low)


def _apart(a: Magnitude, b: Magnitude) -> bool:
    """Two numbers of the same kind whose tolerances don't meet."""
    if (a.unit, a.annualised) != (b.unit, b.annualised) or a.unit in ("text", "date"):
        return False
    slack = VENDOR_SHARE * (abs(a.value) + abs(b.value))
    return a.high + slack < b.low or b.high + slack < a.low


def _edges(said: Sequence[tuple[int, Statement]]) -> Iterator[Edge]:
    """The leads that claims state, and those that two figures make.

    Of drawdowns some say the deeper is ahead and some the shallower, so figures make no lead.
    """
    for at, one in said:
        if isinstance(one, Lead):
            yield Edge(lead=one, claims=frozenset((at,)))
    for (a, ours), (b, theirs) in permutations(_numbers(said), 2):
        if ours.topic != theirs.topic or ours.topic[0] in DRAWDOWNS:
            continue
        if ours.subject != theirs.subject and _apart_above(ours, theirs):
            lead = Lead(topic=ours.topic, ahead=ours.subject, behind=theirs.subject)
            yield Edge(lead=lead, claims=frozenset((a, b)))


def _numbers(said: Sequence[tuple[int, Statement]]) -> list[tuple[int, Figure]]:
    return [(at, one) for at, one in said if isinstance(one, Figure) and one.stated]


def _apart_above(ours: Figure, theirs: Figure) -> bool:
    a, b = ours.stated, theirs.stated
    return a is not None and b is not None and _apart(a, b) and a.value > b.value


def _circles(edges: Iterator[Edge]) -> Iterator[frozenset[int]]:
    """For each stated lead, the shortest chain of leads that leads back to its start.

    Figures alone make no circle.
    """
    graphs: dict[Topic, dict[str, list[Edge]]] = defaultdict(lambda: defaultdict(list))
    for edge in edges:
        graphs[edge.lead.topic][edge.lead.ahead].append(edge)
    for graph in graphs.values():
        for edge in [edge for leaving in graph.values() for edge in leaving]:
            if len(edge.claims) == 1:
                yield from _back(graph, edge)


def _back(graph: dict[str, list[Edge]], first: Edge) -> Iterator[frozenset[int]]:
    """The claims of every shortest way back from the end of `first` to its start."""
    ways = [(first.lead.behind, first.claims)]
    seen = {first.lead.behind}
    for _ in range(_LONGEST_CIRCLE - 1):
        steps = [
            (edge.lead.behind, claims | edge.claims)
            for at, claims in ways
            for edge in graph.get(at, ())
        ]
        closed = [claims for at, claims in steps if at == first.lead.ahead]
        if closed:
            yield from closed
            return
        ways = [(at, claims) for at, claims in dict(steps).items() if at not in seen]
        seen |= {at for at, _ in ways}


def _wrong_gaps(said: Sequence[tuple[int, Statement]]) -> Iterator[frozenset[int]]:
    """A stated gap that two stated figures don't have: "12 %, 9 %, ahead by 5 points"."""
    figures = {(one.topic, one.subject): (at, one) for at, one in _numbers(said)}
    for at, one in said:
        if not isinstance(one, Lead) or one.gap is None or one.gap.unit != "percent":
            continue
        ahead = figures.get((one.topic, one.ahead))
        behind = figures.get((one.topic, one.behind))
        if ahead and behind and _gap_differs(one.gap, ahead[1].stated, behind[1].stated):
            yield frozenset((at, ahead[0], behind[0]))


def _gap_differs(gap: Magnitude, ahead: Magnitude | None, behind: Magnitude | None) -> bool:
    """In points, and as a share of the lesser figure: "5 % more" may mean either."""
    if ahead is None or behind is None or (ahead.unit, behind.unit) != ("percent", "percent"):
        return False
    if len({ahead.annualised, behind.annualised, gap.annualised} - {None}) > 1:
        return False
    low, high = ahead.low - behind.high, ahead.high - behind.low
    size = replace(gap, value=abs(gap.value), annualised=None)
    slack = VENDOR_SHARE * (abs(ahead.value) + abs(behind.value))
    differs = _apart(size, replace(size, value=0.0, low=low - slack, high=high + slack))
    share = 100 * (ahead.value - behind.value) / abs(behind.value) if behind.value else 0.0
    return differs and abs(abs(gap.value) - share) > slack + 1.0
