"""Which fund's prices show a thing that a note calls by a common name: oil, small caps, yields.

The plain fund of each with the longest history. "Yields" are shown by the price of the bonds that
bear them, which moves the other way: `inverse`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from analytics.facts import Facts

_BY_FUND = """
    SPY: s&p | the market | stocks | equities | share prices | stock market | large caps
    QQQ: nasdaq | mega caps | big tech
    DIA: dow
    MDY: mid caps | midcaps
    IWM: small caps | smallcaps | smaller companies | small companies | small stocks
    IWD: value stocks | value shares
    IWF: growth | growth stocks
    EFA: developed markets | international stocks | foreign stocks
    EEM: emerging markets
    EWJ: japan | japanese stocks
    FXI: china | chinese stocks
    AGG: bonds | fixed income
    IEF: treasuries | treasury bonds | government bonds
    TLT: long bonds | long treasuries | long-dated bonds | long-dated treasuries | duration
    LQD: corporate bonds | investment-grade credit
    HYG: credit | high yield | high-yield bonds | junk bonds
    TIP: inflation-linked bonds
    GLD: gold | bullion
    SLV: silver
    GDX: gold miners | miners
    DBC: commodities | commodity prices
    USO: oil | crude | crude oil | oil prices
    UUP: dollar | us dollar
    FXE: euro
    FXY: yen
    IYR: real estate | reits | property shares
    XLK: technology | tech | tech stocks | technology shares | technology stocks
    SMH: semiconductors | semis | chips | chip stocks | chip makers | semiconductor names
    XLF: financials
    KBE: banks | bank stocks
    KRE: regional banks | community banks
    XLE: energy | energy stocks | oil stocks
    OIH: oil services
    XLU: utilities
    XLV: health care | healthcare
    IBB: biotech | biotechnology
    XLI: industrials
    XLB: materials
    XLP: staples | consumer staples
    XLY: consumer discretionary
    XRT: retailers
    XHB: homebuilders | housebuilders
"""
_INVERSE = """
    IEF: yields | bond yields | treasury yields | ten-year yields | 10-year yields
    TLT: long yields | long-term yields | long-dated yields | 30-year yields
    TIP: real yields
"""
_WORD = re.compile(r"[\w&.$'\u2019-]{1,40}")
_TRIMMED = "$.'\u2019-"
_POSSESSIVE = re.compile(r"['\u2019]s$")
_LONGEST_NAME = 8
_ARTICLE = re.compile(r"^the ", re.IGNORECASE)
# "Small-cap breadth" and "credit spreads" are no prices.
_NO_PRICE = re.compile(
    r"[\s-]{1,2}(?:spreads?|breadth|earnings|valuations?|volumes?|volatility|multiples?|flows?"
    r"|inflows|outflows|issuance|demand|supply|production|inventor(?:y|ies)|imports|exports"
    r"|correlations?|dispersion|sentiment|leadership|premi(?:um|a|ums)|rates?|yields?|margins?"
    r"|profits?|sales|estimates|prices|deposits|lending|hikes?|cuts?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A thing in a text: `entity` is what the tape quotes, `words` what the text calls it.

    `start` and `end` are offsets into the text; `inverse` where the price falls as it rises.
    """

    entity: str
    words: str
    start: int
    end: int
    inverse: bool = False


def _table(lines: str) -> dict[str, str]:
    pairs = (line.split(": ") for line in lines.strip().splitlines())
    return {word: fund.strip() for fund, words in pairs for word in words.split(" | ")}


STAND_INS: Mapping[str, str] = MappingProxyType(_table(_BY_FUND))
INVERSE: Mapping[str, str] = MappingProxyType(_table(_INVERSE))


def named_in(text: str, *, facts: Facts) -> tuple[Named, ...]:
    """Everything with prices that a text names, in order; of overlapping names the longest."""
    words = list(_WORD.finditer(text))
    found: list[Named] = []
    at = 0
    while at < len(words):
        one = _longest(text, words[at : at + _LONGEST_NAME], facts)
        found += [one] if one else []
        at += 1 if one is None else sum(word.end() <= one.end for word in words[at:])
    return tuple(found)


def _longest(text: str, words: list[re.Match[str]], facts: Facts) -> Named | None:
    start = words[0].start()
    for last in reversed(words):
        name = _POSSESSIVE.sub("", text[start : last.end()].rstrip(_TRIMMED))
        found = _meant(" ".join(name.split()).lstrip("$"), facts)
        if found is not None and not _NO_PRICE.match(text, start + len(name)):
            end = start + len(name)
            entity, inverse = found
            return Named(entity=entity, words=name, start=start, end=end, inverse=inverse)
    return None


def _meant(name: str, facts: Facts) -> tuple[str, bool] | None:
    """What a name stands for: the catalogue's own first, then the common words."""
    bare = _ARTICLE.sub("", name)
    known = facts.named(bare)
    if known is not None:
        return known, False
    spellings = {name.lower(), bare.lower()}
    for spelling in sorted(spellings | {form.replace("-", " ") for form in spellings}):
        if spelling in INVERSE:
            return INVERSE[spelling], True
        if spelling in STAND_INS:
            return STAND_INS[spelling], False
    return None
