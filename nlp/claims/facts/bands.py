"""Reads adjectives of risk: "moderate risk", "Risk rating: very high", "is extremely volatile"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.claims.facts.fact import Fact, each_match, stated_in_words
from nlp.claims.scene import Scene
from nlp.screening import Screened

_BANDS = {
    "low": "low", "lower": "low", "modest": "low", "limited": "low", "below-average": "low",
    "moderate": "moderate", "medium": "moderate", "average": "moderate", "balanced": "moderate",
    "high": "high", "higher": "high", "elevated": "high", "above-average": "high",
    "considerable": "high", "substantial": "high", "extreme": "high", "severe": "high",
}  # fmt: skip
_DEGREE = r"(?:(?:very|extremely|exceptionally|fairly|rather|relatively|unusually|quite|only) )?"
_WORD = rf"{_DEGREE}(?P<word>{'|'.join(sorted(_BANDS, key=len, reverse=True))})"
# What risk may be of and still be the fund's own: not "high valuation risk".
_WHOSE = (
    r"(?:(?:levels? of|degree of|sector|company|stock|market|overall|investment|total|absolute"
    r"|price"
    r"|fund|equity|portfolio|and) ){0,4}"
)
_RATING = r"(?:(?: (?:rating|level|profile|score|category|grade|class|band|label|assessment))?)"
_BAND = Screened(
    rf"(?<![\w-]){_WORD}(?: {_WHOSE}|-)risk\b{_RATING}"
    r"(?![- ](?:free|adjusted|averse|premi|appetite|management|takers?|parity|budget|of (?!loss)))"
    rf"|\brisk{_RATING}(?: (?:of|in|for) [^.;:,]{{2,40}}?)?(?: is| was| remains| stays|:| ="
    rf"| \u2013|,)? "
    rf"(?P<is>{_WORD.replace('word>', 'word2>')})(?= *(?:[.,;:)!]|$|and\b|for\b|because\b|but\b))",
    re.IGNORECASE,
)
_VOLATILE = Screened(
    r"(?:\b(?:is|are|was|were|been|remains?|looks?)|['\u2019]s) (?:[\w-]{1,12} ){0,2}?"
    r"(?:(?:very|highly|extremely|exceptionally|unusually|wildly|hugely)"
    r" (?:volatile|risky|choppy)\b"
    r"|(?:volatile|risky)(?= ?(?:too\b|as well\b|enough\b|and\b|[.,;:)!]|$)))",
    re.IGNORECASE,
)
# Behind a hyphen the adjective must describe the fund itself: no "low-risk replication".
_KIND = re.compile(
    r" (?:funds?|ETFs?|holdings?|products?|vehicles?|positions?|names?|instruments?|assets?"
    r"|bets?)\b"
    r"|[.,;:)!]|$|\n",
    re.IGNORECASE,
)


def bands(scene: Scene) -> Iterator[Fact]:
    """Each adjective as a band of volatility in the fund's category."""
    for match in each_match(_BAND, scene):
        joined = re.search(r"-risk$", match[0], re.IGNORECASE)
        if joined is None or _KIND.match(scene.parsed.text, match.end()):
            word = (match["word"] or match["word2"]).lower()
            yield _fact(scene, match, _BANDS[word])
    for match in each_match(_VOLATILE, scene):
        yield _fact(scene, match, "high")


def _fact(scene: Scene, match: re.Match[str], band: str) -> Fact:
    stated = stated_in_words(band, scene.span(match.span()))
    return Fact(metric="volatility", magnitude=stated, at=match.span())
