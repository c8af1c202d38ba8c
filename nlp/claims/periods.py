"""Periods that a note points back to ("over that stretch", "in the quarter") or leaves unsaid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from spacy.tokens import Token

from nlp import dates
from nlp.lengths import COUNT, Length, count
from nlp.parsing import clause_head
from nlp.types import Span, Window

_UNIT = r"(?P<unit>year|quarter|month|week|day|session|half)"
_BACK = re.compile(
    r"\b(?P<words>(?:(?:over|in|during|for|across|through(?:out)?|on|within) )?"
    r"(?:(?:about|roughly|almost) )?"
    r"(?:(?:that|those|this|these|the(?: very)? same)(?: \w{1,12})?? "
    r"(?:period|stretch|span|time|timespan|window|interval|spell|months|years|weeks|quarters|days"
    rf"|run|night|episode|horizon|decade|{_UNIT})\b(?! (?:of|to|end))|meanwhile\b|in that time\b))",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    rf"\b(?P<words>(?:in|over|during|for|on|across) the (?:full |whole |past )?{_UNIT}\b)"
    r"(?! (?:of|to|end|before|after|ahead|that|and)|[- ]\w{1,8}[- ](?:average|line)"
    r"|,? (?:19|20)\d)",
    re.IGNORECASE,
)
# "Over the past five": years, as before.
_ELLIPSIS = re.compile(
    rf"\b(?:over|in|for|during) the (?:past|last) (?P<n>{COUNT})(?=[,.;)]|$| and\b| but\b)",
    re.IGNORECASE,
)
# "The weakest of the quarter", but not "the end of the quarter".
_RANKED = re.compile(
    r"\b(?:\w{2,12}est|best|worst|laggard|leader|winner|loser|performer|gainer|decliner|sector|fund)"
    rf" (?P<words>of the {_UNIT}\b)",
    re.IGNORECASE,
)
_LENGTHS = {
    "year": (360, 370), "half": (180, 185), "quarter": (88, 93), "month": (27, 32),
    "week": (4, 8), "day": (1, 4), "session": (1, 4),
}  # fmt: skip
# A commentary on a period appears within this many days of its end.
_REVIEWED_WITHIN = {"year": 60, "quarter": 60, "month": 10}
_ONE_DAY = timedelta(days=1)
# Windows that reach up to the note's day, which "has beaten" and "is ahead" may be about.
_OPEN = {"since", "since_inception", "trailing", "ytd", "long_term"}


@dataclass(slots=True)
class Spoken:
    """Mutable on purpose: the periods named so far, and `here` the last one of this paragraph.

    `title` is that of the heading above, where it has one. `measured` is the day up to which the
    note's figures run, where it states one.
    """

    here: Window | None = None
    title: Window | None = None
    named: list[Window] = field(default_factory=list)
    measured: date | None = None

    def hear(self, windows: tuple[Window, ...]) -> None:
        """Remember the periods of a sentence."""
        if windows:
            self.here = windows[-1]
            self.named += windows

    @property
    def only(self) -> Window | None:
        """The one period that a note speaks of, if it has named no other."""
        days = {(window.base, window.end, window.kind) for window in self.named}
        return self.named[0] if len(days) == 1 else None


def recalled(
    text: str, *, offset: int, windows: tuple[Window, ...], spoken: Spoken, as_of: date
) -> tuple[Window, ...]:
    """The windows of a sentence with those that its words only point to, in order."""
    found = [*windows]
    pointed = [*_pointed(text, offset, spoken, as_of), *_elliptic(text, offset, as_of)]
    for span, window in pointed:
        if not any(w.span and w.span.overlaps(span) for w in found):
            found.append(replace(window, text=span.text, span=span))
    found.sort(key=lambda window: window.span.start if window.span else 0)
    return tuple(found)


def _pointed(text: str, offset: int, spoken: Spoken, as_of: date) -> Iterator[tuple[Span, Window]]:
    for pattern in (_BACK, _REPORTED, _RANKED):
        for match in pattern.finditer(text):
            unit = (match["unit"] or "").lower()
            window = _same(spoken.named, unit)
            if window is None and pattern is not _BACK:
                window = _reviewed(unit, as_of)
            if window is not None:
                start, end = match.span("words")
                yield Span(offset + start, offset + end, match["words"]), window


def _elliptic(text: str, offset: int, as_of: date) -> Iterator[tuple[Span, Window]]:
    for match in _ELLIPSIS.finditer(text):
        base = Length(12 * int(count(match["n"])), 0).ago(as_of)
        window = Window(kind="trailing", base=base, end=as_of)
        yield Span(offset + match.start(), offset + match.end(), match[0]), window


def _same(named: list[Window], unit: str) -> Window | None:
    """The last period named that is as long as the words say; the year around a shorter one."""
    if not unit:
        return named[-1] if named else None
    shortest, longest = _LENGTHS[unit]
    for window in reversed(named):
        days = (window.end - window.base).days if window.base and window.end else 0
        if shortest <= days <= longest:
            return window
        if unit == "year" and window.base and 0 < days < shortest:
            year = (window.base + _ONE_DAY).year
            return Window(kind="calendar", base=date(year - 1, 12, 31), end=date(year, 12, 31))
    return None


def _reviewed(unit: str, as_of: date) -> Window | None:
    """The period that a commentary of that day reviews: the one just over, or the one running."""
    if unit not in _REVIEWED_WITHIN:
        return None
    first = dates.first_day(as_of, unit)
    over = first - _ONE_DAY
    if (as_of - over).days <= _REVIEWED_WITHIN[unit]:
        base = dates.add_months(first, -dates.UNIT_MONTHS[unit]) - _ONE_DAY
        return Window(kind="calendar", base=base, end=over)
    return Window(kind="calendar", base=over, end=as_of) if unit != "year" else None


def carried(token: Token, spoken: Spoken) -> Window | None:
    """The paragraph's period, for a sentence that names none and whose tense fits it."""
    window = spoken.here or spoken.title or spoken.only
    if window is None:
        return None
    return window if window.kind in _OPEN or not _is_present(token) else None


def _is_present(token: Token) -> bool:
    """True for "has beaten" and "trails", which speak of a time that reaches up to today."""
    verb = clause_head(token)
    helpers = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    if helpers & {"has", "have", "'ve", "is", "are", "remains", "remain"}:
        return True
    return verb.tag_ in {"VBZ", "VBP"}
