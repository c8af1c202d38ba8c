"""Annotated notes as lessons for the spotter: at which word each claim hangs, and its slots."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

import ingest
from models.spotting.head import Answers
from models.spotting.types import Slot, Trait
from models.training.spotting_corpus import Lesson, Place
from nlp.evaluation.annotation import MarkedClaim, MarkedNote
from nlp.evaluation.pairing import places
from nlp.reading import Reader
from nlp.spotting.ground import Ground, Word, doc_span
from nlp.spotting.passages import Passage, passages
from nlp.types import ClaimType, Metric, Modality, Relation, Span

ANSWERS = Answers(
    kinds=tuple(kind for kind in get_args(ClaimType) if kind != "self_report"),
    relation=(None, *get_args(Relation)),
    metric=(None, *get_args(Metric)),
    modality=get_args(Modality),
)
# Which word of a quotation speaks for it, where several stand equally high in the parse.
_RANK = {"VERB": 0, "AUX": 1, "ADJ": 1, "NOUN": 1, "NUM": 1}
_OPEN = {"since_inception", "long_term"}
_SAME_GROUP = 0.5


def lessons_of(notes: Iterable[MarkedNote], reader: Reader) -> Iterator[Lesson]:
    """The passages of every note with what is claimed in them."""
    for note in notes:
        doc = ingest.read(note.text.encode(), name=f"{note.id}.{note.format}")
        with reader.ground(doc, as_of=note.as_of) as ground:
            hung = [*_hung(note.claims, ground)]
        for passage in passages(ground):
            yield Lesson(passage=passage, places=tuple(_places(passage, hung)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hung:
    """A claim, the word it hangs at, and the words of its own number."""

    claim: MarkedClaim
    word: Word
    number: Span | None


def _hung(claims: Sequence[MarkedClaim], ground: Ground) -> Iterator[_Hung]:
    letters = [at for at, char in enumerate(ground.text) for c in char.lower() if c.isalnum()]
    used: set[tuple[Span, str, str | None]] = set()
    for placed in places(claims, ground.text):
        claim = placed.claim
        if placed.start < 0 or placed.end <= placed.start or claim.type == "self_report":
            continue
        start, end = letters[placed.start], letters[placed.end - 1] + 1
        fitting = [*_fitting_numbers(claim, ground, start, end)]
        number = min(
            fitting, key=lambda span: (span, claim.type, claim.subject) in used, default=None
        )
        if number is not None:
            used.add((number, claim.type, claim.subject))
        word = _word_of_number(ground, number) or _word_of(ground, start, end)
        if word is not None:
            yield _Hung(claim=claim, word=word, number=number)


def _fitting_numbers(claim: MarkedClaim, ground: Ground, start: int, end: int) -> Iterator[Span]:
    """The numbers in a quotation that may be the claim's, those in its own unit first."""
    stated = claim.magnitude
    if stated is None or isinstance(stated.value, str):
        return
    size = abs(float(stated.value))
    inside = [
        number for number in ground.numbers if number.span and start <= number.span.start < end
    ]
    for number in sorted(inside, key=lambda number: number.unit != stated.unit):
        if number.span and math.isclose(abs(number.value), size, rel_tol=2e-3, abs_tol=1e-9):
            yield number.span


def _word_of_number(ground: Ground, span: Span | None) -> Word | None:
    """The first word of a number that holds a digit, or its first word."""
    if span is None:
        return None
    inside = [word for word in ground.words if word.start < span.end and word.end > span.start]
    digits = [w for w in inside if any(c.isdigit() for c in ground.text[w.start : w.end])]
    return next(iter([*digits, *inside]), None)


def _word_of(ground: Ground, start: int, end: int) -> Word | None:
    """The word of a quotation that stands highest in the parse, a verb before others."""
    inside = [word for word in ground.words if start <= word.start < end]
    ranked = [(_height(ground, word), place, word) for place, word in enumerate(inside)]
    return min(ranked)[2] if ranked else None


def _height(ground: Ground, word: Word) -> tuple[int, int]:
    sent = ground.sents[word.sent]
    at = word.start - sent.parsed.offset
    token = next(token for token in doc_span(sent) if token.idx == at)
    return sum(1 for _ in token.ancestors), _RANK.get(token.pos_, 2)


def _places(passage: Passage, hung: Sequence[_Hung]) -> Iterator[Place]:
    """Claims of one kind at one word are one place, with a subject each."""
    asked = {word: number for number, word in enumerate(passage.words)}
    groups: dict[tuple[int, str], list[_Hung]] = defaultdict(list)
    for one in hung:
        if one.word in asked:
            groups[asked[one.word], one.claim.type].append(one)
    for (word, kind), ones in groups.items():
        first = ones[0].claim
        traits: dict[Trait, str | None] = {
            "relation": _relation(first),
            "metric": first.metric,
            "modality": first.modality,
        }
        arcs = dict(_arcs(passage, ones))
        yield Place(word=word, kind=kind, traits=traits, arcs=arcs)


def _relation(claim: MarkedClaim) -> Relation | None:
    """A stated loss falls, though "its loss was 33 %" is annotated as equal to -33."""
    stated = claim.magnitude.value if claim.magnitude else None
    is_loss = isinstance(stated, float | int) and stated < 0 and claim.relation == "equals"
    return "falls" if is_loss and claim.type in {"level", "forecast"} else claim.relation


def _arcs(passage: Passage, ones: Sequence[_Hung]) -> Iterator[tuple[Slot, tuple[int, ...]]]:
    """The slots whose answer can be pointed at in the passage, or is nothing."""
    claims = [one.claim for one in ones]
    subjects = {claim.subject for claim in claims}
    named = tuple(place for place, entity in enumerate(passage.entities) if entity in subjects)
    if named or subjects == {None}:
        yield "subject", named
    yield "joint", named if len(subjects) > 1 else ()
    beside = {entity for claim in claims for entity in claim.comparators}
    yield (
        "comparator",
        tuple(place for place, entity in enumerate(passage.entities) if entity in beside),
    )
    yield from _window_arcs(passage, claims)
    yield from _number_arcs(passage, ones)
    yield from _phrase_arcs(passage, claims[0])


def _window_arcs(
    passage: Passage, claims: Sequence[MarkedClaim]
) -> Iterator[tuple[Slot, tuple[int, ...]]]:
    days = {(claim.window.base, claim.window.end) for claim in claims if claim.window.base}
    kinds = {claim.window.kind for claim in claims}
    if not days and kinds == {"none"}:
        yield "window", ()
        return
    right = tuple(
        place
        for place, window in enumerate(passage.windows)
        if (window.base, window.end) in days or (not days and window.kind in _OPEN & kinds)
    )
    if right:
        yield "window", right


def _number_arcs(passage: Passage, ones: Sequence[_Hung]) -> Iterator[tuple[Slot, tuple[int, ...]]]:
    if all(one.claim.magnitude is None for one in ones):
        yield "number", ()
        return
    own = {one.number for one in ones}
    right = tuple(place for place, number in enumerate(passage.numbers) if number.span in own)
    if right:
        yield "number", right


def _phrase_arcs(passage: Passage, claim: MarkedClaim) -> Iterator[tuple[Slot, tuple[int, ...]]]:
    """A described group is the phrase that has half its words or more."""
    if claim.group is None:
        yield "phrase", ()
        return
    wanted = set(claim.group.lower().split())
    right = tuple(
        place
        for place, phrase in enumerate(passage.phrases)
        if len(wanted & set(phrase.text.lower().split())) >= max(1, _SAME_GROUP * len(wanted))
    )
    if right:
        yield "phrase", right
