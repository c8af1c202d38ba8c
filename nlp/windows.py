"""Finds the periods that a sentence names, as the two calendar days a return runs between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from nlp import dates
from nlp.types import Span, Window
from nlp.window_rules import RULES, Resolver

_A = dates.source(tag="_a")
# How far behind a window's words the end of it may stand, and how long such an end may be.
_NEAR, _LONGEST = 25, 60
_UNTIL = re.compile(
    rf"(?<![\w-])(?:through|until|up to|as of|ending|to) (?:the )?(?:close of )?{_A}", re.I
)
_OPENING_UNTIL = re.compile(rf"\s{{0,3}}through (?:the )?(?:close of )?{_A}", re.IGNORECASE)
_FUTURE = re.compile(r"\b(?:next|coming|following|ahead)\b", re.IGNORECASE)


def find_windows(
    text: str, *, offset: int, as_of: date, written: date | None = None
) -> tuple[Window, ...]:
    """Every period the words name, in order, spans shifted by `offset`; of two that overlap, one.

    "through 2 July 2025" after an open window ends that window there. `written` is the last day
    on which the text may have been written, where that is later than `as_of`: a year that was not
    over on `as_of` then keeps its own end. Otherwise "in 2022" said in June ends in June.
    """
    last_day = as_of if written is None else max(as_of, written)
    found: list[Window] = []
    taken = bytearray(len(text))
    for start, end, window in _matches(text, as_of, last_day):
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            words = text[start:end]
            span = Span(offset + start, offset + end, words)
            found.append(replace(window, text=words, span=span))
    found.sort(key=_start)
    return tuple(_close_open_ends(text, found, offset=offset, as_of=as_of))


def _matches(text: str, as_of: date, last_day: date) -> Iterator[tuple[int, int, Window]]:
    for pattern, resolve in RULES:
        for match in pattern.finditer(text):
            if _is_lower_month(match) or _FUTURE.search(match[0]):
                continue
            window = _resolved(resolve, match, as_of, last_day)
            if window is not None:
                yield match.start(), match.end(), window


def _resolved(
    resolve: Resolver, match: re.Match[str], as_of: date, last_day: date
) -> Window | None:
    """The window as of `as_of`, or as of `last_day` where it was not over or not begun by then."""
    window = resolve(match, as_of)
    cut = window is not None and window.kind in {"calendar", "between"} and window.end == as_of
    if last_day == as_of or not (window is None or cut):
        return window
    later = resolve(match, last_day)
    if later is None or (window is not None and later.base != window.base):
        return window
    return replace(later, end=as_of) if later.kind == "since" else later


def _is_lower_month(match: re.Match[str]) -> bool:
    """True for "may" and "march" as verbs: a month is written with a capital."""
    groups = match.groupdict()
    months = (groups.get(f"{form}_m_{tag}") for form in ("m", "my", "md") for tag in "ab")
    return any(month is not None and month[0].islower() for month in months)


def _close_open_ends(
    text: str, windows: list[Window], *, offset: int, as_of: date
) -> Iterator[Window]:
    for window in windows:
        stop = _until(text, window, offset=offset, as_of=as_of)
        yield window if stop is None else replace(window, end=stop)


def _until(text: str, window: Window, *, offset: int, as_of: date) -> date | None:
    """The stated end that cuts a window short: right behind its words, or opening the sentence.

    Only a window that runs to the note's day, or a calendar one, can be cut short; "through 28
    December" beside "in 2022" is a day of 2022.
    """
    assert window.span is not None
    assert window.end is not None
    if window.end != as_of and window.kind != "calendar":
        return None
    behind = window.span.end - offset
    match = _UNTIL.search(text, behind, behind + _NEAR + _LONGEST)
    if match is None or match.start() - behind > _NEAR:
        match = _OPENING_UNTIL.match(text) if window.kind == "calendar" else None
    period = dates.period(match, tag="_a", as_of=window.end) if match else None
    if period is None or (window.base is not None and period.last <= window.base):
        return None
    return min(period.last, window.end)


def _start(window: Window) -> int:
    return window.span.start if window.span else 0


__all__ = ["find_windows"]
