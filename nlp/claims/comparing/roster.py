"""Which funds a note means by "the five", "both", "the latter", "the lot": its own lists of names.

A list is a table's or bullet list's names, or those that one sentence or paragraph names together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from nlp.catalog import Catalog
from nlp.catalog_types import Fund
from nlp.mentions import Mention
from nlp.numerals import SPELLED
from nlp.parsing import ParsedBlock

_LISTED = {"table_row", "list_item"}
_FEWEST = 2
# "The two" is a pair, whose other half is meant, and "one" no list at all.
_COUNTS = [word for word, size in SPELLED.items() if size > _FEWEST]
_NUMBER = rf"(?P<n>{'|'.join(_COUNTS)}|\d{{1,2}})"
_COUNTED = re.compile(
    r"\b(?:all|any of|each of|the|these|those|our|my|its|their|of|other|remaining)"
    r"(?: (?:of )?(?:the|our|my|its|these|those))?(?: (?P<other>other|remaining|rest of the))? "
    rf"{_NUMBER}\b(?!-|[.,]\d| (?:[\w-]{{1,12}} )?"
    rf"(?:years?(?! to date)|quarters?|months?|weeks?|days?|decades?"
    r"|per ?cent|points?|basis|bps?|pp|sessions|times|calendar|names|stocks|holdings)\b| ?%)",
    re.IGNORECASE,
)
_INCLUSIVE = re.compile(r"(?:of|in) ", re.IGNORECASE)
_WHOLE = re.compile(
    r"\b(?:(?:of|in|on|among|than|all) )?(?:the|my|our|this|that)(?: \w{1,12})? (?:lot|group|sheet|"
    r"page|table|list|bunch|pack|field|line-?up|scorecard|others|rest|sleeve|league|screen|class"
    r"|heap|standings|leaderboard|rankings?|(?:funds|etfs|sectors|names)(?: (?:below|above|here|in"
    r" the (?:table|list)|on the (?:page|sheet)))?)\b|\b(?:everything|everyone) else\b"
    r"|\ball (?:the )?(?:others|rest)\b|\bof the (?:year|quarter|month|week)\b",
    re.IGNORECASE,
)
_PAIR = re.compile(
    r"(?:(?:of|between|than|from|for|to|on|out of) )?(?:both|either|neither|them|they|(?:the|these"
    r"|those|our|my) (?:two|pair|duo|couple))\b(?: of (?:them|the two|these|the pair))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointed:
    """Funds that words point to, the subject among them where it belongs; `text` are the words."""

    ids: tuple[str, ...]
    text: str


def rosters(
    found: Iterable[tuple[ParsedBlock, tuple[Mention, ...]]], *, catalog: Catalog
) -> tuple[tuple[str, ...], ...]:
    """Every list of at least two names in a note: tables and bullets, sentences, paragraphs.

    A list with one plain market fund is also one without it: that fund is there to compare with.
    """
    rows = list(found)
    lists = [*_runs(rows), *_sentences(rows)]
    lists += [_names(mentions) for parsed, mentions in rows if parsed.block.kind not in _LISTED]
    lists += [_without_market(names, catalog) for names in lists if len(names) > _FEWEST]
    return tuple(dict.fromkeys(names for names in lists if len(names) >= _FEWEST))


def _without_market(names: tuple[str, ...], catalog: Catalog) -> tuple[str, ...]:
    return tuple(name for name in names if not _is_market(catalog.funds.get(name)))


def _is_market(fund: Fund | None) -> bool:
    if fund is None or fund.factors or fund.sector or fund.asset_class != "equity":
        return False
    return fund.size in {"large", "total"} and fund.style in {None, "blend"}


def _runs(rows: list[tuple[ParsedBlock, tuple[Mention, ...]]]) -> Iterator[tuple[str, ...]]:
    """The first name of every row of a table, or of every bullet of a list."""
    for kind, run in groupby(rows, key=lambda row: row[0].block.kind):
        if kind in _LISTED:
            firsts = [_names(mentions)[:1] for _, mentions in run]
            yield tuple(dict.fromkeys(name for first in firsts for name in first))


def _sentences(rows: list[tuple[ParsedBlock, tuple[Mention, ...]]]) -> Iterator[tuple[str, ...]]:
    for parsed, mentions in rows:
        for sent in parsed.doc.sents:
            inside = (m for m in mentions if sent.start_char <= m.start and m.end <= sent.end_char)
            yield _names(inside)


def _names(mentions: Iterable[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m.id for m in mentions if m.kind in {"fund", "stock"}))


def counted(
    text: str,
    *,
    subject: str | None,
    lists: tuple[tuple[str, ...], ...],
    funds: tuple[str, ...],
    recent: list[str],
) -> Pointed | None:
    """The funds of "the other four", "all five factor funds", "of the seven"; None if none fit.

    `funds` are all that the note names, `recent` those named so far, the latest last.
    """
    for match in _COUNTED.finditer(text):
        size = SPELLED.get(match["n"].lower()) or int(match["n"])
        groups = (*lists, funds)
        if match["other"]:
            ids = _holding(size + 1, subject, groups)
        elif _INCLUSIVE.match(text, match.start()) or subject is None:
            ids = _holding(size, subject, groups) or _completed(size, subject, groups)
        else:
            beside = _holding(size + 1, subject, groups) or _latest(size, subject, recent)
            ids = beside or _holding(size, subject, groups)
        if ids is not None:
            return Pointed(ids=ids, text=match[0])
    return None


def count_words(text: str) -> str | None:
    """The words that count a group ("the other four funds"), whoever is in it."""
    match = _COUNTED.search(text)
    return match[0] if match else None


def _holding(
    size: int, subject: str | None, groups: tuple[tuple[str, ...], ...]
) -> tuple[str, ...] | None:
    """The first group of that many names that has the subject."""
    fitting = (names for names in groups if len(names) == size)
    return next((names for names in fitting if subject is None or subject in names), None)


def _completed(
    size: int, subject: str | None, groups: tuple[tuple[str, ...], ...]
) -> tuple[str, ...] | None:
    """A list of the others with the subject: "worst of our four (VYM, DGRO, HDV the others)"."""
    others = (names for names in groups if len(names) == size - 1 and subject not in names)
    found = next(others, None)
    return (subject, *found) if found is not None and subject is not None else None


def _latest(size: int, subject: str | None, recent: list[str]) -> tuple[str, ...] | None:
    others = [name for name in recent if name != subject]
    return tuple(others[-size:]) if len(others) >= size else None


def whole(
    text: str,
    *,
    subject: str | None,
    lists: tuple[tuple[str, ...], ...],
    funds: tuple[str, ...],
) -> Pointed | None:
    """The funds of "the lot", "everything else on the sheet": the longest list with the subject."""
    match = _WHOLE.search(text)
    ids = longest(subject, lists=lists, funds=funds) if match else None
    return Pointed(ids=ids, text=match[0]) if match and ids else None


def longest(
    subject: str | None, *, lists: tuple[tuple[str, ...], ...], funds: tuple[str, ...]
) -> tuple[str, ...] | None:
    """The first of the longest lists that hold the subject, of three names or more."""
    own = [names for names in lists if subject in names and len(names) > _FEWEST]
    if own:
        return max(own, key=len)
    return funds if subject in funds and len(funds) > _FEWEST else None


def pair(
    text: str, *, recent: list[str], joined: tuple[str, ...], subject: str | None
) -> Pointed | None:
    """The two that "both", "the pair of them" or "either" at the front points to.

    `joined` are two names that an "and" has just put together; else the last two named. "Of the
    two" counts the subject in.
    """
    match = _PAIR.match(text.strip())
    if match is None:
        return None
    both = list(joined) or [name for name in recent if name != subject][-_FEWEST:]
    if _INCLUSIVE.match(match[0]) and subject is not None:
        both = [name for name in both if name != subject][-1:]
    return Pointed(ids=tuple(both), text=match[0]) if both else None
