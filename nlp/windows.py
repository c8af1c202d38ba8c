"""Finds the periods that a sentence names, as the two calendar days a return runs between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from nlp import dates
from nlp.types import Span, Window
from nlp.window_rules import RULES

_A = dates.source(tag="_a")
# How far behind a window's words the end of it may stand, and how long such an end may be.
_NEAR, _LONGEST = 25, 60
_UNTIL = re.compile(
    rf"(?<![\w-])(?:through|until|up to|as of|ending|to) (?:the )?(?:close of )?{_A}", re.I
)
_OPENING_UNTIL = re.compile(rf"\s{{0,3}}through (?:the )?(?:close of )?{_A}", re.IGNORECASE)
_FUTURE = re.compile(r"\b(?:next|coming|following|ahead)\b", re.IGNORECASE)


def find_windows(text: str, *, offset: int, as_of: date) -> tuple[Window, ...]:
    """Every period the words name, in order, spans shifted by `offset`; of two that overlap, one.

    "through 2 July 2025" after an open window ends that window there.
    """
    found: list[Window] = []
    taken = bytearray(len(text))
    for start, end, window in _matches(text, as_of):
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            words = text[start:end]
            span = Span(offset + start, offset + end, words)
            found.append(replace(window, text=words, span=span))
    found.sort(key=_start)
    return tuple(_close_open_ends(text, found, offset=offset, as_of=as_of))


def _matches(text: str, as_of: date) -> Iterator[tuple[int, int, Window]]:
    for pattern, resolve in RULES:
        for match in pattern.finditer(text):
            if _is_lower_month(match) or _FUTURE.search(match[0]):
                continue
            window = resolve(match, as_of)
            if window is not None:
                yield match.start(), match.end(), window


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
