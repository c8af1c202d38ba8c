"""The day up to which a note's figures run, where it says one: "total returns to 30 June 2022"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from nlp import dates
from nlp.parsing import ParsedBlock
from nlp.window_days import last_numbered, latest, yesterday_of
from nlp.window_words import WEEKDAYS

# A caption or a line under a table, not a sentence of the argument.
_LONGEST_CAPTION = 160
# A note appears within this many days of what it measures.
_FRESH = 100
_ONE_DAY = timedelta(days=1)
_FIGURES = (
    r"\b(?:returns?|data|figures|performance|numbers|prices|statistics|per ?cent|results|all"
    r"|levels|closes|evidence)\b[^.|\n]{0,60}?(?<![\w-])"
)
_STATED = re.compile(
    rf"{_FIGURES}(?:as (?:of|at)|through|until|up to|to|at)"
    rf" (?:the )?(?:close (?:of|on) )?{dates.source(tag='_a')}",
    re.IGNORECASE,
)
_CLOSE = r"(?:['\u2019]s)?(?: close| closing|(?= ?[.,;:()|]| ?$))"
_SAID = re.compile(
    rf"(?:{_FIGURES}(?:as (?:of|at)|through|thru|until|up to|to|at)|(?<![\w-])(?:through|thru))"
    rf" (?:last night|yesterday|(?P<w>{WEEKDAYS})){_CLOSE}"
    r"|\b(?:clos(?:es|ing (?:prices|levels))|prices) (?:of|on|at|for) the (?P<d>\d\d?)"
    r"(?:st|nd|rd|th)\b"
    r"|\b(?:px|prices) (?:the )?(?P<e>\d\d?)(?:st|nd|rd|th) close",
    re.IGNORECASE,
)


def measured_until(blocks: Iterable[ParsedBlock], *, as_of: date) -> date | None:
    """The last day of the figures, by the first caption that states one; None where none does."""
    for parsed in blocks:
        if parsed.block.role == "body" and len(parsed.text) <= _LONGEST_CAPTION:
            day = _stated(parsed.text, as_of) or _said(parsed.text, as_of)
            if day is not None and 0 < (as_of - day).days <= _FRESH:
                return day
    return None


def _stated(text: str, as_of: date) -> date | None:
    stated = _STATED.search(text)
    period = dates.period(stated, tag="_a", as_of=as_of) if stated else None
    return period.end if period else None


def _said(text: str, as_of: date) -> date | None:
    """ "To last night's close", "through Thursday's close", "closing prices of the 6th"."""
    said = _SAID.search(text)
    if said is None:
        return None
    if said["w"]:
        return latest(said["w"], as_of - _ONE_DAY)
    number = said["d"] or said["e"]
    return last_numbered(int(number), before=as_of) if number else yesterday_of(as_of)
