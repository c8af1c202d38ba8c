"""The note's statement about its own sentiment, as a claim against its own text."""

from __future__ import annotations

from ingest.types import Document
from nlp.types import Claim, Magnitude, Span

# A score is stated to two places; half a unit of the last is its rounding.
_HALF_UNIT = 0.005


def self_report(doc: Document) -> tuple[Claim, ...]:
    """One claim where the note states its sentiment, none where it doesn't."""
    stated = doc.stated_sentiment
    if stated is None:
        return ()
    span = Span(stated.start, stated.end, doc.text[stated.start : stated.end])
    number = "" if stated.score is None else f", {stated.score:g}"
    claim = Claim(
        id="",
        type="self_report",
        text=span.text,
        start=span.start,
        end=span.end,
        standalone_text=f"The note's overall sentiment is {stated.label}{number}.",
        relation="equals",
        metric="sentiment",
        magnitude=_magnitude(stated.score, stated.label, span),
        parse_confidence=0.99,
    )
    return (claim,)


def _magnitude(score: float | None, label: str, span: Span) -> Magnitude:
    if score is None:
        return Magnitude(value=0.0, unit="text", low=0.0, high=0.0, text_value=label, span=span)
    low, high = score - _HALF_UNIT, score + _HALF_UNIT
    return Magnitude(value=score, unit="ratio", low=low, high=high, text_value=label, span=span)
