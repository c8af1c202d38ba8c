"""A note's text in pieces: each lies in at most one sentence and under the same claims.

The pieces joined are the text, letter for letter; where claims overlap, a piece is under several.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from analytics.types import VerdictLabel
from api.pages.views.figures import signed
from api.pages.views.words import MARKS
from tapecheck.report import ClaimReport, SentenceReport

# Shares of the strongest sentence's contribution from which a tint is drawn, and drawn darker.
_FAINT, _CLEAR, _STRONG = 0.08, 1 / 3, 2 / 3
_DEEPEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Under:
    """A claim as seen from a piece under it: where it leads and how it is drawn.

    `depth` tells nested underlines apart; `ends` where the claim's mark stands after the piece.
    """

    id: str
    number: str
    label: VerdictLabel
    mark: str
    title: str
    depth: int
    begins: bool
    ends: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text; `claims` from the outermost to the innermost."""

    text: str
    claims: tuple[Under, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Pieces of one sentence, or between sentences; `tint` is a class name or empty."""

    pieces: tuple[Piece, ...]
    tint: str = ""
    title: str = ""


def passages(
    text: str, sentences: Sequence[SentenceReport], claims: Sequence[ClaimReport], *, report_id: int
) -> tuple[Passage, ...]:
    """The whole text, cut at every edge of a sentence or a claim.

    Spans outside the text, empty ones and sentences that overlap an earlier one are left out.
    """
    size = len(text)
    spans = _Spans([claim for claim in claims if 0 <= claim.start < claim.end <= size])
    strongest = max((abs(one.contribution) for one in sentences), default=0.0)
    found: list[Passage] = []
    reached = 0
    for one in sorted(sentences, key=lambda s: s.start):
        if not reached <= one.start < one.end <= size:
            continue
        found.append(Passage(pieces=_pieces(text, reached, one.start, spans, report_id)))
        found.append(
            Passage(
                pieces=_pieces(text, one.start, one.end, spans, report_id),
                tint=tint(one, strongest=strongest),
                title=_title(one),
            )
        )
        reached = one.end
    found.append(Passage(pieces=_pieces(text, reached, size, spans, report_id)))
    return tuple(passage for passage in found if passage.pieces)


def tint(sentence: SentenceReport, *, strongest: float) -> str:
    """`pos1` … `pos3`, `neg1` … `neg3` by its share of the strongest; `mute` where unweighed."""
    if sentence.weight == 0:
        return "mute"
    reach = abs(sentence.contribution) / strongest if strongest else 0.0
    if reach < _FAINT:
        return ""
    level = 1 + (reach >= _CLEAR) + (reach >= _STRONG)
    return f"{'pos' if sentence.contribution > 0 else 'neg'}{level}"


def _title(sentence: SentenceReport) -> str:
    if sentence.weight == 0:
        return "Not counted: boilerplate, quotation or furniture"
    alone = signed(sentence.score)
    return f"{signed(sentence.contribution, 3)} of the score; the sentence alone {alone}"


class _Spans:
    """Claims by place, so that a book of claims isn't searched for each of its sentences."""

    def __init__(self, claims: Sequence[ClaimReport]) -> None:
        self._claims = sorted(claims, key=lambda claim: claim.start)
        self._starts = [claim.start for claim in self._claims]
        self._longest = max((claim.end - claim.start for claim in claims), default=0)

    def within(self, start: int, end: int) -> list[ClaimReport]:
        """Claims that share a letter with a stretch."""
        first = bisect_left(self._starts, start - self._longest)
        last = bisect_left(self._starts, end)
        return [claim for claim in self._claims[first:last] if claim.end > start]


def _pieces(text: str, start: int, end: int, claims: _Spans, report_id: int) -> tuple[Piece, ...]:
    if start >= end:
        return ()
    near = claims.within(start, end)
    edges = {start, end, *(edge for claim in near for edge in (claim.start, claim.end))}
    cuts = sorted(edge for edge in edges if start <= edge <= end)
    return tuple(
        Piece(text=text[low:high], claims=_over(low, high, near, report_id))
        for low, high in pairwise(cuts)
    )


def _over(low: int, high: int, claims: Sequence[ClaimReport], report_id: int) -> tuple[Under, ...]:
    """The claims over a piece, longest first, so that the shortest is what a click opens.

    Of claims on the same words the first is; the others are opened by their marks.
    """
    over = [claim for claim in reversed(claims) if claim.start <= low and high <= claim.end]
    over.sort(key=lambda claim: (claim.start - claim.end, claim.start))
    return tuple(
        Under(
            id=f"{report_id}-{claim.id}",
            number=claim.id.removeprefix("c"),
            label=claim.verdict.label,
            mark=MARKS[claim.verdict.label],
            title=f"{claim.verdict.label}: {claim.standalone_text}",
            depth=min(depth, _DEEPEST),
            begins=claim.start == low,
            ends=claim.end == high,
        )
        for depth, claim in enumerate(over)
    )
