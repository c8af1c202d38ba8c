"""Reads a fund's size where no noun says "assets": "with some $8 billion it is the largest"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nlp.claims.facts.fact import Fact, place_of
from nlp.claims.scene import Scene

# No fund that a note speaks of is smaller, in dollars.
_SMALLEST = 5e6
# Money that is no fund's size: what comes and goes, what firms earn and states spend.
_OTHER_MONEY = re.compile(
    r"\b(?:in-?flows?|out-?flows?|flows?|redemptions?|redeemed|raised|took in|taken in|pulled"
    r"|gathered|withdr\w+|poured|added|shed|subscri\w+|creations?|net new|bought|sold|trades?"
    r"|traded|volume|turnover|revenues?|earn\w*|profits?|sales|loss(?:es)?|lost|deficit|spending"
    r"|debt|issu(?:ance|ed)|buy-?backs?|market cap\w*|capitali[sz]ation|deal|merger|takeover"
    r"|acqui\w+|fined?|stimulus|package|budget|bailout|backlog|orders?|capex|invest(?:ed|ing)"
    r"|growth of|grew|turned|turns|position|savings?|saved|costs?|a (?:year|day|month)|GDP"
    r"|balance sheet|members|participants|beneficiaries|ounce|barrel|per share|a share|price"
    r"|dividends?|paid)\b",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"(?:^|[,;:(\u2014\u2013] ?|\b(?:with|at|holds?|holding|has|have|having|is|now|runs?|manages"
    r"|boasts|exceeds?|tops?|past|passed|crossed|reached|houses?|oversees|guards|counts)"
    r"(?: (?:now|just|only|already|well|a|its))?)"
    r"(?: ?(?:about|around|roughly|some|over|nearly|almost|more than|close to|under|upwards of))?"
    r" ?$",
    re.IGNORECASE,
)
# "Every fund with more than $500 million" names a size that none of them has.
_GROUP = re.compile(r"\b(?:every|any|all|other|funds|ETFs|those)\b[^,.;]{0,60}$", re.IGNORECASE)
_TRAILS = re.compile(
    r" (?:in (?:the vault|it|size|bullion|its vaults?|the fund|total|trust)|of (?:bullion|metal"
    r"|gold|other people's money|client money|assets)|fund|ETF|behemoth|giant|monster|tracker"
    r"|strong|large|big)\b",
    re.IGNORECASE,
)


def sizes(scene: Scene, read: Sequence[Fact]) -> Iterator[Fact]:
    """Each sum of dollars that can only be what a fund holds, but for those that `read` has."""
    sums = [q for q in scene.quantities if q.unit == "usd" and q.value >= _SMALLEST]
    if not sums or _OTHER_MONEY.search(scene.veiled, *scene.whole):
        return
    taken = {place_of(scene, fact.magnitude) for fact in read if fact.magnitude}
    listed = scene.parsed.block.kind == "list_item"
    for number in sums:
        start, end = place = place_of(scene, number)
        if _GROUP.search(scene.veiled[scene.whole[0] : start]):
            continue
        led = _LEADS.search(scene.veiled[scene.whole[0] : start]) is not None
        trailed = _TRAILS.match(scene.veiled, end) is not None
        whose = listed or trailed or any(m.kind == "fund" for m in scene.mentions)
        if place not in taken and whose and (led or trailed):
            yield Fact(metric="aum", magnitude=number, at=place)
