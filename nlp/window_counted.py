"""The forms of periods that are counted back from the note's day: "the past three years", "YTD".

They stand behind those that name a stretch of the calendar, which are tried first.
"""

from __future__ import annotations

from nlp import window_days as days
from nlp import window_resolvers as read
from nlp.lengths import COUNTED, LENGTH
from nlp.window_resolvers import Resolver
from nlp.window_words import (
    ABOUT,
    ANY,
    CYCLE,
    LATEST,
    LONG,
    MEASURED,
    NO_BOND,
    OVER,
    OWNER,
    SHORT_UNIT,
)

COUNTED_RULES: tuple[tuple[Resolver, tuple[str, ...]], ...] = (
    (
        read.year_to_date,
        (
            r"(?:(?:in|over|for) )?(?:the )?(?:calendar )?year[ -]to[ -]date\b",
            r"Y[-/.]?T[-/.]?D\b",
            r"(?:for|on) the (?:year|yr)\b(?! to| end)",
            r"in the year until now\b",
            r"(?:so far )?(?:this|(?:in )?the current) (?:calendar )?(?:year|yr)\b",
            r"in the (?:calendar )?year so far\b",
        ),
    ),
    (
        read.running,
        (
            r"(?P<p>week|month|quarter)[ -]to[ -]date\b",
            r"(?P<p>[WMQ])TD\b",
            r"(?:so far )?(?:this|(?:in )?the current) (?P<p>week|month|quarter|decade)\b",
        ),
    ),
    (
        read.trailing,
        (
            rf"(?:{OVER} )?{ABOUT}(?:the |these )?{LATEST}[ -]{LENGTH}(?! of (?:the\b|{ANY}))",
            rf"(?:{OVER} )?(?:the )?(?:most recent|latest) {COUNTED}",
            rf"\A\W{{0,3}}{COUNTED} on(?=,)",
            rf"(?:in|over) the {COUNTED} (?:to date|until now|to now)\b",
            rf"(?:over|for|across|on) (?:an? |the )?{NO_BOND}(?!\d{{1,9}}m\b){COUNTED}(?! of\b)",
            rf"(?<!rolling ){COUNTED} (?:trailing|annuali[sz]ed|basis|{MEASURED})",
            rf"(?<=, )(?P<n>\d{{1,2}})[- ]?{SHORT_UNIT}\b(?=[.,;:)]|$| )",
            rf"(?<=\(){COUNTED}(?=\)|[,;] (?:weekly|daily|monthly))",
            rf"on {COUNTED} of (?:weekl|dail|monthl)",
            rf"(?<=, ){COUNTED}(?=:| ?[.;]|$|, (?:to|against|annual|yearly|per\b))",
            rf"\A\W{{0,3}}{COUNTED}(?=:|, annual)",
            rf"\A\W{{0,3}}(?P<n>\d{{1,2}})[- ]?{SHORT_UNIT}(?=:| [-+\u2212]?\d)",
            r"(?P<n>\d{1,3})[- ]?(?P<u>d|day)(?P<h>(?!))?(?= (?:[-+\u2212]?\d|reali[sz]ed|vol\b))",
            rf"(?<=\()(?P<n>\d{{1,2}})[- ]?{SHORT_UNIT}(?=\))",
        ),
    ),
    (
        days.elapsed,
        (rf"in (?:only |just |under |about |roughly |barely |the space of )?{COUNTED}(?! of\b)",),
    ),
    (read.trailing_year, (r"(?:TTM|LTM)\b",)),
    (
        read.long_term,
        (
            rf"(?:over|in|for|across) (?:the )?{LONG}[ -]?"
            r"(?:run|term|haul|horizons?|periods?|stretch(?:es)?)\b",
            rf"(?<!, )(?<!a ){LONG}[ -](?:term|run)(?=,| ?[.;)]|$| {MEASURED})",
            rf"(?:over|across|throughout|in) {OWNER}(?:full |entire |whole |long )?history\b",
            r"over (?:the )?(?:long )?(?:sweep of )?history\b",
            rf"(?:over|across|through) {CYCLE}\b",
            r"historically\b",
            r"over time\b",
        ),
    ),
)
