"""What a spotter thinks of the claims that rules have read: what is none, and of whom each is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from nlp.mentions import TRADED, Mention
from nlp.metric_families import family_of
from nlp.spotting.ground import Ground
from nlp.spotting.passages import Passage
from nlp.spotting.proposals import Pointed, Proposal
from nlp.types import Claim, ClaimType, Metric

# All chosen on `nlp/data/gold/validate.jsonl`: docs/decisions/0010-rules-weighed-by-the-spotter.md.
# A claim less likely than this is none; nor is one that is unlikely where another is likely.
HARDLY, UNLIKELY, RATHER = 0.02, 0.05, 0.5
# A claim is about another where that is so likely, and whom the rules took so unlikely.
SURELY, NOT_AT_ALL = 0.9, 0.02
# Of these a rule needs a measure's name or a place: most of those that are doubted are claims.
_SURE_BY_RULE: set[ClaimType] = {"risk", "rank", "reference"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opinion:
    """A proposal and the word of the note that it stands at."""

    start: int
    passage: Passage
    proposal: Proposal

    @property
    def family(self) -> ClaimType:
        """What kind of claim it sees."""
        kind = cast(ClaimType, self.proposal.kind)
        return family_of(kind, cast(Metric | None, self.proposal.metric))


def weighed(ground: Ground, told: Iterable[Claim], pointed: Iterable[Pointed]) -> Iterator[Claim]:
    """The claims that it lets stand, some of them about somebody else."""
    opinions = sorted(
        (
            _Opinion(start=passage.words[proposal.word].start, passage=passage, proposal=proposal)
            for passage, proposals in pointed
            for proposal in proposals
        ),
        key=lambda opinion: opinion.start,
    )
    starts = [opinion.start for opinion in opinions]
    for claim in told:
        there = opinions[bisect_left(starts, claim.start) : bisect_left(starts, claim.end)]
        family = family_of(claim.type, claim.metric)
        own = [opinion for opinion in there if opinion.family == family]
        if _is_plain(claim) or _is_likely(own, there):
            yield _of_whom(ground, claim, own)


def _is_plain(claim: Claim) -> bool:
    """Whether its form alone makes it a claim."""
    return claim.type in _SURE_BY_RULE or bool(claim.legs)


def _is_likely(own: Sequence[_Opinion], there: Sequence[_Opinion]) -> bool:
    best = max((opinion.proposal.chance for opinion in own), default=0.0)
    if best >= UNLIKELY:
        return True
    other = max((opinion.proposal.chance for opinion in there), default=0.0)
    return best >= HARDLY and other < RATHER


def _of_whom(ground: Ground, claim: Claim, own: Sequence[_Opinion]) -> Claim:
    """The claim about the name that the spotter is sure of, if it rules out the one it has."""
    opinion = _on(claim, own)
    if opinion is None or opinion.proposal.subject is None:
        return claim
    name = opinion.passage.names[opinion.proposal.subject]
    if name.kind not in TRADED:
        return claim
    joint = {opinion.passage.names[place].id for place in opinion.proposal.joint}
    taken = {name.id, claim.subject} & {*joint, *claim.comparators}
    if taken or claim.comparators_inferred or not _is_sure(claim, name, opinion.proposal.shares):
        return claim
    return replace(
        claim,
        standalone_text=f"{name.id}: {claim.text}.",
        subject=name.id,
        subject_span=ground.span(name.start, name.end),
        missing=tuple(slot for slot in claim.missing if slot != "subject"),
    )


def _on(claim: Claim, own: Sequence[_Opinion]) -> _Opinion | None:
    """The one at the claim's number or else at its verb; the only one where it has neither."""
    spans = [claim.magnitude.span if claim.magnitude else None, claim.relation_span]
    for span in spans:
        at = [one for one in own if span and span.start <= one.start < span.end]
        if at:
            return max(at, key=lambda one: one.proposal.chance)
    return own[0] if len(own) == 1 and spans[0] is None else None


def _is_sure(claim: Claim, name: Mention, shares: Mapping[str, float]) -> bool:
    nobody = 1 - sum(shares.values())
    theirs = nobody if claim.subject is None else shares.get(claim.subject, 0.0)
    return shares[name.id] >= SURELY and theirs <= NOT_AT_ALL
