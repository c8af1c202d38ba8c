"""The note's statement about its own sentiment, as a claim against its own text."""

from __future__ import annotations

import re

from ingest.types import Document
from nlp.types import Claim, Magnitude, Span

# A score is stated to two places; half a unit of the last is its rounding.
_HALF_UNIT = 0.005
# "+0.4", "minus 0.2", and neither the end of a scale ("-1.0 to 1.0") nor a gap ("0.4 points").
_SCORE = (
    r"(?P<score>(?:[+\-\u2212\u2013]|minus |plus )?[01]?[.,]\d{1,2})"
    r"(?!\d|[%x]| ?(?:to|and|points?|pts?|pp|bps?|per ?cent|times|sigma)\b)"
)
_MOOD = (
    r"(?:(?<!consumer )(?<!investor )(?<!business )(?<!market )(?<!retail )\bsentiment"
    r"|\b(?:mood|tone|stance|feeling|(?:conviction|view) score"
    r"|(?:our|my|desk|house) (?:own )?score|score of (?:this|the)"
    r" (?:note|mail|post|page|letter|memo|call|summary|source)))\b"
)
_WORDS = r"(?:[^\n.;%$]|\.(?=\d))"
_STATED = tuple(
    re.compile(source, re.IGNORECASE)
    for source in (
        # "Sentiment (house scale -1 to +1): 0.3", "our mood, for those who ask, is +0.4"
        rf"{_MOOD}{_WORDS}{{0,80}}?(?:[:=(,|][*_ ]{{0,3}}|(?:\b(?:is|at|say)| ) ){_SCORE}",
        # "Desk sentiment +0.3"
        rf"{_MOOD}(?: score| rating| gauge| index)? (?=[+\-\u2212\u2013]){_SCORE}",
        # "mildly positive (+0.2 on our usual scale)", "from minus one to plus one, minus 0.2"
        rf"{_SCORE},? on (?:our|my)(?: [a-z]+)? scale\b",
        rf"\b(?:-1|minus one) to (?:\+?1|(?:plus )?one)\b{_WORDS}{{0,30}}? {_SCORE}",
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
    matches = (found for form in _STATED if (found := form.search(text)))
    match = min(matches, key=lambda found: found.start("score"), default=None)
    if match is None:
        return ()
    score = float(_plain(match["score"]))
    if abs(score) > 1:
        return ()
    return (_claim(Span(match.start(), match.end(), match[0]), score, ""),)


def _plain(digits: str) -> str:
    for said, sign in (
        ("\u2212", "-"),
        ("\u2013", "-"),
        (",", "."),
        ("minus ", "-"),
        ("plus ", ""),
    ):
        digits = digits.lower().replace(said, sign)
    return digits


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
