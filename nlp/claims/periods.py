"""Periods that a note only points at: "over that stretch", "in the quarter", "since then"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from nlp import dates
from nlp.claims.scene_setting import just_over, stretch
from nlp.claims.since_then import since_then
from nlp.claims.spoken import Spoken, as_tabled
from nlp.lengths import COUNT, Length, count
from nlp.screening import Screened
from nlp.types import Span, Window

_UNIT = r"(?P<unit>year|quarter|month|week|day|session|half|decade)"
_OVER = "(?:over|in|during|for|across|through(?:out)?|on|within)"
_BACK = Screened(
    rf"\b(?P<words>(?:{_OVER} )?(?:(?:about|roughly|almost) )?"
    r"(?:(?:that|those|this|these|the(?: very)? same)(?: \w{1,12})?? "
    r"(?:period|stretch|span|time|timespan|window|interval|spell|months|years|weeks|quarters"
    r"|days|dates|sessions"
    rf"|run|night|episode|horizon|{_UNIT})\b(?! (?:of|to|end))|meanwhile\b|in that time\b"
    r"|while all (?:this|that) went on\b|over the sample\b))",
    re.IGNORECASE,
)
# "Over those ten months": the last period named that is as long.
_COUNTED_BACK = Screened(
    rf"\b(?P<words>(?:{_OVER} )?(?:that|those|these|the(?: very)? same|the(?: (?:first|full"
    rf"|whole))?)[ -](?P<n>{COUNT})[ -](?P<unit>year|quarter|month|week|day|session)s?\b)"
    r"(?! (?:of|to|end|before|after|ahead|since|from|through|until|up to|that followed|prior))",
    re.IGNORECASE,
)
_REPORTED = Screened(
    r"\b(?P<words>(?:in|over|during|for|on|across|(?:clos|end|finish)(?:ed|es|ing)(?: out)?) the"
    rf" (?:full |whole |past |calendar ){{0,2}}{_UNIT}(?:-year)?\b)"
    r"(?! (?:of|to|end|before|after|ahead|that|and (?:an?|one|half))\b"
    r"|[- ]\w{1,8}[- ](?:average|line)"
    r"|,? (?:19|20)\d)",
    re.IGNORECASE,
)
# "Over the past five", "over ten": years, as before.
_ELLIPSIS = Screened(
    rf"\b(?:(?:over|in|for|during) the (?:past|last)|over(?! by)) (?:each of )?(?:the )?"
    rf"(?P<n>{COUNT})(?:-?, (?:\w{{3,5}}-?)){{0,2}}(?:-? and (?:\w{{3,5}}))?"
    r"(?:(?=[,.;)]|$| and\b| but\b| it\b| as\b| either\b| too\b)|[- ](?:calendar )?years?\b)",
    re.IGNORECASE,
)
# "The quarter first: SPY +3 %", "The week: …".
_OPENED = Screened(
    rf"^\W{{0,3}}(?P<words>(?:the|our) (?:past |latest )?{_UNIT})"
    r"(?= (?:first|in (?:brief|review|numbers|figures)|just (?:gone|ended|past))\b|:)",
    re.IGNORECASE,
)
# "The weakest of the quarter", but not "the end of the quarter".
_RANKED = Screened(
    r"\b(?:\w{2,12}est|best|worst|laggard|leader|winner|loser|performer|gainer|decliner|sector|fund)"
    rf" (?P<words>of the {_UNIT}\b)",
    re.IGNORECASE,
)
# "Its worst week since March 2020" is a week, and not what has passed since March 2020.
_RECORD = Screened(
    r"\b(?:best|worst|\w{3,12}(?:st|nd|rd|th)[- ]?(?:best|worst)|\w{3,12}est)"
    r" (?P<words>(?:calendar |first |second |third |fourth )?(?P<unit>day|session|week|month"
    r"|quarter|year|half))\b",
    re.IGNORECASE,
)
_LENGTHS = {
    "decade": (3600, 3700), "year": (360, 370), "half": (180, 185), "quarter": (88, 93),
    "month": (27, 32), "week": (4, 8), "day": (1, 4), "session": (1, 4),
}  # fmt: skip
_DAYS = {"year": 365.25, "quarter": 91.3, "month": 30.44, "week": 7.0, "day": 1.0, "session": 1.4}
# How far off its stated length a period may be and still be meant.
_SLACK = 0.06
_ONE_DAY = timedelta(days=1)


def recalled(
    text: str, *, offset: int, windows: tuple[Window, ...], spoken: Spoken, as_of: date
) -> tuple[Window, ...]:
    """The windows of a sentence with those that its words only point to, in order."""
    records = [*_records(text, offset, spoken, as_of)]
    found = [w for w in windows if not any(_dates(record, w) for record, _ in records)]
    counted = [*_counted(text, offset, _Known(spoken, windows))]
    # "The five years" are those named before, where such were, and not the last five.
    found = [as_tabled(w, spoken) for w in found if not _is_told_again(w, counted)]
    pointed = [
        *((span, window) for span, window in records if window),
        *counted,
        *since_then(text, offset, spoken, as_of),
        *_pointed(text, offset, _Known(spoken, windows), as_of),
        *_elliptic(text, offset, as_of),
    ]
    for span, window in pointed:
        if not any(w.span and w.span.overlaps(span) for w in found):
            found.append(replace(window, text=span.text, span=span))
    found.sort(key=lambda window: window.span.start if window.span else 0)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Known:
    """What some words of a sentence may point at: all that was named before them."""

    spoken: Spoken
    windows: tuple[Window, ...]

    def before(self, place: Span) -> list[Window]:
        """The periods of the talk so far, the last one at the end."""
        here = (w for w in self.windows if w.span and w.span.end <= place.start)
        return [*self.spoken.known, *here]


def _is_told_again(window: Window, counted: list[tuple[Span, Window]]) -> bool:
    span = window.span
    return window.kind == "trailing" and any(span and span.overlaps(words) for words, _ in counted)


def _pointed(text: str, offset: int, known: _Known, as_of: date) -> Iterator[tuple[Span, Window]]:
    for pattern in (_BACK, _REPORTED, _RANKED, _OPENED):
        for match in pattern.finditer(text):
            span, unit = _span(match, offset), (match["unit"] or "").lower()
            window = _same(known.before(span), unit, known.spoken.day)
            if window is None and pattern is _BACK:
                window = _dated(text[: match.start()], unit, known.spoken, as_of)
            elif window is None:
                window = just_over(unit, as_of)
            if window is not None:
                yield span, window


def _dated(before: str, unit: str, spoken: Spoken, as_of: date) -> Window | None:
    """The year or month that "in that year" means where it was named, but nothing measured."""
    for text in (before, *(heard for heard, _ in reversed(spoken.heard))):
        for phrase in reversed(dates.find(text)):
            found = stretch(phrase, as_of=as_of)
            if found is not None and found[0] == unit:
                return found[1]
    return None


def _records(
    text: str, offset: int, spoken: Spoken, as_of: date
) -> Iterator[tuple[Span, Window | None]]:
    """The period that a record is of: "its worst week since March 2020" is a week."""
    for match in _RECORD.finditer(text):
        unit = match["unit"].lower()
        last = spoken.here or spoken.review
        whole = last and unit not in {"day", "session"}
        window = _same(spoken.known, unit, spoken.day) if whole else last
        window = window or just_over(unit, as_of)
        if unit in {"day", "session"} and window and _days_of(window) > 1:
            window = None
        if _DATED.match(text, match.end()):
            yield _span(match, offset), window


def _dates(record: Span, window: Window) -> bool:
    """True for the "since 2008" that tells how long a record has stood."""
    if window.span is None or window.kind not in {"since", "since_inception"}:
        return False
    return 0 < window.span.start - record.end < _RECORD_REACH


_RECORD_REACH = 40
_DATED = re.compile(
    r"(?: (?:for|of|in) [^,.;]{2,24})?,? (?:since|outside|in|of|for|on record|ever)\b", re.I
)


def _counted(text: str, offset: int, known: _Known) -> Iterator[tuple[Span, Window]]:
    for match in _COUNTED_BACK.finditer(text):
        span = _span(match, offset)
        days = float(count(match["n"])) * _DAYS[match["unit"].lower()]
        slack = max(1.0, _SLACK * days)
        for window in reversed(known.before(span)):
            if abs(_days_of(window) - days) <= slack:
                yield span, window
                break


def _elliptic(text: str, offset: int, as_of: date) -> Iterator[tuple[Span, Window]]:
    for match in _ELLIPSIS.finditer(text):
        if int(count(match["n"])) >= as_of.year:
            continue
        base = Length(12 * int(count(match["n"])), 0).ago(as_of)
        window = Window(kind="trailing", base=base, end=as_of)
        yield Span(offset + match.start(), offset + match.end(), match[0]), window


def _span(match: re.Match[str], offset: int) -> Span:
    start, end = match.span("words")
    return Span(offset + start, offset + end, match["words"])


def _days_of(window: Window) -> int:
    return (window.end - window.base).days if window.base and window.end else 0


def _same(known: list[Window], unit: str, day: date | None) -> Window | None:
    """The last period named that is as long as the words say; the year around a shorter one."""
    if not unit:
        longer = [window for window in known if _days_of(window) > 1 or not window.base]
        return longer[-1] if longer else None
    shortest, longest = _LENGTHS[unit]
    for window in reversed(known):
        days = _days_of(window)
        if shortest <= days <= longest:
            return window
        if unit == "year" and window.base and 0 < days < shortest:
            year = (window.base + _ONE_DAY).year
            last = date(year, 12, 31)
            over = day is None or last <= day
            base = date(year - 1, 12, 31)
            return Window(kind="calendar", base=base, end=last) if over else None
    return None


__all__ = ["Spoken", "recalled"]
