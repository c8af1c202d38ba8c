"""The day up to which a note's figures run, where it says one: "total returns to 30 June 2022"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from nlp import dates
from nlp.parsing import ParsedBlock
from nlp.window_days import last_numbered, latest, yesterday_of
from nlp.window_words import SHORT_WEEKDAYS, WEEKDAYS

# A caption or a line under a table, not a sentence of the argument.
_LONGEST_CAPTION = 160
# A note appears within this many days of what it measures.
_FRESH = 100
_ONE_DAY = timedelta(days=1)
_FIGURES = (
    r"\b(?:returns?|data|figures?|performance|numbers|prices|stat(?:istic)?s|per ?cent|results|all"
    r"|levels|closes|evidence|everything|spans|windows)\b[^.|\n]{0,60}?(?<![\w-])"
)
# A period that is said whole, "in the year to May", is no day that all figures run to.
_UNTIL = (
    r"(?<!year )(?<!years )(?<!months )(?<!weeks )(?<!days )(?<!sessions )"
    r"(?:as (?:of|at)|through|thru|until|up to|to|at|ends? (?:on|with|at)|stops? (?:on|at)) "
)
_CLOSES = (
    r"(?:\bclose of|\bclos(?:es|ing (?:levels|prices|values))(?: (?:of|on|at|for|to)| ?=|:)"
    r"|\b(?:prices?|px)(?: (?:of|on|at|for|date|the))?:?|\bpriced(?: at(?: close)?| on))"
)
_WEEKDAY = rf"(?:(?:{WEEKDAYS}|{SHORT_WEEKDAYS}),? )?"
_STATED = tuple(
    re.compile(source, re.IGNORECASE)
    for source in (
        # "Total returns to 30 June 2022", "all windows below end on 29 April"
        rf"{_FIGURES}{_UNTIL}(?:the )?(?:close (?:of|on) )?{_WEEKDAY}{dates.source(tag='_a')}",
        # "Closing values of Thursday, 16 November 2006", "priced at close 11 Feb 2016"
        rf"{_CLOSES} {_WEEKDAY}{dates.source(tag='_a')}",
    )
)
_LAST = r"last night|yesterday|yest\b\.?|the (?:preceding|previous) (?:evening|day|session)"
_NUMBERED = r"the (?P<d>\d\d?)(?:st|nd|rd|th)\b"
_NAMED = rf"(?:{_LAST}|(?P<w>{WEEKDAYS}))"
_CLOSE = (
    r"(?:['\u2019]s)?(?: (?:[A-Z]\w+ (?:and New York )?)?(?:close|closing|bell|night|evening)"
    r"|(?= ?[.,;:()|]| ?$))"
)
_SAID = tuple(
    re.compile(source, re.IGNORECASE)
    for source in (
        # "Figures to last night's close"
        rf"(?:{_FIGURES}{_UNTIL}|(?<![\w-])(?:through|thru) ){_NAMED}{_CLOSE}",
        # "Everything below stops on the 11th"
        rf"{_FIGURES}(?:ends?|stops?) (?:on|with|at) {_NUMBERED}",
        # "Closes of Thursday", "px the 6th close", "priced at Thursday's close"
        rf"{_CLOSES} {_NAMED}{_CLOSE}",
        rf"{_CLOSES} {_NUMBERED}",
        rf"\bpx {_NUMBERED}",
        # "(To Thursday's close)", "As of Thursday night", "each up to last night"
        rf"\((?:to|thru|through|up to) {_NAMED}{_CLOSE}",
        rf"^\W*as (?:of|at) {_NAMED}{_CLOSE}",
        rf"\bup to (?:{_LAST})",
        # "At last night's close", "with yesterday's bell as the end"
        rf"\b(?:at|with) (?:{_LAST})['\u2019]s (?:close|bell)",
    )
)
# "From 2015 to 2024", "since the close of 8 November": a period of its own.
_FROM = re.compile(
    r"\b(?:from|since|between)\b|\b(?:19|20)\d\d(?= (?:to|through)\b)", re.IGNORECASE
)


def measured_until(blocks: Iterable[ParsedBlock], *, as_of: date) -> date | None:
    """The last day of the figures, by the first caption that states one; None where none does."""
    for parsed in blocks:
        if parsed.block.role != "body":
            continue
        for sent in parsed.doc.sents:
            text = sent.text
            day = len(text) <= _LONGEST_CAPTION and (_stated(text, as_of) or _said(text, as_of))
            if day and 0 < (as_of - day).days <= _FRESH:
                return day
    return None


def _stated(text: str, as_of: date) -> date | None:
    stated = _first(_STATED, text)
    period = dates.period(stated, tag="_a", as_of=as_of) if stated else None
    return period.end if period else None


def _said(text: str, as_of: date) -> date | None:
    """ "To last night's close", "through Thursday's close", "closing prices of the 6th"."""
    said = _first(_SAID, text)
    if said is None:
        return None
    told = said.groupdict()
    if told.get("w"):
        return latest(told["w"], as_of)
    number = told.get("d")
    return last_numbered(int(number), before=as_of) if number else yesterday_of(as_of)


def _first(forms: Iterable[re.Pattern[str]], text: str) -> re.Match[str] | None:
    """What the first of these forms finds, unless it ends a period that began in the sentence."""
    found = next((match for form in forms if (match := form.search(text))), None)
    return None if found is None or _FROM.search(text, 0, found.end()) else found
