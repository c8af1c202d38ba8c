"""Reads what stands in brackets or in a row behind a fund's name: "PRF (2005, RAFI US 1000)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from nlp.claims.facts.fact import Fact, Stretch, place_of, stated_in_words
from nlp.claims.facts.issuer_names import ISSUERS
from nlp.claims.scene import Scene
from nlp.mentions import Mention
from nlp.types import Magnitude

_BRACKET = re.compile(r" ?\((?P<items>[^()]{2,90})\)")
_ENTRY = re.compile(r": (?P<items>[^.;:()]{2,40}), (?=[^.;:()]{3,80})")
_PARTS = re.compile(r"[^,;|/]+")
_YEAR = re.compile(r"(?:since |from |est\.? )?(?P<year>(?:19[89]|20[012])\d)")
# Index houses, whose names open those of their indices.
_INDEX = re.compile(
    r"(?:the )?(?P<name>(?:S&P|MSCI|FTSE|Russell|RAFI|CRSP|ICE|Nasdaq|NASDAQ|Bloomberg|Barclays"
    r"|STOXX"
    r"|Dow Jones|DJ|Solactive|WisdomTree|Morningstar|Markit|iBoxx|Cboe|CBOE|NYSE|JPMorgan|JPM"
    r"|TOPIX)"
    r"(?: (?:[A-Z&(][\w&.()-]{0,20}|\d{2,4}|of|ex|and)){1,8})"
)


def profiles(scene: Scene) -> Iterator[Fact]:
    """The index, the issuer and the year that a name's own bracket or row gives, and no more."""
    for mention in scene.mentions:
        if mention.kind != "fund":
            continue
        text = scene.parsed.text
        bracket = _BRACKET.match(text, mention.end, scene.whole[1])
        if bracket is not None:
            yield from _of_bracket(scene, mention, bracket.span("items"))
            continue
        entry = _ENTRY.match(text, mention.end, scene.whole[1])
        named = _issuer(scene, mention, entry.span("items")) if entry else None
        if named is not None:
            yield named


def _of_bracket(scene: Scene, mention: Mention, stretch: Stretch) -> Iterator[Fact]:
    found: list[Fact] = []
    years: list[Fact] = []
    for part in _PARTS.finditer(scene.parsed.text, *stretch):
        words = part[0]
        start = part.start() + len(words) - len(words.lstrip())
        place = start, start + len(words.strip())
        fact = _index(scene, mention, place) or _issuer(scene, mention, place)
        year = _year(scene, mention, place) or _fee(scene, mention, place)
        found += [fact] if fact else []
        years += [year] if year else []
    # A year or a figure alone may be that of anything.
    yield from [*found, *(years if found else [])]


def _index(scene: Scene, mention: Mention, place: Stretch) -> Fact | None:
    """A known index that fills its place, or words that an index house's name opens."""
    inside = [m for m in scene.mentions_in(place) if m.kind == "index"]
    words = scene.text(place).removeprefix("the ").removesuffix(" Index").removesuffix(" index")
    if inside and len(scene.text((inside[0].start, inside[0].end))) + _TAIL >= len(words):
        stated = stated_in_words(inside[0].id, scene.span((inside[0].start, inside[0].end)))
    elif named := _INDEX.fullmatch(scene.text(place)):
        stated = stated_in_words(named["name"], scene.span(place))
    else:
        return None
    return Fact(
        metric="index_tracked", magnitude=stated, at=(mention.start, place[1]), owner=mention
    )


_TAIL = 6


def _issuer(scene: Scene, mention: Mention, place: Stretch) -> Fact | None:
    name = scene.text(place).strip()
    if name not in ISSUERS:
        return None
    stated = stated_in_words(name, scene.span(place))
    return Fact(metric="issuer", magnitude=stated, at=(mention.start, place[1]), owner=mention)


def _fee(scene: Scene, mention: Mention, place: Stretch) -> Fact | None:
    """A share of a per cent, beside an index or an issuer."""
    for number in scene.quantities_in(place):
        small = number.unit == "percent" and 0 < number.value < 1
        if (small or number.unit == "basis_points") and place_of(scene, number) == place:
            at = (mention.start, place[1])
            return Fact(metric="expense_ratio", magnitude=number, at=at, owner=mention)
    return None


def _year(scene: Scene, mention: Mention, place: Stretch) -> Fact | None:
    match = _YEAR.fullmatch(scene.text(place))
    if match is None or int(match["year"]) > scene.as_of.year:
        return None
    first, last = (float(date(int(match["year"]), *day).toordinal()) for day in ((1, 1), (12, 31)))
    stated = Magnitude(
        value=first, unit="date", low=first, high=last, text_value=match["year"],
        span=scene.span(place),
    )  # fmt: skip
    return Fact(
        metric="inception_date", magnitude=stated, at=(mention.start, place[1]), owner=mention
    )
