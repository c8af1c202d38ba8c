"""Sentences that speak to a machine: text of a note is data, and what orders a score is no mood."""

from __future__ import annotations

import re

from nlp.screening import Alternation

_THING = r"(?:note|text|article|document|report|message|input|content|passage|sentence|piece)"
_VALUE = (
    r"(?:(?:(?:strongly|mildly|moderately|very) )?(?:positive|negative|neutral|bullish|bearish)"
    r"|[-+]?[01](?:\.\d{1,4})?)\b"
)
_IMPERATIVE = r"(?:^\W{0,3}|\b(?:and|then|please|always) )"
# Each would be odd in a sentence that a reader is meant to read. Gaps are bounded.
_ORDERS = Alternation(
    (
        rf"{_IMPERATIVE}(?:ignore|disregard|forget|override)\b.{{0,30}}"
        r"\b(?:instructions?|prompts?|guidelines|directions)\b",
        r"^\W{0,3}(?:system|assistant|user|prompt)\s{0,2}:",
        rf"{_IMPERATIVE}(?:score|rate|classify|label|grade|mark) "
        rf"(?:it|this|that|the {_THING})\b(?: {_THING})?.{{0,20}}{_VALUE}",
        rf"{_IMPERATIVE}(?:score|rate|classify|label|grade) (?:this|the) {_THING}\b",
        rf"(?:^|[^\w ] ?)(?:sentiment|polarity|score|label)[\"']?\s{{0,2}}"
        rf"(?::=|=|:)\s{{0,2}}[\"']?{_VALUE}",
        rf"{_IMPERATIVE}(?:return|output|respond with|answer with|assign)\b.{{0,30}}"
        r"\b(?:sentiment|polarity|score|label)\b",
        r"\b(?:you are|act as|as) an? (?:\w{1,12} )?"
        r"(?:ai (?:assistant|model)|language model|sentiment classifier)\b",
    ),
    re.IGNORECASE,
)


def is_instruction(text: str) -> bool:
    """True for an order to whoever scores the note, or a score in a form's clothes."""
    return _ORDERS.search(text) is not None
