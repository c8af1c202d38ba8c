"""Whether a number's clause speaks of something that is no fund: "IBM fell 6 %", "revenue rose"."""

from __future__ import annotations

import re

from spacy.tokens import Token

from nlp.claims.scene import Scene
from nlp.mentions import TRADED
from nlp.parsing import clause_head

_SUBJECTS = {"nsubj", "nsubjpass"}
# A fund's own quantities that are no return of its.
_OTHER_THINGS = {
    "revenue", "earnings", "profit", "sale", "dividend", "payout", "inflow", "outflow", "flow",
    "asset", "volume", "holding", "weight", "allocation", "turnover", "number", "interest",
    "multiple", "ratio", "p", "e", "exposure", "fee", "cost", "stake", "margin", "spread", "rate",
    "inflation", "valuation",
}  # fmt: skip
# What stands for the fund itself, or for its return.
_ITS_OWN = re.compile(
    r"\b(?:fund|etf|trust|tracker|strategy|index|product|vehicle|portfolio|share|unit|price|return"
    r"|performance|gain|loss|lead|gap|record|result|total|name|thing|one|rest|pair|benchmark|sibling"
    r"|cousin|rival|peer|position|holder|owner|investor|we|decline|rise|fall|drop|advance|move"
    r"|rally|slide|number|figure|year|quarter|month|week|day|half|quote|chart|sleeve|version)s?\b",
    re.IGNORECASE,
)


def is_of_another(scene: Scene, at: int) -> bool:
    """True where the clause around offset `at` has a subject that no fund's return can be of."""
    token = next((t for t in scene.sent if t.idx <= at < t.idx + len(t.text_with_ws)), None)
    head = _subject_of(clause_head(token), at) if token is not None else None
    if head is None:
        return False
    if head.lemma_.lower() in _OTHER_THINGS:
        return True
    if head.pos_ not in {"NOUN", "PROPN"}:
        return False
    start, end = head.left_edge.idx, head.right_edge.idx + len(head.right_edge)
    named = any(m.kind in TRADED for m in scene.mentions_in((start, end)))
    words = scene.text((start, head.idx + len(head)))
    return not named and _ITS_OWN.search(words) is None


def _subject_of(verb: Token, at: int) -> Token | None:
    before = [t for t in verb.children if t.dep_ in _SUBJECTS and t.idx < at]
    return before[-1] if before else None
