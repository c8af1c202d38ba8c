"""Finds the periods that a sentence names, as the two calendar days a return runs between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from nlp import dates
from nlp.screening import PatternIndex
from nlp.types import Span, Window
from nlp.window_days import latest, since_weekday, weekday, yesterday_of
from nlp.window_resolvers import Resolver, Saying, previous, since_previous
from nlp.window_rules import DATE, RULES, mask
from nlp.window_words import WEEKDAYS

_INDEX = PatternIndex(RULES)
# How far behind a window's words an end of it may begin, and how long its words are at most.
_NEAR, _LONGEST = 25, 20
_UNTIL = re.compile(
    rf"(?<![\w-])(?:through|thru|until|up to|as (?:of|at)|ending|to) (?:the )?{DATE}", re.IGNORECASE
)
# "Through Monday", "as of last night's close".
_UNTIL_SAID = re.compile(
    rf"(?<![\w-])(?:through|until|up to|as (?:of|at)|to) (?:last )?"
    rf"(?:(?P<y>yesterday|night)|(?P<w>{WEEKDAYS}))\b",
    re.IGNORECASE,
)
_OPENING_UNTIL = re.compile(rf"\s{{0,3}}(?:through|as (?:of|at)) {DATE}", re.IGNORECASE)
# "Last quarter" and "on Thursday" count from the day of writing, whatever day the figures run to.
_SAID_OF_TODAY: frozenset[Resolver] = frozenset({previous, since_previous, weekday, since_weekday})
# Read again from a stated end, their base moves along with it.
_COUNTED_BACK = {"trailing", "ytd"}


@dataclass(frozen=True, slots=True)
class _Found:
    window: Window
    saying: Saying
    resolve: Resolver


def find_windows(
    text: str, *, offset: int, as_of: date, written: date | None = None
) -> tuple[Window, ...]:
    """Every period the words name, in order, spans shifted by `offset`; of two that overlap, one.

    "through 2 July 2025" after an open window ends that window there, as does "as of 2 July 2025"
    at the head of the sentence. `written` is the last day on which the text may have been written,
    where that is later than `as_of`: a year that was not over on `as_of` then keeps its own end.
    Otherwise "in 2022" said in June ends in June.
    """
    last_day = as_of if written is None else max(as_of, written)
    return tuple(_worded(each, text, offset, as_of) for each in _found(text, as_of, last_day))


# A sentence's windows are asked for by what its claims are of, and by what the note declares.
@lru_cache(maxsize=64)
def _found(text: str, as_of: date, last_day: date) -> tuple[_Found, ...]:
    phrases = {phrase.start: phrase for phrase in dates.find(text)}
    masked = mask(text, phrases.values())
    found: list[_Found] = []
    taken = bytearray(len(text))
    for each in _matches(masked, phrases, as_of, last_day):
        start, end = each.saying.match.span()
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            found.append(each)
    return tuple(sorted(found, key=lambda each: each.saying.match.start()))


def _matches(
    masked: str, phrases: dict[int, dates.Phrase], as_of: date, last_day: date
) -> Iterator[_Found]:
    for match, resolve in _INDEX.find(masked):
        saying = Saying(match, phrases)
        window = _resolved(resolve, saying, as_of, last_day)
        if window is not None:
            yield _Found(window, saying, resolve)


def _resolved(resolve: Resolver, saying: Saying, as_of: date, last_day: date) -> Window | None:
    """The window as of `as_of`, or as of `last_day` where it was not over or not begun by then."""
    if resolve in _SAID_OF_TODAY:
        return _read(resolve, saying, last_day)
    window = _read(resolve, saying, as_of)
    cut = window is not None and window.kind in {"calendar", "between"} and window.end == as_of
    if last_day == as_of or not (window is None or cut):
        return window
    later = _read(resolve, saying, last_day)
    if later is None or (window is not None and later.base != window.base):
        return window
    return replace(later, end=as_of) if later.kind == "since" else later


def _read(resolve: Resolver, saying: Saying, as_of: date) -> Window | None:
    """What a rule reads; None where a day would lie before year 1 or behind 9999."""
    try:
        return resolve(saying, as_of)
    except (ValueError, OverflowError):
        return None


def _worded(found: _Found, text: str, offset: int, as_of: date) -> Window:
    """The window with the words that name it, cut short where an end is stated."""
    start, end = found.saying.match.span()
    window = _cut_short(found, as_of)
    words = text[start:end]
    return replace(window, text=words, span=Span(offset + start, offset + end, words))


def _cut_short(found: _Found, as_of: date) -> Window:
    stop = _until(found, as_of)
    if stop is None:
        return found.window
    if found.window.kind in _COUNTED_BACK:
        return _read(found.resolve, found.saying, stop) or found.window
    return replace(found.window, end=stop)


def _until(found: _Found, as_of: date) -> date | None:
    """The stated end that cuts a window short: right behind its words, or opening the sentence.

    Only a window that runs to the note's day, or a calendar one, can be cut short; "through 28
    December" beside "in 2022" is a day of 2022.
    """
    window, masked, behind = found.window, found.saying.match.string, found.saying.match.end()
    assert window.end is not None
    if window.end != as_of and window.kind != "calendar":
        return None
    match = _UNTIL.search(masked, behind, behind + _NEAR + _LONGEST)
    if match is None or match.start() - behind > _NEAR:
        said = _UNTIL_SAID.search(masked, behind, behind + _NEAR + _LONGEST)
        if said is not None and window.end == as_of:
            return yesterday_of(as_of) if said["y"] else latest(said["w"], as_of)
        match = _OPENING_UNTIL.match(masked)
    period = match and Saying(match, found.saying.phrases).phrase("a").period(as_of=window.end)
    if not period:
        return None
    if window.kind not in _COUNTED_BACK and window.base and period.end <= window.base:
        return None
    return min(period.end, window.end)


__all__ = ["find_windows"]
