"""The place in a ranking that words give: "second best", "seventh in 2023", "top quartile"."""

from __future__ import annotations

import re

from nlp.claims.draft import Draft
from nlp.numerals import SPELLED
from nlp.types import Magnitude, Unit

_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13,
    "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18,
    "nineteenth": 19, "twentieth": 20, "runner-up": 2, "runner up": 2, "next": 2, "silver": 2,
    "bronze": 3, "penultimate": 2, "last but one": 2, "one off the bottom": 2,
}  # fmt: skip
_ORDINAL = re.compile(
    rf"(?P<tens>twenty-)?\b(?P<word>{'|'.join(_ORDINALS)})\b|\b(?P<digits>\d{{1,2}})(?:st|nd|rd|th)\b",
    re.I,
)
# Places that stand beside each other: "first in 2022, seventh in 2023".
_PLACED = re.compile(rf"\b(?:{'|'.join(_ORDINALS)})\b(?= (?:in|of|over|this|last)\b)", re.I)
_SEVERAL = 2
_TOP = re.compile(rf"\b(?:top|bottom) (?P<n>{'|'.join(SPELLED)}|\d{{1,2}})\b", re.IGNORECASE)
_SHARES = {
    "quartile": 25.0, "quintile": 20.0, "decile": 10.0, "percentile": 1.0, "third": 100 / 3,
    "half": 50.0, "quarter": 25.0, "fifth": 20.0, "tenth": 10.0, "fourth": 25.0,
}  # fmt: skip
_PARTS = r"quartile|quintile|decile|percentile"
_SHARE = re.compile(
    r"\b(?P<nth>top|first|best|bottom|worst|last|lowest|second|third|2nd|3rd)[ -]"
    rf"(?P<share>{_PARTS}"
    r"|(?<=top.)(?:third|half|quarter|fourth|fifth|tenth)|(?<=bottom.)(?:third|half|quarter|fourth"
    r"|fifth|tenth))\b",
    re.I,
)
_TIMES = {"second": 2, "2nd": 2, "third": 3, "3rd": 3}
_PERCENTILE = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th) (?:percentile|pctile|centile|pct)\b", re.I)
_PERCENT = re.compile(
    r"\b(?:top|bottom|best|worst|lowest) (\d{1,2}) ?(?:%|per cent|percent)", re.IGNORECASE
)


def place(draft: Draft) -> Magnitude | None:
    """The place as a ratio (2 for "second best", 3 for "top three"), a quartile as 25 percent.

    "First" alone says no more than "best"; beside another place it counts.
    """
    text = draft.region.cue.span.text
    percent = _PERCENTILE.search(text) or _PERCENT.search(text)
    share, top, ordinal = _SHARE.search(text), _TOP.search(text), _ORDINAL.search(text)
    if percent is not None:
        return _stated(draft, float(percent[1]), "percent")
    if share is not None:
        times = _TIMES.get(share["nth"].lower(), 1)
        return _stated(draft, times * _SHARES[share["share"].lower()], "percent")
    if top is not None:
        return _stated(draft, float(SPELLED.get(top["n"].lower()) or int(top["n"])), "ratio")
    if ordinal is None:
        return None
    number = _number(ordinal)
    if number == 1 and len(_PLACED.findall(draft.scene.words)) < _SEVERAL:
        return None
    return _stated(draft, float(number), "ratio")


def _number(ordinal: re.Match[str]) -> int:
    if ordinal["digits"]:
        return int(ordinal["digits"])
    return _ORDINALS[ordinal["word"].lower()] + (20 if ordinal["tens"] else 0)


def _stated(draft: Draft, value: float, unit: Unit) -> Magnitude:
    cue = draft.region.cue.span
    span = draft.scene.span((cue.start_char, cue.end_char))
    return Magnitude(value=value, unit=unit, low=value, high=value, span=span)
