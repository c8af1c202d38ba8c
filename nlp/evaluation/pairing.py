"""Which claim of one reading is which of the other: by their words, their type, their slots."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from nlp.evaluation.annotation import MarkedClaim
from nlp.evaluation.slots import agreement
from nlp.metric_families import family_of
from nlp.types import ClaimType

_FAR = -1.0
_TAG = re.compile(r"</?[a-z][a-z0-9]{0,10}(?: [^<>]{0,80})?>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A claim and where its words stand, counted in letters and digits of the text."""

    claim: MarkedClaim
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """What was wanted and what was read; one of them is None where the other stands alone."""

    wanted: MarkedClaim | None
    read: MarkedClaim | None


def paired(wanted: Sequence[Placed], read: Sequence[Placed]) -> Iterator[Pair]:
    """The assignment with most agreement; a pair shares words and type."""
    likeness = np.full((len(wanted), len(read)), _FAR)
    for row, one in enumerate(wanted):
        for column, other in enumerate(read):
            if _family(one.claim) == _family(other.claim) and _overlap(one, other):
                likeness[row, column] = 1 + agreement(one.claim, other.claim)
    rows, columns = linear_sum_assignment(likeness, maximize=True)
    met = {int(r): int(c) for r, c in zip(rows, columns, strict=True) if likeness[r, c] > 0}
    for row, one in enumerate(wanted):
        yield Pair(wanted=one.claim, read=read[met[row]].claim if row in met else None)
    left = set(range(len(read))) - set(met.values())
    yield from (Pair(wanted=None, read=read[column].claim) for column in sorted(left))


def _family(claim: MarkedClaim) -> ClaimType:
    return family_of(claim.type, claim.metric)


def _overlap(one: Placed, other: Placed) -> bool:
    return one.start < other.end and other.start < one.end


def places(claims: Sequence[MarkedClaim], text: str) -> Iterator[Placed]:
    """Where the quotes stand, looked for from the claim before on, since claims come in order."""
    letters, reached = folded(text), 0
    for claim in claims:
        quote = folded(shown(claim.quote))
        start = letters.find(quote, reached)
        start = start if start >= 0 else letters.find(quote)
        reached = max(start, 0)
        yield Placed(claim=claim, start=start, end=start + len(quote))


def shown(quote: str) -> str:
    """A quotation as a reader sees it: annotators copy the rows of an HTML table with its tags."""
    return html.unescape(_TAG.sub(" ", quote))


def folded(text: str) -> str:
    """Letters and digits alone, so that layout and marks don't count."""
    return "".join(char for char in text.lower() if char.isalnum())
