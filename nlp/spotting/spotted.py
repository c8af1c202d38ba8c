"""From a spotter's proposals to claims: what no rule has read, with the slots that it points at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import cast

from nlp.catalog import Catalog
from nlp.claims.comparing.comparators import NOTHING_COMPARED, Comparators
from nlp.claims.draft import NO_WINDOW
from nlp.claims.quoting import attributed
from nlp.groups import describe, members, quantifier_of
from nlp.horizons import find_horizon
from nlp.mentions import Mention
from nlp.metric_families import FACTS
from nlp.spotting.ground import Ground, Sent, Word
from nlp.spotting.known import Known, Spot
from nlp.spotting.passages import Passage
from nlp.spotting.proposals import Pointed, Proposal
from nlp.spotting.values import by_size, fact_of, in_unit
from nlp.types import Claim, ClaimType, Horizon, Magnitude, Metric, Modality, Relation, Span, Window

_READ_ROLES = {"body", "quoted"}
_OVER_A_PERIOD: set[ClaimType] = {"level", "comparison", "equivalence", "rank", "risk"}
_BESIDE_OTHERS: set[ClaimType] = {"comparison", "equivalence", "rank"}
_OF_THE_FUTURE: set[ClaimType] = {"forecast", "possibility", "conditional"}
_SAID_WHOLE: set[ClaimType] = {"conditional", "causal"}
# Words further apart than this are no one statement.
_LONGEST = 200


def spotted(
    ground: Ground,
    told: Sequence[Claim],
    pointed: Iterable[Pointed],
    *,
    likely: float,
    catalog: Catalog,
) -> Iterator[Claim]:
    """The proposed claims that are not among those `told`, likeliest first within a passage.

    A proposal must be at least as probable as `likely`.
    """
    known = Known(ground.text, told)
    for passage, proposals in pointed:
        probable = [proposal for proposal in proposals if proposal.chance >= likely]
        for proposal in sorted(probable, key=lambda proposal: -proposal.chance):
            drafts = [*_drafts(ground, passage, proposal, catalog)]
            together = {draft.name.id for draft in drafts if draft.name}
            new = [
                claim
                for draft in drafts
                if not known.holds(claim := draft.claim(), draft.spot, together=together)
            ]
            for claim in new:
                known.add(claim)
            yield from new


def _drafts(
    ground: Ground, passage: Passage, proposal: Proposal, catalog: Catalog
) -> Iterator[_Draft]:
    """One for each of whom it is claimed; none of what stands in furniture."""
    word = passage.words[proposal.word]
    sent = ground.sents[word.sent]
    if sent.parsed.block.role not in _READ_ROLES:
        return
    for place in (proposal.subject, *proposal.joint):
        yield _Draft(
            ground=ground,
            passage=passage,
            proposal=proposal,
            catalog=catalog,
            kind=cast(ClaimType, proposal.kind),
            name=None if place is None else passage.names[place],
            sent=sent,
            word=word,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A proposal about one name, with its word and the sentence that this stands in."""

    ground: Ground
    passage: Passage
    proposal: Proposal
    catalog: Catalog
    kind: ClaimType
    name: Mention | None
    sent: Sent
    word: Word

    @property
    def spot(self) -> Spot:
        """Where it is claimed."""
        return Spot(at=self.word.start, sent=(self.sent.start, self.sent.end))

    def claim(self) -> Claim:
        """The claim with every slot that the proposal points at."""
        name, beside, window = self.name, self._beside(), self._window()
        magnitude, relation = self._stated()
        text = self._text(magnitude, window)
        drafted = Claim(
            id="",
            type=self.kind,
            text=text.text,
            start=text.start,
            end=text.end,
            standalone_text=f"{name.id if name else 'It'}: {text.text}.",
            subject=name.id if name else None,
            subject_span=self.ground.span(name.start, name.end) if name else None,
            comparators=beside.ids,
            comparators_inferred=beside.inferred,
            comparators_text=beside.text,
            quantifier=beside.quantifier,
            relation=relation,
            relation_span=self.ground.span(self.word.start, self.word.end),
            metric=self._metric,
            window=window,
            magnitude=magnitude,
            modality=cast(Modality, self.proposal.modality),
            horizon=self._horizon(),
            parse_confidence=round(self.proposal.chance, 3),
        )
        return attributed(replace(drafted, missing=tuple(_missing(drafted))), self.sent.parsed)

    @property
    def _metric(self) -> Metric | None:
        return cast(Metric | None, self.proposal.metric)

    def _comparators(self) -> list[Mention]:
        return [self.passage.names[place] for place in self.proposal.comparators]

    def _window(self) -> Window:
        place = self.proposal.window
        timed = self.kind in _OVER_A_PERIOD and self._metric not in FACTS
        return self.passage.windows[place] if timed and place is not None else NO_WINDOW

    def _stated(self) -> tuple[Magnitude | None, Relation | None]:
        """How much, and the relation to it."""
        relation = cast(Relation | None, self.proposal.relation)
        fact = fact_of(
            self._metric if self.kind == "reference" else None,
            ground=self.ground,
            sent=self.sent,
            at=self.word.start,
            names=self.passage.names,
        )
        if fact is not None or self.proposal.number is None:
            return fact, relation
        number = self.passage.numbers[self.proposal.number]
        return by_size(in_unit(number, kind=self.kind, metric=self._metric), relation)

    def _beside(self) -> Comparators:
        """The names that it points at, else the catalogue's funds for the words of a group."""
        named = self._comparators()
        if named:
            return Comparators(ids=tuple(mention.id for mention in named), quantifier="named")
        place = self.proposal.phrase
        if place is None or self.kind not in _BESIDE_OTHERS:
            return NOTHING_COMPARED
        words, subject = self.passage.phrases[place].text, self.name
        fund = self.catalog.funds.get(subject.id) if subject else None
        group = describe(words, subject=fund)
        since = self._window().base or (fund.inception if fund else None)
        own = {subject.id} if subject else set()
        ids = members(group, catalog=self.catalog, exclude=own, since=since) if group else ()
        quantifier = quantifier_of(words) or "named"
        return Comparators(ids=ids, inferred=True, quantifier=quantifier, text=words)

    def _horizon(self) -> Horizon | None:
        if self.kind not in _OF_THE_FUTURE:
            return None
        words = self.ground.text[self.sent.start : self.sent.end]
        return find_horizon(words, offset=self.sent.start, as_of=self.sent.day)

    def _text(self, number: Magnitude | None, window: Window) -> Span:
        """From the first to the last of its word and slots that stand in its sentence.

        Without its if-part or its cause a claim would say nothing: then the sentence.
        """
        if self.kind in _SAID_WHOLE:
            return self._stripped(self.sent.start, self.sent.end)
        figure = number.span if number is not None else None
        slots = [self.name, *self._comparators(), figure, window.span]
        placed = [(self.word.start, self.word.end)]
        placed += [(slot.start, slot.end) for slot in slots if slot is not None]
        near = [place for place in placed if self._is_near(*place)]
        return self.ground.span(min(start for start, _ in near), max(end for _, end in near))

    def _stripped(self, start: int, end: int) -> Span:
        words = self.ground.text[start:end]
        left = start + len(words) - len(words.lstrip())
        return self.ground.span(left, left + len(words.strip().rstrip(".;:")))

    def _is_near(self, start: int, end: int) -> bool:
        inside = self.sent.start <= start and end <= self.sent.end
        return inside and abs(start - self.word.start) < _LONGEST


def _missing(claim: Claim) -> Iterator[str]:
    timed = claim.type in _OVER_A_PERIOD and claim.metric not in FACTS | {"current_drawdown"}
    if timed and claim.window.kind == "none":
        yield "window"
    if claim.type in _BESIDE_OTHERS and not claim.comparators and claim.comparators_text is None:
        yield "comparators"
    if claim.subject is None:
        yield "subject"
