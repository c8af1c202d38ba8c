"""The note's statement about its own sentiment, as a claim against its own text."""

from __future__ import annotations

import re

from ingest.types import Document
from nlp.types import Claim, Magnitude, Span

# A score is stated to two places; half a unit of the last is its rounding.
_HALF_UNIT = 0.005
_SCORE = r"(?P<score>[+\-\u2212\u2013]?[01]?[.,]\d{1,2})(?![\d%])"
# "Desk sentiment: +0.4", "Sentiment (house scale -1 to +1): 0.3", "we score our stance at -0.2".
_STATED = tuple(
    re.compile(source, re.IGNORECASE)
    for source in (
        r"(?<!consumer )(?<!investor )(?<!business )(?<!market )(?<!retail )\bsentiment"
        r"(?: (?:score|reading|rating|index|gauge|of (?:the )?(?:source|note|desk)"
        r"|on [A-Z]{2,5})){0,2}"
        rf"(?: \([^)\n]{{3,40}}\))?[*_]{{0,2}} ?(?:[:=]|is|at)[*_]{{0,2}} ?{_SCORE}",
        r"\b(?:score|rate|put|mark|grade)s? (?:our|its|my|the) (?:own )?(?:stance|view|sentiment"
        r"|tone"
        rf"|conviction) at {_SCORE}",
    )
)


def self_report(doc: Document) -> tuple[Claim, ...]:
    """One claim where the note states its sentiment, none where it doesn't."""
    stated = doc.stated_sentiment
    if stated is None:
        return _scored(doc.text)
    span = Span(stated.start, stated.end, doc.text[stated.start : stated.end])
    return (_claim(span, stated.score, stated.label),)


def _scored(text: str) -> tuple[Claim, ...]:
    """A score without words beside it, between -1 and 1."""
    match = next((found for form in _STATED if (found := form.search(text))), None)
    if match is None:
        return ()
    digits = match["score"].replace("\u2212", "-").replace("\u2013", "-").replace(",", ".")
    score = float(digits)
    if abs(score) > 1:
        return ()
    return (_claim(Span(match.start(), match.end(), match[0]), score, ""),)


def _claim(span: Span, score: float | None, label: str) -> Claim:
    said = [label, "" if score is None else f"{score:g}"]
    return Claim(
        id="",
        type="self_report",
        text=span.text,
        start=span.start,
        end=span.end,
        standalone_text=f"The note's overall sentiment is {', '.join(filter(None, said))}.",
        relation="equals",
        metric="sentiment",
        magnitude=_magnitude(score, label, span),
        parse_confidence=0.99,
    )


def _magnitude(score: float | None, label: str, span: Span) -> Magnitude:
    if score is None:
        return Magnitude(value=0.0, unit="text", low=0.0, high=0.0, text_value=label, span=span)
    low, high = score - _HALF_UNIT, score + _HALF_UNIT
    named = label or None
    return Magnitude(value=score, unit="ratio", low=low, high=high, text_value=named, span=span)
