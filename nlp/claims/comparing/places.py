"""The place in a ranking that words give: "second best", "seventh in 2023", "top quartile"."""

from __future__ import annotations

import re

from nlp.claims.draft import Draft
from nlp.numerals import SPELLED
from nlp.types import Magnitude, Unit

_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "runner-up": 2, "runner up": 2, "next": 2,
}  # fmt: skip
_ORDINAL = re.compile(
    rf"\b(?:{'|'.join(_ORDINALS)})\b|\b(?P<digits>\d{{1,2}})(?:st|nd|rd|th)\b", re.I
)
# Places that stand beside each other: "first in 2022, seventh in 2023".
_PLACED = re.compile(rf"\b(?:{'|'.join(_ORDINALS)})\b(?= (?:in|of|over|this|last)\b)", re.I)
_SEVERAL = 2
_TOP = re.compile(rf"\b(?:top|bottom) (?P<n>{'|'.join(SPELLED)}|\d{{1,2}})\b", re.IGNORECASE)
_SHARES = {"quartile": 25.0, "quintile": 20.0, "decile": 10.0, "third": 100 / 3, "half": 50.0}
_SHARE = re.compile(
    r"\b(?:top|first|bottom)[ -](?P<share>quartile|quintile|decile|third|half)\b", re.I
)


def place(draft: Draft) -> Magnitude | None:
    """The place as a ratio (2 for "second best", 3 for "top three"), a quartile as 25 percent.

    "First" alone says no more than "best"; beside another place it counts.
    """
    cue = draft.region.cue.span
    text = cue.text
    share, top, ordinal = _SHARE.search(text), _TOP.search(text), _ORDINAL.search(text)
    if share is not None:
        return _stated(draft, _SHARES[share["share"].lower()], "percent")
    if top is not None:
        return _stated(draft, float(SPELLED.get(top["n"].lower()) or int(top["n"])), "ratio")
    if ordinal is None:
        return None
    number = int(ordinal["digits"]) if ordinal["digits"] else _ORDINALS[ordinal[0].lower()]
    if number == 1 and len(_PLACED.findall(draft.scene.sent.text)) < _SEVERAL:
        return None
    return _stated(draft, float(number), "ratio")


def _stated(draft: Draft, value: float, unit: Unit) -> Magnitude:
    cue = draft.region.cue.span
    span = draft.scene.span((cue.start_char, cue.end_char))
    return Magnitude(value=value, unit=unit, low=value, high=value, span=span)
