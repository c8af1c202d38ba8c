"""Whether the claims of a sentence have read a number already."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.types import Claim, ClaimType, Span

# Their words are theirs whole, with every number in them.
_WHOLE: frozenset[ClaimType] = frozenset({"conditional", "trade", "self_report"})


def is_read(span: Span, claims: Sequence[Claim]) -> bool:
    """True where a claim has the number, or takes the whole stretch in which it stands."""
    return any(_has(claim, span) for claim in claims)


def _has(claim: Claim, span: Span) -> bool:
    stated = claim.magnitude.span if claim.magnitude else None
    if stated is not None and stated.overlaps(span):
        return True
    return claim.type in _WHOLE and claim.start <= span.start < claim.end
