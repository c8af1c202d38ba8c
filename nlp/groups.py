"""Descriptions of funds ("key small-cap momentum and single-factor ETFs") as catalogue queries."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from nlp.catalog import Catalog, GroupQuery
from nlp.catalog_types import Factor, Fund, Size, Style
from nlp.types import Quantifier

_Name = TypeVar("_Name", bound=str)
_HEAD = re.compile(
    r"\b(?:ETFs?|funds?|peers?|rivals?|competitors?|exposures?|strategies|products|counterparts?"
    r"|alternatives|category|universe|stablemates|offerings|vehicles|trackers|SPDRs?)\b",
    re.IGNORECASE,
)
# A group that says more than "funds" without naming a factor or a size: "most sector funds".
_DESCRIBED = re.compile(
    r"\b(?:all|most|any|every|each|many|none|several|both|either|other|its|their|the|no)\b"
    r"(?: (?!in\b|on\b|by\b|since\b|over\b|last\b|this\b)[\w&'-]{1,20}){0,5}? "
    r"(?:ETFs?|funds?|peers?|rivals?|competitors?|counterparts|stablemates|SPDRs?|trackers"
    r"|sectors?(?! (?:[\w-]{1,12} )?(?:funds?|ETFs?|SPDRs?)\b)"
    r"|products|strategies|alternatives|category|universe)\b"
    r"(?: (?:we|I|that|which|on|in (?:the|our|my|its)) [\w' -]{2,30})?",
    re.IGNORECASE,
)
_BENCHMARK = re.compile(
    r"\b(?:(?:the|its|their|a) )?(?:[\w&-]{1,30} ){0,4}?(?:benchmark|market|index|parent index)\b",
    re.IGNORECASE,
)
_SPLIT = re.compile(r",? (?:and|or|as well as|plus) |, ", re.IGNORECASE)
_QUANTIFIERS: dict[Quantifier, re.Pattern[str]] = {
    "both": re.compile(r"\bboth\b", re.IGNORECASE),
    # "The most volatile ETFs" is a superlative.
    "most": re.compile(r"\b(?:(?<!the )most|the majority|nearly all|almost all)\b", re.IGNORECASE),
    "all": re.compile(r"\b(?:all|every|each|any other)\b", re.IGNORECASE),
    "key": re.compile(r"\b(?:key|major|main|leading|principal|prominent)\b", re.IGNORECASE),
    "any": re.compile(r"\b(?:any|neither|one of|at least one|some)\b", re.IGNORECASE),
}
_SIZES: dict[Size, re.Pattern[str]] = {
    "small": re.compile(
        r"\bsmall(?:er)?[- ]?(?:caps?|company|companies|capitali[sz]ation)\b", re.I
    ),
    "mid": re.compile(r"\bmid[- ]?caps?\b", re.IGNORECASE),
    "large": re.compile(r"\b(?:large|mega)[- ]?caps?\b", re.IGNORECASE),
}
_FACTORS: dict[Factor, re.Pattern[str]] = {
    "momentum": re.compile(r"\bmomentum\b", re.IGNORECASE),
    "low_volatility": re.compile(r"\b(?:low|min(?:imum)?)[- ]vol(?:atility)?\b", re.IGNORECASE),
    "quality": re.compile(r"\bquality\b", re.IGNORECASE),
    "dividend": re.compile(r"\bdividend\b", re.IGNORECASE),
    "multifactor": re.compile(r"\bmulti-?factor\b", re.IGNORECASE),
    "equal_weight": re.compile(r"\bequal[- ]weight(?:ed)?\b", re.IGNORECASE),
    "size": re.compile(r"\bsize(?:[- ]factor)?\b", re.IGNORECASE),
}
_STYLES: dict[Style, re.Pattern[str]] = {
    "growth": re.compile(r"\bgrowth\b", re.IGNORECASE),
    "value": re.compile(r"\bvalue\b", re.IGNORECASE),
}
_SINGLE = re.compile(r"\b(?:single|one)-factor\b|\w-only\b", re.IGNORECASE)
_ANY_FACTOR = re.compile(r"\bfactor\b", re.IGNORECASE)
_PEERS = re.compile(r"\b(?:peers?|rivals?|competitors?|category|counterparts?|stablemates)\b", re.I)
_SIZE_INDEX: dict[Size, tuple[str, ...]] = {
    "small": ("SP600", "R2000"),
    "mid": ("SP400", "RMID"),
    "large": ("SP500", "R1000"),
    "total": ("R3000",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A described group: its words and the funds that the catalogue finds for them."""

    text: str
    queries: tuple[GroupQuery, ...]


def quantifier_of(text: str) -> Quantifier | None:
    """How many of a group the words speak for, or None where they name it plainly."""
    return _first(_QUANTIFIERS, text)


def describe(text: str, *, subject: Fund | None) -> Group | None:
    """The group that the words up to their head noun describe; None if nothing narrows it down.

    A size said once holds for the whole list; a factor without a size takes the subject's own.
    """
    head = _HEAD.search(text)
    if head is None:
        return None
    words = text[: head.end()]
    queries: list[GroupQuery] = []
    size: Size | None = None
    for part in _SPLIT.split(words):
        size = _first(_SIZES, part) or size
        query = _query(part, size=size, subject=subject)
        if query is not None:
            queries.append(query)
    return Group(text=words.strip(), queries=tuple(queries)) if queries else None


def is_described(text: str) -> str | None:
    """The words of a group of funds that no query can find, or None where there is none."""
    found = _DESCRIBED.search(text)
    return found[0].strip(" ,.;") if found else None


def _query(part: str, *, size: Size | None, subject: Fund | None) -> GroupQuery | None:
    factor, style = _first(_FACTORS, part), _first(_STYLES, part)
    single = bool(_SINGLE.search(part))
    own_size = size or (subject.size if subject else None)
    if factor or single or _ANY_FACTOR.search(part):
        return GroupQuery(size=own_size, factor=factor, factor_kind="single" if single else "any")
    if style:
        return GroupQuery(size=own_size, style=style)
    if size:
        return GroupQuery(size=size)
    return _peers_of(subject) if _PEERS.search(part) and subject else None


def _peers_of(fund: Fund) -> GroupQuery:
    factor = fund.factors[0] if len(fund.factors) == 1 else None
    return GroupQuery(
        size=fund.size,
        style=None if factor else fund.style,
        factor=factor,
        sector=fund.sector,
        asset_class=fund.asset_class,
        region=fund.region,
    )


def members(
    group: Group, *, catalog: Catalog, exclude: set[str], since: date | None
) -> tuple[str, ...]:
    """The funds of a group that were already listed on a window's first day."""
    found = (
        ticker
        for query in group.queries
        for ticker in catalog.group(query, exclude=exclude, listed_on=since)
    )
    return tuple(dict.fromkeys(found))


def benchmark(text: str, *, subject: Fund | None, named: list[str], catalog: Catalog) -> str | None:
    """The index that "its benchmark" or "the broad small-cap index" means here, or None.

    An index of that size that the note itself names comes first, then the subject's own, then
    the usual one of that size.
    """
    found = _BENCHMARK.search(text)
    if found is None:
        return None
    if found[0].lower().startswith(("its ", "their ")) and subject and subject.index:
        return subject.index
    size = _first(_SIZES, found[0]) or _plain_size(found[0], subject)
    of_size = [
        index for index in named if index in catalog.indices and catalog.indices[index].size == size
    ]
    plain = [index for index in of_size if not catalog.indices[index].factors]
    usual = usual_indices(size, catalog=catalog) if size else ()
    return next(iter([*plain, *usual]), None)


def usual_indices(size: Size, *, catalog: Catalog) -> tuple[str, ...]:
    """The plain indices of a size, the one that notes mean most often first."""
    return tuple(index for index in _SIZE_INDEX.get(size, ()) if index in catalog.indices)


def _plain_size(words: str, subject: Fund | None) -> Size | None:
    """ "The broad market" is large caps unless the benchmark is the subject's."""
    if "market" in words.lower():
        return "large"
    return subject.size if subject else "large"


def _first(table: dict[_Name, re.Pattern[str]], text: str) -> _Name | None:
    return next((name for name, pattern in table.items() if pattern.search(text)), None)
