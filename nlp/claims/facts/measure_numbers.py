"""The numbers that a measure may be given in, by unit, size and the words between."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nlp import dates
from nlp.claims.facts.fact import Stretch, place_of
from nlp.claims.facts.measure_names import Measure
from nlp.claims.facts.owners import stands_beside
from nlp.claims.scene import Scene
from nlp.plain_numbers import find_ratios
from nlp.types import Magnitude, Metric

# From a measure to its number: no other thought, figure or sentence in between.
LEADS = re.compile(
    r"(?:['\u2019]s)?(?: ?[:=(\u2014\u2013] ?| (?!(?:fell|rose|dropped|declined|increased"
    r"|was cut) \S+$)"
    r"[^.;:()\d%$]{0,80}?[ (]|[^.;:()\d%$]{1,80}: "
    r"|,? (?:at |of |now |around |about |only |just ){0,2})[~\u2248]?$"
)

# "20d realised 41", "3y Sharpe", "(90d)": how far a measure looks back is no figure of it.
_LOOK_BACK = re.compile(
    r"(?<![\w.,])\d{1,3}[- ]?(?:d|days?|wks?|weeks?|m|mos?|months?|y|yrs?|years?)\b", re.IGNORECASE
)


def without_dates(text: str) -> str:
    """The text with letters for the digits of its dates."""
    for phrase in dates.find(text):
        dated = _without_digits_in(text[phrase.start : phrase.end])
        text = text[: phrase.start] + dated + text[phrase.end :]
    return text


def _without_digits_in(words: str) -> str:
    return re.sub(r"\d", "x", words)


def _without_digits(match: re.Match[str]) -> str:
    return _without_digits_in(match[0])


def numbers_of(scene: Scene, text: str) -> Sequence[Magnitude]:
    """The sentence's numbers, plain ones among them: what they measure tells whether they count."""
    start = scene.parsed.offset + scene.whole[0]
    with_units = [q for q in scene.quantities if q.span and q.unit != "ratio"]
    taken = [place_of(scene, q) for q in with_units]
    plain = [
        q
        for q in find_ratios(text[scene.whole[0] :], offset=start)
        if not any(a < place_of(scene, q)[1] and place_of(scene, q)[0] < b for a, b in taken)
    ]
    return [*with_units, *plain]


def as_percent(
    text: str, noun: Stretch, numbers: Sequence[Magnitude], scene: Scene, *, measure: Metric
) -> Magnitude | None:
    """A plain number that touches a measure in per cent: "32 vol", "vol 18", "drawdown of 34"."""
    for number in numbers:
        start, end = place_of(scene, number)
        led = LEADS.fullmatch(text, noun[1], start) is not None
        booked = led and text[start - 1] == "(" and text[end : end + 1] == ")"
        named = led and stands_beside(scene, (start, end))
        touches = (
            named or _TOUCHES.fullmatch(text, noun[1], start) or text[end : noun[0]] in {" ", "-"}
        )
        exact = "." in text[start:end] and measure == "yield"
        small = (booked and named) or measure == "tracking_error"
        least = 0 if exact or small else _FEWEST
        if number.unit == "ratio" and least <= number.value < 100 and touches:
            return replace(number, unit="percent")
    return None


_TOUCHES = re.compile(
    r"(?: \([^()\d%$.;]{1,24}\))?"
    r"(?: (?:in|over|since|during|for) [^.;:,()\d%$]{1,24}?)?(?: of| at| was| is| were| are|:|,)?"
    r" (?:about |around |roughly )?"
)

# What is given in per cent even where the sign is left out.
IN_PERCENT: frozenset[Metric] = frozenset(
    {"volatility", "max_drawdown", "yield", "downside_deviation", "tracking_error"}
)

_FEWEST = 3


def fits(number: Magnitude, measure: Measure) -> bool:
    """Whether a measure may have such a figure, by its unit and size."""
    most = 100 * measure.most if number.unit == "basis_points" else measure.most
    in_range = measure.least <= abs(number.value) <= most
    return number.unit in measure.units and in_range


def without_look_backs(text: str) -> str:
    """The text with letters for the digits of "20d" and "3y"."""
    return _LOOK_BACK.sub(_without_digits, text)
