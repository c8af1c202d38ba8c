"""Claims of fact and of risk that their words and places tell, with or without a verb."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from nlp.claims.facts.bands import bands
from nlp.claims.facts.drawdowns import below_peak
from nlp.claims.facts.fact import Fact, overlap, place_of
from nlp.claims.facts.fee_words import SPEAKS_OF_FEES
from nlp.claims.facts.fees import prices
from nlp.claims.facts.indices import indices, issuers
from nlp.claims.facts.launches import launches
from nlp.claims.facts.measures import measures, topic
from nlp.claims.facts.multiples import multiples
from nlp.claims.facts.owners import echoed, owners, subject
from nlp.claims.facts.profiles import profiles
from nlp.claims.facts.referents import in_order
from nlp.claims.facts.sides import correlated
from nlp.claims.facts.sizes import sizes
from nlp.claims.facts.stated import stated_claim
from nlp.claims.memory import Memory, Subject
from nlp.claims.scene import Scene
from nlp.mentions import TRADED
from nlp.metric_families import RETURNS
from nlp.types import Claim, Metric

# What only a fund has.
_OWNERS: dict[Metric, set[str]] = {
    "expense_ratio": {"fund"}, "inception_date": {"fund"}, "index_tracked": {"fund"},
    "issuer": {"fund"}, "aum": {"fund", "stock"}, "yield": {"fund", "stock"},
}  # fmt: skip
# A sentence of so few words ("Well.", a speaker's name) doesn't change what the talk is of.
_ASIDE = 3
_OURS = {"reference", "risk"}


def facts(scene: Scene, memory: Memory, told: Sequence[Claim]) -> Iterator[Claim]:
    """A claim for each fact of the sentence and each thing it is said of, but for those told."""
    stated: list[Claim] = []
    for fact in _found(scene, memory):
        if not _is_told(scene, fact, told):
            whose = _owners(scene, fact, memory)
            pair = correlated(scene, fact.at, whose, memory) if fact.metric == "correlation" else ()
            named = [*(pair[:1] or whose), *(() if pair else echoed(scene, fact.at))]
            made = (stated_claim(scene, fact, one, memory, other=pair[1:]) for one in named)
            stated += [claim for claim in made if not any(_is_same(claim, one) for one in stated)]
    yield from stated
    yield from multiples(scene, stated)


def _is_same(claim: Claim, other: Claim) -> bool:
    """Whether two readers told a fact of one thing from the same words."""
    ours, theirs = claim.magnitude, other.magnitude
    same = (claim.subject, claim.metric) == (other.subject, other.metric)
    return bool(same and ours and theirs and overlap(ours, theirs))


def _owners(scene: Scene, fact: Fact, memory: Memory) -> tuple[Subject, ...]:
    if fact.owner is not None:
        return (subject(scene, fact.owner),)
    if fact.nth is not None:
        row = in_order(fact.count, scene, memory, until=fact.at[0])
        return row[fact.nth : fact.nth + 1]
    kinds = _OWNERS.get(fact.metric, TRADED)
    stated = fact.magnitude
    number = place_of(scene, stated) if stated and stated.unit != "text" else fact.at
    return owners(scene, fact.at, number, memory, kinds=kinds)


def _found(scene: Scene, memory: Memory) -> Iterator[Fact]:
    asked = memory.measure
    stated = [*measures(scene, spoken=None if asked == "index_tracked" else asked)]
    stated += prices(scene, stated, spoken=asked == "expense_ratio")
    stated += sizes(scene, stated)
    charged: Metric | None = "expense_ratio" if SPEAKS_OF_FEES.search(scene.words) else None
    spoken_of = topic(scene, stated)
    if spoken_of or charged or len(scene.sent) > _ASIDE:
        memory.measure = spoken_of or charged
    yield from _in_pairs(stated)
    yield from launches(scene)
    yield from indices(scene, asked=asked == "index_tracked")
    yield from issuers(scene, memory.catalog)
    yield from profiles(scene)
    yield from below_peak(scene)
    yield from bands(scene)


def _in_pairs(stated: Sequence[Fact]) -> Iterator[Fact]:
    """The facts, the one before the second of a pair being its first."""
    ordered = sorted(stated, key=lambda fact: fact.at[1])
    for fact, after in zip_longest(ordered, ordered[1:]):
        paired = after is not None and after.nth == 1 and after.metric == fact.metric
        first = after is not None and paired and fact.nth is None
        yield replace(fact, nth=0, count=after.count) if first and after else fact


def _is_told(scene: Scene, fact: Fact, told: Sequence[Claim]) -> bool:
    start, end = (scene.parsed.offset + at for at in fact.at)
    for claim in told:
        if (
            claim.type in _OURS
            and claim.metric == fact.metric
            and claim.start < end
            and start < claim.end
        ):
            ours, theirs = fact.magnitude, claim.magnitude
            if ours is None or theirs is None or overlap(ours, theirs):
                return True
    return False


def replaced(told: Sequence[Claim], stated: Sequence[Claim]) -> list[Claim]:
    """The claims told before, but for those that took the words of a fact for a return's."""
    return [claim for claim in told if not any(_takes(claim, fact) for fact in stated)]


def _takes(claim: Claim, fact: Claim) -> bool:
    """Whether a claim is of a fact's number, or says that a fund keeps up with its index."""
    moves = claim.type in {"level", "forecast", "possibility"} and claim.metric in RETURNS
    moves = moves or (claim.type == "comparison" and bool(fact.comparators))
    if moves and claim.magnitude and fact.magnitude and claim.magnitude.span:
        return overlap(fact.magnitude, claim.magnitude)
    if claim.type != "equivalence" or fact.metric != "index_tracked":
        return False
    ours, theirs = fact.relation_span, claim.relation_span
    return bool(ours and theirs and ours.start <= theirs.start and theirs.end <= ours.end)
