"""The ways a note may write the name of a fund or an index, each owned by one id only."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from nlp.catalog_types import Fund, FundEvent, Index

# "SmallCap", "Small-Cap" and "Small Cap" are the same word to a reader.
CAP_WORD = re.compile(r"\b(Small|Mid|Large|Mega|Micro)[- ]?cap\b", re.IGNORECASE)
CAP_JOINTS = ("", "-", " ")
FUND_WORD = re.compile(r" (?:ETF Trust|ETF|Index Fund|Fund|Trust|Portfolio|ETN)$")
# A name that lost its issuer still points at one fund if it keeps the name of an index house.
HOUSES = re.compile(
    r"\b(?:S&P|MSCI|FTSE|Russell|Nasdaq|NASDAQ|Dow Jones|Dorsey Wright|Bloomberg|SPDR|AlphaDEX"
    r"|RAFI|STOXX|iBoxx|Morningstar)\b"
)
# "Vanguard Growth" and "iShares MBS" are ordinary words; three of them are a name.
MIN_WORDS = 3


def surface_forms(
    funds: Iterable[Fund], indices: Iterable[Index], events: Iterable[FundEvent]
) -> Iterator[tuple[str, str]]:
    """Yield (written form, ticker or index id); match without regard to case.

    Written names (table names, aliases, former names) always count. A derived form, a name
    shortened or spelt otherwise, counts only where no other id could be meant by it.
    """
    former = _former_names(events)
    written = {fund.ticker: _written(fund, former[fund.ticker]) for fund in funds}
    written |= {index.id: {index.name, *index.aliases} for index in indices}
    derived = {fund.ticker: _short_fund(fund, written[fund.ticker]) for fund in funds}
    derived |= {index.id: _with_index_word(index) for index in indices}
    owners = _owners({key: written[key] | derived[key] for key in written})
    claimed = _owners(written)
    for key in written:
        for form in sorted(_spellings(written[key] | derived[key])):
            holders = claimed.get(form.casefold()) or owners[form.casefold()]
            if holders == {key}:
                yield form, key


def _former_names(events: Iterable[FundEvent]) -> defaultdict[str, set[str]]:
    names: defaultdict[str, set[str]] = defaultdict(set)
    for event in events:
        if event.kind == "name_change":
            names[event.ticker] |= {event.before, event.after}
    return names


def _written(fund: Fund, former: set[str]) -> set[str]:
    return {fund.name, *fund.aliases, *former}


def _short_fund(fund: Fund, names: set[str]) -> set[str]:
    prefix = f"{fund.issuer} "
    unbranded = {name.removeprefix(prefix) for name in names if name.startswith(prefix)}
    kept = {name for name in unbranded if HOUSES.search(name)}
    branded = names | {name for name in kept if name.startswith("SPDR ")}
    bare = {FUND_WORD.sub("", name) for name in branded}
    return kept | {name for name in bare if len(name.split()) >= MIN_WORDS}


def _with_index_word(index: Index) -> set[str]:
    if not index.name.endswith(" Index"):
        return set()
    return {
        f"{name} Index"
        for name in index.aliases
        if not name.startswith("the ") and not name.endswith("Index")
    }


def _spellings(names: Iterable[str]) -> set[str]:
    plain = {name for written in names for name in (written, written.replace("U.S.", "US"))}
    return plain | {_joined(name, joint) for name in plain for joint in CAP_JOINTS}


def _joined(name: str, joint: str) -> str:
    return CAP_WORD.sub(lambda word: f"{word[1].capitalize()}{joint}Cap", name)


def _owners(names: dict[str, set[str]]) -> dict[str, set[str]]:
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for key, forms in names.items():
        for form in _spellings(forms):
            owners[form.casefold()].add(key)
    return dict(owners)
