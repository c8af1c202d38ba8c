"""Reads how far something stands below its peak: "29 % off its high", "far below its 2018 peak"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from nlp import dates
from nlp.claims.draft import NO_WINDOW
from nlp.claims.facts.fact import Fact, each_match, place_of
from nlp.claims.scene import Scene
from nlp.screening import Screened
from nlp.types import Magnitude, Window
from nlp.window_resolvers import open_since

_PEAK = Screened(
    r"\b(?P<under>underwater|under water)\b|\b(?P<below>below|beneath|under|underneath|off"
    r"|(?:down |away )?from|shy of|short of|adrift of"
    r"|lower than|south of|less than)"
    r" (?:its|their|the|an?|that|[A-Z]\w{1,8}['\u2019]s|(?:last"
    r"|this) year['\u2019]s)?(?: ?[\w,'\u2019-]{1,15}){0,5}?"
    r" ?(?:peaks?|highs?|summit|top|all-time high|high-water mark|record|zenith|best level|ATH"
    r"|own)\b"
    r"(?! to[- ]trough| (?:of the (?:range|table|class)|yield|single|teens|twenties|beta"
    r"|dividend))",
    re.IGNORECASE,
)
_STANDS = re.compile(
    r"\b(?:far|well|deep|way|still|long|remains?|sits?|stands?|trades?|is|are|languish\w{0,3})"
    r"(?: (?:now|still|far|well|deep|way|some way|a long way|miles|substantially)){0,3} $",
    re.IGNORECASE,
)
_ENDED = re.compile(
    r"\b(?:fell|dropped|lost|tumbled|slid|plunged|declined|slumped|shed|sank)\b[^.;,]{0,30}$", re.I
)
_GAP = re.compile(r" ?(?:\(?down |lower,? |in all |now )?")


def below_peak(scene: Scene) -> Iterator[Fact]:
    """The distance below a peak, with its number where one stands right before the words."""
    for match in each_match(_PEAK, scene):
        number = _number_before(scene, match.start())
        before = scene.text((scene.whole[0], match.start()))
        if number is not None:
            place = place_of(scene, number)
            if not _ENDED.search(scene.text((scene.whole[0], place[0]))):
                yield Fact(metric="current_drawdown", magnitude=number, at=(place[0], match.end()))
        elif match["under"] and (number := _number_behind(scene, match.end())):
            at = match.start(), place_of(scene, number)[1]
            yield Fact(metric="current_drawdown", magnitude=number, at=at)
        elif (match["below"] or "").lower() in _UNDER and _STANDS.search(before):
            number = _number_behind(scene, match.end())
            end = place_of(scene, number)[1] if number else match.end()
            yield Fact(metric="current_drawdown", magnitude=number, at=(match.start(), end))


def since_peak(words: str, as_of: date) -> Window:
    """ "Below its October high": from that month on; a bare year says too little of its peak."""
    for phrase in dates.find(words):
        period = None if phrase.is_year else phrase.period(as_of=as_of)
        window = open_since(period.base, as_of) if period else None
        if window is not None:
            return window
    return NO_WINDOW


_UNDER = {"below", "beneath", "under", "off"}
# "Remains below its November 2021 peak, by some 7 %".
_BY = re.compile(r"(?: still| now)?,? by (?:about |some |roughly |around |nearly |almost |over )?$")


def _number_behind(scene: Scene, at: int) -> Magnitude | None:
    behind = [q for q in scene.quantities if q.unit == "percent" and place_of(scene, q)[0] >= at]
    if not behind or not _BY.fullmatch(scene.text((at, place_of(scene, behind[0])[0]))):
        return None
    return behind[0]


def _number_before(scene: Scene, at: int) -> Magnitude | None:
    ends = [q for q in scene.quantities if q.unit == "percent" and place_of(scene, q)[1] <= at]
    if not ends or not _GAP.fullmatch(scene.text((place_of(scene, ends[-1])[1], at))):
        return None
    return ends[-1]
