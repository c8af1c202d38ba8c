"""What is read already, so that a spotter's claim is not made a second time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from nlp.metric_families import family_of
from nlp.types import Claim, ClaimType

# What holds the words of other claims: a condition's parts assert nothing.
_HOLDERS: set[ClaimType] = {"conditional", "trade"}
# Claims are shelved by so many characters, so that few are looked at for each question.
_SHELF = 500
_CELLS = "|\t"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """The word that makes a claim begins `at`; `sent` is where its sentence stands."""

    at: int
    sent: tuple[int, int]


class Known:
    """The claims that were read in a text, found by where they stand."""

    def __init__(self, text: str, claims: Iterable[Claim]) -> None:
        self._text = text
        self._shelves: dict[int, list[Claim]] = defaultdict(list)
        for claim in claims:
            self.add(claim)

    def add(self, claim: Claim) -> None:
        """Know one more."""
        for shelf in range(claim.start // _SHELF, claim.end // _SHELF + 1):
            self._shelves[shelf].append(claim)

    def holds(self, claim: Claim, spot: Spot, *, together: Collection[str]) -> bool:
        """Whether the words there are read as such a claim, as a condition's, or as a row.

        Of a sentence that was read as such a claim about the same measure of the same thing, only
        another number makes another. What is claimed of several `together` is a claim of each.
        """
        at, sent = spot.at, spot.sent
        start, end = self._row(at)
        is_row = any(mark in self._text[start:end] for mark in _CELLS)
        fellows = {*together} - {claim.subject}
        return any(
            (_is_same(claim, other, at) and other.subject not in fellows)
            or _is_said(claim, other, sent)
            or (claim.type == "reference" and _is_read(other, at))
            or (is_row and other.start < end and start < other.end)
            or (_holds_words(other, at) and claim.type not in _HOLDERS)
            for other in self._near(min(start, sent[0]), max(end, sent[1]))
        )

    def _near(self, start: int, end: int) -> Iterator[Claim]:
        """The claims that may share words with a stretch, some of them twice."""
        for shelf in range(start // _SHELF, end // _SHELF + 1):
            yield from self._shelves.get(shelf, ())

    def _row(self, at: int) -> tuple[int, int]:
        """The line that a place stands in, looked for no further than a line of a table goes."""
        start = self._text.rfind("\n", max(0, at - _SHELF), at) + 1 or max(0, at - _SHELF)
        end = self._text.find("\n", at, at + _SHELF)
        return start, end if end >= 0 else min(at + _SHELF, len(self._text))


def _holds_words(other: Claim, at: int) -> bool:
    return other.type in _HOLDERS and other.start <= at < other.end


def _is_same(claim: Claim, other: Claim, at: int) -> bool:
    """Alike in kind, with the same words for a number; without one, the word is the other's."""
    if not _is_alike(claim, other):
        return False
    ours, theirs = (one.magnitude.span if one.magnitude else None for one in (claim, other))
    if ours is not None and theirs is not None:
        return ours.overlaps(theirs)
    return other.start <= at < other.end


def _is_read(other: Claim, at: int) -> bool:
    """Whether a word is what another claim hangs from: who "matches" an index doesn't track it."""
    word = other.relation_span
    return other.type != "reference" and word is not None and word.start <= at < word.end


def _is_said(claim: Claim, other: Claim, sent: tuple[int, int]) -> bool:
    at = other.relation_span.start if other.relation_span else other.start
    asked = (claim.subject, claim.metric) == (other.subject, other.metric)
    stated = claim.magnitude is not None
    return _is_alike(claim, other) and asked and not stated and sent[0] <= at < sent[1]


def _is_alike(claim: Claim, other: Claim) -> bool:
    return family_of(claim.type, claim.metric) == family_of(other.type, other.metric)
