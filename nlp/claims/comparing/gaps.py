"""The stated gap of a comparison: "by 3 points", "10bp a year behind", "1.4x the volatility"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.claims.draft import Draft
from nlp.claims.facts.fact import place_of
from nlp.numerals import SPELLED
from nlp.types import Magnitude

_PARTS = {"third": 3, "quarter": 4, "fifth": 5}
_FRACTION = re.compile(
    r"\b(?P<top>a|one|two|three|four)[- ](?P<parts>thirds?|quarters?|fifths?)\b", re.IGNORECASE
)
_TIMES = {"doubl": 2.0, "tripl": 3.0, "trebl": 3.0, "quadrupl": 4.0}
_GROWN = re.compile(rf"\b({'|'.join(_TIMES)})(?:e|ed|es|ing)\b", re.IGNORECASE)
# A share in words is no more exact than this.
_SLACK = 0.05
_UNITS = {"percent", "percentage_points", "basis_points"}
# What may stand between a gap and the words it leads to: "3 points a year ahead of".
_LEADS = re.compile(
    r"[\s,]{0,2}(?:(?:a|per|the|to|in|of|total|year|annum|annually|annuali[sz]ed|p\.a\.|points?"
    r"|cumulative(?:ly)?|or so|overall|further)\b[\s,]{0,2}){0,4}",
    re.IGNORECASE,
)
# What leads from the words to a gap behind them.
_FOLLOWS = re.compile(
    r"(?:\bby|\bwithin|[,(:;\u2013\u2014]|\b(?:gap|margin|lead|difference|shortfall|edge|advantage"
    r"|deficit|distance)(?: (?:of|is|was|being|isn.t \w{1,12}|stands? at)){0,1}:?)"
    r"(?:[\s,(]{1,2}(?:a|an|the|about|some|around|roughly|approximately|nearly|almost|only|just|no"
    r"|fewer|less|more|than|maybe|perhaps|at least|over|full|good|mere|further|gap|margin|lead"
    r"|difference|shortfall|of|is|was|being|by|well|close|to|fully|call|it|say|something|like|as"
    r"|much|cumulatively)\b){0,7}[\s(]{0,2}",
    re.IGNORECASE,
)
# "With 0.25 % cheaper than": a level that happens to stand before the words.
_AT = re.compile(r"\b(?:with|at|yields|charges)\s*$", re.IGNORECASE)
_GAP_NOUN = re.compile(
    r"\b(?:gap|lead|margin|difference|spread|distance|advantage|edge|cushion|deficit|shortfall"
    r"|(?:out|under)performance)\b|^between$",
    re.IGNORECASE,
)
_LONGEST_LEAD = 60
# A number and the words that lead from it to what it measures are never longer.
_FARTHEST = 120


def gap(draft: Draft) -> Magnitude | None:
    """The gap in points, per cent or basis points; a multiple only right behind a comma."""
    found = [*_own(draft), *_behind(draft), *_before(draft)]
    return next(iter(found), None)


def own_multiple(draft: Draft) -> Magnitude | None:
    """The multiple that the cue itself states: "half the volatility of"."""
    found = next((q for q in draft.scene.quantities_at(_words(draft)) if q.unit == "times"), None)
    return found or _grown(draft) or _fraction(draft)


def _grown(draft: Draft) -> Magnitude | None:
    """ "More than doubled": twice the other's."""
    cue = draft.region.cue.span
    match = _GROWN.search(cue.text)
    if match is None:
        return None
    value = _TIMES[match[1].lower()]
    span = draft.scene.span((cue.start_char, cue.end_char))
    return Magnitude(
        value=value, unit="times", low=value - _SLACK, high=value + _SLACK,
        approximate=match.start() > 0, span=span,
    )  # fmt: skip


def _fraction(draft: Draft) -> Magnitude | None:
    """ "Two thirds as jumpy": a share in words."""
    cue = draft.region.cue.span
    match = _FRACTION.search(cue.text)
    if match is None:
        return None
    value = SPELLED.get(match["top"].lower(), 1) / _PARTS[match["parts"].lower().rstrip("s")]
    start = cue.start_char + match.start()
    span = draft.scene.span((start, start + len(match[0])))
    return Magnitude(
        value=value, unit="times", low=value - _SLACK, high=value + _SLACK, approximate=True,
        span=span,
    )  # fmt: skip


def _own(draft: Draft) -> Iterator[Magnitude]:
    yield from (q for q in draft.scene.quantities_at(_words(draft)) if q.unit in _UNITS)


def _words(draft: Draft) -> tuple[int, int]:
    cue = draft.region.cue.span
    return cue.start_char, cue.end_char


def _behind(draft: Draft) -> Iterator[Magnitude]:
    """A gap that "by", "within" or a comma and "a margin of" leads to."""
    scene, at = draft.scene, draft.region.cue.span.end_char
    for quantity in scene.quantities_in((at, _reach(draft))):
        start, _ = place_of(scene, quantity)
        words = scene.text((max(at, start - _LONGEST_LEAD), start))
        if _GAP_NOUN.search(draft.region.cue.span.text) and quantity.unit in _UNITS:
            yield quantity
            continue
        lead = next((m for m in _FOLLOWS.finditer(words) if m.end() == len(words)), None)
        if lead is None:
            continue
        plain = lead[0].lower().startswith(("by", "within"))
        named = re.search(r"gap|margin|lead|difference|short|edge|advantage|deficit", lead[0])
        points = quantity.unit in {"percentage_points", "basis_points"}
        if (quantity.unit in _UNITS and (plain or named or points)) or _is_multiple(quantity):
            yield quantity


def _reach(draft: Draft) -> int:
    """How far a gap may stand behind: over a "since it launched" that makes no claim of its own."""
    end = draft.region.end
    for region in draft.scene.regions:
        if region.start == end and region.cue.type == "reference":
            end = region.end
    return end


def _is_multiple(quantity: Magnitude) -> bool:
    return quantity.unit == "times"


def _before(draft: Draft) -> Iterator[Magnitude]:
    """A gap right before its words: "29.8 points clear of"."""
    scene, cue = draft.scene, draft.region.cue
    if len(cue.span) == 1 and cue.token.pos_ == "VERB":
        # "A gain of 21 % beat B's": the number is the subject's own.
        return
    at = cue.span.start_char
    for quantity in scene.quantities_in((max(scene.whole[0], at - _FARTHEST), at)):
        start, end = place_of(scene, quantity)
        between = scene.text((end, at))
        level = quantity.unit == "percent" and (
            "," in between or _AT.search(scene.text((max(0, start - _FARTHEST), start)))
        )
        if quantity.unit in _UNITS and _LEADS.fullmatch(between) and not level:
            yield quantity
